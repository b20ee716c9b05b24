import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { BookError } from "../../../core/errors.ts";
import { BOOK_DEPTHS, bookChecksum, type BookDepth, type BookLevel, L2Book } from "../../../websocket/book/mod.ts";
import { bookFrame, levels, PlainBook, seeded } from "./frames.ts";

const asks = levels(
  "45285.2x0.00100000 45286.4x1.54571953 45286.6x1.54571109 45289.6x1.54560911 45290.2x0.15890660 " +
    "45291.8x1.54553491 45294.7x0.04454749 45296.1x0.35380000 45297.5x0.09945542 45299.5x0.18772827",
);
const bids = levels(
  "45283.5x0.10000000 45283.4x1.54582015 45282.1x0.10000000 45281.0x0.10000000 45280.3x1.54592586 " +
    "45279.0x0.07990000 45277.6x0.03310103 45277.5x0.30000000 45277.3x1.54602737 45276.6x0.15445238",
);

Deno.test("L2Book refuses a depth Kraken does not have", () => {
  const error = assertThrows(() => new L2Book("BTC/USD", { depth: 50 as BookDepth }), RangeError);
  assertEquals(error.message, "A book's 'depth' must be one of 10, 25, 100, 500, 1000: current value is 50");
});

Deno.test("L2Book shows nothing before its first snapshot and ignores updates until then", () => {
  const book = new L2Book("BTC/USD");
  assertEquals(book.update(bookFrame("update", "BTC/USD", levels("45283.5x1.00000000"), [])), "ignored");
  assertEquals(book.verified, false);
  assertThrows(() => book.best(), BookError, "not verified");
  assertThrows(() => book.bids(), BookError);
  assertThrows(() => book.top(), BookError);
  assertThrows(() => book.cost("1"), BookError);
});

Deno.test("L2Book raises a BookError on a wrong checksum, hides its state, and heals by a snapshot", () => {
  const book = new L2Book("BTC/USD");
  book.update(bookFrame("snapshot", "BTC/USD", bids, asks));
  const error = assertThrows(
    () => book.update(bookFrame("update", "BTC/USD", levels("45283.5x9.00000000"), [], 42)),
    BookError,
    "checksum 42 expected",
  );
  assert(error.retryable);
  assertStringIncludes(error.message, "Subscribe to this symbol again");
  assertThrows(() => book.best(), BookError);
  assertEquals(book.update(bookFrame("update", "BTC/USD", [], levels("45285.2x1.00000000"))), "ignored");
  assertEquals(book.update(bookFrame("snapshot", "BTC/USD", bids, asks)), "snapshot");
  assertEquals(book.best().bid, { price: "45283.5", qty: "0.10000000" });
});

Deno.test("L2Book raises a BookError on what is no message of its own", () => {
  const book = new L2Book("BTC/USD");
  const frame = bookFrame("snapshot", "BTC/USD", bids, asks);
  const wrong: [string, string][] = [
    ["", "cannot be read"],
    [frame.slice(0, -1), "cannot be read"],
    [frame.replace("45285.2", "045285.2"), "cannot be read"],
    [frame.replace("45285.2", "-45285.2"), "cannot be read"],
    [frame.replace('"qty":0.00100000', '"qty":null'), "price and a qty"],
    [frame.replace(/"checksum":\d+/, '"checksum":4294967296'), "32 bits"],
    [frame.replace(/"checksum":\d+,/, ""), "without checksum"],
    [frame.replaceAll("BTC/USD", "BTC/USDT"), "the message is for BTC/USDT"],
    [frame.replace('"channel":"book"', '"channel":"trade"'), "no message of the book channel"],
    [frame.replace("}]}", "},{}]}"), "one element"],
  ];
  for (const [text, part] of wrong) {
    book.update(frame);
    assertThrows(() => book.update(text), BookError, part);
    assertEquals(book.verified, false);
  }
});

Deno.test("L2Book refuses more decimals than a precision it was given", () => {
  const book = new L2Book("BTC/USD", { pricePrecision: 1, qtyPrecision: 2 });
  assertThrows(() => book.update(bookFrame("snapshot", "BTC/USD", bids, asks)), BookError, "at most 2 decimals");
});

