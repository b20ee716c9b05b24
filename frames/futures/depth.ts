import { decimalsOf, fromUnits, plain, units } from "../../core/decimal.ts";
import type { OrderBookLevel, OrderBookResult } from "../../futures/market/mod.ts";
import { table } from "../account/_build.ts";
import type { Frame, FrameMeta } from "../frame.ts";
import { contractUnits } from "./_build.ts";

/** A row of a frame of a futures order book: one price level. */
export type FuturesDepthRow = {
  /** `"bid"` or `"ask"`. */
  side: string;
  /** In quote. */
  price: number;
  /** Base units (linear) or contracts (inverse) at exactly that price. */
  volume: number;
  /** Volume from the best price of the side to here, exact. */
  cumulative: number;
};

function cumulative(levels: readonly OrderBookLevel[]): string[] {
  const volumes = levels.map(([, size]) => plain(size));
  const decimals = volumes.reduce((most, volume) => Math.max(most, decimalsOf(volume)), 0);
  let sum = 0n;
  return volumes.map((volume) => fromUnits(sum += units(volume, decimals), decimals));
}

/** A book as a frame: bids from the best (highest) down, then asks from the best (lowest) up; all figures exact. */
export function futuresDepthFrame({ bids, asks }: OrderBookResult["orderBook"], meta: FrameMeta = {}): Frame<
  FuturesDepthRow
> {
  const levels = [...bids, ...asks];
  const sizes = ["volume", "cumulative"] as const;
  return table<FuturesDepthRow>("depth", {
    side: levels.map((_, at) => at < bids.length ? "bid" : "ask"),
    price: levels.map(([price]) => plain(price)),
    volume: levels.map(([, size]) => plain(size)),
    cumulative: [...cumulative(bids), ...cumulative(asks)],
  }, { money: ["price", ...sizes], units: contractUnits(meta.symbol, ["price"], sizes), meta });
}
