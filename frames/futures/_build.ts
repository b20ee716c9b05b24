/** What the builders of futures data share. */

import { modernName } from "../../core/symbols_listed.ts";

/** `"pf_xbtusd"` → `"PF_XBTUSD"`; nothing → empty. */
export function contractName(symbol: string | null | undefined): string {
  return (symbol ?? "").toUpperCase();
}

/** `"xbt"` → `"BTC"`; contracts stay contracts. */
export function assetName(asset: string | null | undefined): string {
  return modernName((asset ?? "").toUpperCase());
}

/** Units of prices and sizes, as far as the symbol tells: linear sizes are base units, inverse ones contracts. */
export function contractUnits(
  symbol: string | undefined,
  prices: readonly string[],
  sizes: readonly string[],
): Record<string, string> {
  const [, kind, base, quote] = /^[PF]([FI])_(.+?)(USDT|USDC|USD|EUR|GBP)(?:_\d{6})?$/.exec(symbol ?? "") ?? [];
  if (kind === undefined || base === undefined || quote === undefined) return {};
  const size = kind === "I" ? "contracts" : modernName(base);
  return Object.fromEntries([...prices.map((name) => [name, quote]), ...sizes.map((name) => [name, size])]);
}

/** One truth value a row; what Kraken leaves out is `false`. */
export function flags<R>(rows: readonly R[], pick: (row: R) => boolean | undefined): boolean[] {
  return rows.map((row) => pick(row) ?? false);
}
