import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { ApiError, TransportError } from "../../core/errors.ts";
import { symbols } from "../../core/symbols.ts";
import type { AccountLogRow } from "../../futures/history/mod.ts";
import { createFuturesClient } from "../../futures/client.ts";
import { futuresAccountLog, futuresFills } from "../../history/futures_account.ts";
import { downloadAccountLog } from "../../history/futures_download.ts";
import { funding } from "../../history/futures_funding.ts";
import {
  futuresBalances,
  futuresDepth,
  futuresInstruments,
  futuresMargins,
  futuresOpenOrders,
  futuresPositions,
  futuresTicker,
} from "../../history/futures_now.ts";
import { futuresTrades } from "../../history/futures_trades.ts";
import * as accountAnswers from "../fixtures/futures/account.ts";
import * as historyAnswers from "../fixtures/futures/history.ts";
import * as marketAnswers from "../fixtures/futures/market.ts";
import * as tradingAnswers from "../fixtures/futures/trading.ts";
import { futuresSourceOf, NOW } from "./_futures.ts";

const names = symbols();
const bitcoin = names.futures("PF_XBTUSD");
const MINUTE = 60_000;

/** Public executions at these times, one page; a token when there are more. */
function executions(times: readonly number[], token?: string) {
  const [sample] = historyAnswers.marketExecutions.elements;
  const elements = times.map((timestamp) => ({
    uid: `e${timestamp}`,
    timestamp,
    event: { Execution: { execution: { ...sample!.event.Execution.execution, timestamp }, takerReducedQuantity: "" } },
  }));
  return { elements, len: elements.length, ...(token === undefined ? {} : { continuationToken: token }) };
}

Deno.test("futuresTrades() refuses what Kraken's history does not have, before any call", async () => {
  const source = futuresSourceOf(executions([]));
  await assertRejects(() => futuresTrades(source, bitcoin, { from: "2020-01-01" }), RangeError, "begin on 2021-05-27");
  await assertRejects(() => futuresTrades(source, bitcoin, { maxCalls: 1.5 }), RangeError, "'maxCalls'");
  assertEquals(source.requests.length, 0);
});

Deno.test("futuresTrades() never returns less than asked in silence", async () => {
  const source = futuresSourceOf(executions([NOW - 60 * MINUTE, NOW - 54 * MINUTE], "more"));
  const error = await assertRejects(() => futuresTrades(source, bitcoin, { last: "1h", maxCalls: 1 }), RangeError);
  assertStringIncludes(error.message, "than 1 calls of 1000 give");
  assertStringIncludes(error.message, "maxCalls: 10 or a little more");
});

Deno.test("futuresTrades() gives every trade of the range, and without a range the newest thousand oldest first", async () => {
  const times = [NOW - 9 * MINUTE, NOW - 8 * MINUTE];
  const source = futuresSourceOf(executions([times[0]!], "more"), executions([times[1]!, NOW - 5 * MINUTE]));
  const frame = await futuresTrades(source, bitcoin, { from: NOW - 10 * MINUTE, to: NOW - 5 * MINUTE });
  assertEquals([...frame.column("time")], times);
  const [first, second] = source.queries();
  assertEquals([first?.sort, first?.since, second?.continuation_token], ["asc", String(NOW - 10 * MINUTE), "more"]);
  const newest = futuresSourceOf(executions([times[1]!, times[0]!], "older"));
  assertEquals([...(await futuresTrades(newest, bitcoin)).column("time")], times);
  assertEquals(newest.queries(), [{ sort: "desc", count: "1000" }]);
});

Deno.test("funding() refuses a contract that expires, and names the perpetual", async () => {
  const source = futuresSourceOf(marketAnswers.historicalFundingRates);
  const dated = names.markets({ market: "futures" }).find(({ symbol }) => symbol.startsWith("FI_XBTUSD"));
  assert(dated?.market === "futures");
  await assertRejects(() => funding(source, dated), RangeError, "such as PI_XBTUSD");
  assertEquals(source.requests.length, 0);
});