Deno.test("L2Book accepts Kraken's published snapshot, as numbers and quoted as the documentation prints it", () => {
  const frame = bookFrame("snapshot", "BTC/USD", bids, asks, 3310070434);
  const quoted = frame.replace(/("price"|"qty"):([\d.]+)/g, '$1:"$2"');
  for (const text of [frame, quoted]) {
    const book = new L2Book("BTC/USD");
    assertEquals(book.update(text), "snapshot");
    assertEquals(book.checksum, 3310070434);
    assertEquals(book.bids(), bids);
    assertEquals(book.asks(), asks);
  }
});

Deno.test("L2Book follows Kraken's published MATIC/USD example through its update", () => {
  const matic = {
    bids: levels(
      "0.5666x4831.75496356 0.5665x6658.22734739 0.5664x18724.91513344 0.5663x11563.92544914 0.5662x14006.65365711 " +
        "0.5661x17454.85679807 0.5660x18097.15470000 0.5659x33644.89175666 0.5658x148.34640000 0.5657x606.70854372",
    ),
    asks: levels(
      "0.5668x4410.79769741 0.5669x4655.40412487 0.5670x49844.89424998 0.5671x24306.41678000 0.5672x29783.25223475 " +
        "0.5673x57234.71239278 0.5674x45065.04744000 0.5675x5912.76380354 0.5676x42514.92434778 0.5677x36304.08470220",
    ),
  };
  const book = new L2Book("MATIC/USD", { pricePrecision: 4, qtyPrecision: 8 });
  book.update(bookFrame("snapshot", "MATIC/USD", matic.bids, matic.asks, 2439117997));
  book.update(bookFrame("update", "MATIC/USD", levels("0.5657x1098.3947558"), [], 2114181697));
  assertEquals(book.bids()[9], { price: "0.5657", qty: "1098.39475580" });
  assertEquals(book.counters, { messages: 2, fallbacks: 0 });
});

Deno.test("L2Book puts lost zeros back, reads exponents, and keeps five decimals where a coin has five", () => {
  const shib = new L2Book("SHIB/USD", { pricePrecision: 8, qtyPrecision: 5 });
  shib.update(
    bookFrame(
      "snapshot",
      "SHIB/USD",
      levels("1.233e-5x750000.0"),
      levels("0.00001234x5e5 1.235E-5x1250000.5"),
      3192310166,
    ),
  );
  assertEquals(shib.asks(), levels("0.00001234x500000.00000 0.00001235x1250000.50000"));
  const tiny = new L2Book("A/B", { pricePrecision: 1, qtyPrecision: 8 });
  tiny.update(bookFrame("snapshot", "A/B", [], levels("100.1x0.00000001"), 429948050));
  assertEquals(tiny.best(), { bid: undefined, ask: { price: "100.1", qty: "0.00000001" } });
  tiny.update(bookFrame("update", "A/B", [], levels("100.1x0.00000000"), 0));
  assertEquals(tiny.asks(), []);
});

Deno.test("L2Book keeps quantities that no double can hold", () => {
  const wide = levels("1.5x123456789012.12345678 1.6x2.00000000");
  const book = new L2Book("WIDE/USD");
  book.update(bookFrame("snapshot", "WIDE/USD", levels("1.4x1.00000000"), wide));
  assertEquals(book.asks(), wide);
  assertEquals(book.cost("123456789013.12345678").total, "185185183519.785185170");
  book.update(
    bookFrame(
      "update",
      "WIDE/USD",
      [],
      levels("1.5x3.00000000"),
      bookChecksum(levels("1.5x3.00000000 1.6x2.00000000"), levels("1.4x1.00000000")),
    ),
  );
  assertEquals(book.asks()[0], { price: "1.5", qty: "3.00000000" });
});

Deno.test("L2Book keeps prices that no double can hold, and refuses two that it could not tell apart", () => {
  const asks = levels("353.73000000x1.00000000 99999997.00000001x0.00100000 99999999.99999999x0.00200000");
  const book = new L2Book("XMR/USD", { depth: 1000 });
  book.update(bookFrame("snapshot", "XMR/USD", [], asks));
  assertEquals(book.asks(), asks);
  book.update(
    bookFrame("update", "XMR/USD", [], levels("99999999.99999999x0.00000000"), bookChecksum(asks.slice(0, 2), [])),
  );
  assertEquals(book.asks(), asks.slice(0, 2));
  const close = levels(
    "99999997.00000000x1.00000000 99999997.00000001x1.00000000 99999997.00000002x1.00000000",
  );
  assertThrows(() => book.update(bookFrame("update", "XMR/USD", [], close)), BookError, "too long");
});

