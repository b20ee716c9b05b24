/** A scripted server of the Futures WebSocket v1. */

import { type Client, Loopback } from "./server.ts";

/** A request as it came. */
export interface FuturesRequest {
  event: string;
  feed?: string;
  product_ids?: string[];
  api_key?: string;
  original_challenge?: string;
  signed_challenge?: string;
}

/** What a test wants different. */
export interface FuturesScript {
  /** The message to refuse a product with, or nothing to accept it. */
  refuse?(request: FuturesRequest, product: string): object | undefined;
  /** Frames to send after a product is acknowledged. */
  snapshot?(request: FuturesRequest, product: string): (string | object)[];
  /** The challenge of a client. */
  challenge?(client: Client): string;
  /** Whether each product is acknowledged by itself, or all in one, in another order. @default {"all"} */
  acknowledges?: "all" | "each";
}

/** The server. */
export class FuturesServer extends Loopback {
  /** Requests of all clients in order. */
  readonly requests: FuturesRequest[];

  /** Starts listening at once. */
  constructor(script: FuturesScript = {}) {
    const requests: FuturesRequest[] = [];
    super({
      open: (client) => client.send('{"event":"info","version":1}'),
      message: (client, text) => {
        const request = JSON.parse(text) as FuturesRequest;
        requests.push(request);
        const { event, feed, product_ids } = request;
        if (event === "ping") return client.send({ event: "pong" });
        if (event === "challenge") {
          return client.send({ event, message: script.challenge?.(client) ?? crypto.randomUUID() });
        }
        const products = product_ids ?? [""];
        const accepted = products.filter((product) => {
          const refusal = script.refuse?.(request, product);
          if (refusal) client.send(refusal);
          return !refusal;
        });
        const answer = { event: `${event}d`, feed };
        if (product_ids === undefined) {
          if (accepted.length > 0) client.send(answer);
        } else if (script.acknowledges === "each") {
          for (const product of accepted) client.send({ ...answer, product_ids: [product] });
        } else if (accepted.length > 0) client.send({ ...answer, product_ids: accepted.toReversed() });
        if (event !== "subscribe") return;
        for (const product of accepted) {
          for (const frame of script.snapshot?.(request, product) ?? []) client.send(frame);
        }
      },
    });
    this.requests = requests;
  }

  /** Sends a frame to every client. */
  push(frame: string | object): void {
    for (const client of this.clients) client.send(frame);
  }

  /** Requests of an event, in one line each. */
  lines(event: string): string[] {
    return this.requests.filter((request) => request.event === event)
      .map(({ feed, product_ids }) => [feed, ...product_ids ?? []].join(" "));
  }
}
