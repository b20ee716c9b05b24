import { positiveDecimal, required, text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { EarnMoveParams } from "./_types.ts";

/** Body of {@linkcode deallocate}. */
export type DeallocateParams = EarnMoveParams;

/** `true`: accepted, not yet done. */
export type DeallocateResult = true | null;

/**
 * Takes funds out of an Earn strategy. The work goes on after the answer: ask `Earn/DeallocateStatus`.
 *
 * Permission: Earn funds. Bonded strategies give the funds back after their unbonding period. Moves funds: never sent
 * twice by us.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/deallocate-strategy}
 */
export const deallocate: Endpoint<DeallocateParams, DeallocateResult> = privatePost("Earn/Deallocate", {
  params: { amount: required(positiveDecimal), strategy_id: required(text) },
  permission: "Earn funds",
  idempotent: false,
});
