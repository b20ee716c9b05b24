/** Every fill of yours exactly once, across reconnects: what the stream missed is fetched from the trade history. */

import type { StreamEvent, SubscribeOptions } from "./subscription.ts";
import type { ExecutionData } from "./v2/data.ts";

/** A fill and where it came from. */
export interface Fill {
  /** `"fill"`. */
  readonly type: "fill";
  /** Kraken's fill id, the same in stream and history. */
  readonly exec_id: string;
  /** The fill as its source has it. */
  readonly data: ExecutionData | HistoryFill;
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
   * Fetches fills from `since` (RFC 3339, the time of the last one seen; an hour before the start when there was none) on, e.g. by
   * `TradesHistory` with `consolidate_taker: false`; those seen already, and those of before the start by their `time`, are left out.
   * Without it the 50 fills of the snapshot are all there is after a loss, and a `gap` event says so.
   */
  fetchFills?: ((since: string) => Promise<readonly HistoryFill[]>) | undefined;
}

/** A function that subscribes to executions with fills in the snapshot: `(options) => socket.subscribe(executions, { snap_trades: true }, options)`. */
export type SubscribeFills = (
  options: SubscribeOptions & { readonly events: true },
) => Promise<
  & AsyncIterableIterator<
    { readonly type: "snapshot" | "update"; readonly data: readonly ExecutionData[] } | StreamEvent
  >
  & AsyncDisposable
>;

/** Ids kept to tell duplicates; far more than a snapshot or a page of history has. */
const REMEMBERED = 50_000;
/** How far back the history is read while no fill has told Kraken's time: room for a wrong clock of ours. */
const BEFORE_MS = 3_600_000;

/** Every fill from now on exactly once. After a loss the history is read from the last fill on, so that nothing is missing and nothing comes twice. */
export async function* everyFill(
  subscribe: SubscribeFills,
  { fetchFills, ...options }: EveryFillOptions = {},
): AsyncGenerator<Fill | StreamEvent, void, void> {
  const seen = new Set<string>();
  let since = new Date(Date.now() - BEFORE_MS).toISOString();
  // Kraken's times in milliseconds: of the newest fill seen, and of the newest one that was there when we began.
  let [newest, past] = [-Infinity, -Infinity];
  let [started, lost] = [false, false];
  const note = (ms: number): void => {
    if (!(ms > newest)) return;
    newest = ms;
    since = new Date(ms).toISOString();
  };
  const channel = "executions";
  const isNew = (id: string): boolean => {
    if (seen.has(id)) return false;
    seen.add(id);
    if (seen.size > REMEMBERED) seen.delete(seen.values().next().value as string);
    return true;
  };
  await using stream = await subscribe({ ...options, events: true });
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
          for (const data of await fetchFills?.(since) ?? []) {
            const ms = millis(data);
            if (ms < past || !isNew(data.exec_id)) continue;
            note(ms);
            yield { type: "fill", exec_id: data.exec_id, data, source: "backfill" };
          }
        }
        if (!fetchFills) detail ||= "fills older than the snapshot may be missing: no 'fetchFills' was given";
      } catch (error) {
        detail = `fetching missed fills failed: ${error instanceof Error ? error.message : String(error)}`;
      }
      if (detail) yield { type: "gap", time: Date.now(), channel, symbols: [], detail };
    }
    for (const data of message.data) {
      const { exec_id: id, exec_type: type, timestamp } = data;
      if (type !== "trade" || id === undefined || !isNew(id)) continue;
      note(Math.floor(Date.parse(timestamp)));
      // The first snapshot is the past: it only says where we begin.
      if (started || message.type === "update") yield { type: "fill", exec_id: id, data, source: "stream" };
    }
    if (isFirst) [started, past] = [true, newest];
  }
}

/** Kraken's time of a row of the history, in whole milliseconds; `NaN` where it has none. */
function millis({ time }: HistoryFill): number {
  return Math.floor(Math.round(Number(time ?? NaN) * 1e6) / 1e3);
}