Deno.test("funding() keeps the range, and says where the rates begin", async () => {
  const rates = Array.from({ length: 48 }, (_, hour) => ({
    timestamp: new Date(Date.UTC(2026, 9, 31) + hour * 3_600_000).toISOString(),
    fundingRate: 0.5,
    relativeFundingRate: 0.00001,
  }));
  const source = futuresSourceOf({ result: "success", serverTime: "", rates });
  const frame = await funding(source, bitcoin, { last: "90d" });
  assertEquals([frame.length, frame.meta.note], [48, "there are none before 2026-10-31T00:00:00.000Z"]);
  const day = await funding(source, bitcoin, { from: "2026-11-01", to: "2026-11-02" });
  assertEquals([day.length, day.meta.note, day.kind], [24, undefined, "funding"]);
  assertEquals((await funding(source, bitcoin)).length, 48);
});

Deno.test("futuresFills() asks for one contract and the range, and keeps the range", async () => {
  const source = futuresSourceOf(historyAnswers.executions);
  const frame = await futuresFills(source, { symbol: "PF_XBTUSD", from: "2026-11-02T07:00:00Z" });
  assertEquals(frame.length, 2);
  assertEquals(frame.text("fee")[0], "21.0");
  const [query] = source.queries();
  assertEquals([query?.tradeable, query?.sort, query?.since], ["PF_XBTUSD", "asc", String(Date.UTC(2026, 10, 2, 7))]);
  assertEquals(query?.before, String(NOW + 60_000));
  assertEquals((await futuresFills(source, { from: "2026-11-02T08:10:00Z" })).length, 0);
});

Deno.test("futuresAccountLog() walks all pages by row ids and adds up", async () => {
  const row = (id: number): AccountLogRow => ({
    ...historyAnswers.accountLog.logs[0]!,
    id,
    date: new Date(NOW - 3_600_000 + id).toISOString(),
    old_balance: 100 - id / 10,
    new_balance: 100 - (id + 1) / 10,
  });
  const rows = (from: number, count: number) => Array.from({ length: count }, (_, at) => row(from + at));
  const source = futuresSourceOf(
    { accountUid: "u", logs: rows(0, 5000) },
    { accountUid: "u", logs: rows(5000, 10) },
  );
  const seen: number[] = [];
  const frame = await futuresAccountLog(source, {
    last: "2h",
    info: "futures trade",
    conversionDetails: true,
    onProgress: ({ rows }) => seen.push(rows),
  });
  assertEquals([frame.length, frame.kind, seen], [5010, "account log", [5000, 5010]]);
  assertEquals(
    source.queries().map(({ info, from, count, conversion_details }) => [info, from, count, conversion_details]),
    [
      ["futures trade", undefined, "5000", "true"],
      ["futures trade", "5000", "5000", "true"],
    ],
  );
});

Deno.test("futuresTicker() refuses an empty list and says which contract Kraken does not know", async () => {
  const source = futuresSourceOf(marketAnswers.tickers);
  await assertRejects(() => futuresTicker(source, []), RangeError, "'symbols' is empty");
  await assertRejects(() => futuresTicker(source, { symbol: "FI_XBTUSD_240927" }), RangeError, "may have expired");
  const frame = await futuresTicker(source, [bitcoin]);
  assertEquals(frame.text("mark_price")[0], "84190.74");
  assertEquals(source.queries().at(-1), { symbol: "PF_XBTUSD" });
});

Deno.test("futuresDepth() cuts the book to the levels asked for", async () => {
  const source = futuresSourceOf(marketAnswers.orderBook);
  await assertRejects(() => futuresDepth(source, bitcoin, { count: 0 }), RangeError, "'count'");
  assertEquals((await futuresDepth(source, bitcoin, { count: 1 })).column("price").join(), "84190,84191");
  assertEquals((await futuresDepth(source, bitcoin)).length, 4);
});

