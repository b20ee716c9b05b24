import {
  boolean,
  isoTime,
  listOf,
  object,
  oneOf,
  positiveDecimal,
  relativePrice,
  required,
  text,
  unsignedDecimal,
} from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import { arrayOf, clientOrderId, leverage, schedule, userReference } from "../_codecs.ts";
import type { AddOrderParams } from "./add_order.ts";
import { batchRules } from "./_rules.ts";
import {
  type ConditionalClose,
  conditionalClose,
  ORDER_FLAGS,
  ORDER_TYPES,
  type PlacedDescription,
  SELF_TRADE_PREVENTIONS,
  SIDES,
  TIMES_IN_FORCE,
} from "./_types.ts";

/** One order of a batch: the fields mean what they mean in {@linkcode AddOrderParams}. */
export interface BatchOrder extends
  Pick<
    AddOrderParams,
    | "ordertype"
    | "type"
    | "volume"
    | "price"
    | "price2"
    | "cl_ord_id"
    | "userref"
    | "displayvol"
    | "trigger"
    | "leverage"
    | "reduce_only"
    | "stptype"
    | "oflags"
    | "timeinforce"
    | "starttm"
    | "expiretm"
  > {
  /** Conditional close, here a nested object. */
  close?: ConditionalClose;
}

/** Body of {@linkcode addOrderBatch}. */
export interface AddOrderBatchParams {
  /** 2 to 15 orders. */
  orders: readonly BatchOrder[];
  /** Pair id or altname of them all. */
  pair: string;
  /** `"tokenized_asset"` for xStocks, nothing otherwise. */
  asset_class?: "tokenized_asset";
  /** The engine refuses the orders after this moment, 2 to 60 seconds ahead: a `Date` or RFC 3339 text. */
  deadline?: Date | string;
  /**
   * Check the orders and place nothing: the answer then has no txids.
   *
   * @default {false}
   */
  validate?: boolean;
  /** Public account id (IIBAN) of a partner. Since 7 May 2026. */
  broker?: string;
}

/** What became of one order of a batch. */
export interface BatchOrderResult {
  /** The order in words. */
  descr?: PlacedDescription;
  /** Its txid, plain text; absent when it was refused or only checked. */
  txid?: string;
  /** Why it was refused, e.g. `"EOrder:Insufficient funds"`. */
  error?: string;
}

/** What became of the batch. */
export interface AddOrderBatchResult {
  /** In the order of the request. Ask each for `error`: the call itself succeeds although one was refused. */
  orders: BatchOrderResult[];
}

/**
 * Places 2 to 15 orders on one pair. A malformed order refuses them all; one without funds is refused alone, and its
 * slot says so while the call succeeds.
 *
 * Permission: Create & modify orders AND Cancel & close orders. Cost: none on the REST counter, half a point an order
 * on the trading counter of the pair. Never sent twice by us. An order with neither `cl_ord_id` nor `userref` gets a
 * `cl_ord_id` from us, by which it can be found when the answer is lost.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/add-order-batch}
 */
export const addOrderBatch: Endpoint<AddOrderBatchParams, AddOrderBatchResult> = privatePost("AddOrderBatch", {
  params: {
    orders: required(arrayOf(
      object<BatchOrder>({
        ordertype: required(oneOf(ORDER_TYPES)),
        type: required(oneOf(SIDES)),
        volume: required(unsignedDecimal),
        price: relativePrice,
        price2: relativePrice,
        cl_ord_id: clientOrderId,
        userref: userReference,
        displayvol: positiveDecimal,
        trigger: oneOf(["last", "index"]),
        leverage,
        reduce_only: boolean,
        stptype: oneOf(SELF_TRADE_PREVENTIONS),
        oflags: listOf(ORDER_FLAGS),
        timeinforce: oneOf(TIMES_IN_FORCE),
        starttm: schedule,
        expiretm: schedule,
        close: object<ConditionalClose>(conditionalClose),
      }),
      2,
      15,
    )),
    pair: required(text),
    asset_class: oneOf(["tokenized_asset"]),
    deadline: isoTime,
    validate: boolean,
    broker: text,
  },
  check: batchRules,
  permission: "Create & modify orders AND Cancel & close orders",
  cost: 0,
  pool: "trading",
  idempotent: false,
  encode: "json",
  clientOrderId: "cl_ord_id",
});
