/** Open interest: a slow wave with a value at each full hour and straight lines between. */

import { extend } from "../../market/random.ts";
import { fixed } from "../../market/text.ts";
import { trimmed } from "../money.ts";
import type { ContractMarket } from "./contract_market.ts";
import { wave } from "./premium.ts";

const HOUR = 3_600_000;

function atHour({ key, contract }: ContractMarket, hour: number): number {
  const level = contract.family.interest * 10 ** contract.precision;
  return Math.round(
    level * (1 + 0.22 * wave(extend(key, "slow"), hour / 400) + 0.04 * wave(extend(key, "quick"), hour / 9)),
  );
}

/** Open interest in steps at a time (Unix milliseconds); 0 before the contract opened and after it expired. */
export function interestAt(market: ContractMarket, ms: number): number {
  const hour = Math.floor(ms / HOUR);
  if (hour < market.firstHour || hour >= market.endHour) return 0;
  const from = atHour(market, hour);
  return Math.round(from + (atHour(market, hour + 1) - from) * (ms / HOUR - hour));
}

/** First, highest, lowest and last open interest from `from` to `to` (Unix milliseconds), as decimal text. */
export function interestBar(market: ContractMarket, from: number, to: number): [string, string, string, string] {
  const open = interestAt(market, from);
  const close = interestAt(market, to);
  let [high, low] = [Math.max(open, close), Math.min(open, close)];
  // Between full hours it is straight, so the extremes are at full hours or at the ends.
  for (let hour = Math.ceil(from / HOUR); hour * HOUR < to; hour++) {
    const value = interestAt(market, hour * HOUR);
    if (value > high) high = value;
    if (value < low) low = value;
  }
  const text = (steps: number) => trimmed(fixed(steps, market.contract.precision));
  return [text(open), text(high), text(low), text(close)];
}
