import { object, required, text } from "../../core/codecs.ts";
import { itemsOf } from "../v2/codecs.ts";
import { batchOutcomes, checkBatch, type OrderOutcome, type OrderRequest, orderRequest } from "../v2/orders.ts";
import { type Method, method } from "../v2/types.ts";
import { type UnifiedOrder, unifiedOrder } from "./add_order.ts";
import { assetClass, type AssetClassParam, DERIVATIVES } from "./params.ts";

/** Parameters of {@linkcode batchAdd}. Documented on Kraken's Unified page. */
export interface BatchAddParams extends OrderRequest, AssetClassParam {
  /** `"PF_XBTUSD"`; one market for all. */
  symbol: string;
  /** 2 to 15 orders. */
  orders: readonly UnifiedOrder[];
}

/** Places 2 to 15 orders of one market; the result says of each, in the order of the request, whether it was accepted. */
export const batchAdd: Method<BatchAddParams, readonly OrderOutcome[], "unified"> = method({
  api: "unified",
  name: "batch_add",
  permission: "Create & modify orders",
  params: {
    ...orderRequest,
    asset_class: assetClass,
    symbol: required(text),
    orders: required(itemsOf(object<UnifiedOrder>(unifiedOrder), 2, 15)),
  },
  defaults: DERIVATIVES,
  places: true,
  read: batchOutcomes,
  check: checkBatch,
});
