/** Events by index, and pages of them with continuation tokens. */

import type { HistoryElement, HistoryPage } from "../../../../futures/history/_types.ts";
import { choice, optional, type PublicCall, type Reply, whole } from "../call.ts";
import { malformed } from "../refusal.ts";

/** Things in the order of time, read by index. */
export interface Series<Item> {
  /** How many. */
  readonly length: number;
  /** One of them. */
  at(index: number): Item;
  /** Its time, Unix milliseconds. */
  ms(index: number): number;
}

/** A seeded past in front of what is kept. */
export function joined<Item>(
  count: number,
  past: (index: number) => Item,
  kept: readonly Item[],
  time: (item: Item) => number,
): Series<Item> {
  const at = (index: number): Item => {
    const item = index < count ? past(index) : kept[index - count];
    if (item === undefined) throw new RangeError(`There is no event ${index} of ${count + kept.length}`);
    return item;
  };
  return { length: count + kept.length, at, ms: (index) => time(at(index)) };
}

/** The first index whose time is not before `ms`. */
export function indexAt<Item>(series: Series<Item>, ms: number): number {
  let [low, high] = [0, series.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (series.ms(middle) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Kraken cuts a larger number to it without saying so. */
const MOST = 1000;

/** A page of events. `keep` leaves out what the filters do not want. */
export function page<Event>(
  { fields, ms }: PublicCall,
  series: Series<HistoryElement<Event>>,
  account: { accountUid: string } | Record<never, never> = {},
  keep: (event: Event) => boolean = () => true,
): Reply {
  const sort = choice(fields, "sort", ["asc", "desc"]) ?? "desc";
  const count = Math.min(whole(fields, "count", 1) ?? MOST, MOST);
  const [since, before] = [whole(fields, "since"), whole(fields, "before")];
  const first = since === undefined ? 0 : indexAt(series, since);
  const end = before === undefined ? series.length : indexAt(series, before);
  const token = optional(fields, "continuation_token");
  const step = sort === "asc" ? 1 : -1;
  let index = token === undefined ? sort === "asc" ? first : end - 1 : readToken(token, series);
  const elements: HistoryElement<Event>[] = [];
  while (index >= first && index < end && elements.length < count) {
    const element = series.at(index);
    if (keep(element.event)) elements.push(element);
    index += step;
  }
  const more = index >= first && index < end;
  const next = more ? writeToken(index, series) : undefined;
  const body: HistoryPage<Event> = {
    ...account,
    len: elements.length,
    elements,
    serverTime: new Date(ms).toISOString(),
    ...(next === undefined ? {} : { continuationToken: next }),
  };
  const headers = { "is-truncated": String(more), ...(next === undefined ? {} : { "next-continuation-token": next }) };
  return { body, headers };
}

function writeToken<Item>(index: number, series: Series<Item>): string {
  return btoa(`${series.ms(index)}/${index}`);
}

/** The index a token points to. A token of another call, or one that was changed, is refused. */
function readToken<Item>(token: string, series: Series<Item>): number {
  const [, ms, index] = /^(\d{1,16})\/(\d{1,15})$/.exec(decoded(token)) ?? [];
  const at = Number(index);
  if (index === undefined || at >= series.length || series.ms(at) !== Number(ms)) throw malformed(400);
  return at;
}

function decoded(token: string): string {
  try {
    return atob(token);
  } catch (error) {
    if (error instanceof DOMException) return "";
    throw error;
  }
}
