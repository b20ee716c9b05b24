/** What the tests of the Unified socket's account half share. */

import { createFuturesClient, type FuturesClient } from "../../../futures/client.ts";
import { type PaperApiKey, type PaperExchange, paperExchange, type PaperOptions } from "../../../paper/mod.ts";
import type { SocketServer } from "../../../paper/ws/sockets.ts";
import { createSpotClient } from "../../../spot/client.ts";
import {
  type AddOrderParams,
  connectUnified,
  type ConnectUnifiedOptions,
  type UnifiedSocket,
} from "../../../websocket/unified/mod.ts";
import { NOW } from "../help.ts";
import { type Message, Raw } from "./help.ts";

export const asset_class = "derivatives";

/** An exchange with a clock that only the test moves. */
export const opened = (options: PaperOptions = {}): PaperExchange =>
  paperExchange({ seed: 7, now: () => NOW, limits: false, ...options });

/** A token of a key, as GetWebSocketsToken gives it. */
export async function tokenOf(
  { fetch, key, secret }: PaperExchange,
  own: Pick<PaperApiKey, "key" | "secret"> = { key, secret },
): Promise<string> {
  return (await createSpotClient({ fetch, key: own.key, secret: own.secret }).trading.getWebSocketsToken()).token;
}

/** Our client, in this process. */
export function connect(
  exchange: PaperExchange,
  key?: PaperApiKey,
  options: ConnectUnifiedOptions = {},
): Promise<UnifiedSocket> {
  const token = () => tokenOf(exchange, key);
  return connectUnified({ transport: exchange.sockets.transport, token, open: "auth", ...options });
}

/** Futures REST of the default account. */
export const restOf = ({ fetch, futuresKey: key, futuresSecret: secret }: PaperExchange): FuturesClient =>
  createFuturesClient({ key, secret, fetch });

/** A served exchange and a bare connection to its private socket. */
export class Bare implements AsyncDisposable {
  readonly client: Raw;
  readonly token: string;
  private constructor(client: Raw, token: string) {
    this.client = client;
    this.token = token;
  }

  static async open(exchange: PaperExchange, server: SocketServer, key?: PaperApiKey): Promise<Bare> {
    const { client } = await Raw.open(server.sockets.unified.auth);
    return new Bare(client, await tokenOf(exchange, key));
  }

  /** Asks with `asset_class` and token. */
  ask(method: string, params: object = {}): Promise<Message> {
    return this.client.ask(method, { asset_class, token: this.token, ...params });
  }

  async error(method: string, params: object = {}): Promise<string | undefined> {
    return (await this.ask(method, params)).error;
  }

  /** What was told on executions from a text on. */
  async rows(from = 0): Promise<Message[]> {
    await this.client.settled();
    return this.client.texts.slice(from).map((text) => JSON.parse(text))
      .filter(({ channel, type }) => channel === "executions" && type === "update").flatMap(({ data }) => data);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.client[Symbol.asyncDispose]();
  }
}

/** A limit order that rests, or what `more` makes of it. */
export const bid = (
  limit_price: number,
  more: object = {},
): AddOrderParams => ({
  order_type: "limit",
  side: "buy",
  symbol: "PF_XBTUSD",
  order_qty: 0.01,
  limit_price,
  ...more,
});

/** The next message of a stream. */
export const next = async (stream: AsyncIterator<unknown, unknown>): Promise<Message> =>
  (await stream.next()).value as Message;
