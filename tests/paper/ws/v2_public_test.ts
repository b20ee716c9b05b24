import { assert, assertEquals, assertMatch } from "@std/assert";
import { NOW } from "../help.ts";
import { Hall, type Message, Raw, until } from "./help.ts";

const subscribe = (channel: string, params: object = {}, req_id = 1) => ({
  method: "subscribe",
  params: { channel, ...params },
  req_id,
});

/** A connection to the public socket, its greeting read. */
async function open(hall: Hall): Promise<Raw> {
  return (await Raw.open(hall.server.sockets.spot.public)).client;
}

const times = { time_in: "2026-11-22T15:17:13.123000Z", time_out: "2026-11-22T15:17:13.123046Z" };

Deno.test("a v2 connection is greeted with a status whose connection_id no double can hold", async () => {
  await using hall = new Hall();
  await using client = new Raw(hall.server.sockets.spot.public);
  const text = await client.text();
  assertMatch(
    text,
    /^{"channel":"status","data":\[{"api_version":"v2","connection_id":(\d{20}),"system":"online","version":"2.0.9"}\],"type":"update"}$/,
  );
  assert(BigInt(/connection_id":(\d+)/.exec(text)![1]!) > BigInt(Number.MAX_SAFE_INTEGER));
});

Deno.test("a v2 request that makes no sense is refused, and the connection goes on", async () => {
  await using hall = new Hall();
  await using client = await open(hall);
  client.send("no json");
  client.send("[1]");
  client.send({ method: "dance", params: {}, req_id: 4 });
  client.send(subscribe("spread", { symbol: ["BTC/USD"] }, 5));
  client.send(subscribe("executions", { token: "x" }, 6));
  client.send({ method: "ping", params: {}, req_id: 7 });
  client.send(subscribe("book", {}, 8));
  client.send(subscribe("book", { symbol: "BTC/USD" }, 9));
  client.send(subscribe("book", { symbol: ["BTC/USD"], depth: 20 }, 10));
  client.send(subscribe("ohlc", { symbol: ["BTC/USD"], interval: 2 }, 11));
  client.send(subscribe("book", { symbol: ["BTC/USD"], depth: "10" }, 12));
  const answers = await client.take(11);
  assertEquals(answers.map(({ req_id, error }) => [req_id, error]), [
    [undefined, "Malformed request"],
    [undefined, "Malformed request"],
    [4, "Unsupported event"],
    [5, "Unsupported event"],
    [6, "Unsupported event"],
    [7, "Unsupported field: 'params' for the given msg type: ping"],
    [8, "Symbol(s) not found"],
    [9, "Symbol field must be a array"],
    [10, "Subscription depth not supported"],
    [11, "Subscription ohlc interval not supported"],
    [12, "Depth field must be a number_integer"],
  ]);
  assert(answers.every(({ success }) => success === false));
});

Deno.test("a v2 request nested without end is malformed, a long word is not repeated whole, and both are answered", async () => {
  await using hall = new Hall();
  await using client = await open(hall);
  const nested = (open: string, close: string, times: number) => open.repeat(times) + "1" + close.repeat(times);
  client.send(`{"method":"ping","params":${nested('{"a":', "}", 5000)}}`);
  client.send(`{"method":"ping","params":${nested("[", "]", 200)}}`);
  client.send(`{"method":"ping","params":${nested("[", "]", 99)},"req_id":3}`);
  client.send(JSON.stringify({ method: "x".repeat(1_000_000), req_id: 4 }));
  client.send(JSON.stringify({ method: "ping", ["y".repeat(1_000_000)]: 1, req_id: 5 }));
  client.send(JSON.stringify({ method: `ping${'["\\'.repeat(200)}`, req_id: 6 }));
  const answers = await client.take(6);
  assertEquals(answers.map(({ req_id, method, error }) => [req_id, method, error]), [
    [undefined, "", "Malformed request"],
    [undefined, "", "Malformed request"],
    [3, "ping", "Unsupported field: 'params' for the given msg type: ping"],
    [4, "x".repeat(64), "Unsupported event"],
    [5, "ping", `Unsupported field: '${"y".repeat(64)}' for the given msg type: ping`],
    [6, `ping${'["\\'.repeat(20)}`, "Unsupported event"],
  ]);
});

Deno.test("ping is answered with a pong that has no success field, and req_id comes back digit by digit", async () => {
  await using hall = new Hall();
  await using client = await open(hall);
  client.send('{"method":"ping","req_id":9007199254740993}');
  assertEquals(
    await client.text(),
    `{"method":"pong","req_id":9007199254740993,"time_in":"${times.time_in}","time_out":"${times.time_out}"}`,
  );
  client.send('{"method":"ping"}');
  assertEquals(await client.next(), { method: "pong", ...times });
});

Deno.test("subscribe acknowledges each symbol, and refuses a bad one without stopping the others", async () => {
  await using hall = new Hall();
  await using client = await open(hall);
  client.send(subscribe("book", { symbol: ["BTC/USD", "ABC/USD", "XBT/USD", "BTCUSD", "*", "ETH/USD"], depth: 25 }, 7));
  const answers = await client.take(6);
  const refused = (error: string, symbol: string) => ({
    error,
    method: "subscribe",
    req_id: 7,
    success: false,
    symbol,
    ...times,
  });
  const accepted = (symbol: string) => ({
    method: "subscribe",
    req_id: 7,
    result: { channel: "book", depth: 25, snapshot: true, symbol },
    success: true,
    ...times,
  });
  assertEquals(answers, [
    accepted("BTC/USD"),
    refused("Currency pair not supported ABC/USD", "ABC/USD"),
    refused("Currency pair not supported XBT/USD", "XBT/USD"),
    refused("Currency pair not in ISO 4217-A3 format BTCUSD", "BTCUSD"),
    refused("Currency pair not in ISO 4217-A3 format *", "*"),
    accepted("ETH/USD"),
  ]);
  const snapshots = await client.take(2);
  assertEquals(snapshots.map(({ channel, type, data }) => [channel, type, data[0].symbol]), [
    ["book", "snapshot", "BTC/USD"],
    ["book", "snapshot", "ETH/USD"],
  ]);
});

Deno.test("subscribe twice is refused without naming the symbol, and so is a second candle interval", async () => {
  await using hall = new Hall();
  await using client = await open(hall);
  await client.ask("subscribe", { channel: "ohlc", symbol: ["BTC/USD"], interval: 5, snapshot: false });
  const again = await client.ask("subscribe", { channel: "ohlc", symbol: ["BTC/USD"], interval: 5 });
  const other = await client.ask("subscribe", { channel: "ohlc", symbol: ["BTC/USD"], interval: 60 });
  assertEquals([again.error, again.symbol], ["Already subscribed", undefined]);
  assertEquals([other.error, other.symbol], ["Already subscribed to one ohlc interval on this symbol", undefined]);
});

Deno.test("unsubscribe repeats the option, ends the stream, and finds no subscription twice", async () => {
  await using hall = new Hall();
  await using client = await open(hall);
  const params = { channel: "book", symbol: ["BTC/USD"], depth: 25, snapshot: false };
  await client.ask("subscribe", params);
  assertEquals((await client.ask("unsubscribe", { ...params, depth: 10 })).error, "Subscription Not Found");
  const done = await client.ask("unsubscribe", params, 3);
  assertEquals(done.result, { channel: "book", depth: 25, symbol: "BTC/USD" });
  assertEquals((await client.ask("unsubscribe", params)).error, "Subscription Not Found");
  hall.clock.advance(60_000);
  const before = client.texts.length;
  await client.settled();
  assertEquals(client.texts.length, before + 1);
});

Deno.test("a book snapshot is REST's Depth at the same moment, with all digits", async () => {
  await using hall = new Hall();
  await using client = await open(hall);
  for (const symbol of ["BTC/USD", "PEPE/USD", "ETH/BTC"]) {
    const pair = hall.market.pair(symbol);
    client.send(subscribe("book", { symbol: [symbol], depth: 100 }));
    await client.next();
    const text = await client.text();
    const [data] = JSON.parse(text).data;
    const { result } = await (await hall.fetch(`/0/public/Depth?pair=${pair.altname}&count=100`)).json();
    const rest = result[pair.id];
    for (const side of ["bids", "asks"] as const) {
      assertEquals(
        data[side].map(({ price, qty }: Message) => [price, Math.max(0.001, Number(qty.toFixed(3)))]),
        rest[side].map(([price, qty]: [string, string]) => [Number(price), Number(qty)]),
      );
    }
    // Each number has the decimals that the instrument channel tells.
    const decimals = (name: string) =>
      [...text.matchAll(new RegExp(`"${name}":(\\d+(?:\\.(\\d+))?)`, "g"))].map(([, , fraction = ""]) =>
        fraction.length
      );
    assertEquals([...new Set(decimals("price"))], [pair.priceDecimals]);
    assertEquals([...new Set(decimals("qty"))], [pair.lotDecimals]);
  }
});

Deno.test("trade sends the last 50 trades on request, then each trade once, as REST's Trades has them", async () => {
  await using hall = new Hall();
  await using client = await open(hall);
  client.send(subscribe("trade", { symbol: ["BTC/USD"], snapshot: true }));
  const [, snapshot] = await client.take(2);
  assertEquals([snapshot.type, snapshot.data.length], ["snapshot", 50]);
  hall.clock.advance(600_000);
  await client.settled();
  const updates = client.texts.map((text) => JSON.parse(text)).filter(({ type, channel }) =>
    type === "update" && channel === "trade"
  );
  const { result } = await (await hall.fetch("/0/public/Trades?pair=XBTUSD&count=1000")).json();
  const known = new Map<number, unknown[]>(result.XXBTZUSD.map((row: unknown[]) => [row[6], row]));
  const rows = [...snapshot.data, ...updates.flatMap(({ data }) => data)];
  assert(rows.length > 70, `${rows.length} trades`);
  assertEquals(rows.map(({ trade_id }) => trade_id), rows.map((_, at) => rows[0].trade_id + at));
  for (const { trade_id, price, qty, side, ord_type, timestamp } of rows) {
    const [restPrice, volume, time, restSide, type] = known.get(trade_id) as [string, string, number, string, string];
    assertEquals([price, qty, side[0], ord_type[0]], [Number(restPrice), Number(volume), restSide, type]);
    assert(Math.abs(Date.parse(timestamp) - time * 1000) <= 1);
  }
  assertEquals(hall.sockets.tradeIds("BTC/USD"), rows.slice(50).map(({ trade_id }) => trade_id));
});

Deno.test("trade has no snapshot unless it is asked for, and the other channels have one unless it is refused", async () => {
  await using hall = new Hall();
  await using client = await open(hall);
  client.send(subscribe("trade", { symbol: ["BTC/USD"] }, 1));
  client.send(subscribe("ticker", { symbol: ["BTC/USD"], snapshot: false }, 2));
  client.send(subscribe("book", { symbol: ["BTC/USD"], snapshot: false }, 3));
  client.send(subscribe("ticker", { symbol: ["ETH/USD"] }, 4));
  const messages = await client.take(5);
  assertEquals(messages.map(({ channel, method }) => channel ?? method), [
    "subscribe",
    "subscribe",
    "subscribe",
    "subscribe",
    "ticker",
  ]);
  assertEquals(messages[0].result, { channel: "trade", snapshot: false, symbol: "BTC/USD" });
});

Deno.test("ticker tells the same figures as REST's, with each trade or with each change of the best prices", async () => {
  await using hall = new Hall();
  await using client = await open(hall);
  client.send(subscribe("ticker", { symbol: ["BTC/USD"] }));
  const [ack, snapshot] = await client.take(2);
  assertEquals(ack.result, { channel: "ticker", event_trigger: "trades", snapshot: true, symbol: "BTC/USD" });
  const [row] = snapshot.data;
  const { result: { XXBTZUSD: rest } } = await (await hall.fetch("/0/public/Ticker?pair=XBTUSD")).json();
  assertEquals(
    [row.bid, row.ask, row.last, row.volume, row.low, row.high],
    [rest.b[0], rest.a[0], rest.c[0], rest.v[1], rest.l[1], rest.h[1]].map(Number),
  );
  assert(Math.abs(row.vwap - Number(rest.p[1])) < 0.1);
  assertEquals(row.change_pct, Number((row.change / (row.last - row.change) * 100).toFixed(2)));
  await using other = await open(hall);
  await other.ask("subscribe", { channel: "ticker", symbol: ["BTC/USD"], event_trigger: "bbo", snapshot: false });
  hall.clock.advance(60_000);
  await Promise.all([client.settled(), other.settled()]);
  const updates = (raw: Raw) => raw.texts.filter((text) => text.includes('"channel":"ticker","type":"update"')).length;
  assert(updates(client) > 0);
  assert(updates(other) > updates(client), `${updates(other)} of bbo, ${updates(client)} of trades`);
});

Deno.test("ohlc candles are the sums of their trades, as REST's OHLC has them, for every interval", async () => {
  await using hall = new Hall();
  await using client = await open(hall);
  for (const interval of [1, 5, 15, 30, 60, 240, 1440, 10080, 21600]) {
    const params = { channel: "ohlc", symbol: ["BTC/USD"], interval };
    const ack = await client.ask("subscribe", params);
    assertEquals(ack.result, {
      channel: "ohlc",
      interval,
      snapshot: true,
      symbol: "BTC/USD",
      warnings: ["timestamp is deprecated, use interval_begin"],
    });
    const { data } = await client.next();
    const { result } = await (await hall.fetch(`/0/public/OHLC?pair=XBTUSD&interval=${interval}`)).json();
    const rest = new Map<number, unknown[]>(result.XXBTZUSD.map((row: unknown[]) => [row[0], row]));
    assert(data.length >= 12, `${data.length} candles of ${interval}`);
    for (const candle of data) {
      const row = rest.get(Date.parse(candle.interval_begin) / 1000) as [number, ...string[]];
      const { open, high, low, close, vwap, volume, trades } = candle;
      assertEquals([open, high, low, close, vwap, volume, trades], row.slice(1).map(Number));
      assertEquals(Date.parse(candle.timestamp) - Date.parse(candle.interval_begin), interval * 60_000);
    }
    await client.ask("unsubscribe", params);
  }
  await client.ask("subscribe", { channel: "ohlc", symbol: ["BTC/USD"], interval: 1, snapshot: false });
  hall.clock.advance(180_000);
  const update = await client.find(({ type }) => type === "update");
  assertMatch(update.timestamp, /\.\d{9}Z$/);
  assertMatch(update.data[0].interval_begin, /:00\.000000000Z$/);
});

Deno.test("instrument tells all pairs and assets, and xStocks when asked", async () => {
  await using hall = new Hall();
  await using client = await open(hall);
  const ack = await client.ask("subscribe", { channel: "instrument" });
  assertEquals(ack.result, {
    channel: "instrument",
    snapshot: true,
    warnings: ["tick_size is deprecated, use price_increment"],
  });
  const text = await client.text();
  const { data } = JSON.parse(text);
  assertEquals(data.pairs.length, hall.market.pairs.filter(({ aclass }) => aclass === "currency").length);
  const pair = data.pairs.find(({ symbol }: Message) => symbol === "BTC/USD");
  assertEquals([pair.base, pair.quote, pair.price_precision, pair.qty_precision, pair.cost_precision], [
    "BTC",
    "USD",
    1,
    8,
    5,
  ]);
  assert(text.includes('"qty_increment":0.00000001,'));
  assertEquals(data.assets.find(({ id }: Message) => id === "USD"), {
    id: "USD",
    status: "enabled",
    precision: 4,
    precision_display: 2,
    borrowable: true,
    collateral_value: 1,
    margin_rate: 0.025,
  });
  await using other = await open(hall);
  await other.ask("subscribe", { channel: "instrument", include_tokenized_assets: true });
  const more = (await other.next()).data;
  assert(more.pairs.some(({ symbol }: Message) => symbol === "AAPLx/USD"));
  assertEquals(more.pairs.length, hall.market.pairs.length);
});

Deno.test("a change of mode is told to every connection, in maintenance without a connection_id", async () => {
  await using hall = new Hall();
  await using client = await open(hall);
  hall.status.mode = "maintenance";
  const { channel, data } = await client.next();
  assertEquals([channel, data], ["status", [{ api_version: "v2", system: "maintenance", version: "2.0.9" }]]);
  hall.status.mode = "online";
  assertEquals((await client.next()).data[0].system, "online");
});

Deno.test("a heartbeat comes in silence, once something is subscribed and not before", async () => {
  let tick = 0;
  await using hall = new Hall({ tick: () => tick });
  await using client = await open(hall);
  const beats = () => client.texts.filter((text) => text === '{"channel":"heartbeat"}').length;
  const wait = () => new Promise((resolve) => setTimeout(resolve, 250));
  tick = 5_000;
  await wait();
  assertEquals(beats(), 0);
  await client.ask("subscribe", { channel: "trade", symbol: ["BTC/USD"] });
  await until(() => beats() === 1, "the first heartbeat");
  tick += 999;
  await wait();
  assertEquals(beats(), 1);
  tick += 1;
  await until(() => beats() === 2, "the second heartbeat");
});

Deno.test("a connection that asks for nothing and follows nothing is closed after a minute", async () => {
  let tick = 0;
  await using hall = new Hall({ tick: () => tick });
  await using idle = await open(hall);
  await using pinging = await open(hall);
  await using following = await open(hall);
  await following.ask("subscribe", { channel: "trade", symbol: ["BTC/USD"] });
  tick = 59_000;
  await pinging.settled();
  tick = 61_000;
  await idle.gone;
  assertEquals([idle.closed?.code, pinging.closed, following.closed], [1000, undefined, undefined]);
});

Deno.test("a jump of the clock is gone through in steps, and two clients of different depths see the same book", async () => {
  await using hall = new Hall();
  await using near = await open(hall);
  await using far = await open(hall);
  await near.ask("subscribe", { channel: "book", symbol: ["BTC/USD"], depth: 10 });
  await far.ask("subscribe", { channel: "book", symbol: ["BTC/USD"], depth: 1000 });
  hall.clock.advance(30_000);
  await Promise.all([near.settled(), far.settled()]);
  const checksums = (raw: Raw) =>
    new Map(
      raw.texts.map((text) => JSON.parse(text)).filter(({ type }) => type === "update")
        .map(({ data: [{ timestamp, checksum }] }) => [timestamp, checksum]),
    );
  const [ten, all] = [checksums(near), checksums(far)];
  assert(ten.size > 20 && all.size > ten.size, `${ten.size} and ${all.size} updates`);
  let same = 0;
  for (const [time, sum] of ten) if (all.get(time) === sum) same++;
  assertEquals(same, ten.size);
  assertEquals([...all.values()].at(-1), hall.sockets.book("BTC/USD").checksum);
  assertEquals(hall.sockets.book("BTC/USD").time, BigInt(NOW + 30_000) * 1_000_000n);
});

Deno.test("an address that is no socket's is not found, and nothing is left of a closed exchange", async () => {
  const hall = new Hall();
  const client = await open(hall);
  await client.ask("subscribe", { channel: "book", symbol: ["BTC/USD"] });
  await using lost = new Raw(hall.server.sockets.spot.public.replace("/v2", "/v9"));
  await lost.gone;
  assertEquals([lost.closed?.code === 1000, lost.texts], [false, []]);
  await hall[Symbol.asyncDispose]();
  await client.gone;
  assertEquals([client.closed?.code, hall.sockets.size], [1001, 0]);
});
