import type { TradeInfo } from "../../spot/account/mod.ts";
import { numbers } from "../_build.ts";
import type { Frame, FrameMeta } from "../frame.ts";
import {
  amounts,
  asIs,
  type Entry,
  type Label,
  milliseconds,
  moments,
  named,
  oldestFirst,
  prices,
  table,
  texts,
} from "./_build.ts";

/** A row of a frame of one's own fills. Amounts have exact text. */
export type FillRow = {
  /** When, ms UTC with its fraction. */
  time: number;
  /** Kraken's id of the fill. */
  txid: string;
  /** Modern name of the market: `"BTC/USD"`. */
  symbol: string;
  /** `"buy"` or `"sell"`. */
  side: string;
  /** Execution model of the order. */
  ordertype: string;
  /** In quote. */
  price: number;
  /** In base. */
  volume: number;
  /** Price times volume, in quote. */
  cost: number;
  /** In quote unless the order said otherwise; negative for a rebate. */
  fee: number;
  /** Initial margin, in quote; 0 for a cash trade. */
  margin: number;
  /** Leverage; `"0"` for a cash trade, empty in old answers. */
  leverage: string;
  /** `"maker"` or `"taker"`; empty in old answers. */
  liquidity: string;
  /** The order that was filled. */
  ordertxid: string;
  /** Position it belongs to; empty for a cash trade. */
  postxid: string;
  /** State of the position this fill opened; this and the next six only where it opened one. */
  posstatus: string;
  /** Average price of what was closed, in quote. */
  cprice: number;
  /** Cost of what was closed, in quote. */
  ccost: number;
  /** Fees of what was closed, in quote. */
  cfee: number;
  /** Closed, in base. */
  cvol: number;
  /** Margin freed, in quote. */
  cmargin: number;
  /** Profit or loss of what was closed, in quote. */
  net: number;
  /** Kraken's number of the trade, rising by one within a pair; `NaN` in old answers. */
  trade_id: number;
  /** Comma list, e.g. `closing`. */
  misc: string;
  /** Comma list of the ids of the ledger lines, where asked for. */
  ledgers: string;
  /** Kraken's id of the market: `"XXBTZUSD"`. */
  pair: string;
};

const MONEY = [
  "price",
  "volume",
  "cost",
  "fee",
  "margin",
  "cprice",
  "ccost",
  "cfee",
  "cvol",
  "cmargin",
  "net",
] as const;

/** When a fill happened, ms UTC. */
export const fillTime = ({ time }: TradeInfo): number => milliseconds(time);

/** Fills keyed by txid (`trades` of TradesHistory, the whole answer of QueryTrades) as a frame, oldest first. */
export function fillFrame(
  trades: Readonly<Record<string, TradeInfo>> | Iterable<Entry<TradeInfo>>,
  meta: FrameMeta = {},
  label: Label = asIs,
): Frame<FillRow> {
  const all = Symbol.iterator in trades ? [...trades as Iterable<Entry<TradeInfo>>] : Object.entries(trades);
  const entries = oldestFirst(all, ([, trade]) => fillTime(trade));
  const rows = entries.map(([, trade]) => trade);
  return table<FillRow>("fills", {
    time: moments(rows, ({ time }) => time),
    txid: entries.map(([txid]) => txid),
    symbol: named(rows, label, ({ pair }) => pair),
    side: texts(rows, ({ type }) => type),
    ordertype: texts(rows, ({ ordertype }) => ordertype),
    price: amounts(rows, ({ price }) => price),
    volume: amounts(rows, ({ vol }) => vol),
    cost: amounts(rows, ({ cost }) => cost),
    fee: amounts(rows, ({ fee }) => fee),
    margin: amounts(rows, ({ margin }) => margin),
    leverage: texts(rows, ({ leverage }) => leverage),
    liquidity: texts(rows, ({ maker }) => maker === undefined ? "" : maker ? "maker" : "taker"),
    ordertxid: texts(rows, ({ ordertxid }) => ordertxid),
    postxid: texts(rows, ({ postxid }) => postxid),
    posstatus: texts(rows, ({ posstatus }) => posstatus),
    cprice: prices(rows, ({ cprice }) => cprice),
    ccost: amounts(rows, ({ ccost }) => ccost),
    cfee: amounts(rows, ({ cfee }) => cfee),
    cvol: amounts(rows, ({ cvol }) => cvol),
    cmargin: amounts(rows, ({ cmargin }) => cmargin),
    net: amounts(rows, ({ net }) => net),
    trade_id: numbers(rows, ({ trade_id }) => trade_id),
    misc: texts(rows, ({ misc }) => misc),
    ledgers: texts(rows, ({ ledgers }) => ledgers),
    pair: texts(rows, ({ pair }) => pair),
  }, { money: MONEY, meta });
}
