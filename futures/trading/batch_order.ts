import { inHeader, isoTime, jsonText, mustBe, object, required, text } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import { FULL } from "../_permissions.ts";
import type { FuturesAnswer } from "../_types.ts";
import { type BatchInstruction, batchInstruction } from "./_batch.ts";
import { batchRefused } from "./outcome.ts";
import type { OrderEvent } from "./_types.ts";

/** Parameters of {@linkcode batchOrder}. */
export interface BatchOrderParams {
  /** Algorithm id, a request header; some regulated accounts only. */
  algoId?: string;
  /** Kraken refuses the batch when it would handle it later than this. */
  processBefore?: Date | string;
  /** The document; we write it as JSON text. */
  json: BatchDocument;
  /** Account of a broker's client; pre-production only. */
  broker?: string;
}

/** What is to be done. */
export interface BatchDocument {
  /** Handled in this order, each by itself: one that fails does not stop the others. */
  batchOrder: readonly BatchInstruction[];
}

/** An instruction was carried out. */
export interface BatchDone {
  /** What was done. */
  status: "placed" | "edited" | "cancelled";
  /** Kraken's id of the order. */
  order_id?: string | null;
  /** The tag of a `send`. */
  order_tag?: string | null;
  /** Our id. */
  cliOrdId?: string | null;
  /** ISO 8601. */
  dateTimeReceived?: string | null;
  /** What happened. */
  orderEvents: OrderEvent[];
}

/** An instruction was refused; it placed, changed or cancelled nothing. */
export interface BatchRefused {
  /** Why; a status not listed here is a refusal too. */
  status:
    | "invalidOrderType"
    | "invalidSide"
    | "invalidSize"
    | "invalidPrice"
    | "insufficientAvailableFunds"
    | "selfFill"
    | "tooManySmallOrders"
    | "marketSuspended"
    | "marketInactive"
    | "clientOrderIdAlreadyExist"
    | "clientOrderIdTooLong"
    | "outsidePriceCollar"
    | "postWouldExecute"
    | "iocWouldNotExecute"
    | "notFound"
    | (string & Record<never, never>);
  /** Kraken's id of the order. */
  order_id?: string | null;
  /** The tag of a `send`. */
  order_tag?: string | null;
  /** Our id. */
  cliOrdId?: string | null;
  /** ISO 8601. */
  dateTimeReceived?: string | null;
  /** A `REJECT` event with the reason, or nothing. */
  orderEvents?: OrderEvent[];
}

/** What became of one instruction. */
export type BatchStatus = BatchDone | BatchRefused;

/** Answer to {@linkcode batchOrder}. */
export interface BatchOrderResult extends FuturesAnswer {
  /** One row per instruction; find a `send` by its `order_tag`. `isDone(row)` tells the two kinds apart. */
  batchStatus: BatchStatus[];
}

const document = object<BatchDocument>({
  batchOrder: required({
    encode(value) {
      if (!Array.isArray(value) || value.length === 0) mustBe("an array of at least one instruction", value);
      return value.map((instruction, index) => batchInstruction(instruction, index));
    },
  }),
});

/**
 * Sends, edits and cancels several orders in one request. Not atomic: each instruction stands alone.
 *
 * When at least one instruction took effect, all outcomes are returned: `refusals(answer)` lists those that did nothing.
 *
 * Kraken publishes no maximum number of instructions. Never sent twice by us.
 *
 * Needs `General API - Full Access`; costs 9 and 1 for each instruction. Ends with the derivatives REST API on 1 March
 * 2027.
 *
 * @throws {ApiError} none took effect; `errors` has Kraken's status of each instruction, in their order.
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/send-batch-order}
 */
export const batchOrder: Endpoint<BatchOrderParams, BatchOrderResult> = derivatives(
  "POST",
  "/derivatives/api/v3/batchorder",
  {
    permission: FULL,
    cost: 10,
    costOf: ({ json }) => 9 + json.batchOrder.length,
    idempotent: false,
    clientOrderId: "cliOrdId",
    refused: batchRefused,
    params: {
      algoId: inHeader(text),
      processBefore: isoTime,
      json: required(jsonText(document)),
      broker: text,
    },
  },
);
