import { assert, assertEquals, assertThrows } from "@std/assert";
import { kraken } from "../../kraken.ts";
import { BookError } from "../../core/errors.ts";
import { bookFrame } from "../../frames/book.ts";
import { toDataFrame } from "../../frames/danfo.ts";

Deno.test("bookFrame() has the levels of a live book with exact sums, and draws as a depth chart", async () => {
  await using k = await kraken.paper({ seed: 3 });
  const book = await k.stream.book("BTC/USD", { depth: 10 });
  const frame = bookFrame(book);
  const best = book.best();
  assertEquals(frame.length, 20);
  assertEquals([frame.text("price")[0], frame.text("price")[10]], [best.bid?.price, best.ask?.price]);
  assertEquals(frame.text("cumulative")[0], frame.text("volume")[0]);
  const bids = frame.filter(({ side }) => side === "bid");
  const total = bids.text("volume").reduce((sum, text) => sum + BigInt(text.replace(".", "")), 0n);
  assertEquals(BigInt((bids.text("cumulative").at(-1) ?? "").replace(".", "")), total);
  assertEquals((await toDataFrame(frame)).shape, [20, 4]);
  assert((await frame.plot().toSVG()).startsWith("<svg"));
  await book[Symbol.asyncDispose]();
  assertThrows(() => bookFrame(book), BookError);
});
