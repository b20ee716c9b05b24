import { integer, required } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import type { AssignmentProgramResult } from "./assignment_program_add.ts";

/** Parameters of {@linkcode assignmentProgramDelete}. */
export interface AssignmentProgramDeleteParams {
  /** Id of the terms, from `assignmentProgramCurrent`. */
  id: number;
}

/**
 * Removes terms under which this account takes over positions of liquidated accounts. Never sent twice by us.
 *
 * Kraken's specification says that a read-only key suffices, which is not confirmed; cost not published (2 assumed).
 * Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/guides/futures-rest}
 */
export const assignmentProgramDelete: Endpoint<AssignmentProgramDeleteParams, AssignmentProgramResult> = derivatives(
  "POST",
  "/derivatives/api/v3/assignmentprogram/delete",
  { idempotent: false, params: { id: required(integer(0)) } },
);
