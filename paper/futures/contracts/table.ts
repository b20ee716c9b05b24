/** The underlyings and the perpetual contracts on them, by Kraken's list of 31 July 2026. */

import { A, B, C, D, type Level } from "./levels.ts";

/** What contracts are made on. */
export interface Underlying {
  /** In symbols, wallets and indices: `XBT`. */
  readonly code: "XBT" | "ETH" | "SOL";
  /** In `base` and `pair` of instruments: `BTC`. */
  readonly base: string;
  /** The Spot pair behind the index. */
  readonly pair: string;
  /** Internal name of the coin at Spot. */
  readonly asset: string;
}

/** All of them. */
export const UNDERLYINGS: readonly Underlying[] = [
  { code: "XBT", base: "BTC", pair: "XXBTZUSD", asset: "XXBT" },
  { code: "ETH", base: "ETH", pair: "XETHZUSD", asset: "XETH" },
  { code: "SOL", base: "SOL", pair: "SOLUSD", asset: "SOL" },
];

/** What all contracts of one kind on one underlying share. */
export interface Family {
  /** In front of the symbol. */
  readonly prefix: "PF" | "FF" | "PI" | "FI";
  /** Underlying. */
  readonly code: Underlying["code"];
  /** Tick as decimal text. */
  readonly tick: string;
  /** Decimals of a size. */
  readonly precision: number;
  /** Size the impact prices are measured with. */
  readonly impactMidSize: string;
  /** Largest position, in size units. */
  readonly maxPosition: number;
  /** Margin schedule. */
  readonly levels: readonly Level[];
  /** First trading of a perpetual. */
  readonly opening?: string;
  /** Volume as a multiple of the Spot pair's. */
  readonly share: number;
  /** Usual open interest, in size units. */
  readonly interest: number;
  /** Security number of a perpetual. */
  readonly isin?: string;
}

/** All of them. */
export const FAMILIES: readonly Family[] = [
  {
    prefix: "PF",
    code: "XBT",
    tick: "1",
    precision: 4,
    impactMidSize: "0.08",
    maxPosition: 1200,
    levels: A,
    opening: "2022-03-22T13:15:36Z",
    share: 9,
    interest: 1850,
    isin: "GB00BQ84JX13",
  },
  {
    prefix: "PF",
    code: "ETH",
    tick: "0.1",
    precision: 3,
    impactMidSize: "5.1",
    maxPosition: 16_000,
    levels: B,
    opening: "2022-03-22T13:18:45Z",
    share: 8,
    interest: 24_000,
    isin: "GB00BQ84K502",
  },
  {
    prefix: "PF",
    code: "SOL",
    tick: "0.01",
    precision: 2,
    impactMidSize: "55",
    maxPosition: 280_000,
    levels: C,
    opening: "2022-03-22T13:21:00Z",
    share: 6,
    interest: 310_000,
  },
  {
    prefix: "PI",
    code: "XBT",
    tick: "0.5",
    precision: 0,
    impactMidSize: "1000",
    maxPosition: 75_000_000,
    levels: D,
    opening: "2018-08-31T00:00:00Z",
    share: 1,
    interest: 21_000_000,
    isin: "GB00J62YGL67",
  },
  {
    prefix: "PI",
    code: "ETH",
    tick: "0.05",
    precision: 0,
    impactMidSize: "1000",
    maxPosition: 45_000_000,
    levels: D,
    opening: "2018-08-31T00:00:00Z",
    share: 0.5,
    interest: 6_000_000,
    isin: "GB00J62YH022",
  },
  {
    prefix: "FF",
    code: "XBT",
    tick: "1",
    precision: 4,
    impactMidSize: "0.05",
    maxPosition: 600,
    levels: C,
    share: 0.3,
    interest: 140,
  },
  {
    prefix: "FF",
    code: "ETH",
    tick: "0.1",
    precision: 3,
    impactMidSize: "3",
    maxPosition: 8000,
    levels: C,
    share: 0.25,
    interest: 1900,
  },
  {
    prefix: "FF",
    code: "SOL",
    tick: "0.01",
    precision: 2,
    impactMidSize: "30",
    maxPosition: 140_000,
    levels: C,
    share: 0.2,
    interest: 22_000,
  },
  {
    prefix: "FI",
    code: "XBT",
    tick: "0.5",
    precision: 0,
    impactMidSize: "1000",
    maxPosition: 40_000_000,
    levels: D,
    share: 0.2,
    interest: 9_000_000,
  },
  {
    prefix: "FI",
    code: "ETH",
    tick: "0.05",
    precision: 0,
    impactMidSize: "1000",
    maxPosition: 20_000_000,
    levels: D,
    share: 0.1,
    interest: 2_500_000,
  },
];
