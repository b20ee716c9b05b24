/**
 * The assignment programme on Kraken's derivatives REST API: taking over positions of liquidated accounts.
 *
 * Kraken ends this API on 1 March 2027; the Unified WebSocket follows it.
 *
 * @module
 */

export type * from "../_types.ts";
export type * from "./_types.ts";
export * from "./assignment_program_add.ts";
export * from "./assignment_program_current.ts";
export * from "./assignment_program_delete.ts";
export * from "./assignment_program_history.ts";
