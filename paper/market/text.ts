/** Whole ticks and units → Kraken's decimal text, with Kraken's numbers of digits. */

import type { Decimal } from "../../core/decimal.ts";
import type { PaperPair } from "./pairs.ts";
import type { Summary } from "./summary.ts";

/** A whole number of `10 ** -decimals` as text with `shown` decimals, of which there are at least as many. */
export function fixed(value: number | bigint, decimals: number, shown: number = decimals): Decimal {
  const digits = String(value).padStart(decimals + 1, "0");
  const point = digits.length - decimals;
  if (shown === 0) return digits;
  return `${digits.slice(0, point)}.${digits.slice(point)}${"0".repeat(shown - decimals)}`;
}

/** A price as Ticker, Depth, Trades and Spread show it: `"84001.90000"`. */
export function priceText(pair: PaperPair, ticks: number): Decimal {
  return fixed(ticks, pair.priceDecimals, pair.shownDecimals);
}

/** A price as OHLC shows it: `"84001.9"`. */
export function tickText(pair: PaperPair, ticks: number): Decimal {
  return fixed(ticks, pair.priceDecimals);
}

/** A volume with all decimals of the lot. */
export function volumeText(pair: PaperPair, units: number): Decimal {
  return fixed(units, pair.volumeDecimals, pair.lotDecimals);
}

/** A volume as Depth shows it: three decimals, and never nothing. */
export function shortVolumeText(pair: PaperPair, units: number): Decimal {
  if (pair.volumeDecimals <= 3) return fixed(units, pair.volumeDecimals, 3);
  return fixed(Math.max(1, Math.round(units / 10 ** (pair.volumeDecimals - 3))), 3);
}

/** Average price by volume with `decimals`, cut off as Kraken cuts it; zero without trades. */
export function vwapText(pair: PaperPair, { cost, volume }: Summary, decimals: number): Decimal {
  if (volume === 0) return fixed(0, decimals);
  return fixed(cost * 10n ** BigInt(decimals - pair.priceDecimals) / BigInt(volume), decimals);
}
