import { assert, assertEquals } from "@std/assert";
import { Hall } from "./help.ts";

/** A client of bare bytes: shakes hands, and tells the first byte and the text of each frame. */
class Bytes implements AsyncDisposable {
  readonly #connection: Deno.TcpConn;
  #held: Uint8Array = new Uint8Array(0);

  private constructor(connection: Deno.TcpConn) {
    this.#connection = connection;
  }

  static async open(url: string): Promise<Bytes> {
    const { port, pathname } = new URL(url);
    const connection = await Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
    const head =
      `GET ${pathname} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    const client = new Bytes(connection);
    await connection.write(new TextEncoder().encode(head));
    let text = "";
    while (!text.includes("\r\n\r\n")) {
      await client.#read();
      text = new TextDecoder("latin1").decode(client.#held);
    }
    assert(text.startsWith("HTTP/1.1 101 "), text);
    client.#held = client.#held.slice(text.indexOf("\r\n\r\n") + 4);
    return client;
  }

  async #read(): Promise<boolean> {
    const buffer = new Uint8Array(65_536);
    const count = await this.#connection.read(buffer);
    if (count === null) return false;
    const both = new Uint8Array(this.#held.length + count);
    both.set(this.#held);
    both.set(buffer.subarray(0, count), this.#held.length);
    this.#held = both;
    return true;
  }

  /** The next frame; nothing once the other side has gone. */
  async frame(): Promise<{ first: number; text: string } | undefined> {
    for (;;) {
      const [first = 0, second = 0] = this.#held;
      const short = second & 127;
      const start = short === 126 ? 4 : short === 127 ? 10 : 2;
      if (this.#held.length >= start && this.#held.length > 1) {
        const view = new DataView(this.#held.buffer, this.#held.byteOffset);
        const length = short === 126 ? view.getUint16(2) : short === 127 ? Number(view.getBigUint64(2)) : short;
        if (this.#held.length >= start + length) {
          const text = new TextDecoder().decode(this.#held.slice(start, start + length));
          this.#held = this.#held.slice(start + length);
          return { first, text };
        }
      }
      if (!await this.#read()) return undefined;
    }
  }

  /** Sends a short text frame, masked as clients must. */
  async send(text: string): Promise<void> {
    const bytes = new TextEncoder().encode(text);
    assert(bytes.length < 126);
    await this.#connection.write(new Uint8Array([0x81, 0x80 | bytes.length, 0, 0, 0, 0, ...bytes]));
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#connection.close();
    return Promise.resolve();
  }
}

const SUBSCRIBE = '{"method":"subscribe","params":{"channel":"trade","symbol":["BTC/USD"]}}';

Deno.test("a split message comes in frames that only the last one ends, and the text is whole", async () => {
  await using hall = new Hall({ faults: [{ kind: "split", pieces: 3, channel: "trade", method: "subscribe" }] });
  await using client = await Bytes.open(hall.server.sockets.spot.public);
  const greeting = await client.frame();
  assertEquals(greeting?.first, 0x81);
  await client.send(SUBSCRIBE);
  const pieces = [await client.frame(), await client.frame(), await client.frame()];
  assertEquals(pieces.map((piece) => piece?.first), [0x01, 0x00, 0x80]);
  const message = JSON.parse(pieces.map((piece) => piece?.text).join(""));
  assertEquals([message.success, message.result.symbol], [true, "BTC/USD"]);
  await client.send('{"method":"ping"}');
  assertEquals((await client.frame())?.first, 0x81);
});

Deno.test("a dropped connection ends without a closing frame", async () => {
  await using hall = new Hall({ faults: [{ kind: "drop", method: "subscribe" }] });
  await using client = await Bytes.open(hall.server.sockets.spot.public);
  await client.frame();
  await client.send(SUBSCRIBE);
  assertEquals(await client.frame(), undefined);
  assertEquals(hall.sockets.size, 0);
});

Deno.test("a half-open connection stays open and brings nothing at all, not even answers to pings", async () => {
  await using hall = new Hall({ faults: [{ kind: "half-open", method: "subscribe" }] });
  await using client = await Bytes.open(hall.server.sockets.spot.public);
  await client.frame();
  await client.send(SUBSCRIBE);
  await client.send('{"method":"ping"}');
  const silence = Symbol();
  const waiting = client.frame();
  const timer = Promise.withResolvers<typeof silence>();
  const id = setTimeout(() => timer.resolve(silence), 1300);
  assertEquals(await Promise.race([waiting, timer.promise]), silence);
  clearTimeout(id);
  assertEquals(hall.sockets.size, 1);
  await hall.sockets.close();
  assertEquals(await waiting, undefined);
});
