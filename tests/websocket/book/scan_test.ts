import { assert, assertEquals, assertThrows } from "@std/assert";
import { BookError } from "../../../core/errors.ts";
import { bookChecksum, L2Book } from "../../../websocket/book/mod.ts";
import { BookScan, symbolStart } from "../../../websocket/book/scan.ts";
import { bookFrame, levels, seeded } from "./frames.ts";

const SYMBOL = "BTC/USD";

/** What the scanner read, as text levels, or `undefined` when it gave up. */
function scanned(text: string): { bids: string; asks: string; checksum: number; snapshot: boolean } | undefined {
  const scan = new BookScan();
  const start = symbolStart(text);
  if (start < 0 || !text.startsWith(SYMBOL, start) || !scan.read(text, start + SYMBOL.length, 2, 3)) return undefined;
  const side = ({ count, prices, qtys }: typeof scan.bids) =>
    Array.from({ length: count }, (_, i) => `${prices[i]! / 100}x${qtys[i]! / 1000}`).join(" ");
  return { bids: side(scan.bids), asks: side(scan.asks), checksum: scan.checksum, snapshot: scan.snapshot };
}

/** The same by JSON.parse. */
function parsed(text: string): ReturnType<typeof scanned> {
  const { type, data: [data] } = JSON.parse(text);
  assertEquals(data.symbol, SYMBOL);
  const side = (rows: { price: number; qty: number }[]) => rows.map(({ price, qty }) => `${price}x${qty}`).join(" ");
  return { bids: side(data.bids), asks: side(data.asks), checksum: data.checksum, snapshot: type === "snapshot" };
}

Deno.test("BookScan reads every well-formed frame as JSON.parse does", () => {
  const random = seeded(1);
  const number = (decimals: number) => (random(10 ** (1 + random(8))) / 10 ** decimals).toFixed(random(decimals + 1));
  for (let round = 0; round < 3000; round++) {
    const side = () => Array.from({ length: random(5) }, () => ({ price: number(2), qty: number(3) }));
    const text = bookFrame(random(2) ? "update" : "snapshot", SYMBOL, side(), side(), random(2 ** 32));
    assertEquals(scanned(text), parsed(text), text);
  }
});

Deno.test("BookScan gives up or agrees with JSON.parse on 200,000 damaged frames", () => {
  const random = seeded(2);
  const alphabet = '{}[]",:.0123456789-+eE \\/tnaubckprisyqd\u0000\u00e9';
  const frames = [
    bookFrame("update", SYMBOL, levels("9.25x1.500 9.00x0.000"), levels("11.10x2.000")),
    bookFrame("snapshot", SYMBOL, levels("9.25x1.5"), [], 0, ""),
    bookFrame("update", SYMBOL, [], levels("0.01x0.001")),
  ];
  let [agreed, gaveUp] = [0, 0];
  for (let round = 0; round < 200_000; round++) {
    let text = frames[random(frames.length)]!;
    for (let edits = 1 + random(3); edits > 0; edits--) {
      const at = random(text.length);
      const letter = alphabet[random(alphabet.length)]!;
      const cut = random(4);
      text = cut === 0
        ? text.slice(0, at) + text.slice(at + 1 + random(6))
        : cut === 1
        ? text.slice(0, at) + letter + text.slice(at)
        : cut === 2
        ? text.slice(0, at) + letter + text.slice(at + 1)
        : text.slice(0, at) + text.slice(at, at + random(20)) + text.slice(at);
    }
    const found = scanned(text);
    if (found === undefined) {
      gaveUp++;
      continue;
    }
    agreed++;
    assertEquals(found, parsed(text), text);
  }
  assert(agreed > 1000 && gaveUp > 1000, `${agreed} agreed, ${gaveUp} gave up`);
});

Deno.test("L2Book reaches the same state by scanner and by full parse", () => {
  const frame = bookFrame("snapshot", SYMBOL, levels("9.25x1.500"), levels("11.10x2.000"));
  const variants = [
    frame,
    frame.replaceAll(":", ": ").replaceAll(",", ", ").replaceAll("T10: 00: 00", "T10:00:00"),
    ` ${frame}\n`,
    JSON.stringify({ ...JSON.parse(frame), extra: [1] }),
    frame.replace('"symbol":"BTC/USD",', "").replace("}]}", ',"symbol":"BTC\\/USD"}]}'),
    frame.replace("9.25", "925e-2").replace("1.500", "0.15E+1"),
    frame.replace(',"timestamp":"2026-09-01T10:00:00.200000Z"', ',"timestamp":"\\u0032026-09-01T10:00:00.200000Z"'),
  ];
  for (const [index, text] of variants.entries()) {
    const book = new L2Book(SYMBOL, { pricePrecision: 2, qtyPrecision: 3 });
    assertEquals(book.update(text), "snapshot", text);
    assertEquals(book.bids(), levels("9.25x1.500"));
    assertEquals(book.asks(), levels("11.10x2.000"));
    assertEquals(book.timestamp, "2026-09-01T10:00:00.200000Z");
    assertEquals(book.counters.fallbacks, index === 0 ? 0 : 1, text);
  }
});

Deno.test("L2Book changes nothing by a message that turns out unreadable half-way", () => {
  const book = new L2Book(SYMBOL, { pricePrecision: 2, qtyPrecision: 3 });
  const [bids, asks] = [levels("9.25x1.500"), levels("11.10x2.000")];
  book.update(bookFrame("snapshot", SYMBOL, bids, asks));
  const cut = bookFrame("update", SYMBOL, levels("9.25x7.000"), levels("11.10x7.000")).slice(0, 120);
  assertThrows(() => book.update(cut), BookError);
  assertEquals(book.checksum, bookChecksum(asks, bids));
});
