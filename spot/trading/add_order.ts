import {
  boolean,
  isoTime,
  listOf,
  oneOf,
  positiveDecimal,
  relativePrice,
  required,
  text,
  unsignedDecimal,
} from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { Decimal } from "../../core/decimal.ts";
import { clientOrderId, leverage, schedule, userReference } from "../_codecs.ts";
import { orderRules } from "./_rules.ts";
import {
  CLOSE_ORDER_TYPES,
  type CloseOrderType,
  ORDER_FLAGS,
  ORDER_TYPES,
  type OrderFlag,
  type OrderType,
  type PlacedDescription,
  SELF_TRADE_PREVENTIONS,
  type SelfTradePrevention,
  type Side,
  SIDES,
  type TimeInForce,
  TIMES_IN_FORCE,
} from "./_types.ts";

/** Body of {@linkcode addOrder}. */
export interface AddOrderParams {
  /** Execution model. */
  ordertype: OrderType;
  /** Side. */
  type: Side;
  /** Quantity in base; in quote with flag `viqc`. `0` closes a whole position on margin. */
  volume: Decimal | number;
  /** Pair id or altname, e.g. `"XBTUSD"`. */
  pair: string;
  /**
   * Limit price (`limit`, `iceberg`) or trigger price (all others but `market`), in quote. Relative to the last trade
   * with `+`, `-` or `#` in front and `%` behind: `"+5%"`, `"-250"`. Trailing types need the form with `+`.
   */
  price?: Decimal | number;
  /** Limit price of the `…-limit` trigger types; for `trailing-stop-limit` an offset from the trigger, `"+0"`. */
  price2?: Decimal | number;
  /** The caller's own id, unique among open orders: UUID, 32 hexadecimal digits, or up to 18 ASCII characters. */
  cl_ord_id?: string;
  /** The caller's number for a group of orders, a signed 32-bit whole number. Not together with `cl_ord_id`. */
  userref?: number;
  /** Visible quantity of an `iceberg`, in base, at least a fifteenth of `volume`. */
  displayvol?: Decimal | number;
  /**
   * Price that fires a trigger, also that of the conditional close. The last trade stands in for a missing index.
   *
   * @default {"last"}
   */
  trigger?: "last" | "index";
  /** Leverage, `5` or `"5:1"`; no margin when left out. */
  leverage?: string | number;
  /**
   * Only shrink a position on margin.
   *
   * @default {false}
   */
  reduce_only?: boolean;
  /**
   * What to do when one's own orders would match.
   *
   * @default {"cancel-newest"}
   */
  stptype?: SelfTradePrevention;
  /** Marks, one, several or a comma list. */
  oflags?: OrderFlag | readonly OrderFlag[];
  /**
   * How long it lives.
   *
   * @default {"GTC"}
   */
  timeinforce?: TimeInForce;
  /** When it starts: `Date`, Unix seconds, `"+<seconds>"`, or `0` for now. */
  starttm?: Date | number | string;
  /** When it expires, in the forms of `starttm`: at least 5 seconds and at most a month ahead; `0` for never. */
  expiretm?: Date | number | string;
  /** `"tokenized_asset"` for xStocks, nothing otherwise. */
  asset_class?: "tokenized_asset";
  /** Execution model of the conditional close. */
  "close[ordertype]"?: CloseOrderType;
  /** Price of the conditional close, in the forms of `price`. */
  "close[price]"?: Decimal | number;
  /** Secondary price of the conditional close, in the forms of `price2`. */
  "close[price2]"?: Decimal | number;
  /** The engine refuses the order after this moment, 2 to 60 seconds ahead: a `Date` or RFC 3339 text. */
  deadline?: Date | string;
  /**
   * Check the order and place nothing: the answer is then an {@linkcode AddOrderValidation}.
   *
   * @default {false}
   */
  validate?: boolean;
  /** Public account id (IIBAN) of a partner. Since 7 May 2026. */
  broker?: string;
}

/** An order that was placed. */
export interface AddOrderResult {
  /** The order in words. */
  descr: PlacedDescription;
  /** Its txid, in an array of one. (A batch or an edit answers with plain text.) */
  txid: string[];
}

/** An order that was only checked: nothing was placed, so there is no txid. */
export interface AddOrderValidation {
  /** The order in words. */
  descr: PlacedDescription;
  /** Never there; tells this type from {@linkcode AddOrderResult}. */
  txid?: never;
}

/**
 * Places one order, or only checks it with `validate`.
 *
 * Permission: Create & modify orders. Cost: none on the REST counter, 1 on the trading counter of the pair. Prices must
 * be multiples of the pair's `tick_size`, volumes have at most `lot_decimals`; see `AssetPairs`.
 *
 * Never sent twice by us. A call that gives neither `cl_ord_id` nor `userref` gets a `cl_ord_id` from us, by which the
 * order can be found when the answer is lost. Aborting does not take the order back.
 *
 * @example Rehearse an order; leave `validate` out to place it.
 * ```ts
 * import { createSpotClient } from "../client.ts";
 *
 * const fetch = () => Promise.resolve(Response.json({ error: [], result: { descr: { order: "buy 0.1 XBTUSD" } } }));
 * const { trading } = createSpotClient({ key: "made-up", secret: btoa("made-up"), fetch }); // no fetch: Kraken itself
 * const order = { ordertype: "limit", type: "buy", pair: "XBTUSD", volume: "0.1", price: "60000" } as const;
 * const { descr, txid } = await trading.addOrder({ ...order, validate: true });
 * console.log(descr.order, txid); // txid is undefined, as nothing was placed
 * ```
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/add-order}
 */
export const addOrder: Endpoint<AddOrderParams, AddOrderResult | AddOrderValidation> = privatePost("AddOrder", {
  params: {
    ordertype: required(oneOf(ORDER_TYPES)),
    type: required(oneOf(SIDES)),
    volume: required(unsignedDecimal),
    pair: required(text),
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
    asset_class: oneOf(["tokenized_asset"]),
    "close[ordertype]": oneOf(CLOSE_ORDER_TYPES),
    "close[price]": relativePrice,
    "close[price2]": relativePrice,
    deadline: isoTime,
    validate: boolean,
    broker: text,
  },
  check: orderRules,
  permission: "Create & modify orders",
  cost: 0,
  pool: "trading",
  idempotent: false,
  clientOrderId: "cl_ord_id",
});
