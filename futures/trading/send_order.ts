import { boolean, decimal, inHeader, isoTime, positiveDecimal, required, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { clientOrderId } from "../_codecs.ts";
import { derivatives } from "../_endpoint.ts";
import { FULL } from "../_permissions.ts";
import type { FuturesAnswer } from "../_types.ts";
import { orderType, priceUnit, side, triggerSignal } from "./_codecs.ts";
import { sendRefused } from "./outcome.ts";
import type { OrderEvent, OrderSide, OrderType, PriceUnit, TriggerSignal } from "./_types.ts";

/** Parameters of {@linkcode sendOrder}. */
export interface SendOrderParams {
  /** Algorithm id, a request header; some regulated accounts only. */
  algoId?: string;
  /** Kraken refuses the order when it would handle it later than this. */
  processBefore?: Date | string;
  /** Kind of order. */
  orderType: OrderType;
  /** `"PF_XBTUSD"`. */
  symbol: string;
  /** Direction. */
  side: OrderSide;
  /** Base units (linear) or contracts of 1 USD (inverse), above zero, a multiple of the contract's size step. */
  size: Decimal | number;
  /**
   * Worst price, a multiple of the tick. Needed by `lmt`, `post`, `ioc` and `fok`; a market order follows a `stp` or
   * `take_profit` without it; not for `mkt` and `trailing_stop`.
   */
  limitPrice?: Decimal | number;
  /** Price that fires a `stp` or `take_profit`, which need it. */
  stopPrice?: Decimal | number;
  /** Our id, at most 100 characters, unique for ever. Set by us when left out, so that a lost answer can be resolved. */
  cliOrdId?: string;
  /** Price that the trigger watches. Kraken names no default; its samples suggest `last`. */
  triggerSignal?: TriggerSignal;
  /** Whether it may only reduce a position. @default {false} */
  reduceOnly?: boolean;
  /** How far a `trailing_stop` follows, in the unit below; 0.1 to 50 in percent. */
  trailingStopMaxDeviation?: Decimal | number;
  /** Unit of the deviation. */
  trailingStopDeviationUnit?: PriceUnit;
  /** Limit price relative to the trigger price, either sign; excludes `limitPrice`. */
  limitPriceOffsetValue?: Decimal | number;
  /** Unit of the offset. */
  limitPriceOffsetUnit?: PriceUnit;
  /** Account of a broker's client; pre-production only. */
  broker?: string;
}

/** The order was taken: it rests, waits as a trigger, or was filled at once (look for `EXECUTION` events). */
export interface OrderSent {
  /** `placed` also when it was filled at once; `cancelled` and `edited` when that followed at once. */
  status: "placed" | "partiallyFilled" | "filled" | "cancelled" | "edited";
  /** Kraken's id. */
  order_id: string;
  /** Our id. */
  cliOrdId?: string | null;
  /** ISO 8601. */
  receivedTime?: string;
  /** What happened at once. */
  orderEvents?: OrderEvent[];
}

/** The order was refused: nothing was placed, although the answer's `result` says `"success"`. We raise it. */
export interface OrderRefused {
  /** Why; a status not listed here is a refusal too. */
  status:
    | "marketSuspended"
    | "marketInactive"
    | "invalidPrice"
    | "invalidSize"
    | "invalidOrderType"
    | "invalidSide"
    | "tooManySmallOrders"
    | "insufficientAvailableFunds"
    | "wouldCauseLiquidation"
    | "clientOrderIdAlreadyExist"
    | "clientOrderIdTooBig"
    | "clientOrderIdTooLong"
    | "clientOrderIdInvalid"
    | "maxPositionViolation"
    | "outsidePriceCollar"
    | "wouldIncreasePriceDislocation"
    | "notFound"
    | "orderForEditNotAStop"
    | "orderForEditNotFound"
    | "postWouldExecute"
    | "iocWouldNotExecute"
    | "selfFill"
    | "wouldNotReducePosition"
    | "marketIsPostOnly"
    | "tooManyOrders"
    | "fixedLeverageTooHigh"
    | "cannotEditTriggerPriceOfTrailingStop"
    | "cannotEditLimitPriceOfTrailingStop"
    | "wouldProcessAfterSpecifiedTime"
    | (string & Record<never, never>);
  /** Kraken's id, where it gave one. */
  order_id?: string;
  /** Our id. */
  cliOrdId?: string | null;
  /** ISO 8601. */
  receivedTime?: string;
  /** A `REJECT` event with the reason, or nothing. */
  orderEvents?: OrderEvent[];
}

/** What became of the order. */
export type SendStatus = OrderSent | OrderRefused;

/** Answer to {@linkcode sendOrder}. */
export interface SendOrderResult extends FuturesAnswer {
  /** What became of the order. Refusals are raised, unless a part was filled before: `isSent(sendStatus)` tells. */
  sendStatus: SendStatus;
}

/**
 * Sends one order.
 *
 * Kraken answers `result: "success"` to a refused order too. We raise it: what is returned was placed or filled, at least
 * in part. Never sent twice by us.
 *
 * Needs `General API - Full Access`; costs 10. Ends with the derivatives REST API on 1 March 2027.
 *
 * @throws {ApiError} nothing was placed; `errors` are Kraken's status and, where there is one, its reason.
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/send-order}
 */
export const sendOrder: Endpoint<SendOrderParams, SendOrderResult> = derivatives(
  "POST",
  "/derivatives/api/v3/sendorder",
  {
    permission: FULL,
    cost: 10,
    idempotent: false,
    clientOrderId: "cliOrdId",
    refused: sendRefused,
    params: {
      algoId: inHeader(text),
      processBefore: isoTime,
      orderType: required(orderType),
      symbol: required(text),
      side: required(side),
      size: required(positiveDecimal),
      limitPrice: positiveDecimal,
      stopPrice: positiveDecimal,
      cliOrdId: clientOrderId,
      triggerSignal,
      reduceOnly: boolean,
      trailingStopMaxDeviation: positiveDecimal,
      trailingStopDeviationUnit: priceUnit,
      limitPriceOffsetValue: decimal,
      limitPriceOffsetUnit: priceUnit,
      broker: text,
    },
  },
);
