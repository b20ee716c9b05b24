/** Moves the money of fills: each makes one trade, its ledger rows and its part of the order's sums, to the last digit. */

import type { Desk, Part } from "../matching/desk.ts";
import type { Engine } from "../matching/engine.ts";
import type { Order } from "../matching/order.ts";
import type { Market } from "../market/market.ts";
import type { Account, Trade, TradePart } from "./account.ts";
import { isStable, RATE, tierOf } from "./fees.ts";
import { heldAsset, needOf, rehold } from "./hold.ts";
import { clearMargin, closable } from "./margin.ts";
import { assetDecimals, divided, rescaled, smaller } from "./money.ts";
import type { Sequence } from "./sequence.ts";
import { worthOf } from "./worth.ts";

/** Fills of accounts are numbered from here, away from the numbers of the simulated market's trades. */
const FIRST_NUMBER = 1_000_000_000;

/** What the clearing needs of the house. */
export interface ClearingHouse {
  readonly market: Market;
  readonly engine: Engine;
  readonly ids: Sequence;
  account(number: number): Account;
  /** An order filled: its conditional close, reduce-only orders. */
  onFill(account: Account, order: Order, trade: Trade): void;
}

/** The desk of the accounts. */
export class Clearing implements Desk {
  readonly #house: () => ClearingHouse;
  readonly #numbers = new Map<string, number>();

  /** The house is asked for late, as it holds the engine that holds this. */
  constructor(house: () => ClearingHouse) {
    this.#house = house;
  }

