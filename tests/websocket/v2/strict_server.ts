/** A server with Kraken's memory: one subscription per connection, channel and symbol; the second one is refused. */

import { type Client, Loopback } from "../server.ts";

/** A request about one symbol. */
export interface Asked {
  readonly method: "subscribe" | "unsubscribe";
  readonly channel: string;
  readonly symbol: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly client: Client;
  /** When, by `performance.now()`. */
  readonly at: number;
}

/** What a test wants different. */
export interface StrictScript {
  /** Another error, or nothing. */
  refuse?(asked: Asked): string | undefined;
  /** Frames after the acknowledgement. */
  snapshot?(asked: Asked): (string | object)[];
  /** Waited for before a request is looked at. */
  slow?: Promise<void> | undefined;
}

/** The server. */
export class StrictServer extends Loopback {
  /** What was asked for, symbol by symbol. */
  readonly asked: Asked[];
  /** What each connection is served: `"trade BTC/USD"`. */
  readonly served: Map<Client, Set<string>>;

  /** Starts listening at once. The script may be changed while it runs. */
  constructor(script: StrictScript = {}) {
    const asked: Asked[] = [];
    const served = new Map<Client, Set<string>>();
    super({
      open: (client) => {
        served.set(client, new Set());
        void client.gone.then(() => served.delete(client));
      },
      message: async (client, text) => {
        const { method, req_id, params } = JSON.parse(text);
        if (method === "ping") return client.send({ method: "pong" });
        await script.slow;
        const mine = served.get(client);
        if (!mine) return;
        const frames: (string | object)[] = [];
        for (const symbol of (params.symbol ?? [""]) as string[]) {
          const key = `${params.channel} ${symbol}`;
          const one: Asked = { method, channel: params.channel, symbol, params, client, at: performance.now() };
          asked.push(one);
          const again = method === "subscribe"
            ? mine.has(key) ? "Already subscribed" : undefined
            : mine.has(key)
            ? undefined
            : "Subscription Not Found";
          const other = script.refuse?.(one);
          // These two name no symbol.
          const error = other ?? again;
          const named = symbol ? { symbol } : {};
          if (error) {
            client.send({ method, req_id, success: false, error, ...(other ? named : {}) });
            continue;
          }
          if (method === "subscribe") {
            mine.add(key);
            frames.push(...script.snapshot?.(one) ?? []);
          } else mine.delete(key);
          client.send({ method, req_id, success: true, result: { channel: params.channel, ...named } });
        }
        for (const frame of frames) client.send(frame);
      },
    });
    this.asked = asked;
    this.served = served;
  }

  /** The same address for every host. */
  get urls(): { public: string; auth: string; l3: string } {
    return { public: `${this.url}/public`, auth: `${this.url}/auth`, l3: `${this.url}/l3` };
  }

  /** What was asked for, in short: `"subscribe BTC/USD"`. */
  get log(): string[] {
    return this.asked.map(({ method, symbol }) => `${method} ${symbol}`);
  }

  /** Sends a frame to every client. */
  push(frame: string | object): void {
    for (const client of this.clients) client.send(frame);
  }
}
