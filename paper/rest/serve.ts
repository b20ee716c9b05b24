/** The exchange as a server on this machine. */

import { relay } from "./relay.ts";

/** Where and how to listen. */
export interface ServeOptions {
  /** Where to listen; 0 takes a free port. @default {0} */
  readonly port?: number | undefined;
}

/** A running server. */
export interface PaperServer extends AsyncDisposable {
  /** Base address without a slash at the end: `http://127.0.0.1:51234`. */
  readonly url: string;
  /** The port. */
  readonly port: number;
  /** Closes the server and its connections; twice is fine. */
  close(): Promise<void>;
}

/** The connection was closed on purpose; nobody waits for an answer. */
export class Dropped extends Error {
  static {
    this.prototype.name = "Dropped";
  }
}

/** Answers one call; `drop` closes its connection. */
export type ServedHandler = (request: Request, caller: string, drop: () => Promise<never>) => Promise<Response>;

/**
 * Listens on 127.0.0.1. With `droppable`, through a relay that can close a connection without an answer. `ended` says
 * that answers under way were given up on purpose.
 */
export function serve(
  handler: ServedHandler,
  droppable: boolean,
  ended: AbortSignal,
  { port = 0 }: ServeOptions = {},
): PaperServer {
  const stop = new AbortController();
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: droppable ? 0 : port,
    signal: stop.signal,
    onListen() {},
    onError: (error) => {
      if (!ended.aborted) console.error("The embedded exchange failed:", error);
      return Response.json({ error: ["EGeneral:Internal error"] }, { status: 500 });
    },
  }, async (request, { remoteAddr }) => {
    const drop = (): Promise<never> =>
      Promise.reject(
        front?.drop(remoteAddr.port)
          ? new Dropped("The connection was closed")
          : new TypeError("connection closed before message completed"),
      );
    try {
      return await handler(request, remoteAddr.hostname, drop);
    } catch (error) {
      if (error instanceof Dropped) return new Response(null, { status: 502 });
      throw error;
    }
  });
  const front = droppable ? relay(server.addr.port, port) : undefined;
  let closed: Promise<void> | undefined;
  const close = () =>
    closed ??= (async () => {
      await front?.close();
      stop.abort();
      await server.finished;
    })();
  const listening = front?.port ?? server.addr.port;
  return { url: `http://127.0.0.1:${listening}`, port: listening, close, [Symbol.asyncDispose]: close };
}
