import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { L2Book } from "../../../websocket/book/mod.ts";
import { bookFrame, levels } from "./frames.ts";

function sample(bids = "99.5x2.00 99.0x3.00 98.0x5.00", asks = "100.0x1.00 100.5x4.00 102.0x10.00"): L2Book {
  const book = new L2Book("ETH/USD");
  book.update(bookFrame("snapshot", "ETH/USD", levels(bids), levels(asks)));
  return book;
}

Deno.test("BookView.cost() and proceeds() refuse sizes that are no positive decimal text", () => {
  const book = sample();
  for (const size of ["0", "-1", "1e3", "", "1,5"]) assertThrows(() => book.cost(size), RangeError);
  assertThrows(() => book.proceeds(1 as unknown as string), TypeError, 'decimal text such as "0.125"');
});

Deno.test("BookView.bids() refuses a count that is no number of zero or more", () => {
  assertThrows(() => sample().bids(-1), RangeError, "'count' must be zero or more: current value is -1");
  assertThrows(() => sample().asks(NaN), RangeError);
});

Deno.test("BookView.mid() and spread() are exact", () => {
  const book = sample();
  assertEquals([book.spread(), book.mid()], ["0.5", "99.75"]);
  assertEquals(book.isCrossed(), false);
  assertEquals(book.top(), { bid: 99.5, ask: 100 });
});

Deno.test("BookView.microprice() leans to the side with less size", () => {
  assertEquals(sample().microprice(), (99.5 * 1 + 100 * 2) / 3);
});

Deno.test("BookView.imbalance() counts the best levels only", () => {
  assertEquals(sample().imbalance(1), (2 - 1) / 3);
  assertEquals(sample().imbalance(), (10 - 15) / 25);
});

Deno.test("BookView.cost() walks the asks and says what it would pay, exactly", () => {
  assertEquals(sample().cost("3.5"), {
    filled: "3.50",
    total: "351.250",
    average: 351.25 / 3.5,
    worst: "100.5",
    levels: 2,
    complete: true,
  });
  assertEquals(sample().cost("0.123456789").total, "12.3456789000");
});

Deno.test("BookView.proceeds() says when the book is too thin", () => {
  const found = sample().proceeds("11");
  assertEquals([found.filled, found.total, found.complete, found.worst], ["10.00", "986.000", false, "98.0"]);
});

Deno.test("BookView.depthTo() sums what rests up to a price, that one included", () => {
  assertEquals(sample().depthTo("ask", "100.5"), { qty: "5.00", total: "502.000", levels: 2 });
  assertEquals(sample().depthTo("bid", "98.01"), { qty: "5.00", total: "496.000", levels: 2 });
});

Deno.test("BookView answers on an empty side with nothing rather than with zeros", () => {
  const book = sample("", "100.0x1.00");
  assertEquals([book.best().bid, book.mid(), book.spread(), book.microprice()], [
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  assertEquals(book.proceeds("1").filled, "0");
  assertEquals(book.imbalance(), -1);
});

Deno.test("BookView.isCrossed() tells a locked book", () => {
  assertEquals(sample("100.0x1.00").isCrossed(), true);
});

Deno.test("BookView.columns() has bids, then asks, each best first, with running sums per side", () => {
  const columns = sample().columns();
  assertEquals(columns.side, ["bid", "bid", "bid", "ask", "ask", "ask"]);
  assertEquals([...columns.price], [99.5, 99, 98, 100, 100.5, 102]);
  assertEquals([...columns.cumulative], [2, 5, 10, 1, 5, 15]);
  assertEquals(columns.qtyText[5], "10.00");
});

Deno.test("BookView shows itself in one line in consoles and notebooks", () => {
  const line = "L2Book ETH/USD bid 99.5 × 2.00 ask 100.0 × 1.00";
  assertEquals(Deno.inspect(sample()), line);
  const display = sample() as unknown as Record<symbol, () => Record<string, string>>;
  const shown = display[Symbol.for("Jupyter.display")]!();
  assertEquals(shown["text/plain"], line);
  assertStringIncludes(shown["text/html"]!, "<caption>ETH/USD 2026-09-01T10:00:00.200000Z</caption>");
  assertStringIncludes(
    shown["text/html"]!.replaceAll(/ style="[^"]*"/g, ""),
    "<tr><td>2.00</td><td>99.5</td><td>100.0</td><td>1.00</td></tr>",
  );
});
