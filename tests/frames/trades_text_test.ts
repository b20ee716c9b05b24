import { assertEquals, assertThrows } from "@std/assert";
import { ApiError } from "../../core/errors.ts";
import { resample, tradeFrame, tradesFromText } from "../../frames/mod.ts";
import { RECORDINGS } from "../recordings.ts";

const answer = (rows: string) => `{"error":[],"result":{"XXBTZUSD":[${rows}],"last":"1767225600123456789"}}`;
const row = `["90501.10000","0.00500000",1767225600.1234567,"b","l","",81234567]`;

Deno.test("tradesFromText() raises Kraken's errors and refuses what is no answer", () => {
  assertThrows(() => tradesFromText(`{"error":["EQuery:Unknown asset pair"]}`), ApiError, "EQuery:Unknown asset pair");
  assertThrows(() => tradesFromText(`{"error":[],"result":{"XXBTZUSD":[${row}`), SyntaxError);
  assertThrows(() => tradesFromText(`{"error":[],"result":{"last":"1"}}`), RangeError);
  assertThrows(() => tradesFromText(answer(`["x","1",1,"b","l","",1]`)), RangeError, "row 0 must be a number");
  assertThrows(() => tradesFromText("<html>"), SyntaxError);
});

/** The same trades, as the parser and the plain builder read them. */
function assertSame(text: string): void {
  const fast = tradesFromText(text);
  const parsed = JSON.parse(text);
  const plain = tradeFrame(Array.isArray(parsed) ? parsed : parsed.result);
  assertEquals(fast.toRecords(), plain.toRecords());
  assertEquals(fast.text("price"), plain.text("price"));
  assertEquals(fast.text("volume"), plain.text("volume"));
}

Deno.test("tradesFromText() reads what tradeFrame() reads, however it is written", () => {
  const unusual = [
    row,
    `["90501.10000","0.00500000",1767225600,"s","m",""]`,
    `["0.0000000000001","123456789.12345678",1767225600.1,"s","m","",1]`,
    `["1234567890123.5","12345678901234567890.123456789",1767225600.123456789,"b","m","",12345678901]`,
    `["5","007.5",0.5,"b","m","note",2]`,
    `["5","1",1767225600.25,"b","m","a\\"b, ],[",2]`,
    `["1e-8","-2.5",1767225600,"b","m","",3]`,
    `["5","1",17672256001234,"x","y","",2]`,
    `["5","1",1.5e3,"b","m","",2]`,
  ];
  for (const each of unusual) assertSame(answer(each));
  assertSame(answer(unusual.join(",")));
  assertSame(answer(unusual.join(" ,\n ")));
  assertSame(answer(""));
  assertSame(`[${row},${row}]`);
  assertSame("[]");
  assertSame(`{"result":{"last":"1","XXBTZUSD":[${row}]},"error":[]}`);
});

Deno.test("tradesFromText() reads many digits as JSON.parse does", () => {
  let seed = 3;
  const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  const rows = Array.from({ length: 5000 }, (_, at) => {
    const price = (random() * 10 ** Math.floor(random() * 7)).toFixed(Math.floor(random() * 9));
    const time = (1.3e9 + random() * 5e8).toFixed(Math.floor(random() * 8));
    return `["${price}","${(random() * 100).toFixed(8)}",${time},"${at % 2 ? "b" : "s"}","${
      at % 3 ? "m" : "l"
    }","",${at}]`;
  });
  assertSame(answer(rows.join(",")));
});

Deno.test("tradesFromText() joins pages in order and keeps the last cursor", () => {
  const page = (id: number, last: string) =>
    `{"error":[],"result":{"XXBTZUSD":[["1.0","2.0",${id},"b","l","",${id}]],"last":"${last}"}}`;
  const frame = tradesFromText([page(1, "11"), page(2, "22"), page(3, "33").replaceAll(",", ", ")]);
  assertEquals([...frame.column("trade_id")], [1, 2, 3]);
  assertEquals(frame.meta, { symbol: "XXBTZUSD", last: "33" });
  assertEquals(tradesFromText([], { symbol: "BTC/USD" }).length, 0);
  assertEquals(tradesFromText(page(1, "1"), { symbol: "BTC/USD" }).meta.symbol, "BTC/USD");
});

Deno.test("tradesFromText() makes room for rows much shorter than usual", () => {
  const rows = Array.from({ length: 3000 }, () => `["1","1",1,"b","l",""]`).join(",");
  assertEquals(tradesFromText(answer(rows)).length, 3000);
});

Deno.test("a 10 MB answer works, from text to candles", () => {
  const rows = Array.from(
    { length: 160_000 },
    (_, at) =>
      `["${90_000 + at % 100}.10000","0.00500000",${1_767_225_600 + at}.1234567,"b","l","",${81_234_567 + at}]`,
  );
  const text = answer(rows.join(","));
  assertEquals(text.length > 1e7, true);
  const frame = tradesFromText(text);
  assertEquals(frame.length, 160_000);
  assertEquals(frame.exact("price").at(159_999), "90099.10000");
  assertEquals(resample(frame, "1h").column("count").reduce((a, b) => a + b), 160_000);
  assertEquals(Deno.inspect(frame).split("\n").length, 23);
});

const ignore = await Deno.stat(RECORDINGS).then(() => false, () => true);

Deno.test({
  name: "tradesFromText() reads recorded answers as tradeFrame() does, with and without spaces",
  ignore,
  async fn() {
    const folder = new URL("spot-rest/Trades/", RECORDINGS);
    for await (const { name } of Deno.readDir(folder)) {
      const text = await Deno.readTextFile(new URL(name, folder));
      assertSame(text);
      assertSame(JSON.stringify(JSON.parse(text)));
    }
  },
});
