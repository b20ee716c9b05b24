/** Orders rehearsed and placed, by any spelling of a symbol. */

import {
  amend,
  type BatchPreview,
  cancel,
  edit,
  findOrder,
  type LiveOrder,
  order,
  type OrderCallOptions,
  type OrderChange,
  type OrderEdit,
  type OrderId,
  type OrderRequest,
  orders,
  type PlaceOptions,
  type Preview,
  type RefusedOrder,
  type TradingSource,
} from "../trading/mod.ts";
import type { AmendOrderResult } from "../spot/trading/amend_order.ts";
import type { CancelOrderResult } from "../spot/trading/cancel_order.ts";

/** Orders on Spot. They need a key that may create, modify and cancel orders. */
export interface OrderCalls {
  /**
   * One order: checked to the digit and shown as a card that says DRY RUN; `preview.send()` places it. With `live: true` it is placed at
   * once, and `await order.settled()` follows it to its end. Nothing is rounded in silence, nothing sent twice.
   */
  order(request: OrderRequest, options: PlaceOptions & { live: true }): Promise<LiveOrder>;
  /** As above without `live`: a preview, nothing is sent. */
  order(request: OrderRequest, options?: PlaceOptions & { live?: false | undefined }): Promise<Preview>;
  /** 2 to 15 orders on one pair, rehearsed or placed together. */
  orderBatch(
    requests: readonly OrderRequest[],
    options: PlaceOptions & { live: true },
  ): Promise<readonly (LiveOrder | RefusedOrder)[]>;
  /** As above without `live`: a preview, nothing is sent. */
  orderBatch(
    requests: readonly OrderRequest[],
    options?: PlaceOptions & { live?: false | undefined },
  ): Promise<BatchPreview>;
  /** An order of the account by `txid`, `cl_ord_id` or `userref`, to follow or change. */
  findOrder(id: OrderId, options?: OrderCallOptions): Promise<LiveOrder>;
  /** Changes an open order and keeps its place in the queue where it can. */
  amend(id: OrderId, change: OrderChange, options?: OrderCallOptions): Promise<AmendOrderResult>;
  /** Replaces an open order by another; it loses its place and gets a new `txid`. */
  edit(id: OrderId, change: OrderEdit, options?: OrderCallOptions): Promise<LiveOrder>;
  /** Cancels one order or several. */
  cancel(ids: OrderId | readonly OrderId[], options?: OrderCallOptions): Promise<CancelOrderResult>;
}

/** The calls over one client. */
export function orderCalls(source: TradingSource): OrderCalls {
  return {
    order: ((request: OrderRequest, options?: PlaceOptions) => order(source, request, options)) as OrderCalls["order"],
    orderBatch:
      ((requests: readonly OrderRequest[], options?: PlaceOptions) => orders(source, requests, options)) as OrderCalls[
        "orderBatch"
      ],
    findOrder: (id, options) => findOrder(source, id, options),
    amend: (id, change, options) => amend(source, id, change, options),
    edit: (id, change, options) => edit(source, id, change, options),
    cancel: (ids, options) => cancel(source, ids, options),
  };
}
