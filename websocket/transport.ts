/** One interface over two WebSocket implementations: `ws` from npm, and the platform's own. */

import { ws } from "../_deps/ws.ts";
import { TransportError } from "../core/errors.ts";
import { orAbort } from "../core/retry.ts";
import { checkedUrl } from "../core/urls.ts";
import { checkedMs } from "./connection_options.ts";
import { after } from "./patience.ts";

/** What a transport tells its owner. No call comes after `close`, and none at all after {@linkcode Transport.terminate}. */
export interface TransportHandlers {
  /** A text frame came. */
  message(text: string): void;
  /** A protocol-level pong came. */
  pong(): void;
  /** The socket is gone, for whatever reason. */
  close(code: number, reason: string): void;
}

/** An open socket. */
export interface Transport {
  /** Which implementation it is. */
  readonly kind: "ws" | "platform" | (string & Record<never, never>);
  /** Bytes handed over and not yet sent. */
  readonly bufferedAmount: number;
  /** Sends a text frame. */
  send(text: string): void;
  /** Sends a protocol-level ping; false when the implementation has none. */
  ping(): boolean;
  /** Closes with the closing handshake. */
  close(code?: number, reason?: string): void;
  /** Drops the socket at once, without the closing handshake, and stays silent about it. */
  terminate(): void;
}

/** Options of a transport. */
export interface TransportOptions {
  /** Request headers; only `ws` can send any. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Limit of the opening handshake. @default {10_000} */
  handshakeTimeoutMs?: number | undefined;
  /** Largest message taken; a larger one closes the socket. Only `ws` can enforce it. @default {67_108_864} */
  maxBytes?: number | undefined;
  /** Aborting gives the opening up with the signal's own reason. */
  signal?: AbortSignal | undefined;
}

/** Opens a socket; rejects with a {@linkcode TransportError} when that fails. */
export type OpenTransport = (url: string, handlers: TransportHandlers, options: TransportOptions) => Promise<Transport>;

/**
 * The address, when it may be used: `wss:`, or `ws:` on this machine.
 *
 * @throws {TypeError} for anything else, since tokens and orders would travel in the clear.
 */
export function socketUrl(address: string): string {
  const url = checkedUrl(address);
  if (/^wss?:/i.test(url)) return url;
  throw new TypeError(`A WebSocket address must begin with "wss:" or "ws:": current value is "${address}"`);
}

const failed = (url: string, what: string, cause?: unknown) =>
  new TransportError(`Cannot connect to ${url}: ${what}`, { cause });

interface Opening {
  readonly promise: Promise<Transport>;
  readonly resolve: (transport: Transport) => void;
  readonly reject: (reason: unknown) => void;
}

/** What would be found wrong when the socket is on its way already, and could only be dropped again. */
function check({ handshakeTimeoutMs, signal }: TransportOptions): void {
  if (handshakeTimeoutMs !== undefined) checkedMs("handshakeTimeoutMs", handshakeTimeoutMs);
  signal?.throwIfAborted();
}

/** Runs the handshake's time limit and the caller's abort, and drops the socket when either strikes. */
function opening(url: string, drop: () => void, { handshakeTimeoutMs = 10_000, signal }: TransportOptions): Opening {
  const { promise, resolve, reject } = Promise.withResolvers<Transport>();
  const late = () => give(failed(url, `no answer to the handshake within ${handshakeTimeoutMs} ms`));
  const timer = after(handshakeTimeoutMs, late);
  const abort = () => give(signal?.reason);
  const settled = () => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  };
  function give(reason: unknown): void {
    settled();
    reject(reason);
    drop();
  }
  signal?.addEventListener("abort", abort, { once: true });
  return {
    promise,
    resolve: (transport) => {
      settled();
      resolve(transport);
    },
    reject: give,
  };
}

/** The platform's socket, which is refused at once where the network may not be used. */
function platformSocket(url: string): WebSocket {
  try {
    return new WebSocket(url);
  } catch (cause) {
    throw isDenied(cause) ? notAllowed(url, cause) : cause;
  }
}

const isDenied = (error: unknown) =>
  error instanceof Deno.errors.NotCapable || error instanceof Deno.errors.PermissionDenied;

/** A refusal that stays one however often it is tried. */
function notAllowed(url: string, cause: unknown): TransportError {
  return new TransportError(`Cannot connect to ${url}: this program may not use the network there`, {
    cause,
    retryable: false,
    advice: `Run with --allow-net=${new URL(url).host}`,
  });
}

/**
 * Takes a closed socket from the other side at once. The platform only offers the closing handshake, and one that is half-open never
 * gets the other half of it: the socket stayed, and with it the program. No public way to drop it was found (Deno 2.9, 2026-11), so this
 * looks behind the curtain, and leaves everything as it is where things look different there.
 */
function sever(socket: WebSocket): void {
  if (socket.readyState === WebSocket.CLOSED) return;
  const { internal } = Deno as unknown as { internal?: symbol };
  const { core } = (internal && (Deno as unknown as Record<symbol, unknown>)[internal] || {}) as {
    core?: { tryClose?: (resource: number) => void };
  };
  const name = Object.getOwnPropertySymbols(socket).find(({ description }) => description === "[[rid]]");
  const resource = name && (socket as unknown as Record<symbol, unknown>)[name];
  // Numbers of resources are never given out twice.
  if (typeof resource === "number" && typeof core?.tryClose === "function") core.tryClose(resource);
}

