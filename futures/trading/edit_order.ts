import { inHeader, isoTime, positiveDecimal, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { clientOrderId } from "../_codecs.ts";
import { derivatives } from "../_endpoint.ts";
import { FULL } from "../_permissions.ts";
import type { FuturesAnswer } from "../_types.ts";
import { priceUnit, qtyMode } from "./_codecs.ts";
import { editRefused } from "./outcome.ts";
import type { OrderEvent, PriceUnit } from "./_types.ts";

/** Parameters of {@linkcode editOrder}: `orderId` or `cliOrdId`, and what is to change. */
export interface EditOrderParams {
  /** Algorithm id, a request header; some regulated accounts only. */
  algoId?: string;
  /** Kraken refuses the edit when it would handle it later than this. */
  processBefore?: Date | string;
  /** Kraken's id of the order. Mind the spelling: `cancelOrder` calls it `order_id`. */
  orderId?: string;
  /** Our id of the order. */
  cliOrdId?: string;
  /** New size, by `qtyMode`. */
  size?: Decimal | number;
  /** New worst price, a multiple of the tick; not of a trailing stop. */
  limitPrice?: Decimal | number;
  /** New trigger price; only of a `stp` or `take_profit`. */
  stopPrice?: Decimal | number;
  /** How far a trailing stop follows; sent unchanged it makes Kraken reckon the trigger price anew. */
  trailingStopMaxDeviation?: Decimal | number;
  /** Unit of the deviation. */
  trailingStopDeviationUnit?: PriceUnit;
  /** `ABSOLUTE`: `size` is the new total, fills included; `RELATIVE`: what is still open. @default {"RELATIVE"} */
  qtyMode?: "ABSOLUTE" | "RELATIVE";
}

/** The order was changed; its id stays. */
export interface OrderEdited {
  /** Done. */
  status: "edited";
  /** Kraken's id. */
  orderId?: string | null;
  /** Our id. */
  cliOrdId?: string | null;
  /** ISO 8601. */
  receivedTime?: string | null;
  /** `EDIT`, and `EXECUTION` where the new price was met at once. */
  orderEvents: OrderEvent[];
}

/** The edit was refused: the order is as it was, or is not there, although `result` says `"success"`. */
export interface EditRefused {
  /** Why; a status not listed here is a refusal too. */
  status:
    | "invalidSize"
    | "invalidPrice"
    | "insufficientAvailableFunds"
    | "selfFill"
    | "tooManySmallOrders"
    | "outsidePriceCollar"
    | "postWouldExecute"
    | "wouldNotReducePosition"
    | "orderForEditNotFound"
    | "orderForEditNotAStop"
    | "cannotEditTriggerPriceOfTrailingStop"
    | "cannotEditLimitPriceOfTrailingStop"
    | (string & Record<never, never>);
  /** Kraken's id. */
  orderId?: string | null;
  /** Our id. */
  cliOrdId?: string | null;
  /** ISO 8601. */
  receivedTime?: string | null;
  /** A `REJECT` event with the reason, or nothing. */
  orderEvents?: OrderEvent[];
}

/** What became of the edit. */
export type EditStatus = OrderEdited | EditRefused;

/** Answer to {@linkcode editOrder}. */
export interface EditOrderResult extends FuturesAnswer {
  /** What became of the edit. Refusals are raised: `isEdited(editStatus)` holds. */
  editStatus: EditStatus;
}

/**
 * Changes size or prices of an open order, which keeps its id.
 *
 * Kraken answers `result: "success"` to a refused edit too. We raise it: what is returned was changed. Never sent twice by
 * us.
 *
 * Needs `General API - Full Access`; costs 10. Ends with the derivatives REST API on 1 March 2027.
 *
 * @throws {ApiError} nothing was changed; `errors` are Kraken's status and, where there is one, its reason.
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/edit-order-spring}
 */
export const editOrder: Endpoint<EditOrderParams, EditOrderResult> = derivatives(
  "POST",
  "/derivatives/api/v3/editorder",
  {
    permission: FULL,
    cost: 10,
    idempotent: false,
    refused: editRefused,
    params: {
      algoId: inHeader(text),
      processBefore: isoTime,
      orderId: text,
      cliOrdId: clientOrderId,
      size: positiveDecimal,
      limitPrice: positiveDecimal,
      stopPrice: positiveDecimal,
      trailingStopMaxDeviation: positiveDecimal,
      trailingStopDeviationUnit: priceUnit,
      qtyMode,
    },
  },
);
