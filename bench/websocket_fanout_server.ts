/** The sending half of the fan-out bench, in a thread of its own: books, trades and executions at a steady rate. */

import { bookSnapshot, bookUpdate, serveV2 } from "./_v2_server.ts";

/** Channels of the load. */
export type FanoutChannel = "book" | "trade" | "execution";

/** What the bench asks for. */
export interface FanoutOrder {
  /** Symbols of the books and trades. */
  symbols: string[];
  /** Messages a second, all channels together. */
  perSecond: number;
  /** How long. */
  seconds: number;
  /** Leaves one message of a channel out in the middle, as a test of whether the bench notices. */
  leaveOut?: FanoutChannel | undefined;
}

/** Messages that were due, by channel. */
export interface FanoutSent extends Record<FanoutChannel, number> {
  /** How late they were sent, in milliseconds, 99th percentile; some 2 ms where nothing else runs. */
  late: number;
}

const scope = self as unknown as {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent<FanoutOrder>) => void) | null;
};
/** Sizes that a best bid takes in turn. */
const VARIANTS = 8;
/** Of twenty messages sixteen are books, three trades and one an execution. */
const ROUND = 20;

// It goes on after a subscription anew, whose snapshot has the next number.
let sequence = 0;
const executions = (type: string, rows: string) =>
  `{"channel":"executions","type":"${type}","data":[${rows}],"sequence":${++sequence}}`;

/** The four messages of an order's life, one for each `step`: accepted, open, filled in part, filled. */
function execution(step: number, symbol: string, time: number): string {
  const order = step >> 2;
  const id = `"order_id":"O${
    String(order).padStart(5, "0")
  }-BENCH-ORDERS","order_userref":${order},"timestamp":"${time}"`;
  const size =
    '"side":"buy","order_type":"limit","order_qty":0.01500000,"limit_price":64010.0,"limit_price_type":"static"';
  const filled = '"cum_qty":0.01500000,"cum_cost":960.15000,"avg_price":64010.0,"fee_usd_equiv":2.49639';
  const rows = [
    `"exec_type":"pending_new","order_status":"pending_new","symbol":"${symbol}",${size},"time_in_force":"GTC","cum_cost":0.0`,
    '"exec_type":"new","order_status":"new"',
    `"exec_type":"trade","order_status":"partially_filled","symbol":"${symbol}","exec_id":"T${order}-BENCH","trade_id":${order},` +
    `"side":"buy","last_qty":0.01500000,"last_price":64010.0,"liquidity_ind":"m","cost":960.15000,"order_type":"limit",` +
    `${filled},"fees":[{"asset":"USD","qty":2.49639}]`,
    `"exec_type":"filled","order_status":"filled",${filled}`,
  ];
  return executions("update", `{${id},${rows[step & 3]}}`);
}

const trade = (id: number, symbol: string, time: number) =>
  `{"channel":"trade","type":"update","data":[{"symbol":"${symbol}","side":"buy","price":64010.0,"qty":0.01500000,` +
  `"ord_type":"market","trade_id":${id},"timestamp":"${time}"}]}`;

const server = serveV2({
  first: ({ channel, symbol }) => {
    if (channel === "book") return bookSnapshot(symbol, VARIANTS);
    return channel === "executions" ? executions("snapshot", "") : undefined;
  },
});

scope.onmessage = async ({ data: { symbols, perSecond, seconds, leaveOut } }) => {
  const updates = symbols.map((symbol) => Array.from({ length: VARIANTS }, (_, i) => bookUpdate(symbol, i + 1)));
  const sent: Record<FanoutChannel, number> = { book: 0, trade: 0, execution: 0 };
  const write = (channel: FanoutChannel): void => {
    const count = sent[channel]++;
    const turn = Math.floor(count / symbols.length);
    const which = count % symbols.length;
    const time = performance.timeOrigin + performance.now();
    const symbol = symbols[which] ?? "";
    let frame: string;
    if (channel === "trade") frame = trade(count + 1, symbol, time);
    else if (channel === "execution") frame = execution(count, symbol, time);
    else {
      const { before, after } = updates[which]?.[turn % VARIANTS] ?? { before: "", after: "" };
      frame = `${before}${time}${after}`;
    }
    if (channel === leaveOut && count === 10) return;
    server.socket(channel === "execution" ? "/auth" : "/public")?.send(frame);
  };
  const total = Math.floor(perSecond * seconds);
  const late = new Float64Array(total);
  const start = performance.now();
  for (let done = 0; done < total;) {
    const due = Math.min(total, Math.floor((performance.now() - start) / 1000 * perSecond));
    for (; done < due; done++) {
      late[done] = performance.now() - start - done / perSecond * 1000;
      const turn = done % ROUND;
      write(turn === ROUND - 1 ? "execution" : turn % 5 === 4 ? "trade" : "book");
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  scope.postMessage({ ...sent, late: late.sort()[Math.floor(total * 0.99)] ?? NaN } satisfies FanoutSent);
};
scope.postMessage({ port: server.port });
