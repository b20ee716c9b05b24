/** Orders in the four dialects of the futures API: events, open orders, states and history. */

import type { HistoryOrder, HistoryOrderType, HistoryTrigger, PublicOrder } from "../../../futures/history/_types.ts";
import type { EventOrder, EventTrigger, OrderEvent } from "../../../futures/trading/_types.ts";
import type { OpenOrder } from "../../../futures/trading/open_orders.ts";
import type { OrderStatusDetails } from "../../../futures/trading/orders_status.ts";
import { json, jsonPrice, PRICE, short } from "../money.ts";
import { type FuturesOrder, isWaiting, type Kind, remaining, type State } from "./order.ts";

let last = { ms: NaN, text: "" };

/** ISO 8601 with milliseconds. What happens at one moment asks for it many times, so the last one is kept. */
export function iso(ms: number): string {
  if (last.ms !== ms) last = { ms, text: new Date(ms).toISOString() };
  return last.text;
}

const steps = (order: FuturesOrder, size: bigint) => json(size, order.contract.precision);

/** A price in ticks as a JSON number. */
export const jsonTicks = ({ contract }: Pick<FuturesOrder, "contract">, ticks: number): number =>
  jsonPrice(BigInt(ticks) * contract.tick);

/** Kind of a placed order: a market order is an `ioc` with the limit that was computed for it. */
function eventKind({ kind, market, trigger }: FuturesOrder): EventOrder["type"] {
  if (kind === "mkt") return "ioc";
  if (kind !== "stp" && kind !== "take_profit" && kind !== "trailing_stop") return kind;
  if (trigger?.fired === undefined && kind !== "take_profit") return "stp";
  return market ? "ioc" : "lmt";
}

/** An order as events show it. */
export function eventOrder(order: FuturesOrder): EventOrder {
  return {
    orderId: order.id,
    cliOrdId: order.clientId ?? null,
    type: eventKind(order),
    symbol: order.contract.symbol,
    side: order.side,
    quantity: steps(order, order.size),
    filled: steps(order, order.filled),
    limitPrice: jsonTicks(order, order.limit ?? 0),
    reduceOnly: order.reduceOnly,
    timestamp: iso(order.placed),
    lastUpdateTimestamp: iso(order.touched),
  };
}

const SIGNALS = { mark: "mark_price", index: "spot_price", last: "last_price" } as const;

/** A waiting trigger as events show it. */
export function eventTrigger(order: FuturesOrder): EventTrigger {
  const { trigger, limit } = order;
  return {
    uid: order.id,
    clientId: order.clientId ?? null,
    type: eventKind(order),
    symbol: order.contract.symbol,
    side: order.side,
    quantity: steps(order, order.size),
    limitPrice: limit === undefined ? null : jsonTicks(order, limit),
    triggerPrice: trigger ? jsonPrice(trigger.price) : null,
    triggerSide: trigger ? trigger.above ? "trigger_above" : "trigger_below" : null,
    triggerSignal: trigger ? SIGNALS[trigger.signal] : null,
    reduceOnly: order.reduceOnly,
    timestamp: iso(order.placed),
    lastUpdateTimestamp: iso(order.touched),
    startTime: null,
  };
}

/** The event of a refused order. */
export function rejectEvent(order: FuturesOrder, reason: string): OrderEvent {
  if (!order.trigger) return { type: "REJECT", uid: order.id, reason, order: eventOrder(order) };
  return { type: "REJECT", uid: order.id, reason, orderTrigger: eventTrigger(order) };
}

/** The event of a cancelled order. */
export function cancelEvent(order: FuturesOrder): OrderEvent {
  if (!isWaiting(order)) return { type: "CANCEL", uid: order.id, order: eventOrder(order) };
  return { type: "CANCEL", uid: order.id, orderTrigger: eventTrigger(order) };
}

/** An order in `openorders`. */
export function openOrder(order: FuturesOrder): OpenOrder {
  const { trigger } = order;
  const kind = order.kind === "stp"
    ? "stop"
    : order.kind === "take_profit" || order.kind === "trailing_stop"
    ? order.kind
    : "lmt";
  return {
    order_id: order.id,
    ...(order.clientId === undefined ? {} : { cliOrdId: order.clientId }),
    symbol: order.contract.symbol,
    side: order.side,
    orderType: isWaiting(order) ? kind : "lmt",
    ...(order.limit === undefined ? {} : { limitPrice: jsonTicks(order, order.limit) }),
    ...(trigger && isWaiting(order)
      ? { stopPrice: jsonPrice(trigger.price), triggerSignal: trigger.signal === "index" ? "spot" : trigger.signal }
      : {}),
    filledSize: steps(order, order.filled),
    unfilledSize: steps(order, remaining(order)),
    reduceOnly: order.reduceOnly,
    status: order.filled > 0n ? "partiallyFilled" : "untouched",
    receivedTime: iso(order.placed),
    lastUpdateTime: iso(order.touched),
  };
}

