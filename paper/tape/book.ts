/** A recorded `book` of the v2 dialect. */

import { type JsonObject, writeJson } from "../ws/json.ts";
import { Levels, type TapedLevel, textOf, zeroLike } from "./levels.ts";
import { numberOf, objectsOf, type TapedFrame } from "./recording.ts";
import { isSnapshot } from "./reels.ts";
import type { TapeState, Told } from "./state.ts";

interface Side {
  readonly name: "bids" | "asks";
  levels: Levels<TapedLevel>;
  readonly sign: 1 | -1;
}

/** Rows as JSON. */
export function levelTexts(rows: readonly TapedLevel[]): string {
  return rows.map(({ price, qty }) => `{"price":${price},"qty":${qty}}`).join(",");
}

/** A book to a depth. Its checksums are those that were recorded, never our own. */
export function bookState(symbol: string, depth: number): TapeState {
  const sides = [side("bids", -1), side("asks", 1)] as const;
  const [bids, asks] = sides;
  let begun = false;
  let marks: JsonObject = {};
  const message = (type: "snapshot" | "update", bought: readonly TapedLevel[], sold: readonly TapedLevel[]) => {
    const tail = Object.entries(marks).map(([name, value]) => `,"${name}":${writeJson(value ?? null)}`).join("");
    return `{"channel":"book","type":"${type}","data":[{"symbol":"${symbol}","bids":[${levelTexts(bought)}],` +
      `"asks":[${levelTexts(sold)}]${tail}}]}`;
  };
  return {
    take({ message: frame, text }: TapedFrame): readonly Told[] {
      const [data] = objectsOf(frame["data"]);
      if (!data) return [];
      const { symbol: _symbol, bids: _bids, asks: _asks, ...rest } = data;
      marks = rest;
      const before = sides.map(({ levels }) => levels);
      if (isSnapshot(frame)) { for (const one of sides) one.levels = new Levels(one.sign); }
      for (const { name, levels } of sides) {
        for (const row of objectsOf(data[name])) {
          const level = { price: textOf(row, "price"), qty: textOf(row, "qty") };
          if (Number(level.qty) === 0) levels.remove(level.price);
          else levels.set(level);
        }
        levels.cut(depth);
      }
      if (!isSnapshot(frame)) return [{ text }];
      if (!begun) {
        begun = true;
        return [];
      }
      // The recording lost its place there. Followers did not, so they are told what changed meanwhile.
      const changes = sides.map(({ levels }, at) => changesOf(before[at]?.rows ?? [], levels, depth));
      const [bought = [], sold = []] = changes;
      return bought.length + sold.length === 0 ? [] : [{ text: message("update", bought, sold) }];
    },
    snapshot: () => [message("snapshot", bids.levels.rows, asks.levels.rows)],
    book: () => {
      const checksum = numberOf(marks["checksum"]);
      return {
        bids: bids.levels.rows,
        asks: asks.levels.rows,
        checksum: Number.isNaN(checksum) ? undefined : checksum,
      };
    },
  };
}

function side(name: Side["name"], sign: Side["sign"]): Side {
  return { name, sign, levels: new Levels(sign) };
}

/** What turns some levels into others. What better ones push out of a full depth is not told, as Kraken does not. */
function changesOf(before: readonly TapedLevel[], after: Levels<TapedLevel>, depth: number): TapedLevel[] {
  const isFull = depth > 0 && after.rows.length >= depth;
  const removed = before.filter(({ price }) => !after.get(price) && !(isFull && after.isBeyond(price)));
  const held = new Map(before.map(({ price, qty }) => [price, qty]));
  return [
    ...removed.map(({ price, qty }) => ({ price, qty: zeroLike(qty) })),
    ...after.rows.filter(({ price, qty }) => held.get(price) !== qty),
  ];
}
