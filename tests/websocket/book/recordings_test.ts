import { assert, assertEquals } from "@std/assert";
import { bookChecksum, type BookLevel, FuturesBook, L2Book, L3Book } from "../../../websocket/book/mod.ts";
import { RECORDINGS } from "../../recordings.ts";
import { bookFrame } from "./frames.ts";

async function lines(path: string): Promise<string[] | undefined> {
  try {
    await Deno.stat(RECORDINGS);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  return (await Deno.readTextFile(new URL(path, RECORDINGS))).split("\n").filter(Boolean);
}

Deno.test("L2Book verifies every checksum of the recorded Spot v2 session", async () => {
  const frames = await lines("spot-ws-v2/book/python-kraken-sdk-BTCUSD-depth10.jsonl");
  if (!frames) return;
  const book = new L2Book("BTC/USD", { pricePrecision: 1, qtyPrecision: 8 });
  for (const frame of frames) book.update(frame);
  assertEquals(book.counters, { messages: frames.length, fallbacks: 0 });
  assert(frames.length >= 301);
  console.log(`spot-ws-v2/book: ${frames.length} of ${frames.length} checksums match`);
});

Deno.test("L2Book verifies every checksum of the recorded 1000-level Spot v1 session, written in v2's shape", async () => {
  const frames = await lines("spot-ws-v1/book/cryptofeed-depth1000-6pairs.jsonl");
  if (!frames) return;
  type Row = [price: string, qty: string, time: string];
  const books = new Map<string, L2Book>();
  const rows = (value: unknown): BookLevel[] => ((value ?? []) as Row[]).map(([price, qty]) => ({ price, qty }));
  let [verified, snapshots] = [0, 0];
  for (const text of frames) {
    const message = JSON.parse(text);
    if (!Array.isArray(message)) continue;
    const symbol = message.at(-1) as string;
    const parts = Object.assign({}, ...message.slice(1, -2)) as Record<string, unknown>;
    if (parts.as || parts.bs) {
      const book = new L2Book(symbol, { depth: 1000 });
      const [bids, asks] = [rows(parts.bs), rows(parts.as)];
      book.update(bookFrame("snapshot", symbol, bids, asks, bookChecksum(asks, bids)));
      books.set(symbol, book);
      snapshots++;
      continue;
    }
    const book = books.get(symbol);
    assert(book, `an update of ${symbol} came before its snapshot`);
    assertEquals(
      book.update(bookFrame("update", symbol, rows(parts.b), rows(parts.a), Number(parts.c))),
      "update",
    );
    verified++;
  }
  assert(verified > 1000 && snapshots === 6);
  console.log(`spot-ws-v1/book depth 1000: ${verified} of ${verified} checksums match, ${snapshots} pairs`);
});

Deno.test("FuturesBook finds every sequence of the recorded futures session unbroken", async () => {
  const frames = await lines("futures-ws/book/cryptofeed-6products.jsonl");
  if (!frames) return;
  const books = new Map<string, FuturesBook>();
  let updates = 0;
  for (const text of frames) {
    const message = JSON.parse(text);
    if (message.event !== undefined || !/^book/.test(message.feed)) continue;
    const book = books.get(message.product_id) ?? new FuturesBook(message.product_id);
    books.set(message.product_id, book);
    if (book.update(message) === "update") updates++;
  }
  assertEquals([books.size, updates], [6, 4935]);
  console.log(`futures-ws/book: ${updates} of ${updates} sequence steps follow, ${books.size} products`);
});

Deno.test("L3Book verifies the one complete published level3 snapshot, and no shortened sample passes", async () => {
  const frames = await lines("spot-ws-v2/level3/docs.jsonl");
  if (!frames) return;
  const results = frames.filter((text) => text.includes('"snapshot","data"')).map((text) => {
    try {
      return new L3Book(JSON.parse(text).data[0].symbol).update(text);
    } catch (error) {
      return (error as Error).name;
    }
  });
  // The MATIC/USD sample of the documentation is cut to three orders a side, so its checksum cannot match.
  assertEquals(results, ["BookError", "snapshot"]);
});
