/** Channel `level3`: the orders behind the levels. */

import type { RestingOrder } from "../../market/orders.ts";
import { iso } from "../../market/time.ts";
import { CHECKED, checksum, type Priced } from "../checksum.ts";
import type { Topic } from "../hub.ts";
import type { Row, Sides, Source } from "../source.ts";

type Side = "buy" | "sell";
type Event = "add" | "modify" | "delete";

/** Levels with their orders, which are worked out once a level. */
class Ladder {
  readonly #source: Source;
  readonly #side: Side;
  rows: readonly Row[] = [];
  orders: ReadonlyMap<number, readonly RestingOrder[]> = new Map();

  constructor(source: Source, side: Side) {
    this.#source = source;
    this.#side = side;
  }

  /** Takes the levels of a later time; gives the events that lead there, within `depth` levels. */
  take(rows: readonly Row[], depth: number): [Event, RestingOrder][] {
    const sign = this.#side === "sell" ? 1 : -1;
    const last = rows.length < depth ? undefined : rows[rows.length - 1];
    const before = this.orders;
    const held = new Map(this.rows.map((row) => [row.price, row]));
    const orders = new Map<number, readonly RestingOrder[]>();
    const events: [Event, RestingOrder][] = [];
    const prices = new Set(rows.map(({ price }) => price));
    for (const [price, old] of before) {
      const pushedOut = last !== undefined && (price - last.price) * sign > 0;
      if (!pushedOut && !prices.has(price)) { for (const each of old) events.push(["delete", each]); }
    }
    for (const row of rows) {
      const old = held.get(row.price);
      const known = before.get(row.price) ?? [];
      if (old && old.size === row.size && old.time === row.time && old.orders === row.orders) {
        orders.set(row.price, known);
        continue;
      }
      const now = this.#source.orders?.(this.#side, row) ?? [];
      orders.set(row.price, now);
      const ids = new Map(known.map((each) => [each.id, each]));
      for (const each of known) if (!now.some(({ id }) => id === each.id)) events.push(["delete", each]);
      for (const each of now) {
        const same = ids.get(each.id);
        if (!same) events.push(["add", each]);
        else if (same.size !== each.size) events.push(["modify", each]);
      }
    }
    this.rows = rows;
    this.orders = orders;
    return events;
  }

  /** Everything, best price first and in the order it is served. */
  get all(): RestingOrder[] {
    return this.rows.flatMap(({ price }) => this.orders.get(price) ?? []);
  }

  /** What the checksum takes. */
  get checked(): Priced[] {
    return this.rows.slice(0, CHECKED).map(({ price }) => ({
      price: this.#source.priceText(price),
      sizes: (this.orders.get(price) ?? []).map(({ size }) => this.#source.sizeText(size)),
    }));
  }
}

/** The topic of a symbol and depth. */
export function level3Topic(source: Source, depth: number, begin: bigint): Topic {
  const [bids, asks] = [new Ladder(source, "buy"), new Ladder(source, "sell")];
  const take = (sides: Sides) => [bids.take(sides.bids, depth), asks.take(sides.asks, depth)] as const;
  take(source.book(begin, depth));
  let time = begin;
  const order = ({ id, price, size, time }: RestingOrder, event?: Event) =>
    `{${event === undefined ? "" : `"event":"${event}",`}"order_id":"${id}","limit_price":${source.priceText(price)},` +
    `"order_qty":${source.sizeText(size)},"timestamp":"${iso(time, 9)}"}`;
  const message = (type: "snapshot" | "update", bidTexts: readonly string[], askTexts: readonly string[]) =>
    `{"channel":"level3","type":"${type}","data":[{"symbol":"${source.symbol}",` +
    `"checksum":${checksum(asks.checked, bids.checked)},"timestamp":"${iso(time, 9)}",` +
    `"bids":[${bidTexts.join(",")}],"asks":[${askTexts.join(",")}]}]}`;
  return {
    channel: "level3",
    symbol: source.symbol,
    snapshot: () => [
      message("snapshot", bids.all.map((each) => order(each)), asks.all.map((each) => order(each))),
    ],
    step(to) {
      const [bought, sold] = take(source.book(to, depth));
      time = to;
      if (bought.length + sold.length === 0) return [];
      const texts = (events: readonly [Event, RestingOrder][]) => events.map(([event, each]) => order(each, event));
      return [message("update", texts(bought), texts(sold))];
    },
  };
}
