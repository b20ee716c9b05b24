/** What Kraken allows on a pair, fresh from AssetPairs: the bundled list knows names, but its minimums may be old. */

import type { Decimal } from "../core/decimal.ts";
import { KrakenError } from "../core/errors.ts";
import type { SpotMarket } from "../core/symbols.ts";
import type { AssetPair } from "../spot/market/mod.ts";
import { stepOf } from "./_exact.ts";
import { callOptions, type OrderCallOptions, type TradingSource } from "./source.ts";

/** The rules of one pair. */
export interface PairRules {
  /** Modern name, `"BTC/USD"`. */
  readonly symbol: string;
  /** Altname, which is sent: `"XBTUSD"`. */
  readonly pair: string;
  /** Pair id, which keys answers: `"XXBTZUSD"`. */
  readonly id: string;
  /** Modern name of the base asset. */
  readonly base: string;
  /** Modern name of the quote asset. */
  readonly quote: string;
  /** Kraken's id of the base asset, which keys balances: `"XXBT"`. */
  readonly baseId: string;
  /** Kraken's id of the quote asset. */
  readonly quoteId: string;
  /** Whether it is an xStock, for which `asset_class` must be sent. */
  readonly tokenized: boolean;
  /** Class as the symbols know it. */
  readonly assetClass: string;
  /** Decimals of a volume. */
  readonly lotDecimals: number;
  /** Decimals of a cost. */
  readonly costDecimals: number;
  /** Step of prices. */
  readonly tick: Decimal;
  /** Smallest volume, in base. */
  readonly ordermin: Decimal | undefined;
  /** Smallest cost, in quote. */
  readonly costmin: Decimal | undefined;
  /** Kraken's word for what may be done. */
  readonly status: string;
  /** Leverages of buys. */
  readonly leverageBuy: readonly number[];
  /** Leverages of sells. */
  readonly leverageSell: readonly number[];
  /** First step of the pair's fee tables, percent; Kraken stopped filling them in September 2026. */
  readonly listedFee: { readonly taker: number; readonly maker: number } | undefined;
}

// A pair's rules change a few times a year; a minute saves a call to those who place many orders.
const MAX_AGE_MS = 60_000;
const kept = new WeakMap<object, Map<string, { at: number; rules: PairRules }>>();

/** The market a spelling means; loads the live list once when the bundled one does not know it. */
export async function spotMarket({ symbols, learn }: TradingSource, text: string): Promise<SpotMarket> {
  if (learn && symbols.find(text, { market: "spot" }) === undefined) await learn();
  return symbols.spot(text);
}

/**
 * The rules of a pair in any spelling, at most a minute old. One public call.
 *
 * @throws {RangeError} when no pair is called so, with suggestions.
 */
export async function pairRules(
  source: TradingSource,
  text: string,
  options: OrderCallOptions = {},
): Promise<PairRules> {
  const found = await spotMarket(source, text);
  const { market, symbols } = source;
  let cache = kept.get(market);
  if (!cache) kept.set(market, cache = new Map());
  const known = cache.get(found.symbol);
  const now = source.now();
  if (known && now >= known.at && now - known.at < MAX_AGE_MS) return known.rules;

  const tokenized = found.assetClass === "tokenized_asset";
  const answer = await market.assetPairs(
    { pair: found.pair, ...(tokenized && { aclass_base: "tokenized_asset" }) },
    callOptions({ ...options, otp: undefined }),
  );
  const [entry, ...others] = Object.entries(answer);
  if (!entry || others.length > 0) {
    throw new KrakenError(`AssetPairs answers ${others.length + (entry ? 1 : 0)} pairs for ${found.symbol}, not one`, {
      category: "malformed-answer",
      advice: "The order can't be checked: k.spot.trading.addOrder() places it without our checks",
    });
  }
  symbols.refresh({ pairs: answer });
  const rules = rulesOf(entry[0], entry[1], found);
  cache.set(found.symbol, { at: now, rules });
  return rules;
}

function rulesOf(id: string, pair: AssetPair, { symbol, base, quote, assetClass }: SpotMarket): PairRules {
  const taker = pair.fees?.[0]?.[1];
  const maker = pair.fees_maker?.[0]?.[1] ?? taker;
  return {
    symbol,
    pair: pair.altname,
    id,
    base,
    quote,
    baseId: pair.base,
    quoteId: pair.quote,
    tokenized: assetClass === "tokenized_asset",
    assetClass,
    lotDecimals: pair.lot_decimals,
    costDecimals: pair.cost_decimals ?? pair.pair_decimals,
    tick: pair.tick_size ?? stepOf(pair.pair_decimals),
    ordermin: pair.ordermin,
    costmin: pair.costmin,
    status: pair.status ?? "unknown",
    leverageBuy: pair.leverage_buy ?? [],
    leverageSell: pair.leverage_sell ?? [],
    listedFee: taker === undefined || maker === undefined ? undefined : { taker, maker },
  };
}
