/** Margin of the multi-collateral wallet (linear contracts, US dollars). */

import { CURRENCIES } from "../market/futures_market.ts";
import type { FuturesAccount } from "../account.ts";
import { levelFor, MARGIN_RATE } from "../contracts/levels.ts";
import { type Contract, contractKey } from "../contracts/contracts.ts";
import { divided, MONEY, power, PRICE } from "../money.ts";
import { type FuturesOrder, isWaiting, remaining, sign } from "./order.ts";
import { funding, notional, notionalAtEntry, type Position, profit } from "./position.ts";

/** Prices of a moment, real or supposed. */
export interface Prices {
  /** Unix milliseconds up to which funding has run. */
  readonly ms: number;
  /** Mark price of a contract; a supposed one may depend on the direction that it is bad for. */
  mark(contract: Contract, size: bigint): bigint;
  /** US dollars for a unit of a currency. */
  usd(currency: string): bigint;
  /** Absolute funding rate of the hour. */
  rate(contract: Contract): bigint;
  /** Factor on initial margins in extreme volatility. */
  multiplier(contract: Contract): bigint;
}

/** What an account is worth and what it needs. All US dollars. */
export interface FlexState {
  readonly balanceValue: bigint;
  readonly collateralValue: bigint;
  readonly pnl: bigint;
  readonly funding: bigint;
  readonly asMargin: bigint;
  readonly equity: bigint;
  readonly initial: bigint;
  readonly initialWithOrders: bigint;
  readonly maintenance: bigint;
  /** The same without what isolated positions ring-fence: what decides about cross positions. */
  readonly cross: { readonly equity: bigint; readonly initial: bigint; readonly maintenance: bigint };
  /** Isolated positions: equity and maintenance margin of each. */
  readonly isolated: readonly { readonly position: Position; readonly equity: bigint; readonly maintenance: bigint }[];
}

/** Profit and funding of a position that are not booked. */
export function unrealized(position: Position, prices: Prices): { pnl: bigint; funding: bigint } {
  const { contract, size, entry, since } = position;
  return {
    pnl: profit(contract, size, entry, prices.mark(contract, size)),
    funding: contract.perpetual ? funding(contract, size, prices.rate(contract), Math.max(0, prices.ms - since)) : 0n,
  };
}

/** Initial margin of a notional: by level, by the chosen leverage where that asks for more, times the volatility. */
export function initialMargin(
  account: FuturesAccount,
  contract: Contract,
  value: bigint,
  size: bigint,
  prices: Prices,
): bigint {
  const { levels } = contract.family;
  const level = contract.inverse
    ? levelFor(levels, size < 0n ? -size : size, contract.precision)
    : levelFor(levels, value, MONEY);
  const leverage = account.leverage.get(contract.symbol);
  const byLevel = divided(value * level.im, power(MARGIN_RATE)) * prices.multiplier(contract);
  const byLeverage = leverage === undefined ? 0n : divided(value * 100n, leverage);
  return byLeverage > byLevel ? byLeverage : byLevel;
}

/** Maintenance margin at the mark price. */
export function maintenanceMargin(contract: Contract, size: bigint, mark: bigint): bigint {
  const value = notional(contract, size, mark);
  const steps = size < 0n ? -size : size;
  const { levels } = contract.family;
  const level = contract.inverse ? levelFor(levels, steps, contract.precision) : levelFor(levels, value, MONEY);
  return divided(value * level.mm, power(MARGIN_RATE));
}

/** Exposure of one contract if all buys, or all sells, were filled. */
export interface Exposure {
  long: { value: bigint; size: bigint };
  short: { value: bigint; size: bigint };
}

/** Exposure of a position and the orders that may raise it; reduce-only orders and waiting triggers hold nothing. */
export function exposure(
  contract: Contract,
  position: Position | undefined,
  orders: Iterable<FuturesOrder>,
): Exposure {
  const held = position?.size ?? 0n;
  const atEntry = position ? notionalAtEntry(contract, held, position.entry) : 0n;
  const sums = { buy: { value: 0n, size: 0n }, sell: { value: 0n, size: 0n } };
  for (const order of orders) {
    if (order.contract !== contract || order.reduceOnly || isWaiting(order)) continue;
    const sum = sums[order.side];
    sum.size += remaining(order);
    sum.value += notional(contract, remaining(order), BigInt(order.limit ?? 0) * contract.tick);
  }
  const side = (orders: { value: bigint; size: bigint }, own: bigint) => {
    if (own >= 0n) return { value: orders.value + (own > 0n ? atEntry : 0n), size: own + orders.size };
    // Orders first close the position of the other side, and hold margin for the rest only.
    const rest = orders.size + own;
    return rest <= 0n ? { value: 0n, size: 0n } : { value: divided(orders.value * rest, orders.size), size: rest };
  };
  return { long: side(sums.buy, held), short: side(sums.sell, -held) };
}

