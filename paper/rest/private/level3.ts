/** Level3: the simulated book order by order. Own orders are not among them, as they are not in the public book. */

import type { Level3Result } from "../../../spot/market/level3.ts";
import { bookAt, type Level } from "../../market/book.ts";
import { findPair } from "../../market/names.ts";
import { ordersOf } from "../../market/orders.ts";
import { priceText, volumeText } from "../../market/text.ts";
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
  const sideOf = (levels: readonly Level[], side: "buy" | "sell") =>
    levels.flatMap(({ volume, ...level }) => ordersOf(market.key, side, { ...level, size: volume })).map((order) => ({
      price: priceText(pair, order.price),
      qty: volumeText(pair, order.size),
      order_id: order.id,
      timestamp: times.push(order.time) - 1,
    }));
  const result: Level3Result = { pair: pair.symbol, bids: sideOf(bids, "buy"), asks: sideOf(asks, "sell") };
  // Nanoseconds do not fit a number, so their digits are put where JSON.stringify left a mark.
  const body = JSON.stringify({ error: [], result }).replace(
    /"timestamp":(\d+)/g,
    (_, index) => `"timestamp":${times[Number(index)] ?? 0n}`,
  );
  return new Response(body, { headers: { "content-type": "application/json; charset=utf-8" } });
}
