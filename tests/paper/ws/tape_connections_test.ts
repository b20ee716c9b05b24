/** Recordings as they really are: without options, of several connections, cut, compressed, or of nothing. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { type PaperExchange, paperExchange } from "../../../paper/mod.ts";
import { level3State } from "../../../paper/tape/level3.ts";
import { readRecording } from "../../../paper/tape/recording.ts";
import { readJson } from "../../../paper/ws/json.ts";
import type { JsonObject } from "../../../paper/ws/json.ts";
import { createSpotClient } from "../../../spot/client.ts";
import { record } from "../../../websocket/record.ts";
import { RECORDINGS } from "../../recordings.ts";
import { NOW } from "../help.ts";
import { type Message, Raw } from "./help.ts";
import { FRAME_MS, serving, TapeFile } from "./tape_help.ts";

const v2 = (channel: string, type: string, data: object[]) => JSON.stringify({ channel, type, data });
const subscribed = (result: object) => JSON.stringify({ method: "subscribe", result, success: true });
const unsubscribed = (result: object) => JSON.stringify({ method: "unsubscribe", result, success: true });
const STATUS = '{"channel":"status","data":[{"system":"online"}],"type":"update"}';
const HEARTBEAT = '{"channel":"heartbeat"}';

/** A book message: `levels` bids from 100 down, or one level of a size. */
const book = (type: string, levels: number | [price: number, qty: number], at = 0, symbol = "BTC/USD") => {
  const bids = typeof levels === "number"
    ? Array.from({ length: levels }, (_, index) => ({ price: 100 - index, qty: 1 }))
    : [{ price: levels[0], qty: levels[1] }];
  return v2("book", type, [{ symbol, bids, asks: [], checksum: at, timestamp: `2026-01-01T00:00:0${at}.000000Z` }]);
};

const order = (order_id: string, limit_price: number, event?: string) => ({
  ...(event ? { event } : {}),
  order_id,
  limit_price,
  order_qty: 1,
});
const orders = (type: string, bids: object[]) =>
  v2("level3", type, [{ symbol: "BTC/USD", bids, asks: [], checksum: 1 }]);

/** A recording whose frames say which connection they came over. */
async function recorded(lines: readonly [text: string, connection?: number, at?: number][]): Promise<TapeFile> {
  const path = await Deno.makeTempFile({ suffix: ".jsonl" });
  const wrapped = lines.map(([text, connection, at], index) =>
    JSON.stringify({ time: NOW + (at ?? index * FRAME_MS), host: "public", connection, text })
  );
  await Deno.writeTextFile(path, wrapped.join("\n") + "\n");
  return new TapeFile(path, lines.map(([text]) => text));
}

/** Answers and first messages of subscriptions, one after the other, on one connection. */
async function firsts(exchange: PaperExchange, room: "public" | "l3", ...asked: object[]): Promise<Message[]> {
  const { client } = await Raw.open(exchange.serve().sockets.spot[room]);
  await using _ = client;
  const found: Message[] = [];
  for (const params of asked) {
    const { success, error } = await client.ask("subscribe", params);
    found.push(success ? await client.find(({ type }) => type === "snapshot") : error);
  }
  return found;
}

/** A token for level3. */
async function tokenOf({ fetch, key, secret }: PaperExchange): Promise<string> {
  return (await createSpotClient({ fetch, key, secret }).trading.getWebSocketsToken()).token;
}

/** Everything a follower of a topic is sent while the tape runs to its end. */
async function followed(tape: TapeFile, params: object, ms = tape.ms): Promise<string[]> {
  await using exchange = serving(tape);
  const { client } = await Raw.open(exchange.serve().sockets.spot.public);
  await using _ = client;
  assertEquals((await client.ask("subscribe", params)).error, undefined);
  exchange.clock.advance(ms);
  await client.settled();
  return client.texts.filter((text) => /"type":"(snapshot|update)","data"/.test(text));
}

