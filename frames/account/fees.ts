import type { FeeSchedule, TradeVolumeResult } from "../../spot/account/mod.ts";
import { numbers } from "../_build.ts";
import type { Frame, FrameMeta } from "../frame.ts";
import { amounts, asIs, type Label, named, table, texts } from "./_build.ts";

/** A row of a frame of fees. Fees are percent, volumes US dollars of 30 days; all with exact text, `NaN` on the last tier. */
export type FeeRow = {
  /** Modern name of the market: `"BTC/USD"`. */
  symbol: string;
  /** Fee now for an order that rested. Pairs without two roles have the same fee in both. */
  maker_fee: number;
  /** Fee now for an order that took. */
  taker_fee: number;
  /** Maker fee of the next tier. */
  next_maker_fee: number;
  /** Taker fee of the next tier. */
  next_taker_fee: number;
  /** Volume this tier starts at. */
  tier_volume: number;
  /** Volume the next tier starts at. */
  next_volume: number;
  /** Lowest maker fee of the schedule. */
  min_maker_fee: number;
  /** Lowest taker fee of the schedule. */
  min_taker_fee: number;
  /** Highest maker fee of the schedule. */
  max_maker_fee: number;
  /** Highest taker fee of the schedule. */
  max_taker_fee: number;
  /** Kraken's id of the market: `"XXBTZUSD"`. */
  pair: string;
};

/** A row of a frame of fee tiers. Fees are percent; any of the minima reached is enough. All with exact text. */
export type FeeTierRow = {
  /** Modern name of the market: `"BTC/USD"`. */
  symbol: string;
  /** Number of the tier, from 1. */
  tier: number;
  /** Fee for an order that rested. */
  maker_fee: number;
  /** Fee for an order that took. */
  taker_fee: number;
  /** Spot volume of 30 days, US dollars. */
  min_spot_volume: number;
  /** Futures volume of 30 days, US dollars. */
  min_futures_volume: number;
  /** Assets on the platform, US dollars. */
  min_assets_on_platform: number;
  /** Whether it is the account's own tier. */
  active: boolean;
  /** Kraken's id of the market: `"XXBTZUSD"`. */
  pair: string;
};

const FEES = [
  "maker_fee",
  "taker_fee",
  "next_maker_fee",
  "next_taker_fee",
  "min_maker_fee",
  "min_taker_fee",
  "max_maker_fee",
  "max_taker_fee",
] as const;

const unitsOf = (names: readonly string[], unit: string) => Object.fromEntries(names.map((name) => [name, unit]));

/**
 * Kraken's TradeVolume answer as a frame, one row a pair in the order of the answer; without rows when no pair was asked
 * for. The account's volume and its currency stand in `meta`: `volume`, `currency`.
 */
export function feeFrame(
  { fees, fees_maker, volume, currency }: TradeVolumeResult,
  meta: FrameMeta = {},
  label: Label = asIs,
): Frame<FeeRow> {
  const rows = Object.entries(fees ?? {}).map(([pair, taker]) => ({ pair, taker, maker: fees_maker?.[pair] ?? taker }));
  return table<FeeRow>("fees", {
    symbol: named(rows, label, ({ pair }) => pair),
    maker_fee: amounts(rows, ({ maker }) => maker.fee),
    taker_fee: amounts(rows, ({ taker }) => taker.fee),
    next_maker_fee: amounts(rows, ({ maker }) => maker.nextfee),
    next_taker_fee: amounts(rows, ({ taker }) => taker.nextfee),
    tier_volume: amounts(rows, ({ taker }) => taker.tiervolume),
    next_volume: amounts(rows, ({ taker }) => taker.nextvolume),
    min_maker_fee: amounts(rows, ({ maker }) => maker.minfee),
    min_taker_fee: amounts(rows, ({ taker }) => taker.minfee),
    max_maker_fee: amounts(rows, ({ maker }) => maker.maxfee),
    max_taker_fee: amounts(rows, ({ taker }) => taker.maxfee),
    pair: texts(rows, ({ pair }) => pair),
  }, {
    money: [...FEES, "tier_volume", "next_volume"],
    times: [],
    units: { ...unitsOf(FEES, "%"), tier_volume: "USD", next_volume: "USD" },
    meta: { ...meta, volume, currency },
  });
}

/** `schedules` of a TradeVolume answer as a frame, one row a tier, lowest first within each pair. */
export function feeTierFrame(
  schedules: readonly FeeSchedule[],
  meta: FrameMeta = {},
  label: Label = asIs,
): Frame<FeeTierRow> {
  const rows = schedules.flatMap(({ pair, tiers }) => tiers.map((tier, at) => ({ pair, ...tier, number: at + 1 })));
  return table<FeeTierRow>("fee tiers", {
    symbol: named(rows, label, ({ pair }) => pair),
    tier: numbers(rows, ({ number }) => number),
    maker_fee: amounts(rows, ({ maker_fee }) => maker_fee),
    taker_fee: amounts(rows, ({ taker_fee }) => taker_fee),
    min_spot_volume: amounts(rows, ({ min_spot_volume }) => min_spot_volume),
    min_futures_volume: amounts(rows, ({ min_futures_volume }) => min_futures_volume),
    min_assets_on_platform: amounts(rows, ({ min_assets_on_platform }) => min_assets_on_platform),
    active: rows.map(({ active }) => active ?? false),
    pair: texts(rows, ({ pair }) => pair),
  }, {
    money: ["maker_fee", "taker_fee", "min_spot_volume", "min_futures_volume", "min_assets_on_platform"],
    times: [],
    units: {
      ...unitsOf(["maker_fee", "taker_fee"], "%"),
      ...unitsOf(["min_spot_volume", "min_futures_volume", "min_assets_on_platform"], "USD"),
    },
    meta,
  });
}
