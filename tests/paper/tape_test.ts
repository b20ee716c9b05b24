import { assert, assertEquals } from "@std/assert";
import { paperExchange } from "../../paper/mod.ts";
import { RECORDINGS } from "../recordings.ts";
import { answer, NOW, result } from "./help.ts";

const tape = paperExchange({ now: () => NOW, limits: false, tape: new URL("./tape/", import.meta.url) });

type Rows = { last: string } & Record<string, unknown[][]>;

Deno.test("a tape refuses pairs and candle lengths it has not", async () => {
  assertEquals((await answer(tape, "Trades?pair=ETHUSD")).error, ["EQuery:Unknown asset pair"]);
  assertEquals((await answer(tape, "Trades")).error, ["EGeneral:Invalid arguments"]);
  assertEquals((await answer(tape, "OHLC?pair=XBTUSD&interval=1")).error, ["EGeneral:Invalid arguments:interval"]);
});

Deno.test("a tape serves the recorded text unchanged, digits included", async () => {
  const text = await Deno.readTextFile(new URL("./tape/spot-rest/Trades/own.json", import.meta.url));
  const response = await tape.fetch("https://x/0/public/Trades?pair=BTC/USD");
  assertEquals(await response.text(), text);
  assertEquals((await result<{ unixtime: number }>(tape, "Time")).unixtime, 1767225600);
});

Deno.test("a tape is walked by its cursors without hole or repeat, trades of one moment staying together", async () => {
  const all = (await result<Rows>(tape, "Trades?pair=XBTUSD")).XXBTZUSD!;
  const walked: unknown[][] = [];
  for (let since = "0";;) {
    const page = await result<Rows>(tape, `Trades?pair=XBTUSD&since=${since}&count=2`);
    walked.push(...page.XXBTZUSD!);
    since = page.last;
    if (page.XXBTZUSD!.length === 0) break;
  }
  assertEquals(walked, all);
});

Deno.test("a tape cuts candles by since and books by count", async () => {
  const { XXBTZUSD: candles } = await result<Rows>(tape, "OHLC?pair=XBTUSD&interval=60&since=1767229200");
  assertEquals(candles!.map(([time]) => time), [1767229200, 1767232800]);
  const { XXBTZUSD: book } = await result<Record<string, { asks: unknown[]; bids: unknown[] }>>(
    tape,
    "Depth?pair=XBTUSD&count=1",
  );
  assertEquals([book!.asks.length, book!.bids.length], [1, 1]);
});

Deno.test("a tape leaves methods without recordings to the simulated market", async () => {
  assert("XXBTZUSD" in await result(tape, "Ticker?pair=XBTUSD"));
});

Deno.test("a tape of the recordings plays a full page of trades and candles, and all pairs of 2021", async () => {
  try {
    await Deno.stat(RECORDINGS);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  const real = paperExchange({ now: () => NOW, limits: false, tape: RECORDINGS });
  const { XBTUSDT: trades, last } = await result<Rows>(real, "Trades?pair=XBTUSDT");
  assertEquals([trades!.length, last], [1000, "1762820035982277754"]);
  assertEquals((await result<Rows>(real, `Trades?pair=XBTUSDT&since=${last}`)).XBTUSDT, []);
  const walked: unknown[][] = [];
  for (let since = "0"; walked.length < 1000;) {
    const page = await result<Rows>(real, `Trades?pair=XBTUSDT&since=${since}&count=90`);
    assert(page.XBTUSDT!.length > 0, `the walk stops after ${walked.length}`);
    walked.push(...page.XBTUSDT!);
    since = page.last;
  }
  assertEquals(walked, trades);
  assertEquals((await result<Rows>(real, "OHLC?pair=XBTUSDT")).XBTUSDT!.length, 721);
  assert(Object.keys(await result(real, "AssetPairs")).length > 300);
  const pairs = await result<Record<string, { base: string }>>(real, "AssetPairs?pair=BTC/USD,WAVES/EUR");
  assertEquals(Object.keys(pairs), ["XXBTZUSD", "WAVESEUR"]);
});