Deno.test("paperExchange({ tape }) refuses a tape with nothing in it, and says what it looked for", async () => {
  const root = await Deno.makeTempDir();
  const refused = (tape: string | URL, message: string) =>
    assertThrows(() => paperExchange({ tape }), TypeError, message);
  const neither = "as neither answers are in it (spot-rest/<Method>/<name>.json) nor recordings of public channels";
  refused(root, neither);
  assertThrows(() => paperExchange({ tape: new URL(`file://${root}/nowhere/`) }), Deno.errors.NotFound);
  const frame = v2("ticker", "snapshot", [{ symbol: "BTC/USD", bid: 1 }]) + "\n";
  await Deno.writeTextFile(`${root}/a.jsonl`, frame);
  refused(root, neither);
  await Deno.mkdir(`${root}/sockets`);
  await Deno.writeTextFile(`${root}/sockets/a.jsonl.gz`, "x");
  await Deno.writeTextFile(`${root}/sockets/b.jsonl`, "");
  await Deno.mkdir(`${root}/spot-rest/Time`, { recursive: true });
  await Deno.writeTextFile(`${root}/spot-rest/notes.txt`, "");
  refused(root, neither);
  refused(`${root}/sockets/a.jsonl.gz`, "must be a folder or an unpacked recording whose name ends in .jsonl");
  await Deno.writeFile(`${root}/packed.jsonl`, new Uint8Array([0x1f, 0x8b, 8, 0, 0]));
  refused(`${root}/packed.jsonl`, "is compressed: unpack it first");
  await Deno.writeTextFile(`${root}/spot-rest/Time/a.json`, '{"error":[],"result":{"unixtime":1}}');
  await using exchange = paperExchange({ tape: root });
  assertEquals((await (await exchange.fetch("https://x/0/public/Time")).json()).result, { unixtime: 1 });
  await Deno.remove(root, { recursive: true });
});

Deno.test("a tape is read without its byte order mark and the last line that a stopped recorder left", async () => {
  const path = await Deno.makeTempFile({ suffix: ".jsonl" });
  const tick = (bid: number) => v2("ticker", bid === 1 ? "snapshot" : "update", [{ symbol: "BTC/USD", bid }]);
  const line = (bid: number) => JSON.stringify({ time: NOW + bid * FRAME_MS, text: tick(bid) });
  await Deno.writeTextFile(path, `\ufeff${line(1)}\r\n${line(2)}\n${line(3).slice(0, -1)}`);
  const texts = await followed(new TapeFile(path, [tick(1), tick(2)]), { channel: "ticker", symbol: ["BTC/USD"] });
  assertEquals(texts.map((text) => JSON.parse(text).data[0].bid), [1, 2]);
  await Deno.writeTextFile(path, `${line(1)}\n[1]`);
  assertThrows(() => paperExchange({ tape: path }), TypeError, "Line 2 of the tape");
  await Deno.remove(path);
});

Deno.test("a tape whose acknowledgements leave options out has what they mean", async () => {
  await using tape = await recorded([
    [subscribed({ channel: "level3", symbol: "BTC/USD", snapshot: true })],
    [orders("snapshot", [order("A", 50), order("B", 49)])],
    [subscribed({ channel: "book", symbol: "BTC/USD", snapshot: true })],
    [book("snapshot", 25)],
    [subscribed({ channel: "ticker", symbol: "BTC/USD", snapshot: true })],
    [v2("ticker", "snapshot", [{ symbol: "BTC/USD", bid: 1 }])],
    [unsubscribed({ channel: "level3", symbol: "BTC/USD" })],
    [subscribed({ channel: "level3", symbol: "BTC/USD", depth: 100 })],
    [orders("snapshot", [order("C", 48)])],
  ]);
  await using exchange = serving(tape);
  const token = await tokenOf(exchange);
  const symbol = ["BTC/USD"];
  const level3 = (depth: number) => ({ channel: "level3", symbol, depth, token });
  const [ten, thousand] = await firsts(exchange, "l3", level3(10), level3(1000));
  const [hundred] = await firsts(exchange, "l3", level3(100));
  assertEquals(ten.data[0].bids.map(({ order_id }: Message) => order_id), ["A", "B"]);
  assertEquals(hundred.data[0].bids.map(({ order_id }: Message) => order_id), ["C"]);
  assertEquals(thousand, "Subscription depth not supported");
  const [none, deep, tick] = await firsts(
    exchange,
    "public",
    { channel: "book", symbol },
    { channel: "book", symbol, depth: 25 },
    { channel: "ticker", symbol },
  );
  assertEquals([none, deep.data[0].bids.length, tick.data], [
    "Subscription depth not supported",
    25,
    [{ symbol: "BTC/USD", bid: 1 }],
  ]);
});

