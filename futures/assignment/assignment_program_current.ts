import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";
import type { AssignmentParticipant } from "./_types.ts";

/** Answer to {@linkcode assignmentProgramCurrent}. */
export interface AssignmentProgramCurrentResult extends FuturesAnswer {
  /** The terms in force. */
  participants: {
    /** Id that `assignmentProgramDelete` takes. */
    id: number;
    /** The terms. */
    participant: AssignmentParticipant;
  }[];
}

/**
 * The terms under which this account takes over positions of liquidated accounts.
 *
 * Needs `General API - Read Only`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-assignment-program-current}
 */
export const assignmentProgramCurrent: Endpoint<Record<never, never>, AssignmentProgramCurrentResult> = derivatives(
  "GET",
  "/derivatives/api/v3/assignmentprogram/current",
);
