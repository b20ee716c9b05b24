import { assertEquals, assertRejects } from "@std/assert";
import { ApiError, KrakenError } from "../../core/errors.ts";
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

/** What everyTrade() gives when the connection is lost before the first snapshot, which `missed` follow. */
async function blind(
  missed: number[],
  options: EveryTradeOptions = {},
  symbols: string | string[] = "BTC/USD",
): Promise<string[]> {
  let frames: object[] = [];
  await using server = new V2Server({ snapshot: () => frames });
  await using socket = await connectSpot({ urls: server.urls, random: () => 0 });
  const reading = readTo(follow(socket, options, symbols), missed.at(-1)!);
  // The greeting, and the acknowledgement.
  await until(() => socket.stats[0]?.messages === 1 + [symbols].flat().length);
  frames = [tradeFrame("BTC/USD", missed, "snapshot")];
  server.drop();
  return await reading;
}

Deno.test("everyTrade() tells that trades may be missing when the connection is lost before the first snapshot", async () => {
  assertEquals(await blind([101, 102]), [
    "down",
    "reconnect",
    "trades from the start of the stream to 100 may be missing",
    "101",
    "102",
  ]);
  const fetchTrades = () => Promise.reject(new Error("EService:Unavailable"));
  const [, , gap] = await blind([101, 102], { fetchTrades });
  assertEquals(
    gap,
    "trades from the start of the stream to 100 may be missing; fetching them failed: EService:Unavailable",
  );
});

Deno.test("everyTrade() fetches what it missed before the first snapshot, from the start of the stream on", async () => {
  const asked: MissingTrades[] = [];
  const seen = await blind([101, 102], {
    fetchTrades: (missing) => {
      asked.push(missing);
      const before = { ...rows("BTC/USD", [96])[0]!, timestamp: "2026-09-01T09:59:59.999999Z" };
      return Promise.resolve([before, ...rows("BTC/USD", [97, 98, 100, 101])]);
    },
  });
  assertEquals(seen, [
    "down",
    "reconnect",
    "97 fetched",
    "98 fetched",
    "trades 99 to 99 are missing",
    "100 fetched",
    "101",
    "102",
  ]);
  assertEquals(asked.map(({ after, before, since }) => [after, before, since]), [[
    0,
    101,
    "2026-09-01T10:00:00.100200Z",
  ]]);
});

/** What everyTrade() gives of messages that come from nowhere, with what a subscription has besides. */
async function collect(messages: object[], about: object = {}): Promise<string[]> {
  const stream = (async function* () {
    yield* await Promise.resolve(messages);
  })();
  return await readTo(everyTrade(() => Promise.resolve(Object.assign(stream, about) as never)), NaN);
}
const down = { type: "down", time: 0, channel: "trade", symbols: ["BTC/USD"], detail: "lost" };

Deno.test("everyTrade() needs nothing fetched when the first snapshot reaches back to before the start", async () => {
  const old = { ...rows("BTC/USD", [100])[0]!, timestamp: "2026-09-01T09:59:59.999Z" };
  const snapshot = { channel: "trade", type: "snapshot", data: [...rows("BTC/USD", [101, 102]), old] };
  assertEquals(await collect([down, snapshot], { since: "2026-09-01T10:00:00.100200Z" }), ["down", "101", "102"]);
  // Nobody knows the start: the snapshot counts as past, and that is told.
  assertEquals(await collect([down, snapshot, tradeFrame("BTC/USD", [103])]), [
    "down",
    "trades from the start of the stream to 99 may be missing",
    "103",
  ]);
});

Deno.test("everyTrade() does not take the first trade that a slow reader's queue kept for the start", async () => {
  const about = { since: "2026-09-01T10:00:00.100200Z", dropped: 7 };
  assertEquals(await collect([tradeFrame("BTC/USD", [51])], about), [
    "trades from the start of the stream to 50 may be missing",
    "51",
  ]);
  assertEquals(await collect([tradeFrame("BTC/USD", [51])], { ...about, dropped: 0 }), ["51"]);
});

Deno.test("withoutGaps() stops with Kraken's error when a symbol is not served any more", async () => {
  let again = false;
  await using server = new V2Server({
    refuse: (_, symbol) => again && symbol === "ETH/USD" ? "Currency pair not supported ETH/USD" : undefined,
    snapshot: (_, symbol) => [tradeFrame(symbol, [1], "snapshot")],
  });
  await using socket = await connectSpot({ urls: server.urls, random: () => 0 });
  const symbols = ["BTC/USD", "ETH/USD"];
  const reading = (async () => {
    for await (const _ of withoutGaps(follow(socket, {}, symbols)));
  })();
  const failure = assertRejects(() => reading, ApiError, "Currency pair not supported");
  await until(() => socket.stats.some(({ messages, subscriptions }) => subscriptions === 1 && messages >= 5));
  again = true;
  server.drop();
  await failure;
});
