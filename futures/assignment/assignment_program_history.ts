import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";
import type { AssignmentParticipant } from "./_types.ts";

/** Answer to {@linkcode assignmentProgramHistory}. */
export interface AssignmentProgramHistoryResult extends FuturesAnswer {
  /** Past and present terms. */
  participants: {
    /** Whether the terms were removed. */
    deleted: boolean;
    /** The terms. */
    participant: AssignmentParticipant;
    /** When they were added or removed, ISO 8601. */
    timestamp?: string;
  }[];
}

/**
 * All terms this account ever had in the assignment programme.
 *
 * Needs `General API - Read Only`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-assignment-program-history}
 */
export const assignmentProgramHistory: Endpoint<Record<never, never>, AssignmentProgramHistoryResult> = derivatives(
  "GET",
  "/derivatives/api/v3/assignmentprogram/history",
);
