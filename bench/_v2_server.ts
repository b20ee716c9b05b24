/** A made-up exchange of the v2 dialect for the socket benches: it acknowledges as Kraken does, with true checksums. */

import { bookChecksum, type BookLevel } from "../websocket/book/mod.ts";

/** A subscription as it was asked for. */
export interface Subscription {
  /** `book`, `trade`, … */
  channel: string;
  /** `BTC/USD`; `""` where the channel has none. */
  symbol: string;
}

/** What a bench wants of the server. */
export interface V2Script {
  /** The frame that follows a subscription's acknowledgement, or nothing. */
  first(subscription: Subscription): string | undefined;
  /** Takes the text of a request about subscriptions, and says when it is answered. @default {at once} */
  asked?(text: string, reply: () => void): void;
}

/** A running server. */
export interface V2Server {
  /** Where it listens, on 127.0.0.1. */
  readonly port: number;
  /** The last socket of a path, such as `/public`. */
  socket(path: string): WebSocket | undefined;
  /** Closes every socket, as a restarting server does; none is there when this returns. */
  cut(): void;
}

/** Levels on each side of a book. */
const DEPTH = 10;
const levels = (best: number, step: number): BookLevel[] =>
  Array.from({ length: DEPTH }, (_, i) => ({ price: (best + i * step).toFixed(1), qty: "1.00000000" }));
const [bids, asks] = [levels(64009.9, -1), levels(64010, 1)];

const side = (all: readonly BookLevel[]) => all.map(({ price, qty }) => `{"price":${price},"qty":${qty}}`).join(",");

/** A book message up to its timestamp and after it, since the time of sending is put between at the last moment. */
export interface BookText {
  /** Up to the opening quote of the timestamp. */
  before: string;
  /** From its closing quote on. */
  after: string;
}

function text(type: string, symbol: string, best: BookLevel, b: BookLevel[], a: BookLevel[]): BookText {
  const checksum = bookChecksum(asks, [best, ...bids.slice(1)]);
  return {
    before:
      `{"channel":"book","type":"${type}","data":[{"symbol":"${symbol}","bids":[${side(b)}],"asks":[${side(a)}],` +
      `"checksum":${checksum},"timestamp":"`,
    after: '"}]}',
  };
}

const bestOf = (qty: number): BookLevel => ({ price: "64009.9", qty: `${qty}.00000000` });

/** A whole book whose best bid has the size `qty`. */
export function bookSnapshot(symbol: string, qty: number): string {
  const best = bestOf(qty);
  const { before, after } = text("snapshot", symbol, best, [best, ...bids.slice(1)], asks);
  return `${before}2026-09-01T10:00:00.200000Z${after}`;
}

/** A change of that book's best bid to the size `qty`. */
export function bookUpdate(symbol: string, qty: number): BookText {
  const best = bestOf(qty);
  return text("update", symbol, best, [best], []);
}

interface Request {
  method: string;
  req_id?: number;
  params?: { channel: string; symbol?: string[] };
}

/** Listens at once. */
export function serveV2({ first, asked = (_, reply) => reply() }: V2Script): V2Server {
  const sockets = new Map<string, WebSocket>();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => undefined }, (request) => {
    const { socket, response } = Deno.upgradeWebSocket(request, { idleTimeout: 0 });
    const { pathname } = new URL(request.url);
    socket.onopen = () => sockets.set(pathname, socket);
    socket.onmessage = ({ data }) => {
      const { method, req_id, params } = JSON.parse(data) as Request;
      if (method === "ping") return socket.send(JSON.stringify({ method: "pong", req_id }));
      const { channel = "", symbol: symbols = [""] } = params ?? {};
      asked(data, () => {
        for (const symbol of symbols) {
          const result = symbol ? { channel, symbol } : { channel };
          socket.send(JSON.stringify({ method, req_id, result, success: true }));
        }
        if (method !== "subscribe") return;
        for (const symbol of symbols) {
          const frame = first({ channel, symbol });
          if (frame !== undefined) socket.send(frame);
        }
      });
    };
    return response;
  });
  return {
    port: server.addr.port,
    socket: (path) => sockets.get(path),
    cut: () => {
      for (const socket of sockets.values()) socket.close(1012, "service restart");
      sockets.clear();
    },
  };
}
