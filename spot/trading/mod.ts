/** Trading: placing, changing and cancelling orders. All private. @module */

export { addOrder, type AddOrderParams, type AddOrderResult, type AddOrderValidation } from "./add_order.ts";
export {
  addOrderBatch,
  type AddOrderBatchParams,
  type AddOrderBatchResult,
  type BatchOrder,
  type BatchOrderResult,
} from "./add_order_batch.ts";
export { amendOrder, type AmendOrderParams, type AmendOrderResult } from "./amend_order.ts";
export { cancelAll, type CancelAllResult } from "./cancel_all.ts";
export {
  cancelAllOrdersAfter,
  type CancelAllOrdersAfterParams,
  type CancelAllOrdersAfterResult,
} from "./cancel_all_orders_after.ts";
export { cancelOrder, type CancelOrderParams, type CancelOrderResult } from "./cancel_order.ts";
export { cancelOrderBatch, type CancelOrderBatchParams, type CancelOrderBatchResult } from "./cancel_order_batch.ts";
export { editOrder, type EditOrderParams, type EditOrderResult } from "./edit_order.ts";
export { getWebSocketsToken, type GetWebSocketsTokenResult } from "./get_websockets_token.ts";
export type {
  CloseOrderType,
  ConditionalClose,
  OrderFlag,
  OrderType,
  PlacedDescription,
  SelfTradePrevention,
  Side,
  TimeInForce,
} from "./_types.ts";
