/**
 * A past for an account: trades at prices the simulated market had, with their orders and ledger rows, deposits, a few
 * withdrawals and cancelled orders. Made at once, from the seed, so that long lists can be paged without trading first.
 */

import { fromUnits } from "../../core/decimal.ts";
import { assetById, findAsset } from "../market/names.ts";
import type { PaperPair } from "../market/pairs.ts";
import { extend, Random } from "../market/random.ts";
import { REASONS } from "../matching/desk.ts";
import { newOrder, type Order } from "../matching/order.ts";
import type { Account } from "./account.ts";
import type { House } from "./house.ts";
import { methodNamed } from "./funding.ts";
import { assetDecimals, power } from "./money.ts";

/** What past to make. */
export interface PaperHistory {
  /** How many days it reaches back. @default {365} */
  readonly days?: number | undefined;
  /** How many trades. Each makes two ledger rows. @default {1000} */
  readonly trades?: number | undefined;
  /** Pairs, in any spelling. @default {["BTC/USD", "ETH/USD"]} */
  readonly pairs?: readonly string[] | undefined;
}

const DAY = 86_400_000_000_000n;

interface Event {
  readonly ns: bigint;
  readonly run: (ns: bigint) => void;
}

/** Writes the past of an account that has none. The account's money is there before it begins. @throws {RangeError} */
export function writeHistory(
  house: House,
  account: Account,
  { days = 365, trades = 1000, pairs = ["BTC/USD", "ETH/USD"] }: PaperHistory,
  money: readonly (readonly [asset: string, amount: bigint])[],
): void {
  checked("days", days, 1, 3650);
  checked("trades", trades, 0, 200_000);
  const markets = pairs.map((name) => house.market.pair(name));
  const now = house.advance();
  const begin = now - BigInt(Math.floor(days)) * DAY;
  const random = new Random(extend(0x48495354, String(house.market.seed)));
  const span = Number((now - begin) / 1_000_000n) - 3_600_000;
  const some = () => begin + BigInt(3_600_000 + Math.floor(span * random.next())) * 1_000_000n;
  for (const [asset, amount] of money) house.funding.deposited(account, assetById(asset), amount, begin);
  const events: Event[] = [];
  for (let index = 0; index < trades; index++) {
    const pair = markets[random.below(markets.length)];
    if (pair) events.push({ ns: some(), run: (ns) => pastTrade(house, account, pair, random, ns) });
  }
  for (let index = 0; index < Math.ceil(trades / 20); index++) {
    const pair = markets[random.below(markets.length)];
    if (pair) events.push({ ns: some(), run: (ns) => pastCancel(house, account, pair, random, ns) });
  }
  for (let month = 1; month < days / 30; month++) {
    events.push({ ns: begin + BigInt(month) * 30n * DAY, run: (ns) => pastTransfer(house, account, month, ns) });
  }
  events.sort((a, b) => a.ns < b.ns ? -1 : a.ns > b.ns ? 1 : 0);
  for (const { ns, run } of events) run(ns);
}

function checked(name: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new RangeError(
    `Cannot make a history as '${name}' must be a whole number from ${min} to ${max}: current value is ${value}`,
  );
}

/** An order of the past, at a tick. */
function pastOrder(
  house: House,
  account: Account,
  pair: PaperPair,
  side: "buy" | "sell",
  volume: bigint,
  ticks: number,
  market: boolean,
  ns: bigint,
): Order {
  const price = fromUnits(BigInt(ticks), pair.priceDecimals);
  const kind = market ? "market" : "limit";
  const said = { price: market ? "0" : price, price2: "0" };
  const request = { ordertype: kind, type: side, volume: fromUnits(volume, pair.lotDecimals) };
  const order = newOrder({
    id: house.ids.id("O"),
    owner: account.number,
    pair,
    side,
    kind,
    volume,
    inQuote: false,
    limit: market ? undefined : ticks,
    display: undefined,
    trigger: undefined,
    tif: "GTC",
    postOnly: false,
    stp: "cancel-newest",
    leverage: 0,
    start: 0n,
    expire: 0n,
    reduceOnly: false,
    feeInBase: false,
    userref: 0,
    clientId: undefined,
    close: undefined,
    parent: undefined,
    said,
    liquidation: false,
    request,
  }, ns);
  order.state = "open";
  account.entered(order);
  return order;
}

/** Price of the last trade before a time; nothing before the pair's first. */
function lastPrice(house: House, pair: PaperPair, ns: bigint): number | undefined {
  return house.engine.venue(pair).last(ns) || undefined;
}

/** Buys or sells a hundredth or so of what there is, whichever keeps the two sides in balance. */
function pastTrade(house: House, account: Account, pair: PaperPair, random: Random, ns: bigint): void {
  const ticks = lastPrice(house, pair, ns);
  if (ticks === undefined) return;
  const coins = account.balance(pair.base) * power(pair.lotDecimals) / power(assetDecimals(pair.base));
  const scale = power(pair.lotDecimals + pair.priceDecimals);
  const affordable = account.balance(pair.quote) * scale / power(assetDecimals(pair.quote)) / BigInt(ticks);
  const buys = coins === 0n || (affordable > 0n && random.next() < Number(affordable) / Number(affordable + coins));
  const part = BigInt(5 + random.below(20));
  const volume = (buys ? affordable : coins) * part / 1000n;
  if (volume === 0n) return;
  const market = random.next() < 0.4;
  const order = pastOrder(house, account, pair, buys ? "buy" : "sell", volume, ticks, market, ns);
  house.clearing.filled(order, [{ price: ticks, volume }], ns, !market);
  order.state = "closed";
  order.ended = ns;
  house.clearing.ended(order);
}

/** An order far from the market that was taken back. */
function pastCancel(house: House, account: Account, pair: PaperPair, random: Random, ns: bigint): void {
  const last = lastPrice(house, pair, ns);
  if (last === undefined) return;
  const volume = power(pair.lotDecimals) * BigInt(1 + random.below(9)) / 10n;
  const opened = ns - BigInt(1 + random.below(3600)) * 1_000_000_000n;
  const order = pastOrder(house, account, pair, "buy", volume, Math.max(1, Math.floor(last * 0.7)), false, opened);
  order.state = "canceled";
  order.reason = REASONS.user;
  order.ended = ns;
  account.left(order);
}

/** Once a month something comes in or goes out. */
function pastTransfer(house: House, account: Account, month: number, ns: bigint): void {
  const asset = findAsset("USD");
  if (!asset) return;
  const amount = account.balance(asset.id) / 20n;
  const method = methodNamed("Fedwire");
  const place = house.funding.saved(account).find(({ scope }) => scope.method === method.id);
  const least = house.funding.fee(method) * 10n;
  if (month % 3 === 0 && place && amount > least) house.funding.withdraw(account, method, place, amount, ns);
  else if (amount > 0n) house.funding.deposited(account, asset, amount, ns);
}
