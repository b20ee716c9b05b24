/** The sending half of the fan-out bench, in a thread of its own: books and trades of many symbols at a steady rate. */

import { bookChecksum, type BookLevel } from "../websocket/book/mod.ts";

/** What the bench asks for. */
export interface FanoutOrder {
  symbols: string[];
  perSecond: number;
  seconds: number;
}

const scope = self as unknown as {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent<FanoutOrder>) => void) | null;
};
const VARIANTS = 8;
const bids: BookLevel[] = Array.from(
  { length: 10 },
  (_, i) => ({ price: (64009.9 - i).toFixed(1), qty: "1.00000000" }),
);
const asks: BookLevel[] = Array.from(
  { length: 10 },
  (_, i) => ({ price: (64010.0 + i).toFixed(1), qty: "1.00000000" }),
);
const side = (levels: readonly BookLevel[]) =>
  levels.map(({ price, qty }) => `{"price":${price},"qty":${qty}}`).join(",");
const frame = (type: string, symbol: string, b: readonly BookLevel[], a: readonly BookLevel[], checksum: number) =>
  `{"channel":"book","type":"${type}","data":[{"symbol":"${symbol}","bids":[${side(b)}],"asks":[${side(a)}],` +
  `"checksum":${checksum},"timestamp":"2026-09-01T10:00:00.200000Z"}]}`;

let socket: WebSocket | undefined;
const server = Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => scope.postMessage({ port }),
}, (request) => {
  const upgraded = Deno.upgradeWebSocket(request, { idleTimeout: 0 });
  socket = upgraded.socket;
  upgraded.socket.onmessage = ({ data }) => {
    const { method, req_id, params } = JSON.parse(data);
    if (method === "ping") return upgraded.socket.send(`{"method":"pong","req_id":${req_id ?? 0}}`);
    for (const symbol of params.symbol) {
      upgraded.socket.send(
        JSON.stringify({ method, req_id, success: true, result: { channel: params.channel, symbol } }),
      );
    }
    if (method !== "subscribe" || params.channel !== "book") return;
    for (const symbol of params.symbol) {
      upgraded.socket.send(frame("snapshot", symbol, bids, asks, bookChecksum(asks, bids)));
    }
  };
  return upgraded.response;
});

scope.onmessage = async ({ data: { symbols, perSecond, seconds } }) => {
  const variants = Array.from({ length: VARIANTS }, (_, i) => {
    const best: BookLevel = { price: "64009.9", qty: `${i + 1}.00000000` };
    return { best, checksum: bookChecksum(asks, [best, ...bids.slice(1)]) };
  });
  const updates = symbols.map((symbol) =>
    variants.map(({ best, checksum }) => frame("update", symbol, [best], [], checksum))
  );
  let [books, trades, id] = [0, 0, 0];
  const start = performance.now();
  for (let sent = 0; sent < perSecond * seconds;) {
    const due = Math.min(perSecond * seconds, Math.floor((performance.now() - start) / 1000 * perSecond));
    for (; sent < due; sent++) {
      const which = sent % symbols.length;
      if (sent % 5 === 4) {
        const now = performance.timeOrigin + performance.now();
        socket?.send(
          `{"channel":"trade","type":"update","data":[{"symbol":"${
            symbols[which]
          }","side":"buy","price":64010.0,"qty":0.01500000,` +
            `"ord_type":"market","trade_id":${++id},"timestamp":"${now}"}]}`,
        );
        trades++;
      } else {
        socket?.send(updates[which]?.[sent % VARIANTS] ?? "");
        books++;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  scope.postMessage({ books, trades, took: (performance.now() - start) / 1000 });
  await server.finished;
};