  most(order: Order): bigint {
    const left = order.volume - order.filled;
    if (!order.reduceOnly) return left;
    return smaller(left, closable(this.#house().account(order.owner), order));
  }

  ended(order: Order): void {
    const account = this.#house().account(order.owner);
    rehold(account, order);
    account.left(order);
  }

  changed(order: Order): void {
    if (order.limit !== undefined) order.holdPrice = order.limit;
    else if (order.trigger) order.holdPrice = order.trigger.price;
    rehold(this.#house().account(order.owner), order);
  }

  filled(order: Order, parts: readonly Part[], ns: bigint, maker: boolean): bigint {
    const house = this.#house();
    const account = house.account(order.owner);
    const tier = tierOf(order.pair, account.volume(ns));
    const rate = maker ? tier.maker : tier.taker;
    let bill = billOf(order, parts, rate);
    if (!pay(account, order, bill)) {
      // The fee comes out of the other side where the wanted one lacks it.
      if (bill.feeIsBase) bill = billOf(order, parts, rate, false);
      // Who cannot pay for all of it gets the first prices that can be paid for.
      for (let count = parts.length; count > 0 && !pay(account, order, bill);) {
        bill = billOf(order, parts.slice(0, --count), rate, false);
      }
      if (bill.parts.length === 0) return 0n;
    }
    const trade = this.#record(account, order, bill, ns, maker);
    order.filled += order.inQuote ? 0n : bill.volume;
    order.cost += bill.cost;
    order.paid += bill.paid;
    order.fee += bill.fee;
    order.feeIsBase = bill.feeIsBase;
    if (order.inQuote) order.filled = bill.volume;
    order.trades.push(trade.id);
    if (order.leverage > 0) clearMargin(house, account, trade);
    else postTrade(account, trade);
    rehold(account, order);
    if (!isStable(order.pair)) {
      account.traded(ns, worthOf(house.market, order.pair.quote, bill.cost, order.pair.costDecimals, ns));
    }
    house.onFill(account, order, trade);
    return bill.volume;
  }

  #record(account: Account, order: Order, bill: Bill, ns: bigint, maker: boolean): Trade {
    const { ids } = this.#house();
    const parts = bill.parts.map(({ price, volume, cost, fee }): TradePart => {
      const number = this.#numbers.get(order.pair.id) ?? FIRST_NUMBER;
      this.#numbers.set(order.pair.id, number + 1);
      return { id: ids.id("T"), number, price, volume, cost, fee };
    });
    const { volume, cost, paid, fee, feeIsBase } = bill;
    const id = parts[0]?.id ?? ids.id("T");
    const seq = account.trades.length;
    const trade: Trade = {
      id,
      seq,
      order,
      ns,
      parts,
      volume,
      cost,
      paid,
      fee,
      feeIsBase,
      maker,
      ledgers: [],
      margin: 0n,
      misc: "",
      closes: [],
    };
    account.trades.push(trade);
    for (const part of parts) account.tradeIds.set(part.id, trade);
    return trade;
  }
}

/** What a fill comes to. Volumes in units of the lot, cost in those of the cost, the fee in one of the two. */
export interface Bill {
  readonly parts: { readonly price: number; readonly volume: bigint; readonly cost: bigint; fee: bigint }[];
  readonly volume: bigint;
  readonly cost: bigint;
  /** Price times volume, exact. */
  readonly paid: bigint;
  fee: bigint;
  readonly feeIsBase: boolean;
  /** Millionths. */
  readonly rate: bigint;
}

/** Works a fill out: cost and fee of each part are rounded half up to the pair's cost decimals. */
export function billOf(order: Order, parts: readonly Part[], rate: bigint, inBase: boolean = order.feeInBase): Bill {
  const { pair: { priceDecimals, lotDecimals, costDecimals } } = order;
  const feeIsBase = inBase && order.leverage === 0;
  const priced = parts.map(({ price, volume }) => {
    const cost = rescaled(volume * BigInt(price), priceDecimals + lotDecimals, costDecimals);
    return { price, volume, cost, fee: divided((feeIsBase ? volume : cost) * rate, RATE) };
  });
  const sum = (of: "volume" | "cost" | "fee") => priced.reduce((total, part) => total + part[of], 0n);
  const paid = parts.reduce((total, { price, volume }) => total + BigInt(price) * volume, 0n);
  return { parts: priced, volume: sum("volume"), cost: sum("cost"), paid, fee: sum("fee"), feeIsBase, rate };
}

/** Last digits that roundings of the fills of one order may add up to. */
const CRUMBS = 1000n;

/**
 * Whether the owner can pay, by what the order holds and what is free. Where only rounding is missing, the fee gives way:
 * an order that was accepted is not refused for the last digit.
 */
function pay(account: Account, order: Order, bill: Bill): boolean {
  if (order.leverage > 0) return true;
  const { pair, side } = order;
  const asset = heldAsset(order);
  const places = assetDecimals(asset);
  const after = order.inQuote ? 0n : needOf(order, order.volume - order.filled - bill.volume);
  const free = account.available(asset) + order.hold - after;
  if (side === "sell") {
    const coins = rescaled(bill.volume, pair.lotDecimals, places);
    const fee = bill.feeIsBase ? rescaled(bill.fee, pair.lotDecimals, places) : 0n;
    return coins + fee <= free + 1n;
  }
  const cost = rescaled(bill.cost, pair.costDecimals, places);
  const fee = bill.feeIsBase ? 0n : rescaled(bill.fee, pair.costDecimals, places);
  const missing = cost + fee - free;
  if (missing <= 0n) return true;
  if (missing > CRUMBS || missing > fee || bill.feeIsBase) return false;
  const cut = bill.fee - rescaled(fee - missing, places, pair.costDecimals);
  const last = bill.parts.at(-1);
  if (last === undefined || last.fee < cut) return false;
  last.fee -= cut;
  bill.fee -= cut;
  return true;
}

/** The two ledger rows of a trade without margin. */
function postTrade(account: Account, trade: Trade): void {
  const { order: { pair, side }, id: refid, ns, volume, cost, fee, feeIsBase } = trade;
  const [base, quote] = [assetDecimals(pair.base), assetDecimals(pair.quote)];
  const sign = side === "buy" ? 1n : -1n;
  const coins = rescaled(volume, pair.lotDecimals, base);
  const rows = [
    account.post({
      asset: pair.base,
      // A lot may have more decimals than its asset: then no rounding takes more than there is.
      amount: side === "sell" ? -smaller(coins, account.balance(pair.base)) : coins,
      fee: feeIsBase ? rescaled(fee, pair.lotDecimals, base) : 0n,
      type: "trade",
      refid,
      ns,
    }),
    account.post({
      asset: pair.quote,
      amount: -sign * rescaled(cost, pair.costDecimals, quote),
      fee: feeIsBase ? 0n : rescaled(fee, pair.costDecimals, quote),
      type: "trade",
      refid,
      ns,
    }),
  ];
  trade.ledgers.push(...rows.map(({ id }) => id));
}
