/** Futures history and tables of the moment: each function takes the groups of a futures client. @module */

export {
  futuresAccountLog,
  type FuturesAccountLogOptions,
  type FuturesFillOptions,
  futuresFills,
  type FuturesWalkOptions,
} from "./futures_account.ts";
export { type FuturesCandleOptions, futuresCandles } from "./futures_candles.ts";
export { downloadAccountLog, type Downloaded, type DownloadOptions } from "./futures_download.ts";
export { funding } from "./futures_funding.ts";
export {
  futuresBalances,
  futuresDepth,
  futuresInstruments,
  futuresMargins,
  futuresOpenOrders,
  futuresPositions,
  futuresTicker,
} from "./futures_now.ts";
export type { FuturesAskOptions, FuturesRangeOptions, FuturesSource } from "./futures_source.ts";
export { type FuturesTradeOptions, futuresTrades } from "./futures_trades.ts";
