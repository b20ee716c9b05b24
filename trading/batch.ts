/** Several orders on one pair, placed by one call: rehearsed by default, placed when asked to. */

import { draftBatch, placeBatch, type RefusedOrder } from "./_batch.ts";
import { isLive, type PlaceOptions, refuseProblems } from "./_draft.ts";
import { BatchPreview } from "./batch_preview.ts";
import type { LiveOrder } from "./live_order.ts";
import type { OrderRequest } from "./request.ts";
import type { TradingSource } from "./source.ts";

export type { RefusedOrder } from "./_batch.ts";

/**
 * 2 to 15 orders on one pair in one call: a {@linkcode BatchPreview}, or with `live: true` what became of each, in order.
 * Each is checked as `order` checks it; what is wrong with one refuses them all before anything is sent.
 *
 * With `live: true` Kraken may still take some and refuse others for want of funds: look at each.
 *
 * `onSent` and aborting are as with `order`.
 *
 * @throws {TypeError | RangeError} saying which of the orders, and why; nothing was sent.
 * @throws {OutcomeUnknownError} with `live: true`: the answer is lost; its `resolve()` finds out. Never sent twice by us.
 */
export async function orders(
  source: TradingSource,
  requests: readonly OrderRequest[],
  options: PlaceOptions & { live: true },
): Promise<readonly (LiveOrder | RefusedOrder)[]>;
/** 2 to 15 orders rehearsed: a {@linkcode BatchPreview}; nothing is sent. */
export async function orders(
  source: TradingSource,
  requests: readonly OrderRequest[],
  options?: PlaceOptions & { live?: false | undefined },
): Promise<BatchPreview>;
/** 2 to 15 orders, rehearsed or placed as `live` says. */
export async function orders(
  source: TradingSource,
  requests: readonly OrderRequest[],
  options?: PlaceOptions,
): Promise<BatchPreview | readonly (LiveOrder | RefusedOrder)[]>;
export async function orders(
  source: TradingSource,
  requests: readonly OrderRequest[],
  options: PlaceOptions = {},
): Promise<BatchPreview | readonly (LiveOrder | RefusedOrder)[]> {
  const live = isLive(options);
  const batch = await draftBatch(source, requests, options, live);
  if (!live) return new BatchPreview(source, batch);
  refuseProblems(batch.problems, "Cannot order");
  return await placeBatch(source, batch, options);
}
