import { boolean, isoTime, listOf, oneOf, positiveDecimal, relativePrice, required, text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { Decimal } from "../../core/decimal.ts";
import { orderReference, userReference } from "../_codecs.ts";
import type { PlacedDescription } from "./_types.ts";

/** Body of {@linkcode editOrder}. */
export interface EditOrderParams {
  /** Order txid, or a `userref` that only one order has. */
  txid: string | number;
  /** Pair id or altname. */
  pair: string;
  /** Number of the new order; that of the old one is not carried over. */
  userref?: number;
  /** New quantity, in base. */
  volume?: Decimal | number;
  /** New visible quantity of an iceberg, in base. */
  displayvol?: Decimal | number;
  /** New price, in the forms of `AddOrder`. */
  price?: Decimal | number;
  /** New secondary price, in the forms of `AddOrder`. */
  price2?: Decimal | number;
  /** Only `post` can be changed, and has to be repeated to stay; the other flags are kept. */
  oflags?: "post" | readonly "post"[];
  /** The engine refuses the edit after this moment, 2 to 60 seconds ahead: a `Date` or RFC 3339 text. */
  deadline?: Date | string;
  /** Answer as soon as the replacement is pending. */
  cancel_response?: boolean;
  /**
   * Check the edit and change nothing: the answer then has no txid.
   *
   * @default {false}
   */
  validate?: boolean;
  /** `"tokenized_asset"` for xStocks, nothing otherwise. */
  asset_class?: "tokenized_asset";
}

/** What became of the edit. */
export interface EditOrderResult {
  /** How it went; the case of the letters varies. */
  status: "ok" | "err" | (string & Record<never, never>);
  /** The new order, plain text; absent when it was only checked. */
  txid?: string;
  /** The order that was replaced. */
  originaltxid: string;
  /** The new order in words. */
  descr: PlacedDescription;
  /** Its quantity, in base. */
  volume: Decimal;
  /** Its price. */
  price: string;
  /** Its secondary price. */
  price2?: string;
  /** 1 when the old order was cancelled, else 0. */
  orders_cancelled: number;
  /** Number of the new order. Documented as text, seen as number. */
  newuserref?: string | number;
  /** Number of the old order. */
  olduserref?: string | number;
  /** Why it failed. */
  error_message?: string;
}

/**
 * Cancels an order and places a changed one, with a new txid and at the end of the queue. `AmendOrder` is better in
 * every way: this stays for those who know it.
 *
 * Permission: Create & modify orders AND Cancel & close orders. Cost: on the trading counter of the pair 1 and up to 6 more
 * while the order is younger than 90 seconds. Whether it also takes a point of the REST counter Kraken does not say; our
 * rate budget takes none. Never sent twice by us. Not possible for triggered orders, for
 * those with a conditional close, and below the executed quantity.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/edit-order}
 */
export const editOrder: Endpoint<EditOrderParams, EditOrderResult> = privatePost("EditOrder", {
  params: {
    txid: required(orderReference),
    pair: required(text),
    userref: userReference,
    volume: positiveDecimal,
    displayvol: positiveDecimal,
    price: relativePrice,
    price2: relativePrice,
    oflags: listOf(["post"]),
    deadline: isoTime,
    cancel_response: boolean,
    validate: boolean,
    asset_class: oneOf(["tokenized_asset"]),
  },
  permission: "Create & modify orders AND Cancel & close orders",
  cost: 1,
  pool: "trading",
  idempotent: false,
});
