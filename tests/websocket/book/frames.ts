/** Book frames written by us in Kraken's shape, with the digits given and the true checksum unless told otherwise. */

import { bookChecksum, type BookLevel } from "../../../websocket/book/mod.ts";

/** `"64009.9x1.20000000 64009.0x2"` as levels. */
export function levels(text: string): BookLevel[] {
  return text.split(" ").filter(Boolean).map((level) => {
    const [price = "", qty = ""] = level.split("x");
    return { price, qty };
  });
}

const written = (side: readonly BookLevel[]) =>
  side.map(({ price, qty }) => `{"price":${price},"qty":${qty}}`).join(",");

/** A frame of the `book` channel. */
export function bookFrame(
  type: "snapshot" | "update",
  symbol: string,
  bids: readonly BookLevel[],
  asks: readonly BookLevel[],
  checksum: number | undefined = bookChecksum(asks, bids),
  timestamp: string = "2026-09-01T10:00:00.200000Z",
): string {
  const time = timestamp === "" ? "" : `,"timestamp":"${timestamp}"`;
  return `{"channel":"book","type":"${type}","data":[{"symbol":"${symbol}","bids":[${written(bids)}],"asks":[${
    written(asks)
  }],"checksum":${checksum}${time}}]}`;
}

/** A plain book kept the slow and obvious way, to compare with: maps of text, sorted when asked. */
export class PlainBook {
  readonly bids: Map<number, BookLevel> = new Map();
  readonly asks: Map<number, BookLevel> = new Map();

  /** Sets or removes one level. */
  set(side: "bid" | "ask", level: BookLevel): void {
    const map = side === "bid" ? this.bids : this.asks;
    if (Number(level.qty) === 0) map.delete(Number(level.price));
    else map.set(Number(level.price), level);
  }

  /** A side, best first. */
  side(side: "bid" | "ask"): BookLevel[] {
    const map = side === "bid" ? this.bids : this.asks;
    const sign = side === "bid" ? -1 : 1;
    return [...map.entries()].sort(([a], [b]) => (a - b) * sign).map(([, level]) => level);
  }

  /** Drops what lies beyond `depth`. */
  truncate(depth: number): void {
    for (const side of ["bid", "ask"] as const) {
      for (const { price } of this.side(side).slice(depth)) {
        (side === "bid" ? this.bids : this.asks).delete(Number(price));
      }
    }
  }
}

/** Whole numbers below `limit`, the same for the same seed (mulberry32). */
export function seeded(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor(((t ^ (t >>> 14)) >>> 0) / 4294967296 * limit);
  };
}
