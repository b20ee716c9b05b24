/** Fees by the traded US dollars of 30 days, as of 2026. Rates are in ten-millionths: 0.02 % is 2000. */

import { divided, MONEY, power } from "../money.ts";

/** One tier. */
export interface Tier {
  /** Lower bound of the volume, USD. */
  readonly usd: number;
  /** For resting orders; negative is a rebate. */
  readonly maker: bigint;
  /** For orders that take. */
  readonly taker: bigint;
}

/** Decimals of a fee rate. */
export const FEE_RATE = 7;

/** Lowest volume first. */
export const TIERS: readonly Tier[] = [
  { usd: 0, maker: 2000n, taker: 5000n },
  { usd: 2_500_000, maker: 1500n, taker: 4500n },
  { usd: 5_000_000, maker: 1250n, taker: 4000n },
  { usd: 10_000_000, maker: 1000n, taker: 3500n },
  { usd: 20_000_000, maker: 750n, taker: 3000n },
  { usd: 30_000_000, maker: 500n, taker: 2500n },
  { usd: 50_000_000, maker: 300n, taker: 2000n },
  { usd: 75_000_000, maker: 150n, taker: 1500n },
  { usd: 100_000_000, maker: 0n, taker: 1250n },
  { usd: 250_000_000, maker: -150n, taker: 1000n },
  { usd: 500_000_000, maker: -300n, taker: 1000n },
  { usd: 1_000_000_000, maker: -500n, taker: 1000n },
];

/** The tier of a volume in money. */
export function tierOf(volume: bigint): Tier {
  let found = TIERS[0];
  for (const tier of TIERS) if (BigInt(tier.usd) * power(MONEY) <= volume) found = tier;
  if (!found) throw new RangeError("There is at least one fee tier");
  return found;
}

/** Fee on a notional, half away from zero. */
export function feeOn(notional: bigint, rate: bigint): bigint {
  return divided(notional * rate, power(FEE_RATE));
}

/** Ids of the two schedules, linear and inverse. */
export const SCHEDULES = {
  linear: "723888f7-0a8e-4183-8648-f920a22339e3",
  inverse: "a6cbc326-9477-4a6c-911a-d4cb3ed7481e",
} as const;
