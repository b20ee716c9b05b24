import { fileURLToPath as fromFileUrl } from "node:url";
import { assert, assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { paperExchange } from "../../paper/mod.ts";
import { NOW } from "./help.ts";

Deno.test("paperExchange.clock refuses to go back, or further than 366 days at once", () => {
  const { clock } = paperExchange({ now: () => NOW });
  assertThrows(() => clock.advance(-1), RangeError, "'ms' must be from 0 to 31622400000, which is 366 days");
  assertThrows(() => clock.advance(NaN), RangeError, "current value is NaN");
  assertThrows(() => clock.advance(1e15), RangeError, "current value is 1000000000000000");
  clock.advance(366 * 86_400_000);
  assertEquals(clock.now(), NOW + 366 * 86_400_000);
});

Deno.test("paperExchange.fetch rejects with the reason of a signal that has aborted", async () => {
  const reason = new Error("no more");
  const exchange = paperExchange();
  const error = await assertRejects(() =>
    exchange.fetch("https://x/0/public/Time", { signal: AbortSignal.abort(reason) })
  );
  assertEquals(error, reason);
});

Deno.test("paperExchange gives the same bytes for the same seed and time", async () => {
  const bytes = async (seed: number | string) => {
    const exchange = paperExchange({ seed, now: () => NOW, limits: false });
    const calls = [
      "Ticker",
      "OHLC?pair=XBTUSD&interval=15",
      "Depth?pair=ETHUSD",
      "Trades?pair=SOLUSD",
      "Spread?pair=XRPUSD",
      "PostTrade",
    ];
    return await Promise.all(calls.map(async (call) => (await exchange.fetch(`https://x/0/public/${call}`)).text()));
  };
  const [first, second, other] = [await bytes(11), await bytes("11"), await bytes(12)];
  assertEquals(first, second);
  for (const [index, text] of first.entries()) assert(text !== other[index]);
});

Deno.test("paperExchange.serve answers over a socket what fetch answers in-process", async () => {
  await using exchange = paperExchange({ seed: 3, now: () => NOW });
  const { url, port } = exchange.serve();
  assertEquals(url, `http://127.0.0.1:${port}`);
  const call = "/0/public/Trades?pair=XBTUSD";
  const served = await fetch(url + call);
  assertMatch(served.headers.get("content-type") ?? "", /^application\/json/);
  assertEquals(await served.text(), await (await exchange.fetch(`https://api.kraken.com${call}`)).text());
});

Deno.test("paperExchange.serve closes with its server or with the exchange, twice too", async () => {
  const exchange = paperExchange({ now: () => NOW });
  const [one, two] = [exchange.serve(), exchange.serve()];
  assert(one.port !== two.port);
  await one.close();
  await one.close();
  await assertRejects(() => fetch(`${one.url}/0/public/Time`), TypeError);
  await (await fetch(`${two.url}/0/public/Time`)).body?.cancel();
  await exchange.close();
  await exchange.close();
  await assertRejects(() => fetch(`${two.url}/0/public/Time`), TypeError);
  assertThrows(() => exchange.serve(), Error, "The exchange was closed");
});

Deno.test("paperExchange.serve through a relay passes big answers and many calls at once", async () => {
  await using exchange = paperExchange({ seed: 3, now: () => NOW, limits: false, faults: [] });
  const { url } = exchange.serve();
  const call = "/0/public/Depth?pair=XBTUSD&count=500";
  const expected = await (await exchange.fetch(`https://x${call}`)).text();
  const answers = await Promise.all(Array.from({ length: 40 }, async () => await (await fetch(url + call)).text()));
  for (const answer of answers) assertEquals(answer, expected);
});

Deno.test("paperExchange moves with its clock", async () => {
  const exchange = paperExchange({ seed: 3, now: () => NOW, limits: false });
  const last = async () =>
    (await (await exchange.fetch("https://x/0/public/Trades?pair=XBTUSD&count=1")).json()).result.last;
  const before = await last();
  assertEquals(await last(), before);
  exchange.clock.advance(3_600_000);
  assert(BigInt(await last()) > BigInt(before));
  assertEquals(exchange.clock.now(), NOW + 3_600_000);
});

Deno.test("paperExchange answers at any time, before its first pair and long after its last known price", async () => {
  const calls = ["Ticker", "Ticker?asset_class=tokenized_asset", "PostTrade", "PreTrade?symbol=SOL/USD"];
  for (const pair of ["XBTUSD", "SOLUSD", "PEPEUSD", "EURUSD"]) {
    for (const method of ["OHLC", "Depth", "Trades", "Spread", "GroupedBook"]) calls.push(`${method}?pair=${pair}`);
    for (const interval of [60, 1440, 21600]) calls.push(`OHLC?pair=${pair}&interval=${interval}`);
  }
  for (const date of ["1970-01-02", "2013-10-06T00:00:01Z", "2021-06-17T00:10:00Z", "2035-05-05", "2099-12-31"]) {
    const exchange = paperExchange({ seed: 5, now: () => Date.parse(date), limits: false });
    for (const call of calls) {
      const { error } = await (await exchange.fetch(`https://x/0/public/${call}`)).json();
      assertEquals(error, [], `${date} ${call}`);
    }
  }
});

Deno.test("paperExchange reads a tape by path as by URL", async () => {
  const folder = new URL("./tape/", import.meta.url);
  for (const tape of [folder, new URL("./tape", import.meta.url), fromFileUrl(folder)]) {
    const response = await paperExchange({ tape }).fetch("https://x/0/public/Time");
    assertEquals((await response.json()).result.unixtime, 1767225600);
  }
});
