import type { IndexTicker, MarketTicker } from "../../futures/market/mod.ts";
import { amounts, dates, table, texts } from "../account/_build.ts";
import type { Frame, FrameMeta } from "../frame.ts";
import { contractName, flags } from "./_build.ts";

/** A row of a frame of futures tickers. Prices in quote, sizes in base units (linear) or contracts (inverse). */
export type FuturesTickerRow = {
  /** `"PF_XBTUSD"`. */
  symbol: string;
  /** `"perpetual"`, or the kind of maturity. */
  tag: string;
  last: number;
  /** Time of the last trade, ms UTC. */
  last_time: number;
  last_size: number;
  bid: number;
  bid_size: number;
  ask: number;
  ask_size: number;
  /** Price that margins are reckoned with. */
  mark_price: number;
  index_price: number;
  open_24h: number;
  high_24h: number;
  low_24h: number;
  vwap_24h: number;
  volume_24h: number;
  /** In quote. */
  volume_quote_24h: number;
  /** In percent. */
  change_24h: number;
  open_interest: number;
  /** Of this hour: quote per base unit (linear), base coin per contract (inverse), per hour. */
  funding_absolute_hourly: number;
  /** Of the next hour, as it stands. */
  funding_prediction_absolute_hourly: number;
  suspended: boolean;
  post_only: boolean;
};

type Money = Exclude<keyof FuturesTickerRow, "symbol" | "tag" | "last_time" | "suspended" | "post_only">;

const MONEY: Readonly<Record<Money, (ticker: MarketTicker) => number | undefined>> = {
  last: ({ last }) => last,
  last_size: ({ lastSize }) => lastSize,
  bid: ({ bid }) => bid,
  bid_size: ({ bidSize }) => bidSize,
  ask: ({ ask }) => ask,
  ask_size: ({ askSize }) => askSize,
  mark_price: ({ markPrice }) => markPrice,
  index_price: ({ indexPrice }) => indexPrice,
  open_24h: ({ open24h }) => open24h,
  high_24h: ({ high24h }) => high24h,
  low_24h: ({ low24h }) => low24h,
  vwap_24h: ({ vwap24h }) => vwap24h,
  volume_24h: ({ vol24h }) => vol24h,
  volume_quote_24h: ({ volumeQuote }) => volumeQuote,
  change_24h: ({ change24h }) => change24h,
  open_interest: ({ openInterest }) => openInterest,
  funding_absolute_hourly: ({ fundingRate }) => fundingRate,
  funding_prediction_absolute_hourly: ({ fundingRatePrediction }) => fundingRatePrediction,
};

/** The contracts of `tickers` as a frame, in the order of the answer; the indices among them are left out. */
export function futuresTickerFrame(
  tickers: readonly (MarketTicker | IndexTicker)[],
  meta: FrameMeta = {},
): Frame<FuturesTickerRow> {
  const rows = tickers.filter((ticker) => "markPrice" in ticker);
  const money = Object.fromEntries(
    Object.entries(MONEY).map(([name, pick]) => [name, amounts(rows, pick)]),
  ) as Record<Money, string[]>;
  const { last, ...others } = money;
  return table<FuturesTickerRow>("ticker", {
    symbol: rows.map(({ symbol }) => contractName(symbol)),
    tag: texts(rows, ({ tag }) => tag),
    last,
    last_time: dates(rows, ({ lastTime }) => lastTime),
    ...others,
    suspended: flags(rows, ({ suspended }) => suspended),
    post_only: flags(rows, ({ postOnly }) => postOnly),
  }, { money: Object.keys(MONEY) as Money[], times: ["last_time"], meta });
}
