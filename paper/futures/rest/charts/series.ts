/** What the analytics calls measure, each from the same trades, books and rates that the other calls show. */

import type { AnalyticsBar, AnalyticsData } from "../../../../futures/charts/_analytics.ts";
import { extend } from "../../../market/random.ts";
import { fixed } from "../../../market/text.ts";
import { instant } from "../../../market/time.ts";
import type { Contract } from "../../contracts/contracts.ts";
import { levelsOf, quoteAt } from "../../market/book.ts";
import type { ContractMarket } from "../../market/contract_market.ts";
import type { FuturesMarket } from "../../market/futures_market.ts";
import { interestBar } from "../../market/interest.ts";
import { PREMIUM, wave } from "../../market/premium.ts";
import { PRICE, RATE, short, trimmed } from "../../money.ts";

/** A stretch of time in seconds; `to` is not part of it. */
export interface Bucket {
  readonly from: number;
  readonly to: number;
}

type Series = (markets: FuturesMarket, contract: Contract, buckets: readonly Bucket[]) => AnalyticsData;

const ns = (seconds: number) => BigInt(seconds) * 1_000_000_000n;
const steps = ({ precision }: Contract, value: number) => {
  const text = trimmed(fixed(Math.abs(value), precision));
  return value < 0 ? `-${text}` : text;
};
const digits = (value: number, decimals: number) => trimmed(value.toFixed(decimals));

/** Sizes that takers bought and sold. */
function flows(market: ContractMarket, { from, to }: Bucket): [bought: number, sold: number] {
  let [bought, sold] = [0, 0];
  const end = instant(ns(to));
  for (let { hour, at } = instant(ns(from)); hour <= end.hour && hour < market.endHour; hour++, at = 0) {
    if (hour < market.firstHour) continue;
    const trades = market.tradesOf(hour);
    for (let i = market.spot.indexAfter({ hour, at: at - 1 }); i < trades.count; i++) {
      if (hour === end.hour && (trades.at[i] ?? 0) >= end.at) break;
      if (trades.sold[i] === 1) sold += trades.size[i] ?? 0;
      else bought += trades.size[i] ?? 0;
    }
  }
  return [bought, sold];
}

/** Share of accounts that are long: a slow wave around a half. */
const longShare = ({ key }: ContractMarket, { from }: Bucket) =>
  0.52 + 0.14 * wave(extend(key, "long"), from / 3600 / 50);

function longShort(market: ContractMarket, buckets: readonly Bucket[], accounts: number) {
  const shares = buckets.map((bucket) => longShare(market, bucket));
  return {
    longCount: shares.map((share) => Math.round(accounts * share)),
    shortCount: shares.map((share) => accounts - Math.round(accounts * share)),
    longPercent: shares.map((share) => digits(share, 4)),
    shortPercent: shares.map((share) => digits(1 - share, 4)),
    ratio: shares.map((share) => digits(share / (1 - share), 4)),
  };
}

/** Standard deviation of the last 24 hourly changes, as a fraction. */
function volatility(market: ContractMarket, { to }: Bucket): string {
  const hour = Math.floor(to / 3600);
  const closes = Array.from({ length: 25 }, (_, back) => market.hour(hour - 25 + back).close).filter((close) =>
    close > 0
  );
  const changes = closes.slice(1).map((close, index) => close / (closes[index] ?? close) - 1);
  if (changes.length === 0) return "0";
  const mean = changes.reduce((sum, each) => sum + each, 0) / changes.length;
  return digits(Math.sqrt(changes.reduce((sum, each) => sum + (each - mean) ** 2, 0) / changes.length), 8);
}

const DISTANCES = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.1];
const ORDERS_USD = [1e3, 1e4, 1e5, 1e6];

interface SideState {
  readonly best: string | null;
  readonly liquidity: readonly (string | null)[];
  readonly slippage: readonly (string | null)[];
}