/** Orders of an account, one of them added or put in another's place. */
export function* withOrder(account: FuturesAccount, extra?: FuturesOrder): Generator<FuturesOrder> {
  for (const order of account.orders.values()) if (order.id !== extra?.id) yield order;
  if (extra) yield extra;
}

/** State of the multi-collateral wallet, an order more or changed. */
export function flexState(account: FuturesAccount, prices: Prices, extra?: FuturesOrder): FlexState {
  let [balanceValue, collateralValue] = [0n, 0n];
  for (const [currency, amount] of account.wallets.get("flex") ?? []) {
    const value = divided(amount * prices.usd(currency), power(PRICE));
    balanceValue += value;
    const haircut = amount > 0n ? CURRENCIES[currency]?.haircut ?? 100n : 0n;
    collateralValue += divided(value * (100n - haircut), 100n);
  }
  let [pnl, fundingSum, asMargin, initial, maintenance] = [0n, 0n, 0n, 0n, 0n];
  let [crossEquity, crossMaintenance] = [collateralValue, 0n];
  const isolated: { position: Position; equity: bigint; maintenance: bigint }[] = [];
  const nets = new Map<string, { long: bigint; short: bigint; own: { long: bigint; short: bigint } }>();
  const contracts = new Map<string, Contract>();
  for (const { contract } of account.positions.values()) {
    if (!contract.inverse) contracts.set(contract.symbol, contract);
  }
  const orders = [...withOrder(account, extra)].filter(({ contract }) => !contract.inverse);
  for (const { contract } of orders) contracts.set(contract.symbol, contract);

  for (const contract of contracts.values()) {
    const position = account.positions.get(contract.symbol);
    const isIsolated = account.leverage.has(contract.symbol);
    const margin = (value: bigint, size: bigint) =>
      value === 0n ? 0n : initialMargin(account, contract, value, size, prices);
    const own = position ? margin(notionalAtEntry(contract, position.size, position.entry), position.size) : 0n;
    const { long, short } = exposure(contract, position, orders);
    // Isolated contracts stand alone; the others of one coin set off long against short.
    const key = isIsolated ? contract.symbol : contractKey(contract);
    const net = nets.get(key) ?? { long: 0n, short: 0n, own: { long: 0n, short: 0n } };
    net.long += margin(long.value, long.size);
    net.short += margin(short.value, short.size);
    if (position) net.own[position.size > 0n ? "long" : "short"] += own;
    nets.set(key, net);
    if (!position) continue;
    const open = unrealized(position, prices);
    const total = open.pnl + open.funding;
    const counted = margined(total, account.pnlCurrency.get(contract.symbol) ?? "usd");
    const needed = maintenanceMargin(contract, position.size, prices.mark(contract, position.size));
    pnl += open.pnl;
    fundingSum += open.funding;
    asMargin += counted;
    maintenance += needed;
    if (isIsolated) {
      isolated.push({ position, equity: own + total, maintenance: needed });
      crossEquity -= own;
    } else {
      crossEquity += counted;
      crossMaintenance += needed;
    }
  }
  let [initialWithOrders, crossInitial] = [0n, 0n];
  for (const [key, { long, short, own }] of nets) {
    const held = own.long > own.short ? own.long : own.short;
    initial += held;
    if (!account.leverage.has(key)) crossInitial += held;
    initialWithOrders += long > short ? long : short;
  }
  return {
    balanceValue,
    collateralValue,
    pnl,
    funding: fundingSum,
    asMargin,
    equity: collateralValue + asMargin,
    initial,
    initialWithOrders,
    maintenance,
    cross: { equity: crossEquity, initial: crossInitial, maintenance: crossMaintenance },
    isolated,
  };
}

