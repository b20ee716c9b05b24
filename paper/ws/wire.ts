/**
 * A cable in front of the exchange's server for sockets that have to go wrong: it can be cut without a closing handshake, go
 * dead while staying open, and bring a message in several frames. A server's own WebSocket can do none of this.
 */

/** One connection through the wire. */
export interface Cable {
  /** Breaks it. */
  cut(): void;
  /** Lets nothing pass any more. */
  freeze(): void;
  /** Brings the text frame with this number (from 0) in so many frames. */
  split(index: number, pieces: number): void;
}

/** A running wire. */
export interface Wire {
  /** The port to call. */
  readonly port: number;
  /** The connection of a request that came through here. */
  cable(request: Request): Cable | undefined;
  /** Closes everything and waits for it. */
  close(): Promise<void>;
}

/** The header by which a request says what it came through. */
const HEADER = "x-paper-cable";

/** Listens on 127.0.0.1 and passes every connection on to `target`. */
export function openWire(target: number): Wire {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const cables = new Map<string, Line>();
  const running = new Set<Promise<void>>();
  let last = 0;

  const pass = async (outer: Deno.TcpConn): Promise<void> => {
    let inner: Deno.TcpConn;
    try {
      inner = await Deno.connect({ hostname: "127.0.0.1", port: target });
    } catch {
      // The server is closing: the caller sees a closed connection, which is the truth.
      return shut(outer);
    }
    const id = String(++last);
    const line = new Line(outer, inner, id);
    cables.set(id, line);
    await line.done;
    cables.delete(id);
  };

  const accepting = (async () => {
    for await (const outer of listener) {
      const job = pass(outer).finally(() => running.delete(job));
      running.add(job);
    }
  })();

  return {
    port: listener.addr.port,
    cable: (request) => cables.get(request.headers.get(HEADER) ?? ""),
    async close() {
      listener.close();
      for (const line of cables.values()) line.cut();
      await accepting;
      await Promise.allSettled(running);
    },
  };
}

class Line implements Cable {
  readonly done: Promise<void>;
  readonly #outer: Deno.TcpConn;
  readonly #inner: Deno.TcpConn;
  readonly #splits = new Map<number, number>();
  #frozen = false;
  #frames = 0;

  constructor(outer: Deno.TcpConn, inner: Deno.TcpConn, id: string) {
    this.#outer = outer;
    this.#inner = inner;
    this.done = Promise.all([this.#forward(id), this.#back()]).then(() => undefined);
  }

  cut(): void {
    shut(this.#outer);
    shut(this.#inner);
  }

  freeze(): void {
    this.#frozen = true;
  }

  split(index: number, pieces: number): void {
    this.#splits.set(index, pieces);
  }

  /** Caller → server: the request gets a header, the rest passes as it is. */
  async #forward(id: string): Promise<void> {
    const head = new Head();
    await this.#pump(this.#outer, this.#inner, (bytes) => {
      if (head.done) return bytes;
      const rest = head.take(bytes);
      if (!rest) return undefined;
      const lines = new TextDecoder().decode(head.bytes).split("\r\n");
      lines.splice(1, 0, `${HEADER}: ${id}`);
      return joined(new TextEncoder().encode(lines.join("\r\n")), rest);
    });
  }

  /** Server → caller: after the answer's head come frames. */
  async #back(): Promise<void> {
    const head = new Head();
    let held: Uint8Array<ArrayBuffer> = new Uint8Array(0);
    await this.#pump(this.#inner, this.#outer, (bytes) => {
      let rest: Uint8Array<ArrayBuffer> | undefined = bytes;
      let out: Uint8Array<ArrayBuffer> = new Uint8Array(0);
      if (!head.done) {
        rest = head.take(bytes);
        if (!rest) return undefined;
        out = head.bytes;
      }
      held = joined(held, rest);
      for (let size = frameSize(held); size > 0 && size <= held.length; size = frameSize(held)) {
        out = joined(out, this.#frame(held.slice(0, size)));
        held = held.slice(size);
      }
      return out;
    });
  }

  #frame(frame: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const isText = ((frame[0] ?? 0) & 15) === 1;
    if (!isText) return frame;
    const index = this.#frames++;
    const pieces = this.#splits.get(index);
    if (pieces === undefined) return frame;
    this.#splits.delete(index);
    return fragments(frame.slice(headSize(frame)), pieces);
  }

  /** Passes what comes from one side to the other, until one of them is gone; then both are. */
  async #pump(
    from: Deno.TcpConn,
    to: Deno.TcpConn,
    change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array | undefined,
  ): Promise<void> {
    const buffer = new Uint8Array(65_536);
    try {
      for (let read = await from.read(buffer); read !== null; read = await from.read(buffer)) {
        if (this.#frozen) continue;
        const bytes = change(buffer.slice(0, read));
        for (let at = 0; bytes && at < bytes.length;) at += await to.write(bytes.subarray(at));
      }
    } catch (error) {
      // Either side may go away at any moment, which is what this wire is for.
      if (!isGone(error)) throw error;
    } finally {
      this.cut();
    }
  }
}