/** What a side of the book holds within some distances, and what orders of some values cost beyond the best price. */
function sideAt({ market, at }: { market: ContractMarket; at: bigint }, side: "buy" | "sell"): SideState {
  const { contract } = market;
  const tick = Number(contract.tick) / 10 ** PRICE;
  const quote = quoteAt(market, at);
  const none = { best: null, liquidity: DISTANCES.map(() => null), slippage: ORDERS_USD.map(() => null) };
  if (!quote) return none;
  const touch = side === "buy" ? quote.bid : quote.ask;
  const liquidity = DISTANCES.map(() => 0);
  const slippage: (string | null)[] = ORDERS_USD.map(() => null);
  let [usd, cost] = [0, 0];
  for (const { price, size } of levelsOf(market, at, side)) {
    const away = Math.abs(price - touch) / touch;
    const value = contract.inverse ? size : size / 10 ** contract.precision * price * tick;
    for (const [index, within] of DISTANCES.entries()) {
      if (away <= within) liquidity[index] = (liquidity[index] ?? 0) + value;
    }
    for (const [index, wanted] of ORDERS_USD.entries()) {
      if (slippage[index] === null && usd + value >= wanted) {
        slippage[index] = digits((cost + (wanted - usd) * away) / wanted, 8);
      }
    }
    usd += value;
    cost += value * away;
  }
  return {
    best: short(BigInt(touch) * contract.tick, PRICE),
    liquidity: liquidity.map((each) => digits(each, 2)),
    slippage,
  };
}

/** Names of a side's series → what each takes from the side's state. */
function bothSides<Name extends string>(
  market: ContractMarket,
  buckets: readonly Bucket[],
  take: Readonly<Record<Name, (state: SideState) => string | null | undefined>>,
): { bid: Record<Name, (string | null)[]>; ask: Record<Name, (string | null)[]> } {
  const side = (of: "buy" | "sell") => {
    const states = buckets.map(({ to }) => sideAt({ market, at: ns(to) - 1n }, of));
    const names = Object.keys(take) as Name[];
    const columns = names.map((name) => [name, states.map((state) => take[name](state) ?? null)]);
    return Object.fromEntries(columns) as Record<Name, (string | null)[]>;
  };
  return { bid: side("buy"), ask: side("sell") };
}

/** First, highest, lowest and last value of an hourly rate. */
function rateBar({ from, to }: Bucket, rate: (hour: number) => bigint): AnalyticsBar {
  const values: bigint[] = [];
  for (let hour = Math.floor(from / 3600); hour * 3600 < to; hour++) values.push(rate(hour));
  const [open = 0n] = values;
  const high = values.reduce((a, b) => a > b ? a : b, open);
  const low = values.reduce((a, b) => a < b ? a : b, open);
  const text = (value: bigint) => short(value, RATE);
  return [text(open), text(high), text(low), text(values.at(-1) ?? open)];
}

const sidesOf = {
  liquidity: {
    liquidity_005: (state: SideState) => state.liquidity[0],
    liquidity_01: (state: SideState) => state.liquidity[1],
    liquidity_025: (state: SideState) => state.liquidity[2],
    liquidity_05: (state: SideState) => state.liquidity[3],
    liquidity_10: (state: SideState) => state.liquidity[4],
    liquidity_100: (state: SideState) => state.liquidity[5],
  },
  slippage: {
    slippage_1k: (state: SideState) => state.slippage[0],
    slippage_10k: (state: SideState) => state.slippage[1],
    slippage_100k: (state: SideState) => state.slippage[2],
    slippage_1m: (state: SideState) => state.slippage[3],
  },
  orderbook: {
    bestPrice: (state: SideState) => state.best,
    slippage1k: (state: SideState) => state.slippage[0],
    slippage10k: (state: SideState) => state.slippage[1],
    slippage100k: (state: SideState) => state.slippage[2],
    slippage1m: (state: SideState) => state.slippage[3],
    liquidity005: (state: SideState) => state.liquidity[0],
    liquidity01: (state: SideState) => state.liquidity[1],
    liquidity025: (state: SideState) => state.liquidity[2],
    liquidity05: (state: SideState) => state.liquidity[3],
    liquidity10: (state: SideState) => state.liquidity[4],
    liquidity100: (state: SideState) => state.liquidity[5],
  },
};

