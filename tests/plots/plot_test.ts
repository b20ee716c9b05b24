import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { plot, type PlotOptions, type Spec } from "../../plots/mod.ts";
import { candles, table, trades } from "./tables.ts";

type Rows = Record<string, unknown>[];
const rowsOf = (spec: Spec) => (spec.data as { values: Rows }).values;
const panelsOf = (spec: Spec) => spec.vconcat as { height: number; layer: Record<string, unknown>[] }[];
const notesOf = (spec: Spec) => (spec.title as { subtitle: string[] }).subtitle;

Deno.test("plot() names the nearest option when one is misspelt", () => {
  const options = { widht: 400 } as Record<string, unknown>;
  assertThrows(() => plot(candles(3), options), TypeError, "no option 'widht'; did you mean 'width'?");
});

Deno.test("plot() lists the options when nothing is near", () => {
  const options = { theme: "dark" } as Record<string, unknown>;
  assertThrows(() => plot(candles(3), options), TypeError, "it takes: title, width, height, volume");
  assertThrows(() => plot(candles(3), "dark" as PlotOptions), TypeError, "its options must be an object");
});

Deno.test("plot() refuses a width that is no number in range, with its value", () => {
  assertThrows(
    () => plot(candles(3), { width: 10 }),
    RangeError,
    "'width' must be a number from 200 to 4000: current value is 10",
  );
  assertThrows(() => plot(candles(3), { width: NaN }), RangeError, "current value is NaN");
});

Deno.test("plot() refuses values of the wrong type", () => {
  assertThrows(() => plot(candles(3), { log: "yes" as unknown as boolean }), TypeError, "'log' must be a boolean");
  assertThrows(() => plot(candles(3), { title: 3 as unknown as string }), TypeError, "'title' must be a string");
  assertThrows(
    () => plot(candles(3), { columns: [] }),
    TypeError,
    `'columns' must be a list of names such as ["close"]`,
  );
});

Deno.test("plot() says which columns there are when candles lack one", () => {
  const broken = table("candles", { time: Float64Array.of(0), open: Float64Array.of(1) });
  assertThrows(() => plot(broken), RangeError, "it has no column 'high': current columns are time, open");
});

Deno.test("plot() says so when a column holds text in place of numbers", () => {
  const broken = table("trades", { time: Float64Array.of(0), price: ["67000.1"] });
  assertThrows(() => plot(broken), RangeError, "column 'price' holds text, not numbers");
});

Deno.test("plot() refuses a table without time", () => {
  const assets = table("assets", { name: ["XBT"], decimals: Float64Array.of(10) });
  assertThrows(() => plot(assets), RangeError, "no column 'time' to draw along: current columns are name, decimals");
});

Deno.test("plot() refuses a table without any numbers beside time", () => {
  const log = table("log", { time: Float64Array.of(0), text: ["hello"] });
  assertThrows(() => plot(log), RangeError, "no column of numbers beside 'time'");
});

Deno.test("plot() refuses a book without sides", () => {
  const book = table("depth", { price: Float64Array.of(1), volume: Float64Array.of(1) });
  assertThrows(() => plot(book), RangeError, "no text column 'side'");
});

Deno.test("plot() of no rows says so in place of bare axes, whatever the kind", () => {
  const none = new Float64Array(0);
  for (const kind of ["candles", "trades", "depth", "spread", "balance"]) {
    const chart = plot(table(kind, { time: none, price: none, volume: none, side: [] }, { symbol: "BTC/USD" }));
    assertEquals(rowsOf(chart.spec), [{ text: "no rows" }]);
    assertStringIncludes(chart.summary, "BTC/USD");
    assertStringIncludes(chart.summary, "no rows");
  }
});

Deno.test("plot() carries each candle with all its columns, and volume in a second panel", () => {
  const { spec, summary } = plot(candles(48));
  const rows = rowsOf(spec);
  assertEquals(rows.length, 48);
  assertEquals(rows[0], {
    time: Date.UTC(2026, 9, 1),
    open: 67000,
    high: 67188.8,
    low: 66990,
    close: 67178.8,
    volume: 1,
    vwap: 67000,
    count: 10,
  });
  assertEquals(panelsOf(spec).length, 2);
  assertEquals(spec.$schema, "https://vega.github.io/schema/vega-lite/v5.json");
  assertStringIncludes(summary, "BTC/USD · 1h candles · 2026-10-01 00:00 – 2026-10-02 23:00 UTC · 48 candles");
});

Deno.test("plot() leaves the volume out when asked to, or when there is none", () => {
  assertEquals(panelsOf(plot(candles(5), { volume: false }).spec).length, 1);
  const { time, open, high, low, close } = Object.fromEntries(
    ["time", "open", "high", "low", "close"].map((name) => [name, candles(5).column(name) as Float64Array]),
  );
  const bare = table("candles", { time: time!, open: open!, high: high!, low: low!, close: close! });
  assertEquals(panelsOf(plot(bare).spec).length, 1);
});

