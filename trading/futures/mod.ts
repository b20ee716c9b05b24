/**
 * Futures orders, checked and rehearsed: {@linkcode futuresOrder} gives a preview with margin, fee and estimated
 * liquidation price, and places when asked to.
 *
 * @module
 */

export { type Position } from "./_margin.ts";
export { type FuturesOrderChange, type FuturesOrderState, LiveFuturesOrder } from "./live_order.ts";
export { futuresOrder } from "./order.ts";
export { FuturesPreview } from "./preview.ts";
export type { FuturesOrderRequest } from "./request.ts";
export type { FuturesTradingSource } from "./source.ts";
export type { OrderCallOptions, SendCallOptions, SentOrders } from "../source.ts";