/** By Kraken's names. */
export const SERIES: Readonly<Record<string, Series>> = {
  "open-interest": (markets, contract, buckets) =>
    buckets.map(({ from, to }) => interestBar(markets.of(contract), from * 1000, to * 1000)),
  "trade-volume": (markets, contract, buckets) =>
    buckets.map(({ from, to }) => steps(contract, markets.of(contract).sums(ns(from), ns(to)).size)),
  "trade-count": (markets, contract, buckets) =>
    buckets.map(({ from, to }) => markets.of(contract).sums(ns(from), ns(to)).count),
  "aggressor-differential": (markets, contract, buckets) =>
    buckets.map((bucket) => {
      const [bought, sold] = flows(markets.of(contract), bucket);
      return steps(contract, bought - sold);
    }),
  // Nobody but the exchange's own accounts is ever liquidated here, and these are nobody's statistics.
  "liquidation-volume": (_markets, _contract, buckets) => buckets.map(() => "0"),
  "rolling-volatility": (markets, contract, buckets) =>
    buckets.map((bucket) => volatility(markets.of(contract), bucket)),
  "long-short-ratio": (markets, contract, buckets) => longShort(markets.of(contract), buckets, 4200),
  "long-short-info": (markets, contract, buckets) => longShort(markets.of(contract), buckets, 4200),
  "cvd": (markets, contract, buckets) => {
    let sum = 0;
    const parts = buckets.map((bucket) => flows(markets.of(contract), bucket));
    return {
      buyVolume: parts.map(([bought]) => steps(contract, bought)),
      sellVolume: parts.map(([, sold]) => steps(contract, sold)),
      cvd: parts.map(([bought, sold]) => steps(contract, sum += bought - sold)),
    };
  },
  "top-traders": (markets, contract, buckets) => {
    const market = markets.of(contract);
    const openInterest = buckets.map(({ from, to }) => interestBar(market, from * 1000, to * 1000)[3]);
    return { top20Percent: { openInterest, ...longShort(market, buckets, 840) } };
  },
  "spreads": (markets, contract, buckets) =>
    bothSides(markets.of(contract), buckets, { best_price: ({ best }) => best }),
  "liquidity": (markets, contract, buckets) => bothSides(markets.of(contract), buckets, sidesOf.liquidity),
  "slippage": (markets, contract, buckets) => bothSides(markets.of(contract), buckets, sidesOf.slippage),
  "orderbook": (markets, contract, buckets) => bothSides(markets.of(contract), buckets, sidesOf.orderbook),
  "future-basis": (markets, contract, buckets) => ({
    basis: buckets.map(({ to }) => {
      const premium = markets.of(contract).premium(Math.floor((to - 1) / 3600));
      return `${premium < 0 ? "-" : ""}${trimmed(fixed(Math.abs(premium), PREMIUM))}`;
    }),
  }),
  "funding": (markets, contract, buckets) => ({
    rate: buckets.map((bucket) => rateBar(bucket, (hour) => markets.rate(contract, hour))),
    relativeRate: buckets.map((bucket) => rateBar(bucket, (hour) => markets.relative(contract, hour))),
  }),
};

/** Value of the liquidity pool in US dollars: a slow wave. */
export function poolValue(markets: FuturesMarket, { from }: Bucket): string {
  return fixed(Math.round(2_400_000_000 * (1 + 0.15 * wave(markets.key, from / 3600 / 700))), 2);
}
