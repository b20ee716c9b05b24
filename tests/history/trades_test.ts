import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { symbols } from "../../core/symbols.ts";
import { trades } from "../../history/trades.ts";
import type { TradesRow } from "../../spot/market/trades.ts";
import { createSpotClient } from "../../spot/client.ts";
import { KrakenError, TransportError } from "../../core/errors.ts";
import { answering } from "../helpers/fetching.ts";

const NOW = Date.UTC(2026, 0, 31, 12);
const START = Date.UTC(2026, 0, 31, 0) / 1000;
const bitcoin = symbols().spot("BTC/USD");

/** A trade every second from START on. */
function rows(first: number, count: number): TradesRow[] {
  return Array.from({ length: count }, (_, i) => ["100.0", "0.5", START + first + i, "b", "l", "", first + i]);
}

function source(...pages: TradesRow[][]) {
  const answers = pages.map((page) => ({
    error: [],
    result: { XXBTZUSD: page, last: `${page.at(-1)?.[2] ?? START}000000000` },
  }));
  const fetch = answering(...answers);
  const { market } = createSpotClient({ fetch, limiter: "none" });
  return { fetch, market, name: "test", now: () => NOW };
}

Deno.test("trades() refuses 'to' without a begin and a senseless number of calls", async () => {
  const from = source(rows(0, 1));
  await assertRejects(() => trades(from, bitcoin, { to: "2026-01-31" }), RangeError, "where to begin");
  await assertRejects(() => trades(from, bitcoin, { maxCalls: 0 }), RangeError, "'maxCalls'");
  assertEquals(from.fetch.requests.length, 0);
});

Deno.test("trades() never returns less than asked in silence: it says how far the calls reached", async () => {
  const from = source(rows(0, 1000), rows(1000, 1000));
  const error = await assertRejects(() => trades(from, bitcoin, { from: "2026-01-31", maxCalls: 2 }), RangeError);
  assertStringIncludes(error.message, "more trades in this range than 2 calls");
  assertStringIncludes(error.message, "to 2026-01-31T00:33:19.000Z");
  assertEquals(from.fetch.requests.length, 2);
});

Deno.test("trades() walks the pages by the cursor, from included and to excluded", async () => {
  const from = source(rows(0, 1000), rows(1000, 1000));
  const frame = await trades(from, bitcoin, { from: "2026-01-31", to: "2026-01-31T00:20" });
  assertEquals(frame.length, 1200);
  assertEquals(frame.column("time")[0], START * 1000);
  assertEquals(frame.column("time").at(-1), (START + 1199) * 1000);
  const asked = from.fetch.requests.map(({ url }) => new URL(url).searchParams.get("since"));
  // One nanosecond before the begin, as `since` excludes its own moment; then Kraken's cursor, unchanged.
  assertEquals(asked, [String(BigInt(START) * 1_000_000_000n - 1n), `${START + 999}000000000`]);
});

Deno.test("trades() without a range gives the newest page in one call", async () => {
  const from = source(rows(0, 1000));
  assertEquals((await trades(from, bitcoin)).length, 1000);
  assertEquals(from.fetch.requests.map(({ url }) => url), ["https://api.kraken.com/0/public/Trades?pair=XBTUSD"]);
});

Deno.test("trades() of an empty answer is an empty frame with the right columns", async () => {
  const frame = await trades(source([]), bitcoin, { last: "1h" });
  assertEquals(frame.length, 0);
  assertEquals(frame.columns.slice(0, 4), ["time", "price", "volume", "side"]);
});

/** Trades as Kraken serves them: those after `since`, at most `size` a page. */
function exchange(all: TradesRow[], size: number, now: () => number = () => NOW) {
  const asked: string[] = [];
  const nanoseconds = (row: TradesRow) => BigInt(Math.round(row[2] * 1e6)) * 1000n;
  const fetch = (input: string | URL | Request) => {
    const since = new URL(String(input)).searchParams.get("since") ?? "0";
    asked.push(since);
    const page = all.filter((row) => nanoseconds(row) > BigInt(since)).slice(0, size);
    const last = page.at(-1);
    const result = { XXBTZUSD: page, last: last ? String(nanoseconds(last)) : since };
    return Promise.resolve(Response.json({ error: [], result }));
  };
  const { market } = createSpotClient({ fetch, limiter: "none" });
  return { market, name: "test", now, asked };
}

const ids = (frame: { column(name: "trade_id"): ArrayLike<number> }) => Array.from(frame.column("trade_id"));
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

Deno.test("trades() refuses options it does not have, and a zone that is none", async () => {
  const from = source(rows(0, 1));
  await assertRejects(() => trades(from, bitcoin, { max_calls: 5 } as never), TypeError, "did you mean 'maxCalls'?");
  await assertRejects(() => trades(from, bitcoin, "1h" as never), TypeError, "its options must be an object");
  await assertRejects(() => trades(from, bitcoin, { last: "1h", zone: "Mars" }), RangeError, "'zone'");
  assertEquals(from.fetch.requests.length, 0);
});

Deno.test("trades() from 1970 on asks for the first trade", async () => {
  const from = exchange(rows(0, 5), 10);
  assertEquals((await trades(from, bitcoin, { from: 0 })).length, 5);
  assertEquals(from.asked[0], "0");
});

