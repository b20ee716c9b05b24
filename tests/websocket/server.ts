/** A scripted WebSocket server on loopback. Tests say what it answers; it remembers what it was sent. */

/** One client of a {@linkcode Loopback}. */
export interface Client {
  /** Number of the connection, from 0. */
  readonly index: number;
  /** Path and query it asked for. */
  readonly path: string;
  /** Request headers. */
  readonly headers: Headers;
  /** Everything it sent. */
  readonly received: string[];
  /** Sends a text frame. */
  send(text: string | object): void;
  /** Closes with a code. */
  close(code?: number, reason?: string): void;
  /** Resolves when the socket is gone. */
  readonly gone: Promise<void>;
}

/** What the server does. */
export interface Script {
  /** A client connected. */
  open?(client: Client): void;
  /** A text frame came. */
  message?(client: Client, text: string): void;
  /** Answers the handshake with this instead, when it returns something. */
  refuse?(index: number): Response | undefined;
}

/** A running server; `await using` shuts it down. */
export class Loopback implements AsyncDisposable {
  /** `ws://127.0.0.1:port`. */
  readonly url: string;
  /** Every client so far. */
  readonly clients: Client[] = [];
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #sockets: Set<WebSocket> = new Set();
  #attempts = 0;

  /** Starts listening at once. */
  constructor(script: Script = {}) {
    this.#server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => undefined }, (request) => {
      const attempt = this.#attempts++;
      const refusal = script.refuse?.(attempt);
      if (refusal) return refusal;
      const { pathname, search } = new URL(request.url);
      // Deno forgets a request's headers once it is answered.
      const headers = new Headers([...request.headers]);
      const { socket, response } = Deno.upgradeWebSocket(request, { idleTimeout: 0 });
      const { promise: gone, resolve } = Promise.withResolvers<void>();
      const client: Client = {
        index: this.clients.length,
        path: pathname + search,
        headers,
        received: [],
        send: (text) => {
          if (socket.readyState === WebSocket.OPEN) socket.send(typeof text === "string" ? text : JSON.stringify(text));
        },
        close: (code = 1000, reason = "") => socket.close(code, reason),
        gone,
      };
      this.#sockets.add(socket);
      this.clients.push(client);
      socket.onopen = () => script.open?.(client);
      socket.onmessage = ({ data }) => {
        client.received.push(String(data));
        script.message?.(client, String(data));
      };
      socket.onerror = (event) => event.preventDefault();
      socket.onclose = () => {
        this.#sockets.delete(socket);
        resolve();
      };
      return response;
    });
    this.url = `ws://127.0.0.1:${this.#server.addr.port}`;
  }

  /** Handshakes so far, refused ones included. */
  get attempts(): number {
    return this.#attempts;
  }

  /** Closes every socket. */
  drop(code: number = 1012, reason: string = "restart"): void {
    for (const socket of this.#sockets) socket.close(code, reason);
  }

  /** Stops the server and waits for its sockets. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.drop(1001, "bye");
    await Promise.all(this.clients.map(({ gone }) => gone));
    await this.#server.shutdown();
  }
}

/**
 * A server that answers the handshake and then says nothing at all, not even pongs: a half-open socket. It has no WebSocket of its
 * own, just enough of the handshake.
 */
export class DeadEnd implements AsyncDisposable {
  /** `ws://127.0.0.1:port`. */
  readonly url: string;
  /** Handshakes answered. */
  connections = 0;
  readonly #listener: Deno.TcpListener;
  readonly #sockets: Set<Deno.TcpConn> = new Set();
  readonly #running: Promise<void>;

  readonly #after: ((write: (bytes: Uint8Array<ArrayBuffer>) => Promise<unknown>) => Promise<void>) | undefined;

  /** Starts listening at once. `after` may write raw bytes when the handshake is done. */
  constructor(after?: (write: (bytes: Uint8Array<ArrayBuffer>) => Promise<unknown>) => Promise<void>) {
    this.#after = after;
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    this.url = `ws://127.0.0.1:${(this.#listener.addr as Deno.NetAddr).port}`;
    this.#running = this.#serve();
  }

  async #serve(): Promise<void> {
    const reads: Promise<void>[] = [];
    for await (const socket of this.#listener) {
      this.#sockets.add(socket);
      reads.push(this.#shake(socket));
    }
    await Promise.all(reads);
  }

  async #shake(socket: Deno.TcpConn): Promise<void> {
    const buffer = new Uint8Array(4096);
    let head = "";
    try {
      for (let read = await socket.read(buffer); read !== null; read = await socket.read(buffer)) {
        if (head.includes("\r\n\r\n")) continue;
        head += new TextDecoder().decode(buffer.subarray(0, read));
        if (!head.includes("\r\n\r\n")) continue;
        const key = /sec-websocket-key: *(\S+)/i.exec(head)?.[1] ?? "";
        const digest = await crypto.subtle.digest(
          "SHA-1",
          new TextEncoder().encode(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`),
        );
        const accept = btoa(String.fromCharCode(...new Uint8Array(digest)));
        this.connections++;
        await socket.write(
          new TextEncoder().encode(
            `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
          ),
        );
        await this.#after?.((bytes) => socket.write(bytes));
      }
    } catch {
      // The client tore the socket down, which is what this server is for.
    } finally {
      this.#sockets.delete(socket);
      try {
        socket.close();
      } catch {
        // Closed by the disposal meanwhile.
      }
    }
  }

  /** Stops and closes everything. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    for (const socket of this.#sockets) socket.close();
    await this.#running;
  }
}

/** Waits until `condition` holds; fails loudly instead of hanging for ever. */
export async function until(condition: () => boolean, what: string = "the condition"): Promise<void> {
  for (let turn = 0; turn < 2000; turn++) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`${what} never came true`);
}
