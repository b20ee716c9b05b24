import { pages } from "../core/pages.ts";
import { allocationFrame, type AllocationRow, strategyFrame, type StrategyRow } from "../frames/account/earn.ts";
import type { Frame } from "../frames/frame.ts";
import { strategyPages } from "../spot/pages.ts";
import { assetsOf } from "./_names.ts";
import { type AskOptions, callOptions, checkOptions, type Source, type WalkOptions } from "./source.ts";

/** Which strategies. */
export interface EarnStrategyOptions extends WalkOptions {
  /** Only these assets, in any spelling. */
  asset?: string | readonly string[] | undefined;
}

/** Which allocations. */
export interface EarnAllocationOptions extends AskOptions {
  /** Currency of the converted amounts. @default {"USD"} */
  currency?: string | undefined;
  /** Keep strategies without funds. @default {true} */
  zeros?: boolean | undefined;
}

/**
 * Earn strategies open to the account, one row a strategy. One call.
 *
 * Permission: none, but a valid key.
 */
export async function earnStrategies(source: Source, options: EarnStrategyOptions = {}): Promise<Frame<StrategyRow>> {
  checkOptions("earnStrategies", options, ["asset", "onProgress"]);
  const { earn, symbols, name, now } = source;
  const assets = assetsOf(symbols, options.asset);
  const walk = { ...callOptions(options), onProgress: options.onProgress, now };
  const rows = await pages(earn.strategies, {}, strategyPages, walk).all();
  const kept = rows.filter(({ asset }) => assets?.has(asset) ?? true);
  return strategyFrame(kept, { source: name }, symbols.assetLabel);
}

/**
 * One's own funds in Earn and what they earned, one row a strategy; the totals stand in `meta`. One call.
 *
 * Permission: Query funds.
 */
export async function earnAllocations(
  { earn, symbols, name }: Source,
  options: EarnAllocationOptions = {},
): Promise<Frame<AllocationRow>> {
  checkOptions("earnAllocations", options, ["currency", "zeros"]);
  const { currency = "USD", zeros = true } = options;
  const converted_asset = symbols.asset(currency).altname;
  const result = await earn.allocations({ converted_asset, hide_zero_allocations: !zeros }, callOptions(options));
  const none = { converted_asset, total_allocated: "0", total_rewarded: "0", items: [] };
  return allocationFrame(result ?? none, { source: name }, symbols.assetLabel);
}
