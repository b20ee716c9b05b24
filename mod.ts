/**
 * The Kraken toolkit for Deno: the whole API by Kraken's own names, tables one can trust, charts, and an embedded
 * exchange to rehearse on.
 *
 * @example
 * ```ts
 * import { kraken } from "./mod.ts";
 *
 * await using k = await kraken.paper({ seed: 1 }); // kraken() goes live
 * const candles = await k.candles("BTC/USD", { every: "1h", last: "2d" });
 * console.log(candles);
 * ```
 *
 * @module
 */

import { requireDeno } from "./core/requirements.ts";

export {
  type Job,
  type Kraken,
  kraken,
  type KrakenFactory,
  type KrakenOptions,
  type PaperKraken,
  type PaperKrakenOptions,
} from "./kraken.ts";
export * as account from "./account/mod.ts";
export type * from "./account/mod.ts";
export type { AccountTables } from "./facade/account.ts";
export type { Derivatives } from "./facade/derivatives.ts";
export type { OrderCalls } from "./facade/trading.ts";
export type { MarketOptions, MarketTables } from "./facade/market.ts";
export type { CandleOptions } from "./history/candles.ts";
export type { TradeOptions } from "./history/trades.ts";

export { createFuturesClient, type FuturesClient, type FuturesClientOptions } from "./futures/client.ts";
export * as futures from "./futures/mod.ts";
export * as futuresPages from "./futures/pages.ts";
export { connectFutures, connectSpot, connectUnified } from "./facade/sockets.ts";
export * as websocket from "./websocket/groups.ts";
export { createSpotClient, type SpotClient } from "./spot/client.ts";
export * as spot from "./spot/mod.ts";
export type * from "./spot/account/mod.ts";
export type * from "./spot/earn/mod.ts";
export type * from "./spot/funding/mod.ts";
export type * from "./spot/market/mod.ts";
export type * from "./spot/trading/mod.ts";
export * as spotPages from "./spot/pages.ts";
export { IncompleteError, pages } from "./core/pages.ts";
export { bind, send } from "./core/send.ts";
export { createBudget } from "./core/limiter.ts";
export { parseTime, toIso } from "./core/time.ts";
export { symbols } from "./core/symbols.ts";
export { totp } from "./core/totp.ts";
export * from "./core/errors.ts";
export type * from "./core/mod.ts";

export type { SpreadRow } from "./frames/spread.ts"; // not the row on the wire, which has the name too
export * from "./frames/mod.ts";
export * from "./frames/account/mod.ts";
export * from "./frames/futures/mod.ts";
export { Chart, plot, type PlotOptions } from "./plots/mod.ts";
export { VERSION } from "./core/version.ts";

requireDeno();