Deno.test("plot() shows source and note below the title, and replaces the title when asked to", () => {
  const meta = { symbol: "BTC/USD", every: "1h", source: "paper", note: "the last candle is still running" };
  const { spec } = plot(candles(5, meta), { title: "Mine" });
  assertEquals((spec.title as { text: string }).text, "Mine");
  assertEquals(notesOf(spec).at(-1), "source: paper · the last candle is still running");
});

Deno.test("plot() writes missing numbers as null, which JSON and Vega know", () => {
  const gap = table("balance", { time: Float64Array.of(0, 1, 2), total: Float64Array.of(1, NaN, Infinity) });
  assertEquals(rowsOf(plot(gap).spec).map(({ value }) => value), [1, null, null]);
});

Deno.test("plot() merges candles above maxRows, keeps their sums and extremes, and says so", () => {
  const many = candles(4000);
  const { spec } = plot(many, { maxRows: 500 });
  const rows = rowsOf(spec);
  assert(rows.length <= 501, `${rows.length} rows`);
  const sum = (name: string) => rows.reduce((total, row) => total + Number(row[name]), 0);
  const volume = many.column("volume") as Float64Array;
  assertEquals(sum("volume"), volume.reduce((total, value) => total + value, 0));
  const high = many.column("high") as Float64Array;
  assertEquals(Math.max(...rows.map((row) => Number(row.high))), Math.max(...high));
  assertEquals(rows[0]!.open, (many.column("open") as Float64Array)[0]);
  assertEquals(rows.at(-1)!.close, (many.column("close") as Float64Array)[3999]);
  assertStringIncludes(notesOf(spec).join("\n"), "4,000 candles");
  assertStringIncludes(notesOf(spec).join("\n"), "drawn as 500 candles of 8h, merged to stay readable");
});

Deno.test("plot() shows few trades as points and many as a band, with the same volume", () => {
  for (const [count, maxRows] of [[600, 1000], [5000, 1000]] as const) {
    const { spec } = plot(trades(count), { maxRows });
    assert(rowsOf(spec).length <= maxRows);
    const bars = (panelsOf(spec)[1]!.layer[0] as { data: { values: Rows } }).data.values;
    const total = (side: string) =>
      bars.filter((bar) => bar.side === side).reduce((sum, bar) => sum + Number(bar.volume), 0);
    assertEquals(total("sell"), Math.ceil(count / 3) * 0.5);
    assertEquals(total("buy") + total("sell"), count * 0.5);
  }
});

Deno.test("plot() adds up a book from the best price outwards, whatever the order of its rows", () => {
  const book = table("depth", {
    side: ["ask", "bid", "ask", "bid"],
    price: Float64Array.of(102, 99, 101, 98),
    volume: Float64Array.of(4, 1, 2, 3),
  }, { symbol: "BTC/USD" });
  const { spec } = plot(book);
  const [bids, asks] = panelsOf(spec)[0]!.layer.map((layer) => (layer as { data: { values: Rows } }).data.values);
  assertEquals(bids, [{ price: 98, volume: 3, total: 4 }, { price: 99, volume: 1, total: 1 }]);
  assertEquals(asks, [{ price: 101, volume: 2, total: 2 }, { price: 102, volume: 4, total: 6 }]);
  assertStringIncludes(notesOf(spec)[0]!, "best bid 99, best ask 101, spread 2 (200 bp)");
});

Deno.test("plot() of one side of a book works", () => {
  const book = table("depth", { side: ["bid"], price: Float64Array.of(99), volume: Float64Array.of(1) });
  assertEquals(notesOf(plot(book).spec), ["1 bid (blue), 0 asks (orange)"]);
});

Deno.test("plot() gives the spread in basis points of the mid price", () => {
  const spread = table("spread", {
    time: Float64Array.of(0, 1),
    bid: Float64Array.of(99, 100),
    ask: Float64Array.of(101, 100),
  });
  assertEquals(rowsOf(plot(spread).spec).map((row) => row.spread), [200, 0]);
});

Deno.test("plot() puts the columns asked for into one panel, also of candles", () => {
  const { spec } = plot(candles(10), { columns: ["close", "vwap"] });
  assertEquals(panelsOf(spec).length, 1);
  assertEquals(new Set(rowsOf(spec).map(({ series }) => series)), new Set(["close", "vwap"]));
});

Deno.test("plot() names the columns it does not show", () => {
  const names = Array.from({ length: 8 }, (_, i) => `c${i}`);
  const wide = table("wide", Object.fromEntries(["time", ...names].map((name) => [name, Float64Array.of(1, 2)])));
  const { spec } = plot(wide);
  assertEquals(panelsOf(spec).length, 6);
  assertStringIncludes(notesOf(spec).join("\n"), "not shown: c6, c7");
});

Deno.test("plot() keeps peaks when it thins a line", () => {
  const total = new Float64Array(20_000);
  total[12_345] = 7;
  const time = total.map((_, i) => i * 1000);
  const rows = rowsOf(plot(table("balance", { time, total })).spec);
  assert(rows.length <= 1010, `${rows.length} rows`);
  assertEquals(rows.find(({ value }) => value === 7)?.time, 12_345_000);
});
