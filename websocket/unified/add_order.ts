import { oneOf, required, text } from "../../core/codecs.ts";
import {
  checkOrder,
  COMMON_ORDER_TYPES,
  type CommonOrder,
  commonOrder,
  type OrderRequest,
  orderRequest,
} from "../v2/orders.ts";
import { type Method, method } from "../v2/types.ts";
import { assetClass, type AssetClassParam, DERIVATIVES } from "./params.ts";

/**
 * A derivatives order. `order_type`, `limit_price_type`, `triggers` and `conditional` are documented on the Unified page, the rest as on
 * Spot v2. There is no iceberg, no margin and no `order_userref`; leverage is a preference.
 */
export interface UnifiedOrder extends CommonOrder {
  /** Type. */
  order_type: typeof COMMON_ORDER_TYPES[number];
}

/** Parameters of {@linkcode addOrder}. */
export interface AddOrderParams extends UnifiedOrder, OrderRequest, AssetClassParam {
  /** `"PF_XBTUSD"`. */
  symbol: string;
}

/** What Kraken answers. */
export interface AddOrderResult {
  /** Kraken's order id, a UUID. */
  order_id: string;
  /** Your id. */
  cl_ord_id?: string;
  /** Kraken's warnings. */
  warnings?: string[];
}

/** Codecs of {@linkcode UnifiedOrder}. */
export const unifiedOrder = { ...commonOrder, order_type: required(oneOf(COMMON_ORDER_TYPES)) };

/** As `checkOrder`, with what derivatives do not have. */
export function checkUnifiedOrder(order: Readonly<Record<string, unknown>>): void {
  checkOrder(order);
  if (order.limit_price_type !== undefined && order.limit_price_type !== "static" && order.asset_class !== "spot") {
    throw new TypeError("takes only 'static' as 'limit_price_type' for derivatives");
  }
}

/** Places an order. `order_qty` counts base units for `PF_` and `FF_`, contracts for `PI_` and `FI_`. */
export const addOrder: Method<AddOrderParams, AddOrderResult, "unified"> = method({
  api: "unified",
  name: "add_order",
  permission: "Create & modify orders",
  params: { ...unifiedOrder, ...orderRequest, asset_class: assetClass, symbol: required(text) },
  defaults: DERIVATIVES,
  places: true,
  check: checkUnifiedOrder,
});
