/** A recorded `level3`: the orders of each level in their queue. */

import { type JsonObject, writeJson } from "../ws/json.ts";
import { Levels, textOf } from "./levels.ts";
import { objectsOf, type TapedFrame } from "./recording.ts";
import { isSnapshot } from "./reels.ts";
import type { TapeState, Told } from "./state.ts";

interface Queue {
  readonly price: string;
  readonly orders: JsonObject[];
}

/** One side: levels for their order, and where each order stands. */
class Ladder {
  readonly levels: Levels<Queue>;
  readonly #prices = new Map<unknown, string>();

  constructor(sign: 1 | -1) {
    this.levels = new Levels(sign);
  }

  /** Orders as they are served: best price first, and each level's in the order they came. */
  get orders(): readonly JsonObject[] {
    return this.levels.rows.flatMap(({ orders }) => orders);
  }

  take({ event, ...order }: JsonObject): void {
    const { order_id } = order;
    const price = textOf(order, "limit_price");
    const known = this.#prices.get(order_id);
    const queue = known === undefined ? undefined : this.levels.get(known);
    const at = queue?.orders.findIndex((each) => each["order_id"] === order_id) ?? -1;
    // A change of size keeps the place, one of the price loses it.
    if (event === "modify" && queue && at >= 0 && known === price) return void (queue.orders[at] = order);
    if (queue && at >= 0) {
      queue.orders.splice(at, 1);
      if (queue.orders.length === 0) this.levels.remove(queue.price);
    }
    this.#prices.delete(order_id);
    if (event === "delete") return;
    const there = this.levels.get(price);
    if (there) there.orders.push(order);
    else this.levels.set({ price, orders: [order] });
    this.#prices.set(order_id, price);
  }

  cut(depth: number): void {
    if (depth <= 0) return;
    for (const { orders } of this.levels.rows.slice(depth)) {
      for (const { order_id } of orders) this.#prices.delete(order_id);
    }
    this.levels.cut(depth);
  }
}

/** The orders of a symbol to a depth. */
export function level3State(symbol: string, depth: number): TapeState {
  let [bids, asks] = [new Ladder(-1), new Ladder(1)];
  let begun = false;
  let marks: JsonObject = {};
  const message = (type: "snapshot" | "update", bought: readonly JsonObject[], sold: readonly JsonObject[]) =>
    writeJson({ channel: "level3", type, data: [{ symbol, ...marks, bids: bought, asks: sold }] });
  return {
    take({ message: frame, text }: TapedFrame): readonly Told[] {
      const [data] = objectsOf(frame["data"]);
      if (!data) return [];
      const { symbol: _symbol, bids: bought, asks: sold, ...rest } = data;
      marks = rest;
      const before = [bids.orders, asks.orders] as const;
      if (isSnapshot(frame)) [bids, asks] = [new Ladder(-1), new Ladder(1)];
      for (const order of objectsOf(bought)) bids.take(order);
      for (const order of objectsOf(sold)) asks.take(order);
      bids.cut(depth);
      asks.cut(depth);
      if (!isSnapshot(frame)) return [{ text }];
      if (!begun) {
        begun = true;
        return [];
      }
      // The recording lost its place: all leave and come again, since queues cannot be told otherwise.
      const renewed = (old: readonly JsonObject[], now: readonly JsonObject[]) => [
        ...old.map((order) => ({ event: "delete", ...order })),
        ...now.map((order) => ({ event: "add", ...order })),
      ];
      return [{ text: message("update", renewed(before[0], bids.orders), renewed(before[1], asks.orders)) }];
    },
    snapshot: () => [message("snapshot", bids.orders, asks.orders)],
  };
}