/** Collects the head of a request or answer. */
class Head {
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  done = false;

  /** Takes bytes; gives those behind the head once it is whole. */
  take(more: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined {
    const all = joined(this.bytes, more);
    for (let at = Math.max(0, this.bytes.length - 3); at + 3 < all.length; at++) {
      if (all[at] !== 13 || all[at + 1] !== 10 || all[at + 2] !== 13 || all[at + 3] !== 10) continue;
      this.bytes = all.slice(0, at + 4);
      this.done = true;
      return all.slice(at + 4);
    }
    this.bytes = all;
    return undefined;
  }
}

/** Bytes before the payload of an unmasked frame. */
function headSize(frame: Uint8Array): number {
  const length = (frame[1] ?? 0) & 127;
  return length === 126 ? 4 : length === 127 ? 10 : 2;
}

/** Size of the first frame in some bytes; 0 when they do not tell yet. */
function frameSize(bytes: Uint8Array<ArrayBuffer>): number {
  const head = headSize(bytes);
  if (bytes.length < 2 || bytes.length < head) return 0;
  const length = (bytes[1] ?? 0) & 127;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return head + (length === 126 ? view.getUint16(2) : length === 127 ? Number(view.getBigUint64(2)) : length);
}

/** A text in so many frames; the pieces may cut a character in two, as they do on real wires. */
function fragments(payload: Uint8Array<ArrayBuffer>, pieces: number): Uint8Array<ArrayBuffer> {
  const size = Math.max(1, Math.ceil(payload.length / pieces));
  let out: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  for (let at = 0; at < payload.length; at += size) {
    const piece = payload.slice(at, at + size);
    const final = at + size >= payload.length;
    const head = new Uint8Array(piece.length < 126 ? 2 : piece.length < 65_536 ? 4 : 10);
    const view = new DataView(head.buffer);
    head[0] = (final ? 128 : 0) | (at === 0 ? 1 : 0);
    head[1] = piece.length < 126 ? piece.length : piece.length < 65_536 ? 126 : 127;
    if (head[1] === 126) view.setUint16(2, piece.length);
    if (head[1] === 127) view.setBigUint64(2, BigInt(piece.length));
    out = joined(out, joined(head, piece));
  }
  return out;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function isGone(error: unknown): boolean {
  const { BadResource, BrokenPipe, ConnectionAborted, ConnectionReset, Interrupted, NotConnected, UnexpectedEof } =
    Deno.errors;
  return [BadResource, BrokenPipe, ConnectionAborted, ConnectionReset, Interrupted, NotConnected, UnexpectedEof]
    .some((kind) => error instanceof kind);
}

/** Closes a connection that may be closed already. */
function shut(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch (error) {
    if (!(error instanceof Deno.errors.BadResource)) throw error;
  }
}