Deno.test("futures tables of the moment take one call each and name their source", async () => {
  const cases: [
    () => Promise<{ kind: string; length: number; meta: { source?: string | undefined } }>,
    string,
    number,
  ][] = [
    [() => futuresInstruments(futuresSourceOf(marketAnswers.instruments)), "instruments", 2],
    [() => futuresPositions(futuresSourceOf(accountAnswers.openPositions)), "positions", 3],
    [() => futuresOpenOrders(futuresSourceOf(tradingAnswers.openOrders)), "orders", 2],
    [() => futuresBalances(futuresSourceOf(accountAnswers.accounts)), "balances", 6],
    [() => futuresMargins(futuresSourceOf(accountAnswers.accounts)), "margins", 2],
  ];
  for (const [call, kind, length] of cases) {
    const frame = await call();
    assertEquals([frame.kind, frame.length, frame.meta.source], [kind, length, "test"]);
  }
});

const HEADER = "uid,dateTime,account,type,symbol,contract,change,new balance\n";
const encoder = new TextEncoder();

/** A client whose account log is this body. */
function logging(body: () => ReadableStream<Uint8Array<ArrayBuffer>> | string, status = 200) {
  const fetch = () => Promise.resolve(new Response(body(), { status }));
  return createFuturesClient({ key: "made-up-key", secret: btoa("made-up secret"), fetch, limiter: "none", tries: 1 });
}

Deno.test("downloadAccountLog() leaves nothing behind when Kraken refuses, the stream breaks, or it is aborted", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/log.csv`;
  try {
    const refused = logging(() => JSON.stringify({ result: "error", error: "Unavailable", serverTime: "" }));
    await assertRejects(() => downloadAccountLog(refused, path), ApiError, "Unavailable");
    const broken = logging(() =>
      new ReadableStream({
        pull(controller) {
          if (controller.desiredSize === null) return;
          controller.enqueue(encoder.encode(HEADER));
          controller.error(new TypeError("connection reset"));
        },
      }, { highWaterMark: 0 })
    );
    await assertRejects(() => downloadAccountLog(broken, path), TransportError);
    const stuck = logging(() =>
      new ReadableStream({ start: (controller) => controller.enqueue(encoder.encode(HEADER)) }, { highWaterMark: 0 })
    );
    const abort = new AbortController();
    const reason = new Error("enough");
    const stopped = downloadAccountLog(stuck, path, { signal: abort.signal, onProgress: () => abort.abort(reason) });
    assertEquals(await stopped.catch((error) => error), reason);
    await assertRejects(
      () => downloadAccountLog(logging(() => HEADER), `${folder}/missing/log.csv`),
      Deno.errors.NotFound,
    );
    assertEquals([...Deno.readDirSync(folder)], []);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("downloadAccountLog() writes a million rows without holding them", async () => {
  const path = await Deno.makeTempFile();
  const rows = (count: number) =>
    encoder.encode("86f00000,2026-11-02 07:59:00,flex,futures trade,usd,pf_xbtusd,-21,4979\n".repeat(count));
  let left = 1000;
  const client = logging(() =>
    new ReadableStream({
      start: (controller) => controller.enqueue(encoder.encode(HEADER)),
      pull(controller) {
        if (left-- === 0) controller.close();
        else controller.enqueue(rows(1000));
      },
    }, { highWaterMark: 0 })
  );
  try {
    let ahead = 0;
    let pieces = 0;
    const { bytes, rows: written, complete } = await downloadAccountLog(client, path, {
      // How many pieces were asked for before the ones so far were written.
      onProgress: () => ahead = Math.max(ahead, 1000 - left - pieces++),
    });
    assertEquals([written, complete], [1_000_000, false]);
    assertEquals((await Deno.stat(path)).size, bytes);
    assert(ahead <= 5, `${ahead} pieces of a thousand rows were held at a time`);
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("downloadAccountLog() counts rows whose last line has no end, and none but the header", async () => {
  const path = await Deno.makeTempFile();
  try {
    const one = await downloadAccountLog(logging(() => historyAnswers.accountLogCsv), path);
    assertEquals([one.rows, one.complete], [1, true]);
    assertEquals(await Deno.readTextFile(path), historyAnswers.accountLogCsv);
    assertEquals((await downloadAccountLog(logging(() => HEADER), new URL(`file://${path}`))).rows, 0);
  } finally {
    await Deno.remove(path);
  }
});
