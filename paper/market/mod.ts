/** The simulated market of the embedded exchange. */

export { Market, type PaperTrade } from "./market.ts";
export type { PaperAsset } from "./assets.ts";
export type { PaperPair } from "./pairs.ts";
export type { Level, PaperBook } from "./book.ts";
export type { Quote } from "./quotes.ts";
export type { Summary } from "./summary.ts";
export type { Instant } from "./time.ts";
export type { HourTrades } from "./trades.ts";
export type { PairMarket, TradePlace } from "./pair_market.ts";
export type { Regime } from "./value.ts";
export type { KeyPart } from "./random.ts";
