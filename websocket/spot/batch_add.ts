import { object, required, text } from "../../core/codecs.ts";
import { itemsOf } from "../v2/codecs.ts";
import { batchOutcomes, checkBatch, type OrderOutcome, type OrderRequest, orderRequest } from "../v2/orders.ts";
import { type Method, method } from "../v2/types.ts";
import { type SpotOrder, spotOrder } from "./add_order.ts";

/** Parameters of {@linkcode batchAdd}. */
export interface BatchAddParams extends OrderRequest {
  /** `"BTC/USD"`; one pair for all. */
  symbol: string;
  /** 2 to 15 orders. */
  orders: readonly SpotOrder[];
}

/**
 * Places 2 to 15 orders of one pair. All are refused when one is invalid; funds are checked one by one, so that the result says of
 * each, in the order of the request, whether it was accepted.
 *
 * @see {@link https://docs.kraken.com/api/docs/websocket-v2/batch_add}
 */
export const batchAdd: Method<BatchAddParams, readonly OrderOutcome[], "spot"> = method({
  api: "spot",
  name: "batch_add",
  permission: "Create & modify orders",
  params: { ...orderRequest, symbol: required(text), orders: required(itemsOf(object<SpotOrder>(spotOrder), 2, 15)) },
  places: true,
  read: batchOutcomes,
  check: checkBatch,
});
