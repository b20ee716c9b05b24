import { boolean, oneOf, required, text, unsignedDecimal } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";
import type { AssignmentParticipant, AssignmentTimeFrame } from "./_types.ts";

/** Parameters of {@linkcode assignmentProgramAdd}. */
export interface AssignmentProgramAddParams {
  /** Kind of wallet, `"flex"` or a pair of inverse contracts. */
  contractType: string;
  /** The contract; needed for `flex` unless base and quote currency are given. */
  contract?: string;
  /** Largest size of one assignment; no limit when left out. */
  maxSize?: Decimal | number;
  /** Largest position after one; no limit when left out. */
  maxPosition?: Decimal | number;
  /** Whether to take long positions. */
  acceptLong: boolean;
  /** Whether to take short positions. */
  acceptShort: boolean;
  /** When. */
  timeFrame: AssignmentTimeFrame;
  /** Whether the terms are in force at once. */
  enabled: boolean;
  /** Base currency, together with the quote currency. */
  baseCurrency?: string;
  /** Quote currency. */
  quoteCurrency?: string;
  /** Largest notional of positions opened from the cash wallet. */
  cashAccountOpenPositionMaxNotional?: Decimal | number;
}

/** Answer to {@linkcode assignmentProgramAdd} and {@linkcode assignmentProgramDelete}. */
export interface AssignmentProgramResult extends FuturesAnswer {
  /** Id of the terms. */
  id: number;
  /** The terms. */
  participant: AssignmentParticipant;
}

/**
 * Adds terms under which this account takes over positions of liquidated accounts. Never sent twice by us.
 *
 * Kraken's specification says that a read-only key suffices, which is not confirmed; cost not published (2 assumed).
 * Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/add-assignment-program}
 */
export const assignmentProgramAdd: Endpoint<AssignmentProgramAddParams, AssignmentProgramResult> = derivatives(
  "POST",
  "/derivatives/api/v3/assignmentprogram/add",
  {
    idempotent: false,
    params: {
      contractType: required(text),
      contract: text,
      maxSize: unsignedDecimal,
      maxPosition: unsignedDecimal,
      acceptLong: required(boolean),
      acceptShort: required(boolean),
      timeFrame: required(oneOf(["WEEKDAYS", "WEEKEND", "ALL"])),
      enabled: required(boolean),
      baseCurrency: text,
      quoteCurrency: text,
      cashAccountOpenPositionMaxNotional: unsignedDecimal,
    },
  },
);