Deno.test("L2Book learns a precision it was not told, also when longer digits appear later", () => {
  const book = new L2Book("X/Y");
  book.update(bookFrame("snapshot", "X/Y", levels("9x1"), levels("11x2 12x3")));
  assertEquals(book.precision, { price: 0, qty: 0 });
  const [newBids, newAsks] = [levels("9.00x1.0 8.25x1.5"), levels("11.00x2.0 12.00x3.0")];
  book.update(bookFrame("update", "X/Y", levels("8.25x1.5"), [], bookChecksum(newAsks, newBids)));
  assertEquals(book.bids(), newBids);
  assertEquals(book.asks(), newAsks);
});

Deno.test("L2Book takes the last of several entries for one price and ignores removals of what it does not hold", () => {
  const book = new L2Book("BTC/USD", { pricePrecision: 1, qtyPrecision: 1 });
  book.update(bookFrame("snapshot", "BTC/USD", levels("9.0x1.0"), levels("11.0x1.0")));
  const after = levels("9.0x3.0");
  book.update(
    bookFrame("update", "BTC/USD", levels("9.0x2.0 8.0x0.0 9.0x3.0"), [], bookChecksum(levels("11.0x1.0"), after)),
  );
  assertEquals(book.bids(), after);
});

Deno.test("L2Book without required checksums trusts no crossed state", () => {
  const book = new L2Book("PF_XBTUSD", { requireChecksum: false });
  const bare = (text: string) => text.replace(/,"checksum":\d+/, "");
  assertEquals(book.update(bare(bookFrame("snapshot", "PF_XBTUSD", levels("9x1"), levels("11x1")))), "snapshot");
  assertThrows(() => book.update(bare(bookFrame("update", "PF_XBTUSD", levels("11x1"), []))), BookError, "crossed");
});

Deno.test("L2Book.reset() hides the state until the next snapshot", () => {
  const book = new L2Book("BTC/USD");
  book.update(bookFrame("snapshot", "BTC/USD", bids, asks));
  book.reset();
  assertThrows(() => book.mid(), BookError);
  assertEquals([book.count("bid"), book.count("ask")], [0, 0]);
  assertEquals(String(book), "L2Book BTC/USD (not verified)");
});

for (const depth of BOOK_DEPTHS) {
  Deno.test(`L2Book of depth ${depth} equals a plain sorted book after thousands of random changes`, () => {
    const random = seeded(depth);
    const plain = new PlainBook();
    const book = new L2Book("BTC/USD", { depth, pricePrecision: 1, qtyPrecision: 3 });
    const level = (base: number, spread: number): BookLevel => ({
      price: (base + random(spread) / 10).toFixed(1),
      qty: random(4) === 0 ? "0.000" : (random(10 ** (1 + random(6))) / 1000).toFixed(3),
    });
    for (let i = 0; i < depth * 3; i++) {
      plain.set("bid", level(90, depth * 20));
      plain.set("ask", level(95 + depth * 2, depth * 20));
    }
    plain.truncate(depth);
    book.update(bookFrame("snapshot", "BTC/USD", plain.side("bid"), plain.side("ask")));
    const rounds = depth > 100 ? 300 : 2000;
    for (let round = 0; round < rounds; round++) {
      const newBids = Array.from({ length: random(4) }, () => level(90, depth * 20));
      const newAsks = Array.from({ length: random(4) }, () => level(95 + depth * 2, depth * 20));
      newBids.forEach((each) => plain.set("bid", each));
      newAsks.forEach((each) => plain.set("ask", each));
      plain.truncate(depth);
      const checksum = bookChecksum(plain.side("ask"), plain.side("bid"));
      assertEquals(book.update(bookFrame("update", "BTC/USD", newBids, newAsks, checksum)), "update");
    }
    assertEquals(book.bids(), plain.side("bid"));
    assertEquals(book.asks(), plain.side("ask"));
    assertEquals(book.counters, { messages: rounds + 1, fallbacks: 0 });
  });
}