Deno.test("a tape of Unified candles without an acknowledgement has those of trades", async () => {
  const row = { symbol: "PF_XBTUSD", close: 1, interval: 5, interval_begin: "2026-01-01T00:00:00.000000000Z" };
  await using tape = await recorded([[v2("ohlc", "snapshot", [row])]]);
  await using exchange = serving(tape);
  const { client } = await Raw.open(exchange.serve().sockets.unified.public);
  await using _ = client;
  const params = { channel: "ohlc", symbol: ["PF_XBTUSD"], asset_class: "derivatives", interval: 5 };
  const mark = { ...params, tick_type: "mark" };
  assertEquals((await client.ask("subscribe", mark)).error, "Subscription ohlc interval not supported");
  assertEquals((await client.ask("subscribe", params)).error, undefined);
  assertEquals((await client.find(({ type }) => type === "snapshot")).data, [row]);
});

Deno.test("level3State() of no depth keeps every order, and each leaves when it is told to", () => {
  const state = level3State("BTC/USD", 0);
  for (
    const text of [
      orders("snapshot", [order("A", 50), order("B", 49)]),
      orders("update", [order("B", 49, "delete"), order("C", 48, "add")]),
    ]
  ) state.take({ at: 0, text, message: readJson(text) as JsonObject });
  const [snapshot] = state.snapshot();
  assertEquals(JSON.parse(snapshot!).data[0].bids.map(({ order_id }: Message) => order_id), ["A", "C"]);
});

Deno.test("a tape of a connection that came back with another depth has both", async () => {
  await using tape = await recorded([
    [STATUS],
    [subscribed({ channel: "book", symbol: "BTC/USD", depth: 10 })],
    [book("snapshot", 10, 1)],
    [book("update", [100, 2], 2)],
    [STATUS],
    [subscribed({ channel: "book", symbol: "BTC/USD", depth: 25 })],
    [book("snapshot", 25, 3)],
    [book("update", [100, 3], 4)],
  ]);
  const params = { channel: "book", symbol: ["BTC/USD"] };
  assertEquals(await followed(tape, params), [tape.texts[2], tape.texts[3]]);
  assertEquals(await followed(tape, { ...params, depth: 25 }), [tape.texts[6], tape.texts[7]]);
});

Deno.test("a tape of two connections follows one of them, and the other only once that is gone", async () => {
  const lines: [string, number, number?][] = [
    [STATUS, 0],
    [subscribed({ channel: "book", symbol: "BTC/USD", depth: 10 }), 0],
    [book("snapshot", 10, 1), 0],
    [book("update", [100, 2], 2), 0],
    // The second one comes in, a little behind.
    [STATUS, 1],
    [subscribed({ channel: "book", symbol: "BTC/USD", depth: 10 }), 1],
    [book("snapshot", 10, 1), 1],
    [book("update", [100, 3], 3), 0],
    [book("update", [100, 2], 2), 1],
    [book("update", [100, 3], 3), 1],
    // The first one breaks, and the second one cannot go on from there before it tells everything.
    [STATUS, 0],
    [book("update", [100, 4], 4), 1],
    [book("snapshot", 10, 5), 1],
    [book("update", [100, 6], 6), 1],
    [book("update", [100, 5], 5), 0],
    // The second one falls silent.
    [book("update", [100, 7], 7), 0, 20_000],
    [book("snapshot", 10, 8), 0, 20_010],
    [book("update", [100, 9], 9), 0, 20_020],
    [HEARTBEAT, 0, 20_030],
  ];
  await using tape = await recorded(lines);
  const told = (await followed(tape, { channel: "book", symbol: ["BTC/USD"] }, 30_000)).map((text) => JSON.parse(text));
  assertEquals(told.map(({ type, data: [{ checksum, bids }] }) => `${type} ${checksum} ${bids.length}`), [
    "snapshot 1 10",
    "update 2 1",
    "update 3 1",
    // What the new first states change.
    "update 5 1",
    "update 6 1",
    "update 8 1",
    "update 9 1",
  ]);
});

Deno.test("a tape of two connections with different depths tells them apart by their numbers", async () => {
  await using tape = await recorded([
    [subscribed({ channel: "book", symbol: "BTC/USD", depth: 10 }), 0],
    [subscribed({ channel: "book", symbol: "BTC/USD", depth: 25 }), 1],
    [book("snapshot", 25, 1), 1],
    [book("snapshot", 10, 1), 0],
    [book("update", [100, 2], 2), 0],
    [book("update", [80, 2], 2), 1],
  ]);
  const params = { channel: "book", symbol: ["BTC/USD"] };
  assertEquals(await followed(tape, params), [tape.texts[3], tape.texts[4]]);
  assertEquals(await followed(tape, { ...params, depth: 25 }), [tape.texts[2], tape.texts[5]]);
});

