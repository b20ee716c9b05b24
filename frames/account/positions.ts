import type { ConsolidatedPosition, OpenPosition } from "../../spot/account/mod.ts";
import { numbers } from "../_build.ts";
import type { Frame, FrameMeta } from "../frame.ts";
import { amounts, asIs, type Label, milliseconds, minus, moments, named, oldestFirst, table, texts } from "./_build.ts";

/** A row of a frame of open positions on margin. Amounts in quote unless said otherwise, with exact text. */
export type PositionRow = {
  /** When it was opened, ms UTC. */
  time: number;
  /** Kraken's id of the position. */
  txid: string;
  /** Modern name of the market: `"BTC/USD"`. */
  symbol: string;
  /** `"buy"` (long) or `"sell"` (short). */
  side: string;
  /** Opened, in base. */
  volume: number;
  /** Closed since, in base. */
  closed: number;
  /** Still open, in base: `volume` − `closed`, worked out exactly. */
  open: number;
  /** Cost of opening. */
  cost: number;
  /** Fee of opening. */
  fee: number;
  /** Initial margin. */
  margin: number;
  /** Worth now; `NaN` unless asked for with `docalcs`. */
  value: number;
  /** Unrealised profit or loss; `NaN` unless asked for with `docalcs`. */
  net: number;
  /** Price of the loan, in Kraken's words. */
  terms: string;
  /** Next rollover, ms UTC. */
  rollover: number;
  /** State, `"open"`. */
  posstatus: string;
  /** Execution model of the order that opened it. */
  ordertype: string;
  /** Order that opened it. */
  ordertxid: string;
  /** Comma list of remarks. */
  misc: string;
  /** Comma list of order flags. */
  oflags: string;
  /** Kraken's id of the market: `"XXBTZUSD"`. */
  pair: string;
};

/** A row of a frame of positions taken together by market. Amounts in quote unless said otherwise, with exact text. */
export type MarketPositionRow = {
  /** Modern name of the market: `"BTC/USD"`. */
  symbol: string;
  /** `"buy"` (long) or `"sell"` (short). */
  side: string;
  /** How many positions. */
  positions: number;
  /** Leverage. */
  leverage: number;
  /** Opened, in base. */
  volume: number;
  /** Closed since, in base. */
  closed: number;
  /** Still open, in base: `volume` − `closed`, worked out exactly. */
  open: number;
  /** Cost of opening. */
  cost: number;
  /** Fees of opening. */
  fee: number;
  /** Initial margin. */
  margin: number;
  /** Worth now; `NaN` unless asked for with `docalcs`. */
  value: number;
  /** Unrealised profit or loss; `NaN` unless asked for with `docalcs`. */
  net: number;
  /** Kraken's id of the market: `"XXBTZUSD"`. */
  pair: string;
};

const MONEY = ["volume", "closed", "open", "cost", "fee", "margin", "value", "net"] as const;

/** Kraken's OpenPositions answer, keyed by id, as a frame: one row a position, the one opened first first. */
export function positionFrame(
  result: Readonly<Record<string, OpenPosition>>,
  meta: FrameMeta = {},
  label: Label = asIs,
): Frame<PositionRow> {
  const entries = oldestFirst(Object.entries(result), ([, { time }]) => milliseconds(time));
  const rows = entries.map(([, position]) => position);
  return table<PositionRow>("positions", {
    time: moments(rows, ({ time }) => time),
    txid: entries.map(([txid]) => txid),
    symbol: named(rows, label, ({ pair }) => pair),
    side: texts(rows, ({ type }) => type),
    volume: amounts(rows, ({ vol }) => vol),
    closed: amounts(rows, ({ vol_closed }) => vol_closed),
    open: amounts(rows, ({ vol, vol_closed }) => minus(vol, vol_closed)),
    cost: amounts(rows, ({ cost }) => cost),
    fee: amounts(rows, ({ fee }) => fee),
    margin: amounts(rows, ({ margin }) => margin),
    value: amounts(rows, ({ value }) => value),
    net: amounts(rows, ({ net }) => net),
    terms: texts(rows, ({ terms }) => terms),
    rollover: moments(rows, ({ rollovertm }) => rollovertm),
    posstatus: texts(rows, ({ posstatus }) => posstatus),
    ordertype: texts(rows, ({ ordertype }) => ordertype),
    ordertxid: texts(rows, ({ ordertxid }) => ordertxid),
    misc: texts(rows, ({ misc }) => misc),
    oflags: texts(rows, ({ oflags }) => oflags),
    pair: texts(rows, ({ pair }) => pair),
  }, { money: MONEY, times: ["time", "rollover"], meta });
}

/** Kraken's OpenPositions answer with `consolidation: "market"` as a frame, one row a market and side. */
export function marketPositionFrame(
  rows: readonly ConsolidatedPosition[],
  meta: FrameMeta = {},
  label: Label = asIs,
): Frame<MarketPositionRow> {
  return table<MarketPositionRow>("positions", {
    symbol: named(rows, label, ({ pair }) => pair),
    side: texts(rows, ({ type }) => type),
    positions: numbers(rows, ({ positions }) => Number(positions)),
    leverage: numbers(rows, ({ leverage }) => Number(leverage)),
    volume: amounts(rows, ({ vol }) => vol),
    closed: amounts(rows, ({ vol_closed }) => vol_closed),
    open: amounts(rows, ({ vol, vol_closed }) => minus(vol, vol_closed)),
    cost: amounts(rows, ({ cost }) => cost),
    fee: amounts(rows, ({ fee }) => fee),
    margin: amounts(rows, ({ margin }) => margin),
    value: amounts(rows, ({ value }) => value),
    net: amounts(rows, ({ net }) => net),
    pair: texts(rows, ({ pair }) => pair),
  }, { money: MONEY, meta });
}
