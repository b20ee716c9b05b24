/** Spellings of markets and assets → what Kraken is asked for, and the test of what it answers. */

import type { Asset, SpotMarket, Symbols } from "../core/symbols.ts";

/** Markets that were asked for. */
export interface Markets {
  /** Each of them. */
  readonly list: readonly SpotMarket[];
  /** Whether a market, by any of Kraken's names for it, is one of them. */
  has(pair: string): boolean;
}

/**
 * The markets of some spellings; `undefined` for all.
 *
 * @throws {RangeError} for a spelling that is no market, with suggestions, and for an empty list.
 */
export function marketsOf(symbols: Symbols, asked: string | readonly string[] | undefined): Markets | undefined {
  if (asked === undefined) return undefined;
  const list = several("symbol", asked).map((text) => symbols.spot(text));
  const names = new Set(list.flatMap(({ symbol, pair, id }) => [symbol, pair, id]));
  return { list, has: (pair) => names.has(pair) || names.has(symbols.label(pair)) };
}

/** Assets that were asked for. */
export interface Assets {
  /** Each of them. */
  readonly list: readonly Asset[];
  /** Whether an asset, by any of Kraken's names for it, is one of them; `DOT` and `DOT.S` are two. */
  has(id: string): boolean;
}

/**
 * The assets of some spellings; `undefined` for all.
 *
 * @throws {RangeError} for a spelling that is no asset, with suggestions, and for an empty list.
 */
export function assetsOf(symbols: Symbols, asked: string | readonly string[] | undefined): Assets | undefined {
  if (asked === undefined) return undefined;
  const texts = several("asset", asked);
  const names = new Set(texts.map((text) => symbols.assetLabel(text)));
  return { list: texts.map((text) => symbols.asset(text)), has: (id) => names.has(symbols.assetLabel(id)) };
}

/** The name by which Kraken takes an asset: its id, and with a suffix the short name that balances have (`XBT.M`). */
export function assetName({ id, altname, suffix, termDays }: Asset): string {
  if (suffix === undefined) return id;
  return `${altname}${termDays === undefined ? "" : String(termDays).padStart(2, "0")}.${suffix}`;
}

function several(name: string, asked: string | readonly string[]): readonly string[] {
  const list = typeof asked === "string" ? [asked] : asked;
  if (list.length > 0) return list;
  throw new RangeError(`Cannot ask the account as '${name}' is an empty list: leave it out for all`);
}
