/** Tickers of contracts and indices. */

import type { IndexTicker, MarketTicker } from "../../../../futures/market/tickers.ts";
import { fixed } from "../../../market/text.ts";
import { iso } from "../../../market/time.ts";
import { type Contract, contractsAt, findContract } from "../../contracts/contracts.ts";
import { type Underlying, UNDERLYINGS } from "../../contracts/table.ts";
import type { Engine } from "../../engine/engine.ts";
import { interestAt } from "../../market/interest.ts";
import { json, jsonPrice, PRICE, RATE } from "../../money.ts";
import { type PublicCall, wantsKind } from "../call.ts";
import { refused } from "../refusal.ts";

const DAY = 86_400_000_000_000n;

/** Ticker of a contract at a time. */
export function marketTicker(engine: Engine, contract: Contract, ns: bigint): MarketTicker {
  const { market } = engine;
  const own = market.of(contract);
  const { precision, tick, underlying } = contract;
  const desk = engine.desk(contract);
  const hour = Number(ns / 3_600_000_000_000n);
  const ticks = (value: number) => jsonPrice(BigInt(value) * tick);
  const steps = (value: number) => json(BigInt(value), precision);
  const sides = { bid: bestOf(engine, contract, ns, "buy"), ask: bestOf(engine, contract, ns, "sell") };
  const from = ns > DAY ? ns - DAY : 0n;
  const sums = own.sums(from + 1n, ns + 1n);
  const last = own.lastPlace(ns);
  const opened = own.lastPlace(from);
  const open = opened ? own.tradesOf(opened.hour).price[opened.index] ?? 0 : sums.open;
  const trades = last && own.tradesOf(last.hour);
  const price = last && trades ? trades.price[last.index] ?? 0 : 0;
  const conditions = engine.conditionsOf(contract);
  return {
    symbol: contract.symbol,
    ...(last && trades
      ? {
        last: ticks(price),
        lastTime: iso(own.spot.timeOf(last), 6),
        lastSize: steps(trades.size[last.index] ?? 0),
      }
      : {}),
    tag: contract.tag,
    pair: `${underlying.code}:USD`,
    markPrice: jsonPrice(market.mark(contract, ns)),
    ...(sides.bid ? { bid: ticks(sides.bid.price), bidSize: json(sides.bid.size, precision) } : {}),
    ...(sides.ask ? { ask: ticks(sides.ask.price), askSize: json(sides.ask.size, precision) } : {}),
    vol24h: steps(sums.size),
    volumeQuote: contract.inverse ? steps(sums.size) : json(own.cost(from + 1n, ns + 1n) * tick, precision + PRICE),
    openInterest: steps(interestAt(own, Number(ns / 1_000_000n))),
    ...(sums.count > 0
      ? {
        open24h: ticks(open),
        high24h: ticks(Math.max(open, sums.high)),
        low24h: ticks(open > 0 ? Math.min(open, sums.low) : sums.low),
        change24h: Number(fixedPercent(price, open)),
      }
      : {}),
    ...(contract.perpetual
      ? {
        fundingRate: json(market.rate(contract, hour), RATE),
        fundingRatePrediction: json(market.predicted(contract, ns), RATE),
      }
      : {}),
    suspended: conditions.suspended ?? desk.contract.expiry <= Number(ns / 1_000_000n),
    indexPrice: jsonPrice(market.index(underlying, ns)),
    postOnly: conditions.postOnly ?? false,
  };
}

/** Change in percent to two decimals, by whole numbers. */
function fixedPercent(price: number, open: number): string {
  if (open === 0) return "0";
  const hundredths = Math.round((price - open) * 10_000 / open);
  return `${hundredths < 0 ? "-" : ""}${fixed(Math.abs(hundredths), 2)}`;
}

/** Best price of a side with everything that rests there. */
function bestOf(engine: Engine, contract: Contract, ns: bigint, side: "buy" | "sell") {
  const desk = engine.desk(contract);
  const price = desk.best(ns, side);
  if (price === undefined) return undefined;
  const [level] = desk.levels(ns, side);
  let size = level?.price === price ? BigInt(level.size) : 0n;
  for (const order of desk[side]) if (order.limit === price) size += order.size - order.filled;
  return { price, size };
}

/** Real-time index and reference rate of an underlying. */
export function indexTickers(engine: Engine, underlying: Underlying, ns: bigint): IndexTicker[] {
  const market = engine.market.spot.of(underlying.pair);
  const place = market.lastPlace(ns);
  const code = `${underlying.code.toLowerCase()}usd`;
  const value = place
    ? { last: jsonPrice(engine.market.index(underlying, ns)), lastTime: iso(market.timeOf(place), 3) }
    : {};
  return [{ symbol: `in_${code}`, ...value }, { symbol: `rr_${code}`, ...value }];
}

/** `GET /tickers`. */
export function tickers(call: PublicCall): { tickers: (MarketTicker | IndexTicker)[] } {
  const { engine, ns, fields } = call;
  const kinds = wantsKind(fields);
  const symbols = new Set(fields.getAll("symbol").map((symbol) => symbol.toUpperCase()));
  const wanted = (symbol: string) => symbols.size === 0 || symbols.has(symbol.toUpperCase());
  const rows = contractsAt(call.ms).filter((contract) => kinds(contract) && wanted(contract.symbol))
    .map((contract) => marketTicker(engine, contract, ns));
  const indices = UNDERLYINGS.flatMap((underlying) => indexTickers(engine, underlying, ns));
  return { tickers: [...rows, ...indices.filter(({ symbol }) => wanted(symbol))] };
}

/** `GET /tickers/{symbol}`. */
export function ticker({ engine, ns, path, ms }: PublicCall): { ticker: MarketTicker | IndexTicker } {
  const symbol = path["symbol"] ?? "";
  const contract = findContract(symbol);
  if (contract && contract.opening <= ms) return { ticker: marketTicker(engine, contract, ns) };
  const index = UNDERLYINGS.flatMap((underlying) => indexTickers(engine, underlying, ns))
    .find((each) => each.symbol === symbol.toLowerCase());
  if (!index) throw refused("notFound", 404, ["notFound"]);
  return { ticker: index };
}
