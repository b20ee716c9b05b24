import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import { clientOrderId, orderReference } from "../_codecs.ts";
import { exactlyOneOf } from "../_rules.ts";

/** Body of {@linkcode cancelOrder}. */
export interface CancelOrderParams {
  /** Order txid, or a `userref` (a number) whose orders are all meant; this or `cl_ord_id`, exactly one. */
  txid?: string | number;
  /** The caller's own id of the order; this or `txid`, exactly one. */
  cl_ord_id?: string;
}

/** What was cancelled. */
export interface CancelOrderResult {
  /** How many orders. */
  count: number;
  /** The cancel is accepted and not final yet. */
  pending?: boolean;
}

/**
 * Cancels one order, or all with one `userref`.
 *
 * Permission: Create & modify orders OR Cancel & close orders. Cost: none on the REST counter; on the trading counter of
 * the pair up to 8 while the order is younger than 5 minutes. An order that is gone gives `EOrder:Unknown order`, also
 * when a repetition after a lost answer finds its work done.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/cancel-order}
 */
export const cancelOrder: Endpoint<CancelOrderParams, CancelOrderResult> = privatePost("CancelOrder", {
  params: { txid: orderReference, cl_ord_id: clientOrderId },
  check: exactlyOneOf("txid", "cl_ord_id"),
  permission: "Create & modify orders OR Cancel & close orders",
  cost: 0,
  pool: "trading",
});
