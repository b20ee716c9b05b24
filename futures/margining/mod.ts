/**
 * Margin reckoning on Kraken's derivatives REST API: portfolio margins (pre-production) and the two legacy previews.
 *
 * Kraken ends this API on 1 March 2027; the Unified WebSocket follows it.
 *
 * @module
 */

export type * from "../_types.ts";
export * from "./initial_margin.ts";
export * from "./max_order_size.ts";
export * from "./portfolio_margining_parameters.ts";
export * from "./portfolio_margining_simulate.ts";
export * from "./portfolio_margining_simulate_iv.ts";
