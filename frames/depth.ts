import { type Decimal, decimalsOf, fromUnits, units } from "../core/decimal.ts";
import type { DepthBook, DepthLevel, DepthResult } from "../spot/market/depth.ts";
import { onlyPair } from "../spot/market/_rows.ts";
import { numbers, unitsOf } from "./_build.ts";
import { ExactText } from "./exact.ts";
import { Frame, type FrameMeta } from "./frame.ts";

/** A row of a frame of an order book: one price level. */
export type DepthRow = {
  /** `"bid"` or `"ask"`. */
  side: string;
  /** In the quote asset. */
  price: number;
  /** In the base asset. */
  volume: number;
  /** Volume from the best price of the side to here, exact. */
  cumulative: number;
  /** Last change of the level, ms UTC. */
  time: number;
};

const cumulative = (levels: readonly DepthLevel[]) => ladder(levels.map(([, volume]) => volume));

/** Volumes of one side summed from the best price outwards, exact. */
export function ladder(volumes: readonly Decimal[]): Decimal[] {
  const decimals = volumes.reduce((most, volume) => Math.max(most, decimalsOf(volume)), 0);
  let sum = 0n;
  return volumes.map((volume) => fromUnits(sum += units(volume, decimals), decimals));
}

/**
 * A book as Kraken's Depth has it, or the whole answer, as a frame in the order of a price ladder read from the middle:
 * bids from the best (highest) down, then asks from the best (lowest) up. Columns `side` (`"bid"`, `"ask"`), `price`,
 * `volume`, `cumulative` (all exact) and `time`.
 *
 * @throws {RangeError} when the answer has no pair or several, or a figure is no number.
 */
export function depthFrame(book: DepthBook | DepthResult, meta: FrameMeta = {}): Frame<DepthRow> {
  const alone = Array.isArray((book as DepthBook).bids) && Array.isArray((book as DepthBook).asks);
  const { pair, value } = alone
    ? { pair: undefined, value: book as DepthBook }
    : onlyPair<DepthBook>(book as DepthResult, "Depth");
  const about = pair === undefined ? meta : { symbol: pair, ...meta };
  const levels = [...value.bids, ...value.asks];
  const text = {
    price: ExactText.from(levels.map(([price]) => price)),
    volume: ExactText.from(levels.map(([, volume]) => volume)),
    cumulative: ExactText.from([...cumulative(value.bids), ...cumulative(value.asks)]),
  };
  return new Frame<DepthRow>({
    kind: "depth",
    columns: {
      side: levels.map((_, at) => at < value.bids.length ? "bid" : "ask"),
      price: text.price.values,
      volume: text.volume.values,
      cumulative: text.cumulative.values,
      time: numbers(levels, ([, , time]) => time * 1000),
    },
    text,
    units: unitsOf(about, ["price"], ["volume", "cumulative"]),
    meta: about,
  });
}
