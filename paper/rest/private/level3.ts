/** Level3: the simulated book order by order. Own orders are not among them, as they are not in the public book. */

import type { Level3Result } from "../../../spot/market/level3.ts";
import { bookAt, type Level } from "../../market/book.ts";
import { findPair } from "../../market/names.ts";
import type { PaperPair } from "../../market/pairs.ts";
import { extend } from "../../market/random.ts";
import { priceText, volumeText } from "../../market/text.ts";
import { txid } from "../../ids.ts";
import { invalidArgument, unknownPair } from "../refusal.ts";
import { needed, whole } from "./fields.ts";
import type { PrivateCall } from "./method.ts";

const DEPTHS = [0, 10, 25, 100, 250, 1000];

/** `POST /0/private/Level3`. */
export function level3({ fields, house, ns }: PrivateCall): Response {
  const pair = findPair(needed(fields, "pair"));
  if (!pair) throw unknownPair();
  const depth = whole(fields, "depth", 0, 1000) ?? 100;
  if (!DEPTHS.includes(depth)) throw invalidArgument("depth");
  const market = house.market.of(pair);
  const { bids, asks } = bookAt(market, ns, depth === 0 ? Infinity : depth);
  const times: bigint[] = [];
  const side = (levels: readonly Level[], salt: number) =>
    levels.flatMap((level) => ordersOf(pair, level, market.key ^ salt, times));
  const result: Level3Result = { pair: pair.symbol, bids: side(bids, 1), asks: side(asks, 2) };
  // Nanoseconds do not fit a number, so their digits are put where JSON.stringify left a mark.
  const body = JSON.stringify({ error: [], result }).replace(
    /"timestamp":(\d+)/g,
    (_, index) => `"timestamp":${times[Number(index)] ?? 0n}`,
  );
  return new Response(body, { headers: { "content-type": "application/json; charset=utf-8" } });
}

/** The orders of a level, which add up to its volume; the first in the queue came last to be the level's time. */
function ordersOf(pair: PaperPair, { price, volume, orders: count, time }: Level, key: number, times: bigint[]) {
  const least = Math.min(count, volume);
  const part = Math.floor(volume / least);
  return Array.from({ length: least }, (_, index) => {
    const qty = index === 0 ? volume - part * (least - 1) : part;
    const id = txid("O", extend(extend(key, price), String(time)), index);
    times.push(time - BigInt((least - 1 - index) * 1_000_000));
    return { price: priceText(pair, price), qty: volumeText(pair, qty), order_id: id, timestamp: times.length - 1 };
  });
}
