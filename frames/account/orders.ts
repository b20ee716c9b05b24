import type { OrderInfo } from "../../spot/account/mod.ts";
import { numbers } from "../_build.ts";
import type { Frame, FrameMeta } from "../frame.ts";
import {
  amounts,
  asIs,
  type Entry,
  type Label,
  milliseconds,
  minus,
  moments,
  named,
  oldestFirst,
  prices,
  table,
  texts,
} from "./_build.ts";

/** A row of a frame of orders. Amounts have exact text; a price that is not set, or relative, is `NaN`. */
export type OrderRow = {
  /** When it was placed, ms UTC. */
  time: number;
  /** Kraken's id of the order. */
  txid: string;
  /** Modern name of the market: `"BTC/USD"`. */
  symbol: string;
  /** `"buy"` or `"sell"`. */
  side: string;
  /** Execution model, e.g. `"limit"`. */
  ordertype: string;
  /** `"pending"`, `"open"`, `"closed"` (filled), `"canceled"` or `"expired"`. */
  status: string;
  /** Ordered, in base (in quote with flag `viqc`). */
  volume: number;
  /** Filled, in base. */
  filled: number;
  /** Ordered less filled, in the unit of `volume`; `NaN` for orders in quote, whose two amounts do not compare. */
  remaining: number;
  /** Limit or trigger price asked for, in quote. */
  price: number;
  /** Second price asked for, in quote: the limit of a stop-loss-limit. */
  price2: number;
  /** Average price of the fills, in quote; `NaN` without one. */
  average_price: number;
  /** Cost of the fills, in quote. */
  cost: number;
  /** Fees of the fills, in quote unless `oflags` says otherwise. */
  fee: number;
  /** Trigger price as it stands, in quote. */
  stop_price: number;
  /** Limit price after triggering, in quote. */
  limit_price: number;
  /** Visible quantity of an iceberg, in base. */
  display_volume: number;
  /** `"none"`, or `"5:1"`. */
  leverage: string;
  /** `"gtc"`, `"ioc"`, `"gtd"`, `"fok"`; empty in old answers. */
  time_in_force: string;
  /** Whether it may only shrink a position. */
  reduce_only: boolean;
  /** Scheduled start, ms UTC; `NaN` when unset. */
  starts: number;
  /** End of its life, ms UTC; `NaN` when unset. */
  expires: number;
  /** When it ended, ms UTC; `NaN` while it is open. */
  closed: number;
  /** Why it ended, in Kraken's words. */
  reason: string;
  /** The order in a sentence of Kraken's, relative prices included. */
  order: string;
  /** The conditional close in a sentence; empty without one. */
  close: string;
  /** Comma list of flags. */
  oflags: string;
  /** Comma list: `stopped`, `touched`, `liquidated`, `partial`, `amended`. */
  misc: string;
  /** The caller's own id; empty when unset. */
  cl_ord_id: string;
  /** The caller's number for a group of orders; `NaN` when unset. */
  userref: number;
  /** Order that created this one (conditional close); empty for most. */
  refid: string;
  /** Comma list of the ids of the fills, where asked for. */
  trades: string;
  /** The market as Kraken's answer names it: `"XBTUSD"`. */
  pair: string;
};

const MONEY = [
  "volume",
  "filled",
  "remaining",
  "price",
  "price2",
  "average_price",
  "cost",
  "fee",
  "stop_price",
  "limit_price",
  "display_volume",
] as const;

/** When an order was placed, ms UTC. */
export const orderTime = ({ opentm }: OrderInfo): number => milliseconds(opentm);
/** When an order ended, ms UTC; `NaN` while it is open. */
export const orderEnd = ({ closetm }: OrderInfo): number => milliseconds(closetm);

/**
 * Orders keyed by txid (`open` of OpenOrders, `closed` of ClosedOrders, the whole answer of QueryOrders) as a frame, one
 * row an order, the one placed first first.
 */
export function orderFrame(
  orders: Readonly<Record<string, OrderInfo>> | Iterable<Entry<OrderInfo>>,
  meta: FrameMeta = {},
  label: Label = asIs,
): Frame<OrderRow> {
  const all = Symbol.iterator in orders ? [...orders as Iterable<Entry<OrderInfo>>] : Object.entries(orders);
  const entries = oldestFirst(all, ([, order]) => orderTime(order));
  const rows = entries.map(([, order]) => order);
  return table<OrderRow>("orders", {
    time: moments(rows, ({ opentm }) => opentm),
    txid: entries.map(([txid]) => txid),
    symbol: named(rows, label, ({ descr }) => descr.pair),
    side: texts(rows, ({ descr }) => descr.type),
    ordertype: texts(rows, ({ descr }) => descr.ordertype),
    status: texts(rows, ({ status }) => status),
    volume: amounts(rows, ({ vol }) => vol),
    filled: amounts(rows, ({ vol_exec }) => vol_exec),
    remaining: amounts(rows, ({ vol, vol_exec, oflags }) => inQuote(oflags) ? "" : minus(vol, vol_exec)),
    price: prices(rows, ({ descr }) => descr.price),
    price2: prices(rows, ({ descr }) => descr.price2),
    average_price: prices(rows, ({ price }) => price),
    cost: amounts(rows, ({ cost }) => cost),
    fee: amounts(rows, ({ fee }) => fee),
    stop_price: prices(rows, ({ stopprice }) => stopprice),
    limit_price: prices(rows, ({ limitprice }) => limitprice),
    display_volume: amounts(rows, ({ displayvol }) => displayvol),
    leverage: texts(rows, ({ descr }) => descr.leverage),
    time_in_force: texts(rows, ({ time_in_force }) => time_in_force),
    reduce_only: rows.map(({ reduce_only }) => reduce_only ?? false),
    starts: moments(rows, ({ starttm }) => starttm),
    expires: moments(rows, ({ expiretm }) => expiretm),
    closed: moments(rows, ({ closetm }) => closetm),
    reason: texts(rows, ({ reason }) => reason),
    order: texts(rows, ({ descr }) => descr.order),
    close: texts(rows, ({ descr }) => descr.close),
    oflags: texts(rows, ({ oflags }) => oflags),
    misc: texts(rows, ({ misc }) => misc),
    cl_ord_id: texts(rows, ({ cl_ord_id }) => cl_ord_id),
    userref: numbers(rows, ({ userref }) => Number(userref ?? 0) || NaN),
    refid: texts(rows, ({ refid }) => refid),
    trades: texts(rows, ({ trades }) => trades),
    pair: texts(rows, ({ descr }) => descr.pair),
  }, { money: MONEY, times: ["time", "starts", "expires", "closed"], meta });
}

const inQuote = (oflags: string | undefined) => oflags?.split(",").includes("viqc") ?? false;
