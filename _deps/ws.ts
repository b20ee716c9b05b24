/** ws, the WebSocket client with protocol-level pings, headers and limits; fetched from npm when a socket is first opened. */

/** The module `npm:ws`, as far as it is used; its own types would be downloaded by every type check. */
export interface Ws {
  /** The client's class. */
  readonly default: new (url: string, options: WsOptions) => WsSocket;
}

/** Options of a socket. */
export interface WsOptions {
  /** Request headers. */
  headers?: Record<string, string>;
  /** Largest message taken, in bytes. */
  maxPayload?: number;
  /** Whether compression is offered. */
  perMessageDeflate?: boolean;
}

/** A socket. */
export interface WsSocket {
  /** Bytes handed over and not yet sent. */
  readonly bufferedAmount: number;
  /** Sends a text frame. */
  send(text: string): void;
  /** Sends a protocol-level ping. */
  ping(): void;
  /** Closes with the closing handshake. */
  close(code?: number, reason?: string): void;
  /** Drops the connection. */
  terminate(): void;
  /** Listens. `message` carries the bytes, `close` code and reason, `error` the failure. */
  on(event: "open" | "pong", listener: () => void): unknown;
  on(event: "message", listener: (data: { toString(): string }) => void): unknown;
  on(event: "close", listener: (code: number, reason: { toString(): string }) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  /** Forgets the listeners of an event, or all. */
  removeAllListeners(event?: string): unknown;
}

const specifier = "npm:ws@8.18.3";
let loaded: Promise<Ws> | undefined;

/** ws, fetched on first use and kept. */
export function ws(): Promise<Ws> {
  return loaded ??= import(specifier).catch((error) => {
    // A failed download must not stick: the next connection may try again.
    loaded = undefined;
    throw error;
  });
}
