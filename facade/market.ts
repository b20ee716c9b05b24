/** Tables of market data by any spelling of a symbol. */

import { knownOptions } from "../core/options.ts";
import type { Market } from "../core/symbols.ts";
import { assetFrame, type AssetRow } from "../frames/assets.ts";
import type { CandleRow } from "../frames/candles.ts";
import { depthFrame, type DepthRow } from "../frames/depth.ts";
import type { Frame } from "../frames/frame.ts";
import { pairFrame, type PairRow } from "../frames/pairs.ts";
import { spreadFrame, type SpreadRow } from "../frames/spread.ts";
import { tickerFrame, type TickerRow } from "../frames/ticker.ts";
import type { TradeRow } from "../frames/trades.ts";
import { type CandleOptions, candles, classOf, type Source } from "../history/candles.ts";
import type { FuturesCandleOptions } from "../history/futures_candles.ts";
import { type TradeOptions, trades } from "../history/trades.ts";
import type { Derivatives } from "./derivatives.ts";
import type { Lookup } from "./lookup.ts";

/** Options of one question. */
export interface MarketOptions {
  /** Aborts with its own reason. */
  signal?: AbortSignal | undefined;
}

/** Market data as tables. */
export interface MarketTables {
  /** The market a spelling means; asks Kraken once when the bundled list does not know it. */
  symbol(text: string): Promise<Market>;
  /**
   * Candles, oldest first: `k.candles("BTC/USD", { every: "1h", last: "30d" })`. One call. Of a contract (`"PF_XBTUSD"`) they come from
   * Futures, by `tickType` also of mark or index prices, and have neither `vwap` nor `count`; `k.derivatives.candles` has them typed.
   */
  candles(
    symbol: string,
    options?: CandleOptions & Pick<FuturesCandleOptions, "tickType" | "maxCalls">,
  ): Promise<Frame<CandleRow>>;
  /**
   * Public trades, oldest first: `k.trades("BTC/USD", { last: "1h" })`. One call for each 1000. Those of a contract have the columns of
   * `k.derivatives.trades`.
   */
  trades(symbol: string, options?: TradeOptions): Promise<Frame<TradeRow>>;
  /** Prices and 24-hour figures of one market or several, keyed by their modern names; of all when left out. One call. */
  ticker(symbols?: string | readonly string[], options?: MarketOptions): Promise<Frame<TickerRow>>;
  /** The order book of this moment, 1 to 500 levels a side. One call. */
  depth(symbol: string, options?: MarketOptions & { count?: number }): Promise<Frame<DepthRow>>;
  /** The last 200 or so changes of best bid and ask. One call. */
  spread(symbol: string, options?: MarketOptions): Promise<Frame<SpreadRow>>;
  /** All pairs with precisions and minimums, labelled by their modern names. Two calls, since xStocks have a list of their own. */
  pairs(options?: MarketOptions): Promise<Frame<PairRow>>;
  /** All assets. Two calls. */
  assets(options?: MarketOptions): Promise<Frame<AssetRow>>;
}

/** The tables over one client. */
export function marketTables(from: Source, lookup: Lookup, futures: Derivatives): MarketTables {
  const { market, name: source } = from;
  const { symbols } = lookup;
  const relabelled = <Value>(result: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(Object.entries(result).map(([id, value]) => [symbols.label(id), value]));

  /** Whether a spelling means a contract rather than a pair: `PF_XBTUSD`. Kraken's futures symbols always have an underscore. */
  const isFutures = (text: unknown) => typeof text === "string" && /^[a-z]{2,3}_/i.test(text.trim());

  return {
    symbol: lookup.market,
    async candles(text, options) {
      if (isFutures(text)) return await futures.candles(text, options) as unknown as Frame<CandleRow>;
      return await candles(from, await lookup.during(options?.signal).spot(text), options);
    },
    async trades(text, options) {
      if (isFutures(text)) return await futures.trades(text, options) as unknown as Frame<TradeRow>;
      return await trades(from, await lookup.during(options?.signal).spot(text), options);
    },
    async ticker(texts, options = {}) {
      knownOptions("ticker", options, ["signal"]);
      const { signal } = options;
      if (texts === undefined) {
        const all = [market.ticker({}, { signal }), market.ticker({ asset_class: "tokenized_asset" }, { signal })];
        return tickerFrame(relabelled(Object.assign({}, ...await Promise.all(all))), { source });
      }
      const markets = await Promise.all([texts].flat().map(lookup.during(signal).spot));
      if (markets.length === 0) {
        throw new RangeError("Cannot fetch tickers as 'symbols' is empty: leave it out for all markets");
      }
      const groups = Object.values(Object.groupBy(markets, ({ assetClass }) => classOf(assetClass).asset_class ?? ""));
      const answers = groups.map((group = []) =>
        market.ticker({ pair: group.map(({ pair }) => pair), ...classOf(group[0]?.assetClass ?? "") }, { signal })
      );
      return tickerFrame(relabelled(Object.assign({}, ...await Promise.all(answers))), { source });
    },
    async depth(text, options = {}) {
      knownOptions("depth", options, ["count", "signal"]);
      const { count, signal } = options;
      const { symbol, pair, assetClass } = await lookup.during(signal).spot(text);
      const params = { pair, ...(count === undefined ? {} : { count }), ...classOf(assetClass) };
      return depthFrame(await market.depth(params, { signal }), { symbol, source });
    },
    async spread(text, options = {}) {
      knownOptions("spread", options, ["signal"]);
      const { signal } = options;
      const { symbol, pair, assetClass } = await lookup.during(signal).spot(text);
      return spreadFrame(await market.spread({ pair, ...classOf(assetClass) }, { signal }), { symbol, source });
    },
    async pairs(options = {}) {
      knownOptions("pairs", options, ["signal"]);
      const { signal } = options;
      const named = Object.entries(relabelled(await lookup.pairs(signal))).map(([symbol, pair]) =>
        [symbol, { ...pair, base: symbols.assetLabel(pair.base), quote: symbols.assetLabel(pair.quote) }] as const
      );
      return pairFrame(Object.fromEntries(named), { source });
    },
    async assets(options = {}) {
      knownOptions("assets", options, ["signal"]);
      const { signal } = options;
      const named = Object.entries(await lookup.assets(signal)).map(([id, asset]) =>
        [symbols.assetLabel(id), asset] as const
      );
      return assetFrame(Object.fromEntries(named), { source });
    },
  };
}
