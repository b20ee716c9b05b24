/** Every fill of yours exactly once, across reconnects: what the stream missed is fetched from the trade history. */

import { within } from "./patience.ts";
import type { StreamEvent, SubscribeOptions } from "./subscription.ts";
import type { ExecutionData } from "./v2/data.ts";
import type { WithDigits } from "./v2/types.ts";

/** A fill and where it came from. */
export interface Fill {
  /** `"fill"`. */
  readonly type: "fill";
  /** Kraken's fill id, the same in stream and history. */
  readonly exec_id: string;
  /**
   * The fill as its source has it, amounts as exact text: `last_qty`, `last_price`, `cost` and `fees` of the stream; `vol`, `price`, `cost` and
   * `fee` of the history.
   */
  readonly data: WithDigits<ExecutionData> | HistoryFill;
  /** The stream itself, or the history. */
  readonly source: "stream" | "backfill";
}

/** A fill of the trade history: any fields, with its id as `exec_id`, and its `time` in Unix seconds where it has one. */
export interface HistoryFill extends Record<string, unknown> {
  /** Fill id: the key of the row in `TradesHistory`. */
  readonly exec_id: string;
}

/** Options of {@linkcode everyFill}. */
export interface EveryFillOptions extends Pick<SubscribeOptions, "signal" | "timeoutMs" | "capacity"> {
  /**
   * Fetches fills from `since` (RFC 3339: Kraken's time of the last one seen, or of the start when there was none since) on, e.g. by
   * `TradesHistory` with `consolidate_taker: false`; those seen already, and those of before the start by their `time`, are left out.
   * The signal is the reader's, which does not wait when it aborts. Without it the 50 fills of the snapshot are all there is after a loss, and a `gap` event says so.
   */
  fetchFills?: ((since: string, signal?: AbortSignal) => Promise<readonly HistoryFill[]>) | undefined;
}

/** A function that subscribes to executions with fills in the snapshot: `(options) => socket.subscribe(executions, { snap_trades: true }, options)`. Amounts come as exact text, which the options ask for. */
export type SubscribeFills = (
  options: SubscribeOptions & { readonly events: true; readonly digits: true },
) => Promise<
  & AsyncIterableIterator<
    { readonly type: "snapshot" | "update"; readonly data: readonly WithDigits<ExecutionData>[] } | StreamEvent
  >
  & AsyncDisposable
  & {
    /** When the stream began, by Kraken's clock, RFC 3339; {@linkcode Subscription} has it. Without it the newest fill of the first snapshot tells. */
    readonly since?: string | undefined;
  }
>;

/** Ids kept to tell duplicates; far more than a snapshot or a page of history has. */
const REMEMBERED = 50_000;
/** How far back the history is read while nothing has told Kraken's time: room for a wrong clock of ours. */
const BEFORE_MS = 3_600_000;

/**
 * Every fill from now on exactly once, which is from the moment on, to the millisecond of its own clock, at which Kraken received the
 * subscription. After a loss the history is read from the last fill on, so that nothing is missing and nothing comes twice.
 */
export async function* everyFill(
  subscribe: SubscribeFills,
  { fetchFills, ...options }: EveryFillOptions = {},
): AsyncGenerator<Fill | StreamEvent, void, void> {
  const seen = new Set<string>();
  // Kraken's times in milliseconds: of the newest fill seen, and of what is past, since it was there when we began.
  let [newest, past] = [-Infinity, -Infinity];
  let [started, lost] = [false, false];
  const channel = "executions";
  const isNew = (id: string): boolean => {
    if (seen.has(id)) return false;
    seen.add(id);
    if (seen.size > REMEMBERED) seen.delete(seen.values().next().value as string);
    return true;
  };
  const { signal } = options;
  const history = (since: string): Promise<readonly HistoryFill[]> =>
    within(fetchFills?.(since, signal) ?? Promise.resolve([]), () => undefined, { timeoutMs: Infinity, signal });
  const begun = Date.now();
  await using stream = await subscribe({ ...options, events: true, digits: true });
  const start = Math.floor(Date.parse(stream.since ?? ""));
  const timed = !Number.isNaN(start);
  if (timed) [started, past] = [true, start];
  const since = (): string => {
    const known = Math.max(newest, past);
    return new Date(known > -Infinity ? known : begun - BEFORE_MS).toISOString();
  };
  for await (const message of stream) {
    if (!("data" in message)) {
      lost ||= message.type === "down" || message.type === "gap";
      yield message;
      continue;
    }
    const isFirst = !started && message.type === "snapshot";
    if (lost && message.type === "snapshot") {
      lost = false;
      let detail = "";
      try {
        if (isFirst) detail = "the connection was lost before the first snapshot: fills before it count as past";
        else {
          for (const data of await history(since())) {
            const ms = millis(data);
            if (ms < past || !isNew(data.exec_id)) continue;
            if (ms > newest) newest = ms;
            yield { type: "fill", exec_id: data.exec_id, data, source: "backfill" };
          }
        }
        if (!fetchFills) detail ||= "fills older than the snapshot may be missing: no 'fetchFills' was given";
      } catch (error) {
        signal?.throwIfAborted();
        detail = `fetching missed fills failed: ${error instanceof Error ? error.message : String(error)}`;
      }
      if (detail) yield { type: "gap", time: Date.now(), channel, symbols: [], detail };
    }
    for (const data of message.data) {
      const { exec_id: id, exec_type: type, timestamp } = data;
      if (type !== "trade" || id === undefined || !isNew(id)) continue;
      const ms = Math.floor(Date.parse(timestamp));
      if (ms > newest) newest = ms;
      // What comes as an update happens now, whatever two clocks of Kraken's say. The past of a snapshot only says where we begin;
      // without a time of the start all of the first one is that.
      if (message.type === "update" || (timed ? !(ms < past) : started)) {
        yield { type: "fill", exec_id: id, data, source: "stream" };
      }
    }
    if (isFirst) [started, past] = [true, Math.max(past, newest)];
  }
}

/** Kraken's time of a row of the history, in whole milliseconds; `NaN` where it has none. */
function millis({ time }: HistoryFill): number {
  return Math.floor(Math.round(Number(time ?? NaN) * 1e6) / 1e3);
}
