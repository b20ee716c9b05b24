import { assertEquals, assertRejects } from "@std/assert";
import { KrakenError } from "../../core/errors.ts";
import { everyTrade, type EveryTradeOptions, type MissingTrades, withoutGaps } from "../../websocket/every_trade.ts";
import { connectSpot, type SpotSocket, trade } from "../../websocket/spot/mod.ts";
import type { TradeData } from "../../websocket/v2/data.ts";
import { until } from "./server.ts";
import { tradeFrame, V2Server } from "./v2_server.ts";

const rows = (symbol: string, ids: number[]) => (tradeFrame(symbol, ids) as { data: TradeData[] }).data;
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

function follow(socket: SpotSocket, options: EveryTradeOptions = {}, symbol: string | string[] = "BTC/USD") {
  return everyTrade((how) => socket.subscribe(trade, { symbol, snapshot: true }, how), options);
}

/** Reads until trade `last`, as `id source` and event types. */
async function readTo(trades: ReturnType<typeof everyTrade>, last: number): Promise<string[]> {
  const seen: string[] = [];
  for await (const event of trades) {
    if (event.type !== "trade") seen.push(event.type === "gap" ? event.detail : event.type);
    else {
      seen.push(`${event.trade.trade_id}${event.source === "backfill" ? " fetched" : ""}`);
      if (event.trade.trade_id === last) break;
    }
  }
  return seen;
}

Deno.test("everyTrade() tells a hole that nobody can fill, with the numbers and why", async () => {
  await using server = new V2Server({
    snapshot: () => [tradeFrame("BTC/USD", [1, 2], "snapshot"), tradeFrame("BTC/USD", [6])],
  });
  await using socket = await connectSpot({ urls: server.urls });
  assertEquals(await readTo(follow(socket), 6), ["trades 3 to 5 are missing", "6"]);
  const fetchTrades = () => Promise.reject(new Error("EService:Unavailable"));
  assertEquals(await readTo(follow(socket, { fetchTrades }), 6), [
    "trades 3 to 5 are missing; fetching them failed: EService:Unavailable",
    "6",
  ]);
});

Deno.test("everyTrade() closes a hole by what it fetches, leaving out what was not missing, and tells the rest", async () => {
  await using server = new V2Server({
    snapshot: () => [tradeFrame("BTC/USD", [1, 2], "snapshot"), tradeFrame("BTC/USD", [3, 9])],
  });
  await using socket = await connectSpot({ urls: server.urls });
  const asked: MissingTrades[] = [];
  const fetchTrades = (missing: MissingTrades) => {
    asked.push(missing);
    return Promise.resolve([...rows("BTC/USD", [8, 3, 4, 9, 10, 6]), ...rows("ETH/USD", [5])]);
  };
  assertEquals(await readTo(follow(socket, { fetchTrades }), 9), [
    "3",
    "4 fetched",
    "trades 5 to 5 are missing",
    "6 fetched",
    "trades 7 to 7 are missing",
    "8 fetched",
    "9",
  ]);
  assertEquals(asked.map(({ symbol, after, before, since }) => [symbol, after, before, since]), [
    ["BTC/USD", 3, 9, "2026-09-01T10:00:01.120001Z"],
  ]);
});

Deno.test("everyTrade() gives each trade once and in order through drops, duplicates, disorder and reconnects", async () => {
  let now = 100;
  const all = () => rows("BTC/USD", range(1, now));
  await using server = new V2Server({
    snapshot: () => [tradeFrame("BTC/USD", range(now - 49, now), "snapshot")],
  });
  await using socket = await connectSpot({ urls: server.urls, random: () => 0 });
  let fetched = 0;
  const trades = follow(socket, {
    fetchTrades: ({ after, before }) => {
      fetched++;
      return Promise.resolve(all().filter(({ trade_id }) => trade_id > after && trade_id < before));
    },
  });
  const reading = readTo(trades, 400);
  await until(() => server.of("subscribe").length === 1);
  server.push(tradeFrame("BTC/USD", [101, 102]));
  server.push(tradeFrame("BTC/USD", [102, 103]));
  server.push(tradeFrame("BTC/USD", [105, 104]));
  now = 130;
  server.drop();
  await until(() => server.of("subscribe").length === 2);
  now = 380;
  server.drop();
  await until(() => server.of("subscribe").length === 3);
  server.push(tradeFrame("BTC/USD", range(381, 400)));
  const seen = await reading;
  const ids = seen.filter((each) => /^\d/.test(each)).map((each) => parseInt(each));
  assertEquals(ids, range(101, 400));
  assertEquals(fetched, 1);
  assertEquals(seen.filter((each) => !/^\d/.test(each)), ["down", "reconnect", "down", "reconnect"]);
  await until(() => server.of("unsubscribe").length === 1);
});

Deno.test("everyTrade() makes good what a slow reader's queue forgot", async () => {
  await using server = new V2Server({ snapshot: () => [tradeFrame("BTC/USD", [1], "snapshot")] });
  await using socket = await connectSpot({ urls: server.urls });
  const trades = follow(socket, {
    capacity: 2,
    fetchTrades: ({ after, before }) => Promise.resolve(rows("BTC/USD", range(after + 1, before - 1))),
  });
  const first = trades.next();
  await until(() => server.of("subscribe").length === 1);
  for (let id = 2; id <= 9; id++) server.push(tradeFrame("BTC/USD", [id]));
  const { value } = await first;
  assertEquals(value?.type === "trade" && value.trade.trade_id, 2);
  await until(() => socket.stats[0]!.messages >= 11);
  const ids = (await readTo(trades, 9)).map((each) => parseInt(each));
  assertEquals(ids, range(3, 9));
});

Deno.test("withoutGaps() stops at a hole instead of going on", async () => {
  await using server = new V2Server({
    snapshot: () => [tradeFrame("BTC/USD", [1], "snapshot"), tradeFrame("BTC/USD", [2, 5])],
  });
  await using socket = await connectSpot({ urls: server.urls });
  const ids: number[] = [];
  await assertRejects(
    async () => {
      for await (const { trade_id } of withoutGaps(follow(socket))) ids.push(trade_id);
    },
    KrakenError,
    "BTC/USD: trades 3 to 4 are missing",
  );
  assertEquals(ids, [2]);
});
