import { required, text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { EarnStatus, EarnStatusParams } from "./_types.ts";

/** Body of {@linkcode deallocateStatus}. */
export type DeallocateStatusParams = EarnStatusParams;

/** How the last deallocation is going; `null` without one. */
export type DeallocateStatusResult = EarnStatus | null;

/**
 * How the last deallocation from a strategy is going. One that failed answers with its error.
 *
 * Permission: Earn funds OR Query funds.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-deallocate-strategy-status}
 */
export const deallocateStatus: Endpoint<DeallocateStatusParams, DeallocateStatusResult> = privatePost(
  "Earn/DeallocateStatus",
  { params: { strategy_id: required(text) }, permission: "Earn funds OR Query funds" },
);
