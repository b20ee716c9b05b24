/**
 * Trading on margin. A leveraged fill moves no coins: it closes positions of the other side, oldest first, and opens one
 * with what is left. The fee is paid when the fill happens, profit and loss come when a position is closed, the loan is
 * paid for every four hours. Below the liquidation level all positions are closed at the market, at the next call on the
 * account.
 */

import type { Engine } from "../matching/engine.ts";
import type { Order } from "../matching/order.ts";
import type { Market } from "../market/market.ts";
import { assetById } from "../market/names.ts";
import type { PaperPair } from "../market/pairs.ts";
import type { Account, Position, Trade } from "./account.ts";
import { assetDecimals, divided, rescaled, smaller } from "./money.ts";

const ROLLOVER = 4n * 3_600_000_000_000n;

/** Margin level in percent below which positions are closed: `margin_stop` of AssetPairs. */
export const LIQUIDATION_LEVEL = 40n;

interface MarginHouse {
  readonly market: Market;
  readonly engine: Engine;
}

/** How much of the positions that an order would close is open. */
export function closable(account: Account, { pair, side }: Pick<Order, "pair" | "side">): bigint {
  let open = 0n;
  for (const position of account.positions) {
    if (position.pair === pair && position.order.side !== side) open += position.volume - position.closedVolume;
  }
  return open;
}

/** The loan's price for four hours, in hundredths of a basis point: a long borrows the quote, a short the base. */
function loanRate(pair: PaperPair, side: "buy" | "sell"): bigint {
  return BigInt(Math.round((assetById(side === "buy" ? pair.quote : pair.base).marginRate ?? 0.02) * 10_000));
}

/** The loan's price in Kraken's words. */
export function termsOf({ pair, order }: Position): string {
  return `${(Number(loanRate(pair, order.side)) / 10_000).toFixed(4)}% per 4 hours`;
}

/** Books a leveraged fill. */
export function clearMargin(house: MarginHouse, account: Account, trade: Trade): void {
  const { order, ns } = trade;
  const { pair } = order;
  let [left, proceeds, fee, net] = [trade.volume, trade.cost, trade.fee, 0n];
  for (const position of account.positionsOn(pair)) {
    if (left === 0n || position.order.side === order.side) continue;
    const volume = smaller(left, position.volume - position.closedVolume);
    const [cost, paid] = [share(proceeds, volume, left), share(fee, volume, left)];
    net += closePart(position, volume, cost, paid, trade);
    proceeds -= cost;
    fee -= paid;
    left -= volume;
  }
  if (trade.closes.length > 0) trade.misc = order.liquidation ? "closing,liquidated" : "closing";
  removeClosed(account);
  if (left > 0n) openPosition(house, account, trade, left, proceeds, fee);
  const places = assetDecimals(pair.quote);
  const row = account.post({
    asset: pair.quote,
    amount: rescaled(net, pair.costDecimals, places),
    fee: rescaled(trade.fee, pair.costDecimals, places),
    type: "margin",
    refid: trade.id,
    ns,
  });
  trade.ledgers.push(row.id);
}

/** The part of an amount that belongs to a part of a volume; all of it for all. */
function share(amount: bigint, volume: bigint, of: bigint): bigint {
  return volume === of ? amount : divided(amount * volume, of);
}

/** Closes a part of a position; gives the profit in units of the cost. */
function closePart(position: Position, volume: bigint, brought: bigint, fee: bigint, trade: Trade): bigint {
  const open = position.volume - position.closedVolume;
  const paid = share(position.cost - position.closedCost, volume, open);
  const margin = share(position.margin - position.closedMargin, volume, open);
  const net = position.order.side === "buy" ? brought - paid : paid - brought;
  position.closedVolume += volume;
  position.closedCost += paid;
  position.closedFee += fee;
  position.closedMargin += margin;
  position.net += net;
  position.closedBy.push(trade.id);
  trade.closes.push(position);
  return net;
}

function removeClosed(account: Account): void {
  const open = account.positions.filter(({ volume, closedVolume }) => closedVolume < volume);
  account.positions.splice(0, account.positions.length, ...open);
}

function openPosition(
  { engine, market }: MarginHouse,
  account: Account,
  trade: Trade,
  volume: bigint,
  cost: bigint,
  fee: bigint,
): void {
  const { order, ns, id } = trade;
  const leverage = BigInt(order.leverage);
  const margin = (cost + leverage - 1n) / leverage;
  const position: Position = {
    id,
    pair: order.pair,
    order,
    opened: ns,
    volume,
    cost,
    fee,
    margin,
    closedVolume: 0n,
    closedCost: 0n,
    closedFee: 0n,
    closedMargin: 0n,
    net: 0n,
    rollover: ns + ROLLOVER,
    closedBy: [],
  };
  trade.margin = margin;
  trade.position = position;
  account.positions.push(position);
  engine.alarm(position.rollover, (at) => rollOver({ engine, market }, account, position, at));
}

/** The loan of an open position is paid for. */
function rollOver(house: MarginHouse, account: Account, position: Position, ns: bigint): void {
  if (position.closedVolume === position.volume) return;
  const { pair, order, id } = position;
  const open = position.cost - position.closedCost;
  const fee = divided(open * loanRate(pair, order.side), 1_000_000n);
  account.post({
    asset: pair.quote,
    amount: 0n,
    fee: rescaled(fee, pair.costDecimals, assetDecimals(pair.quote)),
    type: "rollover",
    refid: id,
    ns,
  });
  position.rollover += ROLLOVER;
  house.engine.alarm(position.rollover, (at) => rollOver(house, account, position, at));
}

/**
 * Settles positions of the other side with real coins: a long is paid for and delivered, a short delivered and paid for, at
 * what the positions cost. No fee. `trade` has the volume and that cost.
 */
export function settle(account: Account, trade: Trade): void {
  const { order: { pair, side }, id: refid, ns } = trade;
  let left = trade.volume;
  for (const position of account.positionsOn(pair)) {
    if (left === 0n || position.order.side === side) continue;
    const volume = smaller(left, position.volume - position.closedVolume);
    closePart(position, volume, settlementCost(position, volume), 0n, trade);
    left -= volume;
  }
  removeClosed(account);
  trade.misc = "closing";
  const sign = side === "sell" ? 1n : -1n;
  const [base, quote] = [assetDecimals(pair.base), assetDecimals(pair.quote)];
  for (
    const [asset, amount] of [
      [pair.base, sign * rescaled(trade.volume, pair.lotDecimals, base)],
      [pair.quote, -sign * rescaled(trade.cost, pair.costDecimals, quote)],
    ] as const
  ) trade.ledgers.push(account.post({ asset, amount, type: "settled", refid, ns }).id);
}

/** What a part of a position cost when it was opened. */
export function settlementCost({ volume, closedVolume, cost, closedCost }: Position, part: bigint): bigint {
  return share(cost - closedCost, part, volume - closedVolume);
}
