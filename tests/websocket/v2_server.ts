/** A scripted server of the v2 dialect: it acknowledges as Kraken does, and sends what a test tells it to. */

import { type Client, Loopback } from "./server.ts";

/** A request as it came. */
export interface Request {
  method: string;
  req_id?: number;
  params: Record<string, unknown> & { channel?: string; symbol?: string[] };
}

/** What a test wants different. */
export interface V2Script {
  /** Error for a symbol (`""` where the channel has none), or nothing to accept it. */
  refuse?(request: Request, symbol: string, client: Client): string | undefined;
  /** Frames to send after the acknowledgement of a symbol. */
  snapshot?(request: Request, symbol: string, client: Client): (string | object)[];
  /** Answers a trading method: the frames to send, or nothing for silence. */
  trade?(request: Request, client: Client): object[] | undefined;
  /** Whether pings are answered. @default {true} */
  pongs?: boolean;
  /** Whether subscriptions are acknowledged at all. @default {true} */
  acknowledges?: boolean;
  /** Fields of a good acknowledgement's result besides channel and symbol. */
  result?(request: Request, symbol: string): object;
}

const TIMES = { time_in: "2026-09-01T10:00:00.100200Z", time_out: "2026-09-01T10:00:00.100260Z" };

/** The server. */
export class V2Server extends Loopback {
  /** Requests of all clients in order. */
  readonly requests: Request[];

  /** Starts listening at once. */
  constructor(script: V2Script = {}) {
    const requests: Request[] = [];
    super({
      open: (client) =>
        client.send(
          '{"channel":"status","data":[{"api_version":"v2","connection_id":13900000000000000001,"system":"online","version":"2.0.9"}],"type":"update"}',
        ),
      message: (client, text) => {
        const request = JSON.parse(text) as Request;
        requests.push(request);
        const { method, req_id, params } = request;
        if (method === "ping") {
          if (script.pongs !== false) {
            client.send({ method: "pong", ...(req_id === undefined ? {} : { req_id }), ...TIMES });
          }
          return;
        }
        if (method !== "subscribe" && method !== "unsubscribe") {
          for (const answer of script.trade?.(request, client) ?? []) {
            client.send({ method, req_id, ...answer, ...TIMES });
          }
          return;
        }
        if (script.acknowledges === false) return;
        const symbols = params.symbol ?? [""];
        const accepted: string[] = [];
        for (const symbol of symbols) {
          const error = script.refuse?.(request, symbol, client);
          const named = symbol ? { symbol } : {};
          if (error) client.send({ error, method, req_id, success: false, ...named, ...TIMES });
          else {
            accepted.push(symbol);
            const result = { channel: params.channel, ...named, ...script.result?.(request, symbol) };
            client.send({ method, req_id, result, success: true, ...TIMES });
          }
        }
        if (method === "unsubscribe") return;
        for (const symbol of accepted) {
          for (const frame of script.snapshot?.(request, symbol, client) ?? []) client.send(frame);
        }
      },
    });
    this.requests = requests;
  }

  /** The same address for every host. */
  get urls(): { public: string; auth: string; l3: string } {
    return { public: `${this.url}/public`, auth: `${this.url}/auth`, l3: `${this.url}/l3` };
  }

  /** Sends a frame to every client, or those of one path. */
  push(frame: string | object, path?: string): void {
    for (const client of this.clients) if (path === undefined || client.path === path) client.send(frame);
  }

  /** Requests of a method. */
  of(method: string): Request[] {
    return this.requests.filter((request) => request.method === method);
  }
}

/** A trade message. */
export function tradeFrame(symbol: string, ids: readonly number[], type: "snapshot" | "update" = "update"): object {
  const data = ids.map((trade_id) => ({
    symbol,
    side: "buy",
    price: 64010.5,
    qty: 0.015,
    ord_type: "limit",
    trade_id,
    timestamp: "2026-09-01T10:00:01.120001Z",
  }));
  return { channel: "trade", type, data };
}
