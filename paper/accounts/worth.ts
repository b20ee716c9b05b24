/** What an account is worth, in US dollars with eight decimals. */

import { units } from "../../core/decimal.ts";
import type { Engine } from "../matching/engine.ts";
import { isWaiting } from "../matching/order.ts";
import type { Market } from "../market/market.ts";
import { assetById } from "../market/names.ts";
import type { Account, Position } from "./account.ts";
import { assetDecimals, divided, plainAsset, power, rescaled } from "./money.ts";

/** Decimals of worths. */
export const WORTH = 8;

/** Worth of one coin. */
export function coinWorth(market: Market, asset: string, ns: bigint): bigint {
  const id = plainAsset(asset);
  return id === "ZUSD" ? power(WORTH) : units(market.worth(id, Number(ns / 1_000_000n)), WORTH);
}

/** Worth of an amount with `places` decimals. */
export function worthOf(market: Market, asset: string, amount: bigint, places: number, ns: bigint): bigint {
  return divided(amount * coinWorth(market, asset, ns), power(places));
}

/** Worth of a position now, and its profit, in units of the pair's cost. */
export function valueOf(engine: Engine, position: Position, ns: bigint): { value: bigint; net: bigint } {
  const { pair, order, volume, cost, closedVolume, closedCost } = position;
  const last = BigInt(engine.venue(pair).last(ns));
  const value = rescaled((volume - closedVolume) * last, pair.lotDecimals + pair.priceDecimals, pair.costDecimals);
  const paid = cost - closedCost;
  return { value, net: order.side === "buy" ? value - paid : paid - value };
}

/** The figures of TradeBalance in US dollars. */
export interface Standing {
  /** Worth of all balances. */
  readonly balance: bigint;
  /** The part of it that counts as collateral. */
  readonly collateral: bigint;
  readonly margin: bigint;
  readonly net: bigint;
  readonly cost: bigint;
  readonly value: bigint;
  /** Collateral and profit. */
  readonly equity: bigint;
  /** Margin that open orders on margin would take. */
  readonly ordered: bigint;
  /** Worth of what is ordered and not filled. */
  readonly unfilled: bigint;
}

/** How an account stands. */
export function standingOf(account: Account, market: Market, engine: Engine, ns: bigint): Standing {
  let [balance, collateral, margin, net, cost, value, ordered, unfilled] = [0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n];
  for (const [asset, amount] of account.balances) {
    const worth = worthOf(market, asset, amount, assetDecimals(asset), ns);
    balance += worth;
    // Weights have two decimals at most.
    const weight = BigInt(Math.round((assetById(plainAsset(asset)).collateral ?? 0) * 100));
    collateral += divided(worth * weight, 100n);
  }
  for (const position of account.positions) {
    const { pair: { quote, costDecimals } } = position;
    const now = valueOf(engine, position, ns);
    const dollars = (amount: bigint) => worthOf(market, quote, amount, costDecimals, ns);
    margin += dollars(position.margin - position.closedMargin);
    net += dollars(now.net);
    cost += dollars(position.cost - position.closedCost);
    value += dollars(now.value);
  }
  for (const order of account.open.values()) {
    const { pair, inQuote, volume, filled, leverage, holdPrice } = order;
    const places = inQuote ? pair.lotDecimals : pair.lotDecimals + pair.priceDecimals;
    const left = inQuote ? volume : (volume - filled) * BigInt(holdPrice);
    const worth = worthOf(market, pair.quote, left, places, ns);
    unfilled += worth;
    if (leverage > 0 && !order.reduceOnly && !isWaiting(order)) ordered += worth / BigInt(leverage);
  }
  return { balance, collateral, margin, net, cost, value, equity: collateral + net, ordered, unfilled };
}
