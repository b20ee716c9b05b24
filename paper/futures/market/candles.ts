/** Candles of trades, mark prices and index values. */

import type { Candle } from "../../../futures/charts/candles.ts";
import type { TickType } from "../../../futures/charts/_types.ts";
import { nanoseconds } from "../../market/time.ts";
import type { Contract } from "../contracts/contracts.ts";
import { PRICE, short } from "../money.ts";
import { type FuturesMarket, indexOf } from "./futures_market.ts";
import { lifted } from "./premium.ts";

/** Widths in seconds. */
export const RESOLUTIONS: Readonly<Record<string, number>> = {
  "1m": 60,
  "5m": 300,
  "15m": 900,
  "30m": 1800,
  "1h": 3600,
  "4h": 14_400,
  "12h": 43_200,
  "1d": 86_400,
  "1w": 604_800,
};

const SECOND = 1_000_000_000n;
const HOUR_NS = 3_600_000_000_000n;

/** Begin of the candle a time (seconds) lies in; weeks begin on Thursdays, as 1970 did. */
export function bucket(seconds: number, width: number): number {
  return Math.floor(seconds / width) * width;
}

/** One candle from `from` (seconds) up to but without `until` (nanoseconds); nothing when there was no price yet. */
export function candleOf(
  markets: FuturesMarket,
  contract: Contract,
  kind: TickType,
  from: number,
  until: bigint,
): Candle | undefined {
  const begin = BigInt(from) * SECOND;
  return kind === "trade"
    ? traded(markets, contract, from, begin, until)
    : priced(markets, contract, kind, from, begin, until);
}

function traded(
  markets: FuturesMarket,
  contract: Contract,
  from: number,
  begin: bigint,
  until: bigint,
): Candle | undefined {
  const market = markets.of(contract);
  const text = (ticks: number) => short(BigInt(ticks) * contract.tick, PRICE);
  const sums = market.sums(begin, until);
  if (sums.count === 0) {
    const place = market.lastPlace(begin);
    if (!place) return undefined;
    const price = text(market.tradesOf(place.hour).price[place.index] ?? 0);
    return { time: from * 1000, open: price, high: price, low: price, close: price, volume: "0" };
  }
  return {
    time: from * 1000,
    open: text(sums.open),
    high: text(sums.high),
    low: text(sums.low),
    close: text(sums.close),
    volume: short(BigInt(sums.size), contract.precision),
  };
}

/** Index and mark go on from the value before: each candle opens where the one before closed, but for a new hour's premium. */
function priced(
  markets: FuturesMarket,
  contract: Contract,
  kind: "mark" | "spot",
  from: number,
  begin: bigint,
  until: bigint,
): Candle | undefined {
  const market = markets.of(contract);
  const spot = market.spot;
  let value = markets.index(contract.underlying, begin);
  if (value === 0n) return undefined;
  const price = (index: bigint, hour: number) => kind === "spot" ? index : lifted(index, market.premium(hour));
  let open: bigint | undefined;
  let [high, low, close] = [0n, 0n, 0n];
  const see = (each: bigint) => {
    open ??= each;
    if (each > high) high = each;
    if (low === 0n || each < low) low = each;
    close = each;
  };
  for (let at = begin; at < until;) {
    const hour = Number(at / HOUR_NS);
    const next = nanoseconds(hour + 1, 0);
    const end = next < until ? next : until;
    see(price(value, hour));
    const sums = spot.summary(at, end);
    if (sums.count > 0) {
      for (const ticks of [sums.high, sums.low, sums.close]) see(price(indexOf(spot, ticks), hour));
      value = indexOf(spot, sums.close);
    }
    at = end;
  }
  const text = (each: bigint) => short(each, PRICE);
  return {
    time: from * 1000,
    open: text(open ?? close),
    high: text(high),
    low: text(low),
    close: text(close),
    volume: "0",
  };
}
