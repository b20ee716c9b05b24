/**
 * Positions, margins and liquidation prices of one contract, exactly. Linear (`PF_`, `FF_`): size in base, profit in quote.
 * Inverse (`PI_`, `FI_`): size in contracts of quote money, profit in base.
 */

import { compareDecimals, type Decimal, multiplyDecimals } from "../../core/decimal.ts";
import { absolute, add, divide, isNegative, isZero, stepDown, stepUp, subtract } from "../_exact.ts";
import type { ContractRules, Level } from "./_contract.ts";

/** A position: signed size, average entry price. */
export interface Position {
  /** In size units, negative when short. */
  readonly size: Decimal;
  /** In quote. */
  readonly entry: Decimal;
}

/** What a fill does to a position. */
export interface Traded {
  /** Afterwards; `undefined` when it is closed. */
  readonly after: Position | undefined;
  /** By how much it grows, or what a turned position has afterwards, in size units. */
  readonly opened: Decimal;
  /** How much of it is closed, in size units. */
  readonly closed: Decimal;
  /** Profit or loss of what is closed, before the fee, in quote (linear) or base (inverse). */
  readonly realised: Decimal;
}

type Contract = Pick<ContractRules, "kind" | "contractSize">;

/** Digits of quotients: far more than any price or amount has. */
const DIGITS = 20;

const times = multiplyDecimals;
const over = (a: Decimal, b: Decimal): Decimal => divide(a, b, DIGITS);

/** Notional in quote (linear) or base (inverse): the money that fees and margins are fractions of. */
export function notional({ kind, contractSize }: Contract, size: Decimal, price: Decimal): Decimal {
  const units = times(absolute(size), contractSize);
  return kind === "linear" ? times(units, price) : over(units, price);
}

/** Profit of `size` (signed) between two prices, in quote (linear) or base (inverse). */
export function profit({ kind, contractSize }: Contract, size: Decimal, entry: Decimal, exit: Decimal): Decimal {
  const units = times(size, contractSize);
  return kind === "linear" ? times(units, subtract(exit, entry)) : subtract(over(units, entry), over(units, exit));
}

/** What a fill of `size` (signed) at `price` does to a position. */
export function traded(contract: Contract, before: Position | undefined, size: Decimal, price: Decimal): Traded {
  const whole = absolute(size);
  if (!before || isZero(before.size)) {
    return { after: { size, entry: price }, opened: whole, closed: "0", realised: "0" };
  }
  const sum = add(before.size, size);
  if (isNegative(before.size) === isNegative(size)) {
    const entry = meanEntry(contract, before, { size, entry: price });
    return { after: { size: sum, entry }, opened: whole, closed: "0", realised: "0" };
  }
  const turned = !isZero(sum) && isNegative(sum) !== isNegative(before.size);
  const closed = turned ? absolute(before.size) : whole;
  const realised = profit(contract, isNegative(before.size) ? `-${closed}` : closed, before.entry, price);
  if (isZero(sum)) return { after: undefined, opened: "0", closed, realised };
  return turned
    ? { after: { size: sum, entry: price }, opened: absolute(sum), closed, realised }
    : { after: { size: sum, entry: before.entry }, opened: "0", closed, realised };
}

function meanEntry({ kind }: Contract, a: Position, b: Position): Decimal {
  const size = add(a.size, b.size);
  if (kind === "linear") return over(add(times(a.size, a.entry), times(b.size, b.entry)), size);
  return over(size, add(over(a.size, a.entry), over(b.size, b.entry)));
}

/**
 * The step of the margin schedule that a position takes as a whole: the highest whose bound it reaches. Steps are bounded
 * by the notional in quote (linear) or by contracts (inverse).
 */
export function levelOf(levels: readonly Level[], contract: Contract, { size, entry }: Position): Level | undefined {
  const measure = contract.kind === "linear" ? notional(contract, size, entry) : absolute(size);
  return levels.findLast(({ from }) => compareDecimals(from, measure) <= 0) ?? levels[0];
}

/**
 * The mark price at which equity falls to the maintenance margin, for one position alone: one margin step, no funding, no
 * fees, maintenance margin on the value at that price. `undefined` when no price does that.
 *
 * Linear: long `(E − C/q) / (1 − m)`, short `(E + C/q) / (1 + m)`. Inverse: long `N(1 + m) / (W + N/E)`, short
 * `N(1 − m) / (N/E − W)`. E entry, q and N size, C and W the money that backs it in quote and base, m the rate.
 */
export function liquidationPrice(
  { kind, contractSize, tick }: Pick<ContractRules, "kind" | "contractSize" | "tick">,
  { size, entry }: Position,
  backing: Decimal,
  maintenance: Decimal,
): Decimal | undefined {
  const long = !isNegative(size);
  const units = times(absolute(size), contractSize);
  const upper = add("1", maintenance);
  const lower = subtract("1", maintenance);
  let price: Decimal;
  if (kind === "linear") {
    const room = over(backing, units);
    price = long ? over(subtract(entry, room), lower) : over(add(entry, room), upper);
  } else {
    const worth = over(units, entry);
    const divisor = long ? add(backing, worth) : subtract(worth, backing);
    // A short of less than its own coins is worth less than they are at any price.
    if (isZero(divisor) || isNegative(divisor)) return undefined;
    price = over(times(units, long ? upper : lower), divisor);
  }
  if (isNegative(price) || isZero(price)) return undefined;
  // To the tick on the side that comes first, so that the estimate errs towards caution.
  return long ? stepUp(price, tick) : stepDown(price, tick);
}
