import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import { arrayOf, clientOrderId, orderReference } from "../_codecs.ts";
import { idsToCancel } from "../_rules.ts";

/** Body of {@linkcode cancelOrderBatch}. */
export interface CancelOrderBatchParams {
  /** Order txids (text) and `userref`s (numbers), at most 50. */
  orders?: readonly (string | number)[];
  /** The caller's own ids, at most 50; together with `orders` at most 50 as well. */
  cl_ord_ids?: readonly string[];
}

/** What was cancelled. */
export interface CancelOrderBatchResult {
  /** How many orders. */
  count: number;
}

/**
 * Cancels up to 50 orders by their ids; at least one id is needed.
 *
 * Permission: Create & modify orders OR Cancel & close orders. Cost: none on the REST counter; on the trading counter of
 * the pair up to 8 an order. It is carried out even where that goes over the limit.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/cancel-order-batch}
 */
export const cancelOrderBatch: Endpoint<CancelOrderBatchParams, CancelOrderBatchResult> = privatePost(
  "CancelOrderBatch",
  {
    params: { orders: arrayOf(orderReference, 1, 50), cl_ord_ids: arrayOf(clientOrderId, 1, 50) },
    check: idsToCancel,
    permission: "Create & modify orders OR Cancel & close orders",
    cost: 0,
    pool: "trading",
    encode: "json",
  },
);
