import type { Candle } from "../../futures/charts/mod.ts";
import { amounts, table } from "../account/_build.ts";
import { numbers } from "../_build.ts";
import type { Frame, FrameMeta } from "../frame.ts";
import { contractUnits } from "./_build.ts";

/** A row of a frame of futures candles. Kraken sends neither a count of trades nor an average price here. */
export type FuturesCandleRow = {
  /** Begin of the candle, ms UTC. */
  time: number;
  open: number;
  high: number;
  low: number;
  close: number;
  /** Base units (linear) or contracts (inverse); 0 for mark and spot prices. */
  volume: number;
};

/** Candles of the charts API as a frame, oldest first; prices and volume with exact text. */
export function futuresCandleFrame(candles: readonly Candle[], meta: FrameMeta = {}): Frame<FuturesCandleRow> {
  const prices = ["open", "high", "low", "close"] as const;
  return table<FuturesCandleRow>("candles", {
    time: numbers(candles, ({ time }) => time),
    open: amounts(candles, ({ open }) => open),
    high: amounts(candles, ({ high }) => high),
    low: amounts(candles, ({ low }) => low),
    close: amounts(candles, ({ close }) => close),
    volume: amounts(candles, ({ volume }) => volume),
  }, { money: [...prices, "volume"], units: contractUnits(meta.symbol, prices, ["volume"]), meta });
}
