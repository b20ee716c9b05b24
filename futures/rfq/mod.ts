/**
 * Requests for quotes on Kraken's derivatives REST API, documented for its pre-production environment only.
 *
 * Kraken ends this API on 1 March 2027; the Unified WebSocket follows it.
 *
 * @module
 */

export type * from "../_types.ts";
export type * from "./_types.ts";
export * from "./accept_offer.ts";
export * from "./cancel_offer.ts";
export * from "./cancel_rfq.ts";
export * from "./closed_offers.ts";
export * from "./create_rfq.ts";
export * from "./delete_rfq_assignment_max_leverage.ts";
export * from "./open_offers.ts";
export * from "./open_rfqs.ts";
export * from "./place_offer.ts";
export * from "./rfq.ts";
export * from "./rfq_assignment_max_leverage.ts";
export * from "./rfqs.ts";
export * from "./set_rfq_assignment_max_leverage.ts";