Deno.test("trades() raises a hole between two trades by their numbers", async () => {
  const holed = rows(0, 30).filter((row) => row[6] !== 12 && row[6] !== 13);
  const error = await assertRejects(
    () => trades(exchange(holed, 10), bitcoin, { from: "2026-01-31", to: "2026-01-31T01:00" }),
    KrakenError,
  );
  assertStringIncludes(error.message, "Trades of BTC/USD from number 11 (2026-01-31T00:00:11.000Z) to 14");
  assertStringIncludes(error.message, "2 are missing");
});

Deno.test("trades() names endpoint, market and place of an answer of another shape", async () => {
  const bad: [object, string][] = [
    [{}, "Trades of BTC/USD (pair XBTUSD): the answer must have exactly one pair"],
    [{ XXBTZUSD: [[1.5, "1", START, "b", "l", "", 1]], last: "1" }, "row 0 must have a string at place 0 and has 1.5"],
    [{ XXBTZUSD: [] }, "must have 'last'"],
  ];
  for (const [result, words] of bad) {
    const { market } = createSpotClient({ fetch: answering({ error: [], result }), limiter: "none" });
    await assertRejects(
      () => trades({ market, name: "test", now: () => NOW }, bitcoin, { last: "1h" }),
      TransportError,
      words,
    );
  }
});

Deno.test("trades() says so when a moment has more trades than a page", async () => {
  const crowd = rows(0, 2000).map((row): TradesRow => [row[0], row[1], START, "b", "l", "", row[6] ?? 0]);
  await assertRejects(
    () => trades(exchange(crowd, 1000), bitcoin, { from: "2026-01-31", to: "2026-01-31T01:00" }),
    KrakenError,
    "1000 trades or more at 2026-01-31T00:00:00.000Z",
  );
});

Deno.test("trades() does not take a short page for the last one", async () => {
  const from = exchange(rows(0, 25), 10);
  assertEquals(ids(await trades(from, bitcoin, { from: "2026-01-31" })), numbers(25));
  assertEquals(from.asked.length, 4);
  const ended = await trades(exchange(rows(0, 25), 10), bitcoin, { from: "2026-01-31", to: "2026-01-31T01:00" });
  assertEquals(ids(ended), numbers(25));
});

Deno.test("trades() sees with one call more than maxCalls that nothing follows, and no further", async () => {
  const from = exchange(rows(0, 10), 1000);
  assertEquals((await trades(from, bitcoin, { from: "2026-01-31", maxCalls: 1 })).length, 10);
  assertEquals(from.asked.length, 2);
  const endless = exchange(rows(0, 50), 10);
  await assertRejects(() => trades(endless, bitcoin, { from: "2026-01-31", maxCalls: 1 }), RangeError, "maxCalls");
  assertEquals(endless.asked.length, 2);
});

Deno.test("trades() loses nothing where pages are cut within one moment", async () => {
  // Three a second: pages of ten end within a second, whose rest an exclusive cursor leaves out.
  const crowded = rows(0, 95).map((row, i): TradesRow => [row[0], row[1], START + Math.floor(i / 3), "b", "l", "", i]);
  const range = { from: "2026-01-31", to: "2026-01-31T01:00", maxCalls: 50 };
  assertEquals(ids(await trades(exchange(crowded, 10), bitcoin, range)), numbers(95));
  // Also at the very end, where no later page shows the hole, and for the trades of 2013, which have no numbers.
  const tail = rows(0, 1003).map((row, i): TradesRow => [row[0], row[1], START + Math.min(i, 998), "b", "l", "", i]);
  assertEquals(ids(await trades(exchange(tail, 1000), bitcoin, range)), numbers(1003));
  const bare = crowded.map((row, i): TradesRow => [String(i), "0.5", row[2], "b", "l", ""]);
  const frame = await trades(exchange(bare, 10), bitcoin, range);
  assertEquals(frame.text("price"), numbers(95).map(String));
});

Deno.test("trades() without an end goes on to the newest also when our clock is behind or ahead", async () => {
  const all = rows(0, 3500);
  for (const skew of [-1_800_000, 3_600_000]) {
    const now = () => (START + 3500) * 1000 + skew;
    const from = exchange(all, 1000, now);
    assertEquals(ids(await trades(from, bitcoin, { from: "2026-01-31" })), numbers(3500));
    assertEquals((await trades(exchange(all, 5000, now), bitcoin)).length, 3500);
  }
});

Deno.test("trades() without an end stops at the present, though there is always one trade more", async () => {
  let time = (START + 1500) * 1000 + 3_600_000; // an hour ahead of Kraken's
  const all = rows(0, 1500);
  const from = exchange(all, 1000, () => time);
  const { trades: call } = from.market;
  const market = {
    ...from.market,
    trades: (...args: Parameters<typeof call>) => {
      time += 1000;
      all.push(...rows(all.length, 1)); // a second goes by, and a trade comes
      return call(...args);
    },
  };
  const frame = await trades({ ...from, market }, bitcoin, { from: "2026-01-31", maxCalls: 10 });
  assertEquals(from.asked.length, 3);
  assertEquals(frame.length, 1503);
});