const STATES: Readonly<Record<State, string>> = {
  new: "ENTERED_BOOK",
  waiting: "TRIGGER_PLACED",
  open: "ENTERED_BOOK",
  filled: "FULLY_EXECUTED",
  cancelled: "CANCELLED",
  rejected: "REJECTED",
};

/** An order in `orders/status`. */
export function statusOf(order: FuturesOrder): OrderStatusDetails {
  const { trigger } = order;
  const failed = trigger?.fired !== undefined && order.state === "rejected";
  return {
    status: failed ? "TRIGGER_ACTIVATION_FAILURE" : STATES[order.state],
    order: {
      type: isWaiting(order) ? "TRIGGER_ORDER" : "ORDER",
      orderId: order.id,
      cliOrdId: order.clientId ?? null,
      symbol: order.contract.symbol,
      side: order.side,
      quantity: steps(order, order.size),
      filled: steps(order, order.filled),
      limitPrice: order.limit === undefined ? null : jsonTicks(order, order.limit),
      reduceOnly: order.reduceOnly,
      timestamp: iso(order.placed),
      lastUpdateTimestamp: iso(order.touched),
      priceTriggerOptions: trigger
        ? {
          triggerPrice: jsonPrice(trigger.price),
          triggerSide: trigger.above ? "TRIGGER_ABOVE" : "TRIGGER_BELOW",
          triggerSignal: ({ mark: "MARK_PRICE", index: "SPOT_PRICE", last: "LAST_PRICE" } as const)[trigger.signal],
          trailingStopOptions: trigger.trail
            ? { maxDeviation: json(trigger.trail.value, digitsOf(trigger.trail)), unit: trigger.trail.unit }
            : null,
        }
        : null,
      triggerTime: trigger?.fired === undefined ? null : iso(trigger.fired),
    },
    updateReason: order.reason.toUpperCase(),
    error: order.error ?? null,
  };
}

/** Decimals of a distance: percent as millionths of the price are four decimals of a percent. */
function digitsOf({ unit }: { unit: string }): number {
  return unit === "PERCENT" ? 4 : PRICE;
}

const HISTORY: Readonly<Record<Kind, HistoryOrderType>> = {
  lmt: "Limit",
  post: "Post",
  ioc: "IoC",
  fok: "FillOrKill",
  mkt: "Market",
  stp: "Stop",
  take_profit: "Limit",
  trailing_stop: "Stop",
  liquidation: "Liquidation",
  assignment: "Assignment",
};

const direction = ({ side }: FuturesOrder) => side === "buy" ? "Buy" : "Sell";
const priceText = ({ limit, contract }: FuturesOrder) =>
  limit === undefined ? "0" : short(BigInt(limit) * contract.tick, PRICE);

function historyKind(order: FuturesOrder): HistoryOrderType {
  if (!order.trigger || isWaiting(order)) return HISTORY[order.kind];
  return order.market ? "Market" : "Limit";
}

/** An order in public events. */
export function publicOrder(order: FuturesOrder): PublicOrder {
  return {
    uid: order.id,
    tradeable: order.contract.symbol,
    direction: direction(order),
    quantity: short(order.size, order.contract.precision),
    timestamp: order.placed,
    limitPrice: priceText(order),
    orderType: historyKind(order),
    reduceOnly: order.reduceOnly,
    lastUpdateTimestamp: order.touched,
  };
}

/** An order in the account's events. */
export function historyOrder(order: FuturesOrder): HistoryOrder {
  return {
    ...publicOrder(order),
    accountUid: order.account.uid,
    filled: short(order.filled, order.contract.precision),
    clientId: order.clientId ?? "",
  };
}

/** A trigger in the account's events. */
export function historyTrigger(order: FuturesOrder): HistoryTrigger {
  const { trigger } = order;
  if (!trigger) throw new TypeError(`Order ${order.id} has no trigger`);
  const distance = (each: NonNullable<typeof trigger.trail>) => short(each.value, digitsOf(each));
  const unit = (each: NonNullable<typeof trigger.trail>) => each.unit === "PERCENT" ? "Percent" : "QuoteCurrency";
  const { trail, offset } = trigger;
  return {
    uid: order.id,
    accountId: order.account.number,
    accountUid: order.account.uid,
    tradeable: order.contract.symbol,
    direction: direction(order),
    quantity: short(order.size, order.contract.precision),
    timestamp: order.placed,
    limitPrice: priceText(order),
    orderType: order.kind === "take_profit" ? order.market ? "Market" : "Limit" : HISTORY[order.kind],
    clientId: order.clientId ?? "",
    reduceOnly: order.reduceOnly,
    lastUpdateTimestamp: order.touched,
    triggerOptions: {
      triggerPrice: short(trigger.price, PRICE),
      triggerSignal: ({ mark: "MarkPrice", index: "SpotPrice", last: "LastPrice" } as const)[trigger.signal],
      triggerSide: trigger.above ? "Above" : "Below",
      trailingStopOptions: trail ? { maxDeviation: distance(trail), unit: unit(trail) } : null,
      limitPriceOffset: offset ? { priceOffset: distance(offset), unit: unit(offset) } : null,
    },
  };
}