Deno.test("a tape of Spot and Futures, each with its first connection, plays both", async () => {
  const path = await Deno.makeTempFile({ suffix: ".jsonl" });
  const spot = v2("ticker", "snapshot", [{ symbol: "BTC/USD", bid: 1 }]);
  const futures = JSON.stringify({ feed: "ticker", product_id: "PF_XBTUSD", time: NOW, bid: 2 });
  {
    await using tape = await record(path);
    const texts: [text: string, host?: string][] = [
      [STATUS, "public"],
      ['{"event":"info","version":1}'],
      ['{"event":"subscribed","feed":"ticker","product_ids":["PF_XBTUSD"]}'],
      [subscribed({ channel: "ticker", symbol: "BTC/USD", snapshot: true }), "public"],
      [spot, "public"],
      [futures],
    ];
    for (const [text, host] of texts) tape.onFrame(text, NOW, host, 0);
  }
  await using tape = new TapeFile(path, []);
  const { text, host, connection } = [...readRecording(path)].at(-1)!;
  assertEquals([text, host, connection], [futures, "futures", 0]);
  await using exchange = serving(tape);
  const { client } = await Raw.open(exchange.serve().sockets.spot.public);
  await using _spot = client;
  assertEquals((await client.ask("subscribe", { channel: "ticker", symbol: ["BTC/USD"] })).error, undefined);
  assertEquals((await client.find(({ type }) => type === "snapshot")).data[0].bid, 1);
  const { client: other } = await Raw.open(exchange.serve().sockets.futures);
  await using _futures = other;
  other.send({ event: "subscribe", feed: "ticker", product_ids: ["PF_XBTUSD"] });
  assertEquals((await other.find(({ feed, event }) => feed === "ticker" && !event)).bid, 2);
});

Deno.test("an older tape of two connections in one never takes a book back in time", async () => {
  const same = (qty: number) => book("update", [100, qty], 3);
  await using tape = await recorded([
    [book("snapshot", 10, 1)],
    [book("update", [100, 2], 2)],
    [book("snapshot", 10, 1)],
    [same(3)],
    [same(4)],
    [book("update", [100, 2], 2)],
    [same(3)],
    [same(4)],
    [book("update", [100, 5], 4)],
  ]);
  const told = await followed(tape, { channel: "book", symbol: ["BTC/USD"] });
  assertEquals(told, [0, 1, 3, 4, 8].map((index) => tape.texts[index]!));
});

Deno.test("a tape's trades are found over REST when they happen and not before", async () => {
  const row = (trade_id: number) => ({
    symbol: "BTC/USD",
    side: "buy",
    price: 50,
    qty: 1,
    ord_type: "limit",
    trade_id,
    timestamp: `2026-01-01T00:00:0${trade_id}.000000Z`,
  });
  await using tape = await recorded([
    [book("snapshot", 10)],
    [v2("trade", "update", [row(7)])],
    [v2("trade", "update", [row(8)])],
  ]);
  await using exchange = serving(tape);
  const { client } = await Raw.open(exchange.serve().sockets.spot.public);
  await using _ = client;
  await client.ask("subscribe", { channel: "trade", symbol: ["BTC/USD"] });
  const trades = async (query = "") => {
    const response = await exchange.fetch(`https://x/0/public/Trades?pair=XBTUSD${query}`);
    const { result: { XXBTZUSD: rows, last } } = await response.json();
    return [rows.map((row: unknown[]) => row[6]), last];
  };
  assertEquals([await trades(), await trades("&since=1767225600")], [[[], "0"], [[], "1767225600000000000"]]);
  exchange.clock.advance(FRAME_MS);
  assertEquals(await trades(), [[7], "1767225607000000000"]);
  exchange.clock.advance(FRAME_MS);
  assertEquals(await trades("&since=1767225607000000000"), [[8], "1767225608000000000"]);
});

Deno.test("a real recording of single orders plays to the depth of its first state", async () => {
  const tape = new URL("spot-ws-v2/level3/kraken-net-IndividualBook.jsonl", RECORDINGS);
  try {
    await Deno.stat(tape);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  await using exchange = paperExchange({ now: () => NOW, limits: false, tape });
  const params = { channel: "level3", symbol: ["ETH/USDT"], token: await tokenOf(exchange) };
  const [first] = await firsts(exchange, "l3", params);
  const lines = (await Deno.readTextFile(tape)).split("\n").filter(Boolean).map((line) => JSON.parse(line));
  const { data: [recording] } = lines.find(({ type }) => type === "snapshot");
  assert(recording.bids.length > 0);
  assertEquals([first.data[0].bids, first.data[0].asks, first.data[0].checksum], [
    recording.bids,
    recording.asks,
    recording.checksum,
  ]);
});
