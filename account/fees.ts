import { feeFrame, type FeeRow, feeTierFrame, type FeeTierRow } from "../frames/account/fees.ts";
import type { Frame } from "../frames/frame.ts";
import type { TradeVolumeParams } from "../spot/account/mod.ts";
import { marketsOf } from "./_names.ts";
import { type AskOptions, callOptions, checkOptions, type Source } from "./source.ts";

/**
 * The account's fees now, one row a market, in percent; its volume of 30 days stands in `meta.volume`. One call.
 *
 * Permission: Query funds.
 *
 * @param markets One symbol or several, in any spelling.
 * @throws {RangeError} for an unknown symbol or an empty list, before any call.
 */
export async function fees(
  { account, symbols, name }: Source,
  markets: string | readonly string[],
  options: AskOptions = {},
): Promise<Frame<FeeRow>> {
  checkOptions("fees", options);
  const result = await account.tradeVolume({ pair: pairsOf(symbols, markets) }, callOptions(options));
  return feeFrame(result, { source: name }, symbols.label);
}

/**
 * The whole fee schedule, one row a tier, lowest first within each market; `active` marks the account's own. One call.
 *
 * Permission: Query funds.
 *
 * @param markets One symbol or several, in any spelling.
 * @throws {RangeError} for an unknown symbol or an empty list, before any call.
 */
export async function feeTiers(
  { account, symbols, name }: Source,
  markets: string | readonly string[],
  options: AskOptions = {},
): Promise<Frame<FeeTierRow>> {
  checkOptions("feeTiers", options);
  const params = { pair: pairsOf(symbols, markets), fee_schedule: true };
  const { schedules } = await account.tradeVolume(params, callOptions(options));
  return feeTierFrame(schedules ?? [], { source: name }, symbols.label);
}

/** Names, which Kraken reads as forex pairs; with their classes as soon as there is an xStock among them. */
function pairsOf(
  symbols: Source["symbols"],
  markets: string | readonly string[],
): NonNullable<TradeVolumeParams["pair"]> {
  const list = marketsOf(symbols, markets)?.list ?? [];
  if (list.every(({ assetClass }) => assetClass !== "tokenized_asset")) return list.map(({ pair }) => pair);
  return list.map(({ pair, assetClass }) => ({
    asset: pair,
    aclass: assetClass === "tokenized_asset" ? "tokenized_asset" as const : "forex" as const,
  }));
}