/** Gains in a currency with a haircut count for less; losses count in full. */
function margined(total: bigint, currency: string): bigint {
  return total > 0n ? divided(total * (100n - (CURRENCIES[currency]?.haircut ?? 0n)), 100n) : total;
}

/** State of an inverse wallet, all in its coin. */
export interface CoinState {
  readonly balance: bigint;
  readonly pnl: bigint;
  readonly funding: bigint;
  /** Balance and what is not booked. */
  readonly equity: bigint;
  readonly initial: bigint;
  readonly initialWithOrders: bigint;
  readonly maintenance: bigint;
  readonly positions: readonly Position[];
}

/** State of the wallet of inverse contracts on one coin, an order more or changed. */
export function coinState(account: FuturesAccount, wallet: string, prices: Prices, extra?: FuturesOrder): CoinState {
  const orders = [...withOrder(account, extra)].filter(({ contract }) => contract.wallet === wallet);
  const positions = [...account.positions.values()].filter(({ contract }) => contract.wallet === wallet);
  const contracts = new Set([...orders, ...positions].map(({ contract }) => contract));
  let [pnl, fundingSum, initial, initialWithOrders, maintenance] = [0n, 0n, 0n, 0n, 0n];
  for (const contract of contracts) {
    const position = account.positions.get(contract.symbol);
    const margin = (value: bigint, size: bigint) =>
      value === 0n ? 0n : initialMargin(account, contract, value, size, prices);
    const { long, short } = exposure(contract, position, orders);
    const [up, down] = [margin(long.value, long.size), margin(short.value, short.size)];
    initialWithOrders += up > down ? up : down;
    if (!position) continue;
    const open = unrealized(position, prices);
    pnl += open.pnl;
    fundingSum += open.funding;
    initial += margin(notionalAtEntry(contract, position.size, position.entry), position.size);
    maintenance += maintenanceMargin(contract, position.size, prices.mark(contract, position.size));
  }
  const balance = account.balance(wallet, wallet.slice(3, 6));
  return {
    balance,
    pnl,
    funding: fundingSum,
    equity: balance + pnl + fundingSum,
    initial,
    initialWithOrders,
    maintenance,
    positions,
  };
}

/** What a wallet has and what positions and orders need. */
export interface Need {
  readonly equity: bigint;
  readonly initialWithOrders: bigint;
  readonly maintenance: bigint;
}

/** The same of either kind of wallet. */
export function needOf(account: FuturesAccount, wallet: string, prices: Prices, extra?: FuturesOrder): Need {
  return wallet === "flex" ? flexState(account, prices, extra) : coinState(account, wallet, prices, extra);
}

/** Why an order, new or changed, cannot be carried; nothing when it can. `most` is the worst price it may fill at. */
export function refusedMargin(
  account: FuturesAccount,
  order: FuturesOrder,
  prices: Prices,
  most?: bigint,
): "INSUFFICIENT_MARGIN" | "WOULD_CAUSE_LIQUIDATION" | "FIXED_LEVERAGE_TOO_HIGH" | undefined {
  const { contract } = order;
  const before = needOf(account, contract.wallet, prices);
  const after = needOf(account, contract.wallet, prices, order);
  if (after.initialWithOrders <= before.initialWithOrders) return undefined;
  if (after.equity < after.initialWithOrders) return "INSUFFICIENT_MARGIN";
  const leverage = account.leverage.get(contract.symbol);
  const side = exposure(contract, account.positions.get(contract.symbol), withOrder(account, order))[
    order.side === "buy" ? "long" : "short"
  ];
  const level = levelFor(contract.family.levels, side.value, MONEY);
  if (leverage !== undefined && leverage * level.im > 100n * power(MARGIN_RATE)) return "FIXED_LEVERAGE_TOO_HIGH";
  if (most === undefined) return undefined;
  // Filled at its worst price it would start with a loss against the mark price.
  const signed = sign(order.side) * remaining(order);
  const mark = prices.mark(contract, signed);
  const loss = profit(contract, signed, most * power(10), mark);
  const needed = before.maintenance + maintenanceMargin(contract, signed, mark);
  return loss < 0n && after.equity + loss < needed ? "WOULD_CAUSE_LIQUIDATION" : undefined;
}
