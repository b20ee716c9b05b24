import { integer, required } from "../../core/codecs.ts";
import { texts } from "../v2/codecs.ts";
import {
  type CancelAllOrdersAfterResult,
  type CancelCount,
  cancelCount,
  checkIds,
  checkOneOf,
  type OrderOutcome,
  outcomes,
} from "../v2/orders.ts";
import { type Method, method } from "../v2/types.ts";
import { assetClass, type AssetClassParam, DERIVATIVES } from "./params.ts";

/** Parameters of {@linkcode cancelOrder}; exactly one of the lists. Documented on Kraken's Unified page. */
export interface CancelOrderParams extends AssetClassParam {
  /** Kraken's order ids. */
  order_id?: string | readonly string[];
  /** Your ids. */
  cl_ord_id?: string | readonly string[];
}

/** Cancels orders. Kraken answers once per order; the result says of each whether it was done. */
export const cancelOrder: Method<CancelOrderParams, readonly OrderOutcome[], "unified"> = method({
  api: "unified",
  name: "cancel_order",
  permission: "Cancel & close orders",
  params: { asset_class: assetClass, order_id: texts, cl_ord_id: texts },
  defaults: DERIVATIVES,
  idempotent: true,
  answers: ({ order_id, cl_ord_id }) => ((order_id ?? cl_ord_id) as unknown[]).length,
  read: outcomes,
  check: (params) => checkOneOf(params, ["order_id", "cl_ord_id"]),
});

/** Cancels every open order of the class, untriggered ones included. Documented on Kraken's Unified page. */
export const cancelAll: Method<AssetClassParam, CancelCount, "unified"> = method({
  api: "unified",
  name: "cancel_all",
  permission: "Cancel & close orders",
  params: { asset_class: assetClass },
  defaults: DERIVATIVES,
  idempotent: true,
  read: cancelCount,
});

/** Parameters of {@linkcode cancelAllOrdersAfter}; `asset_class` is expected here, not confirmed. */
export interface CancelAllOrdersAfterParams extends AssetClassParam {
  /** Seconds until every order is cancelled, less than a day; 0 disarms. */
  timeout: number;
}

/** Dead man's switch: cancels every order unless it is called again in time. Call it each 15 to 30 s with 60. */
export const cancelAllOrdersAfter: Method<CancelAllOrdersAfterParams, CancelAllOrdersAfterResult, "unified"> = method({
  api: "unified",
  name: "cancel_all_orders_after",
  permission: "Create & modify orders",
  params: { asset_class: assetClass, timeout: required(integer(0, 86_399)) },
  defaults: DERIVATIVES,
  idempotent: true,
});

/** Parameters of {@linkcode batchCancel}; 2 to 50 ids in all. Documented on Kraken's Unified page. */
export interface BatchCancelParams extends AssetClassParam {
  /** Kraken's order ids. */
  orders?: string | readonly string[];
  /** Your ids. */
  cl_ord_id?: string | readonly string[];
}

/** Cancels 2 to 50 orders at once; the result says how many were. */
export const batchCancel: Method<BatchCancelParams, CancelCount, "unified"> = method({
  api: "unified",
  name: "batch_cancel",
  permission: "Cancel & close orders",
  params: { asset_class: assetClass, orders: texts, cl_ord_id: texts },
  defaults: DERIVATIVES,
  idempotent: true,
  read: cancelCount,
  check: checkIds,
});
