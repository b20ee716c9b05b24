/**
 * The checksums of Kraken's books, from their description and apart from the client's: two implementations that agree say
 * more than one that agrees with itself.
 */

import { crc32 } from "node:zlib";

/** How many levels of each side count. */
export const CHECKED = 10;

/** A price or size as a checksum takes it: `"0.05005"` → `"5005"`. */
export function bareDigits(text: string): string {
  let digits = text;
  const point = text.indexOf(".");
  if (point >= 0) digits = text.slice(0, point) + text.slice(point + 1);
  let zeros = 0;
  while (digits.charCodeAt(zeros) === 48) zeros++;
  return digits.slice(zeros);
}

/** A price with what stands there: the size of the level, or the sizes of its orders in the order they are served. */
export interface Priced {
  /** With all decimals. */
  readonly price: string;
  /** With all decimals. */
  readonly sizes: readonly string[];
}

/** CRC-32 over the best ten levels: asks from the lowest price up, then bids from the highest down. */
export function checksum(asks: readonly Priced[], bids: readonly Priced[]): number {
  let text = "";
  for (const side of [asks, bids]) {
    for (const { price, sizes } of side.slice(0, CHECKED)) {
      const bare = bareDigits(price);
      for (const size of sizes) text += bare + bareDigits(size);
    }
  }
  return crc32(text);
}
