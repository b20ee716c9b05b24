import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  assetFrame,
  candleFrame,
  depthFrame,
  pairFrame,
  spreadFrame,
  tickerFrame,
  tradeFrame,
} from "../../frames/mod.ts";
import { RECORDINGS } from "../recordings.ts";
import type { OhlcRow } from "../../spot/market/ohlc.ts";
import type { TradesRow } from "../../spot/market/trades.ts";

/** Rows written by us in the documented shapes. */
const ohlc: OhlcRow[] = [
  [1767225600, "90000.0", "90100.0", "89950.0", "90050.0", "90020.1", "12.34500000", 321],
  [1767229200, "90050.0", "90050.0", "90050.0", "90050.0", "0.0", "0.00000000", 0],
];
const trades: TradesRow[] = [
  ["90501.10000", "0.00500000", 1767225600.1234567, "b", "l", "", 81234567],
  ["90501.00000", "1.00000000", 1767225601, "s", "m", "x"],
];

Deno.test("candleFrame() refuses an answer without a pair and a price that is no number", () => {
  assertThrows(() => candleFrame({ last: 1 }), RangeError);
  assertThrows(() => candleFrame([[1, "x", "1", "1", "1", "1", "1", 1]]), RangeError, "row 0 must be a number");
});

Deno.test("candleFrame() has financial names, ms UTC and exact text", () => {
  const candles = candleFrame(ohlc, { symbol: "BTC/USD", every: "1h" });
  assertEquals(candles.kind, "candles");
  assertEquals(candles.columns, ["time", "open", "high", "low", "close", "vwap", "volume", "count"]);
  assertEquals(candles.row(0), {
    time: 1767225600000,
    open: 90000,
    high: 90100,
    low: 89950,
    close: 90050,
    vwap: 90020.1,
    volume: 12.345,
    count: 321,
  });
  assertEquals(candles.text("volume"), ["12.34500000", "0.00000000"]);
  assertEquals(candles.schema.find(({ name }) => name === "volume"), { name: "volume", type: "decimal", unit: "BTC" });
  assertEquals(candles.schema.find(({ name }) => name === "vwap")?.unit, "USD");
});

Deno.test("builders take a whole answer too, and name the symbol by its key unless told", () => {
  assertEquals(candleFrame({ XXBTZUSD: ohlc, last: 1767222000 }).meta.symbol, "XXBTZUSD");
  assertEquals(candleFrame({ XXBTZUSD: ohlc, last: 1767222000 }, { symbol: "BTC/USD" }).meta.symbol, "BTC/USD");
});

Deno.test("tradeFrame() keeps fractions of a millisecond, words for codes, and a missing id as NaN", () => {
  const frame = tradeFrame(trades);
  assertEquals(frame.columns, ["time", "price", "volume", "side", "ordertype", "misc", "trade_id"]);
  assertEquals(frame.column("time")[0], 1767225600.1234567 * 1000);
  assertEquals(frame.column("side"), ["buy", "sell"]);
  assertEquals(frame.column("ordertype"), ["limit", "market"]);
  assertEquals([...frame.column("trade_id")], [81234567, NaN]);
  assertEquals(frame.text("price"), ["90501.10000", "90501.00000"]);
});

Deno.test("depthFrame() lists bids from the best down, then asks from the best up, with exact sums", () => {
  const book = depthFrame({
    asks: [["30384.10000", "2.059", 1688671659], ["30387.90000", "1.500", 1688671380]],
    bids: [["30297.00000", "1.115", 1688671636], ["30296.70000", "2.0025", 1688671600]],
  }, { symbol: "BTC/USD" });
  assertEquals(book.column("side"), ["bid", "bid", "ask", "ask"]);
  assertEquals(book.text("cumulative"), ["1.1150", "3.1175", "2.059", "3.559"]);
  assertEquals(book.row(0), { side: "bid", price: 30297, volume: 1.115, cumulative: 1.115, time: 1688671636000 });
});

Deno.test("spreadFrame() has the exact difference of ask and bid", () => {
  const frame = spreadFrame([[1701022039, "37258.30000", "37261.00000"]]);
  assertEquals(frame.text("spread"), ["2.70000"]);
  assertEquals(frame.column("time")[0], 1701022039000);
});

Deno.test("tickerFrame() takes old answers without lot volume", () => {
  const frame = tickerFrame({
    XXBTZEUR: {
      a: ["562.26651", "1"],
      b: ["560.46600", "1", "1.500"],
      c: ["560.87711", "0.01447739"],
      v: ["84.23095922", "600.91850325"],
      p: ["562.19735", "576.77284"],
      t: [211, 1453],
      l: ["560.00000", "560.00000"],
      h: ["565.00000", "600.00000"],
      o: "562.00000",
    },
  });
  assertEquals(frame.column("symbol"), ["XXBTZEUR"]);
  assertEquals(frame.text("ask_volume"), ["1"]);
  assertEquals(frame.text("bid_volume"), ["1.500"]);
  assertEquals(frame.row(0).trades_24h, 1453);
});

Deno.test("builders give the right columns for nothing at all", () => {
  const empty = [
    candleFrame([]),
    tradeFrame([]),
    spreadFrame([]),
    depthFrame({ asks: [], bids: [] }),
    tickerFrame({}),
    assetFrame({}),
    pairFrame({}),
  ];
  for (const frame of empty) {
    assertEquals(frame.length, 0);
    assert(frame.columns.length >= 4, frame.kind);
    assert(Deno.inspect(frame).includes("0 rows"));
  }
  assert(candleFrame([]).column("time") instanceof Float64Array);
});

/** Every recorded answer of an endpoint that carries a result. */
async function recorded(endpoint: string): Promise<Record<string, never>[]> {
  const results: Record<string, never>[] = [];
  const folder = new URL(`spot-rest/${endpoint}/`, RECORDINGS);
  for await (const { name } of Deno.readDir(folder)) {
    const text = await Deno.readTextFile(new URL(name, folder));
    for (const body of name.endsWith(".jsonl") ? text.trim().split("\n") : [text]) {
      const { result } = JSON.parse(body);
      if (result) results.push(result);
    }
  }
  return results;
}

const ignore = await Deno.stat(RECORDINGS).then(() => false, () => true);

Deno.test({
  name: "builders read every recorded answer and lose no row and no digit",
  ignore,
  async fn() {
    for (const result of await recorded("OHLC")) {
      const rows = Object.entries(result).find(([key]) => key !== "last")?.[1] as unknown as OhlcRow[];
      const frame = candleFrame(result);
      assertEquals(frame.length, rows.length);
      assertEquals(frame.text("vwap"), rows.map((row) => row[5]));
      assertEquals(frame.text("volume"), rows.map((row) => row[6]));
    }
    for (const result of await recorded("Trades")) {
      const rows = Object.entries(result).find(([key]) => key !== "last")?.[1] as unknown as TradesRow[];
      const frame = tradeFrame(result);
      assertEquals(frame.text("price"), rows.map((row) => row[0]));
      assertEquals(frame.text("volume"), rows.map((row) => row[1]));
    }
    for (const result of await recorded("Ticker")) assertEquals(tickerFrame(result).length, Object.keys(result).length);
    for (const result of await recorded("Assets")) assertEquals(assetFrame(result).length, Object.keys(result).length);
    for (const result of await recorded("Depth")) assert(depthFrame(result).length > 0);
    for (const result of await recorded("Spread")) assert(spreadFrame(result).length > 0);
    for (const result of await recorded("AssetPairs")) {
      assertEquals(pairFrame(result).length, Object.keys(result).length);
    }
  },
});
