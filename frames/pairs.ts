import type { AssetPair } from "../spot/market/asset_pairs.ts";
import { numbers } from "./_build.ts";
import { ExactText } from "./exact.ts";
import { Frame, type FrameMeta } from "./frame.ts";

/** A row of a frame of tradable pairs. */
export type PairRow = {
  /** The name that keys the answer: `"XXBTZUSD"`. */
  pair: string;
  altname: string;
  /** Name on WebSocket v1: `"XBT/USD"`; empty where there is none. */
  wsname: string;
  base: string;
  quote: string;
  /** Empty in answers before 2022. */
  status: string;
  /** Smallest volume of an order, in the base asset. */
  ordermin: number;
  /** Smallest cost of an order, in the quote asset; `NaN` in answers before 2022. */
  costmin: number;
  /** Step of prices; `NaN` in answers before 2022. */
  tick_size: number;
  pair_decimals: number;
  lot_decimals: number;
  cost_decimals: number;
  /** Highest leverage of a buy; 0 where there is no margin. */
  leverage_buy: number;
  /** Highest leverage of a sell; 0 where there is no margin. */
  leverage_sell: number;
  margin_call: number;
  margin_stop: number;
};

/**
 * Kraken's AssetPairs answer as a frame, one row a pair in the order of the answer. `ordermin`, `costmin` and
 * `tick_size` have exact text; of the leverages the highest stands for all, and the fee steps are left out (Kraken no
 * longer fills them).
 */
export function pairFrame(result: Readonly<Record<string, AssetPair>>, meta: FrameMeta = {}): Frame<PairRow> {
  const infos = Object.values(result);
  const text = {
    ordermin: ExactText.from(infos.map(({ ordermin }) => ordermin ?? "")),
    costmin: ExactText.from(infos.map(({ costmin }) => costmin ?? "")),
    tick_size: ExactText.from(infos.map(({ tick_size }) => tick_size ?? "")),
  };
  return new Frame<PairRow>({
    kind: "pairs",
    columns: {
      pair: Object.keys(result),
      altname: infos.map(({ altname }) => altname),
      wsname: infos.map(({ wsname }) => wsname ?? ""),
      base: infos.map(({ base }) => base),
      quote: infos.map(({ quote }) => quote),
      status: infos.map(({ status }) => status ?? ""),
      ordermin: text.ordermin.values,
      costmin: text.costmin.values,
      tick_size: text.tick_size.values,
      pair_decimals: numbers(infos, ({ pair_decimals }) => pair_decimals),
      lot_decimals: numbers(infos, ({ lot_decimals }) => lot_decimals),
      cost_decimals: numbers(infos, ({ cost_decimals }) => cost_decimals),
      leverage_buy: numbers(infos, ({ leverage_buy }) => Math.max(0, ...leverage_buy)),
      leverage_sell: numbers(infos, ({ leverage_sell }) => Math.max(0, ...leverage_sell)),
      margin_call: numbers(infos, ({ margin_call }) => margin_call),
      margin_stop: numbers(infos, ({ margin_stop }) => margin_stop),
    },
    text,
    meta,
  });
}
