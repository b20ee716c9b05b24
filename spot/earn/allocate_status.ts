import { required, text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { EarnStatus, EarnStatusParams } from "./_types.ts";

/** Body of {@linkcode allocateStatus}. */
export type AllocateStatusParams = EarnStatusParams;

/** How the last allocation is going; `null` without one. */
export type AllocateStatusResult = EarnStatus | null;

/**
 * How the last allocation to a strategy is going. One that failed answers with its error, e.g.
 * `EEarnings:Insufficient funds:…`.
 *
 * Permission: Earn funds OR Query funds.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-allocate-strategy-status}
 */
export const allocateStatus: Endpoint<AllocateStatusParams, AllocateStatusResult> = privatePost(
  "Earn/AllocateStatus",
  { params: { strategy_id: required(text) }, permission: "Earn funds OR Query funds" },
);
