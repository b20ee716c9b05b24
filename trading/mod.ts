/**
 * Orders, rehearsed and placed: checked to the digit against live rules, previewed by default, followed to their end, and
 * found again when an answer is lost.
 *
 * @module
 */

export { order, type PlaceOptions } from "./order.ts";
export { orders, type RefusedOrder } from "./batch.ts";
export { type OrderValidation, Preview } from "./preview.ts";
export { BatchPreview, type BatchValidation } from "./batch_preview.ts";
export {
  LiveOrder,
  type OrderChange,
  type OrderState,
  type PlacedOrder,
  type SettledOptions,
  type SettledOrder,
} from "./live_order.ts";
export { amend, cancel, edit, findOrder, type OrderEdit, type OrderId } from "./change.ts";
export { resolveLost, type ResolveOptions } from "./lookup.ts";
export type {
  LostAmbiguous,
  LostBatch,
  LostChanged,
  LostEnded,
  LostMoved,
  LostNotFound,
  LostOutcome,
  LostPlaced,
  LostUnchanged,
  LostUnknowable,
} from "./outcome.ts";
export type { OrderRequest } from "./request.ts";
export type {
  LookupSource,
  OrderCallOptions,
  OrderWatcher,
  SendCallOptions,
  SentOrders,
  TradingClock,
  TradingSource,
} from "./source.ts";
export type { BalanceChange } from "./_estimate.ts";

// Types that the ones above mention.
export type * from "../core/mod.ts";
export type { MediaBundle } from "../core/display.ts";
export type { OrderDescription, OrderInfo, OrderStatus, ReportedOrderType, ReportedSide } from "../spot/account/mod.ts";
export type * from "../spot/trading/mod.ts";