/**
 * A socket of the platform. It can't send pings or headers, and can't limit the size of messages. On another platform than Deno, or a later
 * Deno that no longer lets it, a half-open socket can't be dropped: the program then runs on until the system gives the connection up.
 */
export async function platformTransport(
  url: string,
  handlers: TransportHandlers,
  options: TransportOptions,
): Promise<Transport> {
  check(options);
  const socket = platformSocket(url);
  socket.binaryType = "arraybuffer";
  const silence = () => {
    socket.onopen = socket.onmessage = socket.onclose = null;
    // An error event with nobody listening would end the process.
    socket.onerror = (event) => event.preventDefault();
  };
  const drop = () => {
    silence();
    socket.close();
    sever(socket);
  };
  const start = opening(url, drop, options);
  let failure = "";
  const transport: Transport = {
    kind: "platform",
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
    send: (text) => socket.send(text),
    ping: () => false,
    close: (code = 1000, reason = "") => socket.close(code, reason),
    terminate: drop,
  };
  socket.onopen = () => {
    socket.onclose = ({ code, reason }) => {
      silence();
      handlers.close(code, reason || failure);
    };
    start.resolve(transport);
  };
  socket.onmessage = ({ data }) => handlers.message(typeof data === "string" ? data : new TextDecoder().decode(data));
  socket.onerror = (event) => {
    event.preventDefault();
    failure = event instanceof ErrorEvent ? event.message : "connection failed";
  };
  socket.onclose = () => start.reject(failed(url, failure || "closed during the handshake"));
  return await start.promise;
}

/**
 * A socket of `ws` from npm, fetched on first use. It reads two environment variables when it is loaded:
 * `--allow-env=WS_NO_BUFFER_UTIL,WS_NO_UTF_8_VALIDATE`.
 */
export async function wsTransport(
  url: string,
  handlers: TransportHandlers,
  options: TransportOptions,
): Promise<Transport> {
  check(options);
  // It may have to be fetched first.
  const { default: Socket } = await orAbort(ws(), options.signal);
  const { headers = {}, maxBytes = 67_108_864 } = options;
  const socket = new Socket(url, { headers: { ...headers }, maxPayload: maxBytes, perMessageDeflate: false });
  let failure = "";
  const drop = () => {
    socket.removeAllListeners();
    // Ending a socket before it is open raises an error event, and one with nobody listening would end the process.
    socket.on("error", () => undefined);
    socket.terminate();
  };
  const start = opening(url, drop, options);
  const transport: Transport = {
    kind: "ws",
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
    send: (text) => socket.send(text),
    ping: () => {
      socket.ping();
      return true;
    },
    close: (code = 1000, reason = "") => socket.close(code, reason),
    terminate: drop,
  };
  socket.on("error", (error) => {
    failure = error.message;
    if (isDenied(error)) start.reject(notAllowed(url, error));
  });
  socket.on("open", () => {
    socket.removeAllListeners("close");
    socket.on("close", (code, reason) => handlers.close(code, String(reason) || failure));
    start.resolve(transport);
  });
  // Only text is asked for, so data is always one buffer.
  socket.on("message", (data) => handlers.message(String(data)));
  socket.on("pong", () => handlers.pong());
  socket.on("close", () => start.reject(failed(url, failure || "closed during the handshake")));
  return await start.promise;
}

/** Variables that `ws` reads when it is loaded; without leave to read them it can't be. */
const VARIABLES = ["WS_NO_BUFFER_UTIL", "WS_NO_UTF_8_VALIDATE"];

/** Whether `ws` may read its variables. Asking the user in the middle of connecting would be worse than doing without. */
function mayLoad(): boolean {
  return VARIABLES.every((variable) => Deno.permissions.querySync({ name: "env", variable }).state === "granted");
}

/** `ws` where it can be loaded, else the platform's socket. */
export async function defaultTransport(
  url: string,
  handlers: TransportHandlers,
  options: TransportOptions,
): Promise<Transport> {
  try {
    if (!mayLoad()) return await platformTransport(url, handlers, options);
    await orAbort(ws(), options.signal);
  } catch (error) {
    // Offline, or a platform without npm packages: the platform's socket does all but pings and headers.
    if (error instanceof TransportError || options.signal?.aborted) throw error;
    return await platformTransport(url, handlers, options);
  }
  return await wsTransport(url, handlers, options);
}

/** The transport of a name. */
export function transportOf(choice: "ws" | "platform" | OpenTransport | undefined): OpenTransport {
  if (choice === undefined) return defaultTransport;
  if (typeof choice === "function") return choice;
  if (choice === "ws") return wsTransport;
  if (choice === "platform") return platformTransport;
  throw new RangeError(
    `'transport' must be "ws", "platform" or a function: current value is ${JSON.stringify(choice)}`,
  );
}

/** Opens a socket. An abort is heard at once, even by a transport of one's own that hears none: what it opens too late is dropped. */
export async function opened(
  open: OpenTransport,
  url: string,
  handlers: TransportHandlers,
  options: TransportOptions,
): Promise<Transport> {
  const opening = open(url, handlers, options);
  try {
    return await orAbort(opening, options.signal);
  } catch (error) {
    if (options.signal?.aborted) opening.then((late) => late.terminate(), () => undefined);
    throw error;
  }
}
