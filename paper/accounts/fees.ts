/** What trading costs: percent of the cost by the volume of 30 days, worked out anew after each trade. */

import { plainAsset } from "./money.ts";
import { assetById } from "../market/names.ts";
import type { PaperPair } from "../market/pairs.ts";

/** One tier; fees in ten-thousandths of a percent, so `0.40 %` is 4000. */
export interface FeeTier {
  /** US dollars of 30 days it begins at. */
  readonly from: number;
  readonly taker: bigint;
  readonly maker: bigint;
}

const tiers = (rows: readonly (readonly [number, number, number])[]): readonly FeeTier[] =>
  rows.map(([from, taker, maker]) => ({
    from,
    taker: BigInt(Math.round(taker * 10_000)),
    maker: BigInt(Math.round(maker * 10_000)),
  }));

/** The standard schedule as AssetPairs listed it until September 2026. */
const CRYPTO = tiers([
  [0, 0.40, 0.25],
  [10_000, 0.35, 0.20],
  [50_000, 0.24, 0.14],
  [100_000, 0.22, 0.12],
  [250_000, 0.20, 0.10],
  [500_000, 0.18, 0.08],
  [1_000_000, 0.16, 0.06],
  [2_500_000, 0.14, 0.04],
  [5_000_000, 0.12, 0.02],
  [10_000_000, 0.10, 0],
]);

/** Stablecoins and currencies: only the first row is known, the rest falls as it did in older lists. */
const STABLE = tiers([
  [0, 0.20, 0.20],
  [50_000, 0.16, 0.16],
  [100_000, 0.12, 0.12],
  [250_000, 0.08, 0.08],
  [500_000, 0.04, 0.04],
  [1_000_000, 0.02, 0.02],
  [10_000_000, 0.001, 0],
]);

/** xStocks: makers get something back. */
const STOCKS = tiers([[0, 0.10, -0.02]]);

const STABLECOINS = new Set(["USDT", "USDC"]);

/** Whether the base is money itself: then another schedule holds, and the volume counts for no tier. */
export function isStable({ base }: PaperPair): boolean {
  return STABLECOINS.has(base) || assetById(plainAsset(base)).fiat === true;
}

/** The schedule of a pair, lowest volume first. */
export function scheduleOf(pair: PaperPair): readonly FeeTier[] {
  return pair.aclass === "tokenized_asset" ? STOCKS : isStable(pair) ? STABLE : CRYPTO;
}

/** Index of the tier that a volume in US dollars (eight decimals) gives. */
export function tierIndex(schedule: readonly FeeTier[], volume: bigint): number {
  let index = 0;
  while (index + 1 < schedule.length && BigInt(schedule[index + 1]?.from ?? 0) * 100_000_000n <= volume) index++;
  return index;
}

/** The tier that a volume gives. */
export function tierOf(pair: PaperPair, volume: bigint): FeeTier {
  const schedule = scheduleOf(pair);
  return schedule[tierIndex(schedule, volume)] ?? { from: 0, taker: 0n, maker: 0n };
}

/** Fee rates count in millionths: 1 % is 10,000 of them. */
export const RATE = 1_000_000n;
