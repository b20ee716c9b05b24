/** Margin schedules, as Kraken listed them on 31 July 2026. */

import { power } from "../../accounts/money.ts";

/** One step: the whole position takes the rates of the highest step it reaches. */
export interface Level {
  /** Lower bound: USD of notional (linear) or contracts of 1 USD (inverse). */
  readonly from: number;
  /** Initial margin in millionths of the notional. */
  readonly im: bigint;
  /** Maintenance margin in millionths: half of the initial margin, on every market. */
  readonly mm: bigint;
}

/** Decimals of a margin rate. */
export const MARGIN_RATE = 6;

const schedule = (...rows: readonly (readonly [from: number, percent: number])[]): readonly Level[] =>
  rows.map(([from, percent]) => ({ from, im: BigInt(percent) * 10_000n, mm: BigInt(percent) * 5_000n }));

/** Bitcoin, linear. */
export const A: readonly Level[] = schedule(
  [0, 1],
  [1e6, 2],
  [3e6, 4],
  [5e6, 5],
  [10e6, 10],
  [30e6, 20],
  [50e6, 30],
  [150e6, 50],
);

/** Ether, linear. */
export const B: readonly Level[] = schedule(
  [0, 1],
  [500e3, 2],
  [2e6, 4],
  [5e6, 5],
  [10e6, 10],
  [30e6, 20],
  [50e6, 30],
  [150e6, 50],
);

/** Other coins and dated contracts, linear. */
export const C: readonly Level[] = schedule(
  [0, 2],
  [2e6, 4],
  [5e6, 5],
  [10e6, 10],
  [30e6, 20],
  [50e6, 30],
  [150e6, 50],
);

/** Bitcoin and Ether, inverse. */
export const D: readonly Level[] = schedule(
  [0, 2],
  [500e3, 4],
  [1.5e6, 5],
  [3e6, 10],
  [10e6, 20],
  [20e6, 30],
  [50e6, 50],
);

/** Inverse contracts for retail clients. */
export const RETAIL_INVERSE: readonly Level[] = schedule([0, 50]);

/** The step for a notional in USD (linear) or a number of contracts (inverse), both with `decimals`. */
export function levelFor(levels: readonly Level[], size: bigint, decimals: number): Level {
  let found = levels[0];
  for (const level of levels) if (BigInt(level.from) * power(decimals) <= size) found = level;
  if (!found) throw new RangeError("A margin schedule has at least one step: this one is empty");
  return found;
}
