import { assertEquals, assertThrows } from "@std/assert";
import { BookError } from "../../../core/errors.ts";
import { FuturesBook, type FuturesBookDelta, type FuturesBookSnapshot } from "../../../websocket/book/mod.ts";

const snapshot: FuturesBookSnapshot = {
  feed: "book_snapshot",
  product_id: "PF_XBTUSD",
  timestamp: 1785470400123,
  seq: 500,
  tickSize: null,
  bids: [{ price: 64376, qty: 0.1397 }, { price: 64375.5, qty: 0 }, { price: 64375, qty: 1 }],
  asks: [{ price: 64377, qty: 0.1155 }, { price: 64378, qty: 2 }],
};
const delta = (seq: number, side: string, price: number, qty: number): FuturesBookDelta => ({
  feed: "book",
  product_id: "PF_XBTUSD",
  side,
  seq,
  price,
  qty,
  timestamp: 1785470400200,
});

function started(): FuturesBook {
  const book = new FuturesBook("PF_XBTUSD");
  assertEquals(book.update(delta(499, "buy", 1, 1)), "ignored");
  assertEquals(book.update(snapshot), "snapshot");
  return book;
}

Deno.test("FuturesBook raises a BookError on a missing sequence number and shows nothing until a snapshot", () => {
  const book = started();
  assertThrows(() => book.update(delta(502, "buy", 64376, 1)), BookError, "sequence 501 expected, 502 found");
  assertThrows(() => book.best(), BookError, "not verified");
  assertEquals(book.update(delta(501, "buy", 64376, 1)), "ignored");
  assertEquals(book.update({ ...snapshot, seq: 900 }), "snapshot");
  assertEquals(book.update(delta(901, "buy", 64376, 1)), "update");
});

Deno.test("FuturesBook raises a BookError on crossing prices, foreign products and malformed changes", () => {
  assertThrows(() => started().update(delta(501, "buy", 64377, 1)), BookError, "crossed at sequence 501");
  assertThrows(() => started().update({ ...delta(501, "buy", 1, 1), product_id: "PF_ETHUSD" }), BookError, "PF_ETHUSD");
  assertThrows(() => started().update(delta(501, "hold", 1, 1)), BookError, "must be buy or sell");
  assertThrows(() => started().update(delta(501, "buy", NaN, 1)), BookError, "must be numbers");
  assertThrows(() => started().update(delta(501, "buy", 1, -1)), BookError, "must be numbers");
});

Deno.test("FuturesBook raises a BookError when the sequence begins again, and takes the next snapshot whatever its number", () => {
  const book = started();
  assertThrows(
    () => book.update({ ...delta(1, "buy", 50, 1), timestamp: snapshot.timestamp + 1 }),
    BookError,
    "sequence 501 expected, 1 found with a newer time",
  );
  assertEquals(book.verified, false);
  assertEquals(book.update({ ...snapshot, seq: 3 }), "snapshot");
  assertEquals(book.update(delta(4, "buy", 64376, 1)), "update");
});

Deno.test("FuturesBook raises a BookError on malformed snapshots and messages that can't be placed", () => {
  const malformed: [object, string][] = [
    [{ ...snapshot, bids: null }, "the levels of a snapshot must be a list: current value is null"],
    [{ ...snapshot, asks: [null] }, "a level must be an object: current value is null"],
    [{ ...snapshot, asks: [{ price: "1", qty: 1 }] }, "price and size must be numbers"],
    [{ ...snapshot, seq: null }, "'seq' and 'timestamp' must be numbers"],
    [{ ...snapshot, timestamp: 1e300 }, "'seq' and 'timestamp' must be numbers"],
    [{ ...delta(501, "buy", 1, 1), seq: "501" }, "'seq' and 'timestamp' must be numbers"],
    [{ ...delta(501, "buy", 1, 1), timestamp: undefined }, "'seq' and 'timestamp' must be numbers"],
  ];
  for (const [message, words] of malformed) {
    const book = started();
    assertThrows(() => book.update(message as FuturesBookDelta), BookError, words);
    assertEquals(book.verified, false);
  }
});

Deno.test("FuturesBook drops empty levels of a snapshot, sets, removes, and ignores what is older", () => {
  const book = started();
  assertEquals(book.bids(), [{ price: "64376", qty: "0.1397" }, { price: "64375", qty: "1" }]);
  assertEquals(book.update(delta(501, "sell", 64377, 0)), "update");
  assertEquals(book.update(delta(501, "sell", 64377, 5)), "ignored");
  assertEquals(book.best().ask, { price: "64378", qty: "2" });
  assertEquals([book.seq, book.spread(), book.mid(), book.timestamp], [
    501,
    "2",
    "64377.0",
    "2026-07-31T04:00:00.200Z",
  ]);
});
