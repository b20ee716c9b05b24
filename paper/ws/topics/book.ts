/** Channel `book` of the v2 dialect. */

import type { Decimal } from "../../../core/decimal.ts";
import { iso } from "../../market/time.ts";
import { changesOf } from "../changes.ts";
import { CHECKED, checksum, type Priced } from "../checksum.ts";
import type { Topic } from "../hub.ts";
import type { Row, Sides, Source } from "../source.ts";

/** A level of a book as text. */
export interface PaperLevel {
  /** With all decimals. */
  readonly price: Decimal;
  /** With all decimals. */
  readonly qty: Decimal;
}

/** A book at a time. */
export interface PaperBookState {
  /** `BTC/USD`. */
  readonly symbol: string;
  /** Falling prices. */
  readonly bids: readonly PaperLevel[];
  /** Rising prices. */
  readonly asks: readonly PaperLevel[];
  /** CRC-32 of the best ten levels. */
  readonly checksum: number;
  /** Nanoseconds since 1970. */
  readonly time: bigint;
}

/** A book as somebody who follows the channel must have it. */
export function bookState(source: Source, { bids, asks }: Sides, time: bigint): PaperBookState {
  const level = ({ price, size }: Row) => ({ price: source.priceText(price), qty: source.sizeText(size) });
  return {
    symbol: source.symbol,
    bids: bids.map(level),
    asks: asks.map(level),
    checksum: sum(source, bids, asks),
    time,
  };
}

/** The topic of a symbol and depth. */
export function bookTopic(source: Source, depth: number, begin: bigint): Topic {
  let state = source.book(begin, depth);
  let time = begin;
  const message = (type: "snapshot" | "update", bids: readonly Level[], asks: readonly Level[]) =>
    `{"channel":"book","type":"${type}","data":[{"symbol":"${source.symbol}","bids":[${levels(source, bids)}],` +
    `"asks":[${levels(source, asks)}],"checksum":${sum(source, state.bids, state.asks)},` +
    `"timestamp":"${iso(time, 6)}"}]}`;
  return {
    channel: "book",
    symbol: source.symbol,
    snapshot: () => [message("snapshot", state.bids, state.asks)],
    step(to) {
      const before = state;
      state = source.book(to, depth);
      time = to;
      const bids = changesOf(before.bids, state.bids, depth, -1);
      const asks = changesOf(before.asks, state.asks, depth, 1);
      return bids.length + asks.length === 0 ? [] : [message("update", bids, asks)];
    },
  };
}

type Level = Pick<Row, "price" | "size">;

function levels(source: Source, rows: readonly Level[]): string {
  return rows.map(({ price, size }) => `{"price":${source.priceText(price)},"qty":${source.sizeText(size)}}`).join(",");
}

function sum(source: Source, bids: readonly Row[], asks: readonly Row[]): number {
  const priced = (rows: readonly Row[]) =>
    rows.slice(0, CHECKED).map(({ price, size }): Priced => ({
      price: source.priceText(price),
      sizes: [source.sizeText(size)],
    }));
  return checksum(priced(asks), priced(bids));
}
