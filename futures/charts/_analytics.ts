/** Shapes of the market analytics, by what was asked for. Each array has one item per bucket. */

import type { Decimal } from "../../core/decimal.ts";

/**
 * One value per bucket: `trade-count`, `trade-volume`, `aggressor-differential`, `liquidation-volume`,
 * `rolling-volatility`.
 */
export type ScalarSeries = (number | Decimal)[];

/** First, highest, lowest and last value of a bucket. */
export type AnalyticsBar = [open: Decimal, high: Decimal, low: Decimal, close: Decimal];

/** `long-short-ratio` and `long-short-info`. */
export interface LongShortSeries {
  /** Accounts that are long. */
  longCount?: number[];
  /** Accounts that are short. */
  shortCount?: number[];
  /** Share of accounts that are long. */
  longPercent?: Decimal[];
  /** Share of accounts that are short. */
  shortPercent?: Decimal[];
  /** Long to short. */
  ratio: Decimal[];
}

/** `cvd`: cumulative volume delta. */
export interface CvdSeries {
  /** Volume of takers that bought. */
  buyVolume: Decimal[];
  /** Volume of takers that sold. */
  sellVolume: Decimal[];
  /** Running sum of the difference. */
  cvd: Decimal[];
}

/** `top-traders`. */
export interface TopTradersSeries {
  /** The largest fifth of the traders. */
  top20Percent: {
    /** Their open interest. */
    openInterest: Decimal[];
    /** How many are long. */
    longCount: number[];
    /** How many are short. */
    shortCount: number[];
    /** Share that is long. */
    longPercent: Decimal[];
    /** Share that is short. */
    shortPercent: Decimal[];
    /** Long to short. */
    ratio: Decimal[];
  };
}

/** A series for each side of the book. */
export interface BothSides<Side> {
  /** Buyers. */
  bid: Side;
  /** Sellers. */
  ask: Side;
}

/** Values of one side of the book; `null` when it was empty. */
export type SideSeries = (Decimal | null)[];

/** `spreads`. */
export interface SpreadSide {
  /** Best price. */
  best_price: SideSeries;
}

/** `liquidity`: what rests near the mid price, by distance. Kraken names the distances by these numbers only. */
export interface LiquiditySide {
  /** Nearest. */
  liquidity_005: SideSeries;
  /** Second. */
  liquidity_01: SideSeries;
  /** Third. */
  liquidity_025: SideSeries;
  /** Fourth. */
  liquidity_05: SideSeries;
  /** Fifth. */
  liquidity_10: SideSeries;
  /** Farthest. */
  liquidity_100: SideSeries;
}

/** `slippage`: what an order of a value costs beyond the best price. */
export interface SlippageSide {
  /** Of 1,000. */
  slippage_1k: SideSeries;
  /** Of 10,000. */
  slippage_10k: SideSeries;
  /** Of 100,000. */
  slippage_100k: SideSeries;
  /** Of 1,000,000. */
  slippage_1m: SideSeries;
}

/** `orderbook`: the three above in one, in camelCase. */
export interface OrderBookSide {
  /** Best price. */
  bestPrice: SideSeries;
  /** Slippage of 1,000. */
  slippage1k: SideSeries;
  /** Slippage of 10,000. */
  slippage10k: SideSeries;
  /** Slippage of 100,000. */
  slippage100k: SideSeries;
  /** Slippage of 1,000,000. */
  slippage1m: SideSeries;
  /** Liquidity, nearest. */
  liquidity005: SideSeries;
  /** Liquidity, second. */
  liquidity01: SideSeries;
  /** Liquidity, third. */
  liquidity025: SideSeries;
  /** Liquidity, fourth. */
  liquidity05: SideSeries;
  /** Liquidity, fifth. */
  liquidity10: SideSeries;
  /** Liquidity, farthest. */
  liquidity100: SideSeries;
}

/** `future-basis`. */
export interface BasisSeries {
  /** Future over index. */
  basis: Decimal[];
}

/** `funding`. */
export interface FundingSeries {
  /** Absolute rates. */
  rate: AnalyticsBar[];
  /** Relative rates. */
  relativeRate: AnalyticsBar[];
}

/** What `result.data` holds: told apart by what was asked for, or by its keys. `open-interest` gives bars. */
export type AnalyticsData =
  | ScalarSeries
  | AnalyticsBar[]
  | LongShortSeries
  | CvdSeries
  | TopTradersSeries
  | BothSides<SpreadSide>
  | BothSides<LiquiditySide>
  | BothSides<SlippageSide>
  | BothSides<OrderBookSide>
  | BasisSeries
  | FundingSeries;
