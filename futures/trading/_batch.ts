/** The instructions of a batch, each with codecs of its own. */

import {
  boolean,
  encodeFields,
  mustBe,
  oneOf,
  positiveDecimal,
  required,
  text,
  type Wire,
  within,
} from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import { clientOrderId, literal } from "../_codecs.ts";
import { orderType, priceUnit, qtyMode, side, triggerSignal } from "./_codecs.ts";
import type { OrderSide, OrderType, PriceUnit, TriggerSignal } from "./_types.ts";

/** Sends an order. */
export interface BatchSend {
  /** Discriminant. */
  order: "send";
  /** Label of our choice that comes back with the outcome. */
  order_tag: string;
  /** Kind of order. */
  orderType: OrderType;
  /** `"PF_XBTUSD"`. */
  symbol: string;
  /** Direction. */
  side: OrderSide;
  /** Base units (linear) or contracts of 1 USD (inverse), above zero. */
  size: Decimal | number;
  /** Worst price; as in `sendOrder`. */
  limitPrice?: Decimal | number;
  /** Trigger price; as in `sendOrder`. */
  stopPrice?: Decimal | number;
  /** Our id, at most 100 characters, unique for ever. Set by us when left out. */
  cliOrdId?: string;
  /** Price that the trigger watches. */
  triggerSignal?: TriggerSignal;
  /** Whether it may only reduce a position. @default {false} */
  reduceOnly?: boolean;
  /** How far a `trailing_stop` follows. */
  trailingStopMaxDeviation?: Decimal | number;
  /** Unit of the deviation. */
  trailingStopDeviationUnit?: PriceUnit;
}

/** Changes an order; `order_id` or `cliOrdId` names it. */
export interface BatchEdit {
  /** Discriminant. */
  order: "edit";
  /** Kraken's id of the order. */
  order_id?: string;
  /** Our id of the order. */
  cliOrdId?: string;
  /** New size, by `qtyMode`. */
  size?: Decimal | number;
  /** New worst price. */
  limitPrice?: Decimal | number;
  /** New trigger price. */
  stopPrice?: Decimal | number;
  /** How far a trailing stop follows. */
  trailingStopMaxDeviation?: Decimal | number;
  /** Unit of the deviation. */
  trailingStopDeviationUnit?: PriceUnit;
  /** `ABSOLUTE`: `size` is the new total; `RELATIVE`: what is still open. @default {"RELATIVE"} */
  qtyMode?: "ABSOLUTE" | "RELATIVE";
}

/** Cancels an order; `order_id` or `cliOrdId` names it. */
export interface BatchCancel {
  /** Discriminant. */
  order: "cancel";
  /** Kraken's id of the order. */
  order_id?: string;
  /** Our id of the order. */
  cliOrdId?: string;
}

/** One instruction of a batch. */
export type BatchInstruction = BatchSend | BatchEdit | BatchCancel;

const amount = literal(positiveDecimal);
const kind = oneOf(["send", "edit", "cancel"]);
const prices = {
  limitPrice: amount,
  stopPrice: amount,
  trailingStopMaxDeviation: amount,
  trailingStopDeviationUnit: priceUnit,
};

function fields(instruction: BatchInstruction): Record<string, Wire> {
  switch (instruction.order) {
    case "send":
      return encodeFields<BatchSend>({
        order: required(oneOf(["send"])),
        order_tag: required(text),
        orderType: required(orderType),
        symbol: required(text),
        side: required(side),
        size: required(amount),
        cliOrdId: clientOrderId,
        triggerSignal,
        reduceOnly: boolean,
        ...prices,
      }, instruction);
    case "edit":
      return encodeFields<BatchEdit>({
        order: required(oneOf(["edit"])),
        order_id: text,
        cliOrdId: clientOrderId,
        size: amount,
        qtyMode,
        ...prices,
      }, instruction);
    case "cancel":
      return encodeFields<BatchCancel>(
        { order: required(oneOf(["cancel"])), order_id: text, cliOrdId: clientOrderId },
        instruction,
      );
  }
}

/** Checks one instruction and writes it; a failure says which one it is. */
export function batchInstruction(instruction: BatchInstruction, index: number): Wire {
  try {
    if (instruction === null || typeof instruction !== "object") mustBe("an object", instruction);
    if (instruction.order === undefined) throw new TypeError("'order' is missing");
    try {
      kind.encode(instruction.order);
    } catch (error) {
      throw within("'order' ", error);
    }
    return fields(instruction);
  } catch (error) {
    throw within(`item ${index} `, error);
  }
}
