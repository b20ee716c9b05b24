/** UUIDs of what the simulated market does: functions of a key and a number. */

import { extend, mix } from "../market/random.ts";

const HEX = Array.from({ length: 0x10000 }, (_, value) => value.toString(16).padStart(4, "0"));

/** A UUID of version 4 that is a function of its numbers. A seeded history makes millions of them. */
export function derivedUuid(key: number, id: number): string {
  const start = extend(key, id);
  const [a, b, c, d] = [
    mix(start ^ 0x9e3779b1),
    mix(start ^ 0x3c6ef362),
    mix(start ^ 0xdaa66d13),
    mix(start ^ 0x78dde6c4),
  ];
  const hex = (bits: number) => HEX[bits & 0xffff] ?? "";
  return `${hex(a >>> 16)}${hex(a)}-${hex(b >>> 16)}-${hex(b & 0x0fff | 0x4000)}-${hex(c >>> 16 & 0x3fff | 0x8000)}-${
    hex(c)
  }${hex(d >>> 16)}${hex(d)}`;
}

/** Kinds of ids; a key is extended by one, since ids of two kinds must differ for all numbers. */
type Kind = "trade" | "maker" | "taker" | "event" | "maker placed" | "taker placed" | "maker filled" | "taker filled";

/** Id of something about a public trade. */
export const tradeUuid = (key: number, kind: Kind, id: number): string => derivedUuid(extend(key, kind), id);
