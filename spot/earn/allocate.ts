import { positiveDecimal, required, text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { EarnMoveParams } from "./_types.ts";

/** Body of {@linkcode allocate}. */
export type AllocateParams = EarnMoveParams;

/** `true`: accepted, not yet done. */
export type AllocateResult = true | null;

/**
 * Puts funds into an Earn strategy. The work goes on after the answer: ask `Earn/AllocateStatus`.
 *
 * Permission: Earn funds. One move at a time in a strategy, else `EEarnings:Busy`. Moves funds: never sent twice by us.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/allocate-strategy}
 */
export const allocate: Endpoint<AllocateParams, AllocateResult> = privatePost("Earn/Allocate", {
  params: { amount: required(positiveDecimal), strategy_id: required(text) },
  permission: "Earn funds",
  idempotent: false,
});
