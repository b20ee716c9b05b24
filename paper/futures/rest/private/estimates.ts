/** At which prices something happens to a wallet or position, by the formulas for one price moving. */

import type { MarginThresholds } from "../../../../futures/account/accounts.ts";
import type { CoinState, Prices } from "../../engine/margin.ts";
import { abs, ENTRY, jsonPrice, MONEY, power, PRICE, quotient } from "../../money.ts";

/**
 * Prices of the pair at which an inverse wallet reaches its thresholds. With W the balance, q and E of each position, and m
 * the margin in contracts: `W + Σ q/E − Σ q/P = m/P`, so `P = (Σ q + m) / (W + Σ q/E)`. 0 where no price does it.
 */
export function triggerEstimates(state: CoinState, prices: Prices): MarginThresholds {
  let [net, worth, mark] = [0n, state.balance, 0n];
  for (const { contract, size, entry } of state.positions) {
    net += size * power(MONEY) / power(contract.precision);
    worth += entry === 0n ? 0n : quotient(size * power(MONEY + ENTRY), entry * power(contract.precision));
    const each = prices.mark(contract, size);
    if (mark === 0n || abs(size) > 0n) mark = each;
  }
  const priceFor = (margin: bigint): number => {
    // The margin in coins at the mark price, turned into contracts.
    const contracts = margin * mark / power(PRICE);
    if (worth === 0n || net === 0n) return 0;
    const price = quotient((net + contracts) * power(PRICE), worth);
    return price <= 0n ? 0 : jsonPrice(price);
  };
  return {
    im: priceFor(state.initial),
    mm: priceFor(state.maintenance),
    lt: priceFor(state.maintenance),
    tt: priceFor(state.maintenance / 2n),
  };
}
