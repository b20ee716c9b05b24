import {
  marketPositionFrame,
  type MarketPositionRow,
  positionFrame,
  type PositionRow,
} from "../frames/account/positions.ts";
import type { Frame } from "../frames/frame.ts";
import { marketsOf } from "./_names.ts";
import { type AccountOptions, callOptions, checkOptions, given, type Source } from "./source.ts";

/** Which positions. */
export interface PositionOptions extends AccountOptions {
  /** Only these markets, in any spelling. */
  symbol?: string | readonly string[] | undefined;
}

/**
 * Open positions on margin with their worth and unrealised profit, one row a position, the one opened first first. One
 * call.
 *
 * Permission: Query open orders & trades.
 */
export async function positions(
  { account, symbols, name }: Source,
  options: PositionOptions = {},
): Promise<Frame<PositionRow>> {
  checkOptions("positions", options, ["symbol", "account_id"]);
  const { symbol, account_id } = options;
  const markets = marketsOf(symbols, symbol);
  const result = await account.openPositions({ docalcs: true, ...given({ account_id }) }, callOptions(options));
  // An account without positions may answer with an empty list instead of an empty object.
  const rows = Array.isArray(result) ? [] : Object.entries(result ?? {});
  const kept = Object.fromEntries(rows.filter(([, { pair }]) => markets?.has(pair) ?? true));
  return positionFrame(kept, { source: name }, symbols.label);
}

/** As {@linkcode positions}, taken together: one row a market and side. One call. */
export async function marketPositions(
  { account, symbols, name }: Source,
  options: PositionOptions = {},
): Promise<Frame<MarketPositionRow>> {
  checkOptions("marketPositions", options, ["symbol", "account_id"]);
  const { symbol, account_id } = options;
  const markets = marketsOf(symbols, symbol);
  const params = { docalcs: true, consolidation: "market", ...given({ account_id }) } as const;
  const result = await account.openPositions(params, callOptions(options));
  const rows = Array.isArray(result) ? result : [];
  return marketPositionFrame(rows.filter(({ pair }) => markets?.has(pair) ?? true), { source: name }, symbols.label);
}
