/** What happens to orders, told to those who follow one: a socket of its own for all of them, open as long as anybody does. */

import { KrakenError } from "../core/errors.ts";
import type { OrderWatcher, TradingSource } from "../trading/source.ts";
import type { Streams } from "../websocket/streams.ts";
import type { ExecutionData } from "../websocket/v2/data.ts";

interface Feed {
  readonly controller: AbortController;
  live: boolean;
  over: Promise<void>;
}

const ENDED: readonly string[] = ["filled", "canceled", "expired"];
/** Refusals that stand until the key is another one. */
const FOR_GOOD: readonly string[] = ["auth", "permission"];

/**
 * The `watch` of {@linkcode TradingSource} over streams that are opened for it: they end with the signal, or when they are disposed. It
 * takes one connection and one call for a token (1 point), for however many orders at a time. A key that may not have a token is told so
 * once, and not asked again.
 */
export function orderEvents(open: (signal: AbortSignal) => Promise<Streams>): NonNullable<TradingSource["watch"]> {
  const watchers = new Map<string, Set<OrderWatcher>>();
  let feed: Feed | undefined;
  let refused: string | undefined;

  function turn(live: boolean, why?: string): void {
    for (const group of watchers.values()) for (const watcher of group) watcher.turned(live, why);
  }

  function tell({ order_id, order_status }: ExecutionData): void {
    for (const watcher of watchers.get(order_id) ?? []) watcher.told(ENDED.includes(order_status));
  }

  /** Reads until nobody follows an order any more. Whatever goes wrong is told: the orders are polled then. */
  async function read(self: Feed): Promise<void> {
    const { signal } = self.controller;
    let why = "the stream of executions has ended";
    try {
      await using streams = await open(signal);
      for await (const message of streams.executions({ events: true, signal })) {
        if (signal.aborted) return;
        if (!("data" in message)) {
          if (message.type === "down") turn(self.live = false, message.detail);
        } else if (message.type === "snapshot") turn(self.live = true); // what happens from here on is told
        else message.data.forEach(tell);
      }
    } catch (error) {
      if (signal.aborted) return;
      why = error instanceof Error ? error.message : String(error);
      if (error instanceof KrakenError && FOR_GOOD.includes(error.category)) refused = why;
    }
    if (feed === self) feed = undefined;
    turn(false, why);
  }

  function start(): Feed {
    const self: Feed = { controller: new AbortController(), live: false, over: Promise.resolve() };
    self.over = read(self);
    return self;
  }

  async function leave(txid: string, watcher: OrderWatcher): Promise<void> {
    const group = watchers.get(txid);
    group?.delete(watcher);
    if (group?.size === 0) watchers.delete(txid);
    const last = feed;
    if (watchers.size > 0 || !last) return;
    feed = undefined;
    last.controller.abort();
    await last.over;
  }

  return (txid, watcher) => {
    const group = watchers.get(txid) ?? new Set();
    watchers.set(txid, group.add(watcher));
    if (refused !== undefined) watcher.turned(false, refused);
    else {
      feed ??= start();
      if (feed.live) watcher.turned(true);
    }
    let left: Promise<void> | undefined;
    return { [Symbol.asyncDispose]: () => left ??= leave(txid, watcher) };
  };
}
