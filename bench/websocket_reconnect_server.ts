/** The other side of the reconnect bench, in a thread of its own: it cuts the connection, and counts what comes to get it back. */

import { bookSnapshot, serveV2 } from "./_v2_server.ts";

/** What the bench asks for. */
export interface ReconnectOrder {
  /** Whether every connection is closed now. */
  cut?: boolean;
  /** The market's state from now on, a whole number that every first message shows. */
  state?: number;
  /** Whether requests are only answered when no more of them come for a while. */
  hold?: boolean;
}

/** What came since the last order, in answer to every order. */
export interface ReconnectReport {
  /** Text of each request about subscriptions. */
  requests: string[];
  /** Frames that answered them. */
  answers: number;
  /** Rounds of acknowledgements: how often held requests were answered; 0 without `hold`. */
  rounds: number;
}

const scope = self as unknown as {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent<ReconnectOrder>) => void) | null;
};
/** So long a wait for one more request ends a round: what does not depend on an answer has come by then. */
const QUIET_MS = 100;

let [state, hold] = [1, false];
let found: ReconnectReport = { requests: [], answers: 0, rounds: 0 };
let held: (() => void)[] = [];
let quiet: ReturnType<typeof setTimeout> | undefined;

function first(channel: string, symbol: string): string {
  if (channel === "book") return bookSnapshot(symbol, state);
  const row = channel === "trade"
    ? `"side":"buy","price":64010.0,"qty":0.01500000,"ord_type":"market","trade_id":${state}`
    : `"bid":64009.9,"bid_qty":1.00000000,"ask":64010.0,"ask_qty":1.00000000,"last":64010.0,"volume":${state},"vwap":64000.0,` +
      '"low":63000.0,"high":65000.0,"change":10.0,"change_pct":0.02';
  return `{"channel":"${channel}","type":"${
    channel === "trade" ? "update" : "snapshot"
  }","data":[{"symbol":"${symbol}",${row},` +
    '"timestamp":"2026-09-01T10:00:00.200000Z"}]}';
}

function release(): void {
  found.rounds++;
  const round = held;
  held = [];
  for (const reply of round) reply();
}

const server = serveV2({
  first: ({ channel, symbol }) => {
    found.answers++;
    return first(channel, symbol);
  },
  asked: (text, reply) => {
    found.requests.push(text);
    const { params } = JSON.parse(text) as { params: { symbol: string[] } };
    found.answers += params.symbol.length;
    if (!hold) return reply();
    held.push(reply);
    clearTimeout(quiet);
    quiet = setTimeout(release, QUIET_MS);
  },
});

scope.onmessage = ({ data }) => {
  const last = found;
  found = { requests: [], answers: 0, rounds: 0 };
  ({ state = state, hold = hold } = data);
  if (data.cut) server.cut();
  scope.postMessage(last);
};
scope.postMessage({ port: server.port });
