/** Tables and orders of Kraken Futures by any spelling of a symbol. */

import { mustBe } from "../core/codecs.ts";
import type { FuturesMarket } from "../core/symbols.ts";
import type {
  AccountLogFrameRow,
  FundingRow,
  FuturesBalanceRow,
  FuturesCandleRow,
  FuturesDepthRow,
  FuturesFillRow,
  FuturesOrderRow,
  FuturesPositionRow,
  FuturesTickerRow,
  FuturesTradeRow,
  InstrumentRow,
  MarginRow,
} from "../frames/futures/mod.ts";
import type { Frame } from "../frames/frame.ts";
import type { FuturesClient } from "../futures/client.ts";
import * as calls from "../history/futures_mod.ts";
import {
  futuresOrder,
  type FuturesOrderRequest,
  type FuturesPreview,
  type LiveFuturesOrder,
} from "../trading/futures/mod.ts";
import type { PlaceOptions, TradingClock } from "../trading/mod.ts";
import type { Lookup } from "./lookup.ts";

/** Kraken Futures as tables. Account calls need a Futures key. Kraken ends this API on 1 March 2027. */
export interface Derivatives {
  /** Candles, oldest first; `tickType` is `"trade"`, `"mark"` or `"spot"`. */
  candles(symbol: string, options?: calls.FuturesCandleOptions): Promise<Frame<FuturesCandleRow>>;
  /** Public trades, oldest first. */
  trades(symbol: string, options?: calls.FuturesTradeOptions): Promise<Frame<FuturesTradeRow>>;
  /** Funding rates of a perpetual, absolute, relative and annualised: `funding("PF_XBTUSD", { last: "90d" })`. */
  funding(symbol: string, options?: calls.FuturesRangeOptions): Promise<Frame<FundingRow>>;
  /** All contracts. */
  instruments(options?: calls.FuturesAskOptions): Promise<Frame<InstrumentRow>>;
  /** Prices of one contract or several; of all when left out. */
  ticker(symbols?: string | readonly string[], options?: calls.FuturesAskOptions): Promise<Frame<FuturesTickerRow>>;
  /** The order book of this moment. */
  depth(
    symbol: string,
    options?: calls.FuturesAskOptions & { count?: number | undefined },
  ): Promise<Frame<FuturesDepthRow>>;
  /** One's own trades. */
  fills(options?: calls.FuturesFillOptions): Promise<Frame<FuturesFillRow>>;
  /** Open positions. */
  positions(options?: calls.FuturesAskOptions): Promise<Frame<FuturesPositionRow>>;
  /** Open orders. */
  openOrders(options?: calls.FuturesAskOptions): Promise<Frame<FuturesOrderRow>>;
  /** Every change of a wallet: fees, funding, realised profit, transfers. */
  accountLog(options?: calls.FuturesAccountLogOptions): Promise<Frame<AccountLogFrameRow>>;
  /** The whole account log as CSV, streamed to a file: a million rows are never held. */
  downloadAccountLog(path: string | URL, options?: calls.DownloadOptions): Promise<calls.Downloaded>;
  /** Balances per wallet. */
  balances(options?: calls.FuturesAskOptions): Promise<Frame<FuturesBalanceRow>>;
  /** Margins per wallet. */
  margins(options?: calls.FuturesAskOptions): Promise<Frame<MarginRow>>;
  /** One order: checked, with notional, margin, fee and estimated liquidation price on a card that says DRY RUN; `live: true` places it. */
  order(request: FuturesOrderRequest, options: PlaceOptions & { live: true }): Promise<LiveFuturesOrder>;
  /** As above without `live`: a preview, nothing is sent. */
  order(request: FuturesOrderRequest, options?: PlaceOptions & { live?: false | undefined }): Promise<FuturesPreview>;
}

/** The calls over one client. */
export function derivatives(client: FuturesClient, name: string, clock: TradingClock, lookup: Lookup): Derivatives {
  const source = { ...client, name, now: clock.now };
  const trading = { ...client, ...clock, symbols: lookup.symbols, name };
  const market = async (text: string): Promise<FuturesMarket> => {
    if (typeof text !== "string") mustBe('a symbol such as "PF_XBTUSD"', text);
    if (lookup.symbols.find(text, { market: "futures" }) === undefined) {
      const { instruments } = await client.market.instruments();
      lookup.symbols.refresh({ instruments });
    }
    return lookup.symbols.futures(text);
  };
  return {
    candles: async (text, options) => await calls.futuresCandles(source, await market(text), options),
    trades: async (text, options) => await calls.futuresTrades(source, await market(text), options),
    funding: async (text, options) => await calls.funding(source, await market(text), options),
    instruments: (options) => calls.futuresInstruments(source, options),
    ticker: async (texts, options) =>
      await calls.futuresTicker(
        source,
        texts === undefined ? undefined : await Promise.all([texts].flat().map(market)),
        options,
      ),
    depth: async (text, options) => await calls.futuresDepth(source, await market(text), options),
    fills: (options) => calls.futuresFills(source, options),
    positions: (options) => calls.futuresPositions(source, options),
    openOrders: (options) => calls.futuresOpenOrders(source, options),
    accountLog: (options) => calls.futuresAccountLog(source, options),
    downloadAccountLog: (path, options) => calls.downloadAccountLog(client, path, options),
    balances: (options) => calls.futuresBalances(source, options),
    margins: (options) => calls.futuresMargins(source, options),
    order:
      ((request: FuturesOrderRequest, options?: PlaceOptions) =>
        futuresOrder(trading, request, options)) as Derivatives["order"],
  };
}
