/**
 * Orders and fills of derivatives in the words of the channel `executions`. The fields are Spot v2's without the deprecated
 * ones. Paper rule: costs and fees of inverse contracts are in their coin, as REST has them; `fee_usd_equiv` is in dollars.
 */

import { assetById } from "../../../market/names.ts";
import type { OrderNews, OrderTrade } from "../../../futures/engine/news.ts";
import type { Distance, FuturesOrder } from "../../../futures/engine/order.ts";
import { CURRENCIES } from "../../../futures/market/futures_market.ts";
import type { Past } from "../../../futures/past.ts";
import { divided, ENTRY, json, jsonMoney, jsonPrice, power, PRICE } from "../../../futures/money.ts";
import { raw } from "../../json.ts";

/** Fields of a row; `undefined` ones are left out. */
export type Row = Readonly<Record<string, unknown>>;

/** RFC 3339 with microseconds, as the channel has it. */
export const timeOf = (ms: number): string => new Date(ms).toISOString().replace("Z", "000Z");

const quantity = ({ contract }: FuturesOrder, steps: bigint) => json(steps, contract.precision);

const KINDS = { stp: "stop-loss", take_profit: "take-profit", trailing_stop: "trailing-stop" } as const;

/** `order_type`: post-only, `ioc` and `fok` are limit orders here; what a liquidation sells has no price of its own. */
export function typeOf({ kind, market }: FuturesOrder): string {
  if (kind === "stp" || kind === "take_profit" || kind === "trailing_stop") {
    return market ? KINDS[kind] : `${KINDS[kind]}-limit`;
  }
  return market || kind === "liquidation" || kind === "assignment" ? "market" : "limit";
}

/** The ids, as every row has them. */
export function idsOf({ id, clientId }: FuturesOrder): Row {
  return { order_id: id, ...(clientId === undefined ? {} : { cl_ord_id: clientId }) };
}

const distance = ({ unit, value }: Distance) => json(value, unit === "PERCENT" ? 4 : PRICE);

/** Until it has fired, a limit that is told as an offset from the trigger is that offset. */
function limitOf(order: FuturesOrder): Row {
  const { trigger, limit, contract } = order;
  if (typeOf(order) !== "limit" && !typeOf(order).endsWith("-limit")) return {};
  if (trigger?.offset && trigger.fired === undefined) {
    const { offset } = trigger;
    return { limit_price: distance(offset), limit_price_type: offset.unit === "PERCENT" ? "pct" : "static" };
  }
  return { limit_price: jsonPrice(BigInt(limit ?? 0) * contract.tick), limit_price_type: "static" };
}

/** When a triggered order fires. Its `price` is the distance of a trailing one. */
export function triggersOf({ trigger }: FuturesOrder): Row | undefined {
  if (!trigger) return undefined;
  const { signal, price, trail, fired } = trigger;
  return {
    reference: signal,
    ...(trail
      ? {
        price: distance(trail),
        price_type: trail.unit === "PERCENT" ? "pct" : "quote",
        actual_price: jsonPrice(price),
      }
      : { price: jsonPrice(price), price_type: "static" }),
    status: fired === undefined ? "untriggered" : "triggered",
    ...(fired === undefined ? {} : { timestamp: timeOf(fired) }),
  };
}

/** What of its terms is known for certain once an order has fired: its size, and the limit that was an offset before. */
export function firedOf(order: FuturesOrder): Row {
  return { order_qty: quantity(order, order.size), ...limitOf(order) };
}

/** What an order was asked for with. */
export function termsOf(order: FuturesOrder): Row {
  const { contract, side, kind, size, reduceOnly } = order;
  return {
    ...idsOf(order),
    symbol: contract.symbol,
    side,
    order_type: typeOf(order),
    order_qty: quantity(order, size),
    ...limitOf(order),
    time_in_force: kind === "fok" ? "FOK" : kind === "ioc" || kind === "mkt" ? "IOC" : "GTC",
    post_only: kind === "post" || undefined,
    reduce_only: reduceOnly || undefined,
    liquidated: kind === "liquidation" || undefined,
    triggers: triggersOf(order),
  };
}

/** What is filled so far. */
export function sumsOf(order: FuturesOrder): Row {
  return {
    cum_qty: quantity(order, order.filled),
    cum_cost: jsonMoney(order.cost),
    avg_price: jsonPrice(divided(order.average, power(ENTRY - PRICE))),
    fee_usd_equiv: jsonMoney(order.feeUsd),
  };
}

/** Where a live order stands. */
export function statusOf({ filled, size }: FuturesOrder): string {
  return filled === 0n ? "new" : filled < size ? "partially_filled" : "filled";
}

/** One fill. Its numbers count the fills of the account, as REST's `sequence_id` does. */
export function fillOf({ order, ms, done }: OrderNews, trade: OrderTrade): Row {
  const { asset } = CURRENCIES[trade.currency] ?? {};
  return {
    ...idsOf(order),
    exec_id: trade.execution,
    exec_type: "trade",
    trade_id: trade.number,
    symbol: order.contract.symbol,
    side: order.side,
    order_type: typeOf(order),
    order_qty: quantity(order, order.size),
    last_qty: quantity(order, trade.size),
    last_price: jsonPrice(trade.price),
    liquidity_ind: trade.type === "maker" ? "m" : "t",
    cost: jsonMoney(trade.cost),
    fees: [{
      asset: asset === undefined ? trade.currency.toUpperCase() : assetById(asset).name,
      qty: jsonMoney(trade.fee),
    }],
    reduce_only: order.reduceOnly || undefined,
    liquidated: order.kind === "liquidation" || undefined,
    order_status: done ? "filled" : "partially_filled",
    timestamp: timeOf(ms),
  };
}

/** A fill of a seeded history, all of whose orders are filled market orders in PF_XBTUSD. */
export function pastFillOf(past: Past, index: number): Row {
  const row = past.fill(index);
  const { event } = past.execution(index);
  const { usdValue, orderData } = ("execution" in event ? event.execution : event.Execution).execution;
  return {
    order_id: row.order_id,
    exec_id: row.fill_id,
    exec_type: "trade",
    trade_id: index + 1,
    symbol: row.symbol,
    side: row.side,
    order_type: "market",
    order_qty: row.size,
    last_qty: row.size,
    last_price: row.price,
    liquidity_ind: row.fillType === "maker" ? "m" : "t",
    cost: raw(usdValue),
    fees: [{ asset: "USD", qty: raw(orderData?.fee ?? "0") }],
    order_status: "filled",
    timestamp: timeOf(row.ms),
  };
}
