/**
 * Orders on Kraken's derivatives REST API: send, edit, cancel, batch, dead man's switch, and what became of them.
 *
 * Kraken ends this API on 1 March 2027; the Unified WebSocket follows it.
 *
 * @module
 */

export type * from "../_types.ts";
export type { BatchCancel, BatchEdit, BatchInstruction, BatchSend } from "./_batch.ts";
export type * from "./_types.ts";
export * from "./batch_order.ts";
export * from "./cancel_all_orders.ts";
export * from "./cancel_all_orders_after.ts";
export * from "./cancel_order.ts";
export * from "./edit_order.ts";
export * from "./open_orders.ts";
export * from "./orders_status.ts";
export { isCancelled, isDone, isEdited, isSent, type Refusal, refusals } from "./outcome.ts";
export * from "./send_order.ts";
