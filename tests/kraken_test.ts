import { assert, assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { kraken } from "../kraken.ts";
import { answering } from "./helpers/fetching.ts";

const now = () => Date.UTC(2026, 5, 15, 12, 30);

Deno.test("kraken() refuses half a key before anything is sent", () => {
  assertThrows(() => kraken({ key: "K" }), TypeError, "the secret is missing");
  assertThrows(() => kraken({ secret: "AAAA" }), TypeError, "the key is missing");
});

Deno.test("kraken() refuses an address that is neither encrypted nor on this machine", () => {
  assertThrows(() => kraken({ spotUrl: "http://api.kraken.com" }), TypeError, "must be https:");
});

Deno.test("kraken() suggests near spellings of an unknown symbol, after asking Kraken once for new ones", async () => {
  const fetch = answering({ error: [], result: {} });
  const k = kraken({ fetch, limiter: "none" });
  const error = await assertRejects(() => k.candles("BTC/UDS"), RangeError);
  assertStringIncludes(error.message, "BTC/USD");
  assertEquals(fetch.requests.length, 4);
  await assertRejects(() => k.candles("BTC/UDS"), RangeError);
  assertEquals(fetch.requests.length, 4);
});

Deno.test("kraken() finds a pair that is newer than the bundled list", async () => {
  const pair = {
    altname: "NEWUSD",
    wsname: "NEW/USD",
    base: "NEW",
    quote: "ZUSD",
    aclass_base: "currency",
    pair_decimals: 2,
    lot_decimals: 8,
    cost_decimals: 5,
    tick_size: "0.01",
    ordermin: "1",
    costmin: "0.5",
    status: "online",
  };
  const fetch = answering(
    { error: [], result: { NEWUSD: pair } },
    { error: [], result: {} },
    { error: [], result: {} },
    { error: [], result: {} },
    { error: [], result: { NEWUSD: [], last: 0 } },
  );
  const k = kraken({ fetch, limiter: "none" });
  assertEquals((await k.candles("new/usd")).meta.symbol, "NEW/USD");
});

Deno.test("kraken.paper() gives the same object on the embedded exchange, reproducibly", async () => {
  await using one = await kraken.paper({ seed: 3, now });
  await using two = await kraken.paper({ seed: 3, now });
  await using other = await kraken.paper({ seed: 4, now });
  const [a, b, c] = await Promise.all([one, two, other].map((k) => k.candles("btc-usd", { every: "1h", last: "1d" })));
  assertEquals(a?.length, 24);
  assertEquals(a?.toRecords(), b?.toRecords());
  assert(JSON.stringify(a?.toRecords()) !== JSON.stringify(c?.toRecords()));
});

Deno.test("kraken.paper() answers every table of the toolkit, labelled by modern names", async () => {
  await using k = await kraken.paper({ seed: 1, now });
  const ticker = await k.ticker(["XXBTZUSD", "ethusd", "AAPLx/USD"]);
  assertEquals([...ticker.column("symbol")].sort(), ["AAPLx/USD", "BTC/USD", "ETH/USD"]);
  const all = await k.ticker();
  assertEquals(all.length, (await k.pairs()).length);
  const depth = await k.depth("ETH/USD", { count: 5 });
  assertEquals(depth.length, 10);
  assert((await k.spread("BTC/USD")).length > 0);
  assert((await k.assets()).length > 5);
  assert((await k.trades("BTC/USD", { last: "10m" })).length > 0);
  assertEquals((await k.symbol("PF_XBTUSD")).market, "futures");
});

Deno.test("kraken.paper() ends with its scope", async () => {
  const k = await kraken.paper({ seed: 1, now });
  await k[Symbol.asyncDispose]();
  await assertRejects(() => k.ticker("BTC/USD"));
});

Deno.test("kraken() refuses options that do not exist, before they mean their default", async () => {
  assertThrows(() => kraken({ spotURL: "https://api.kraken.com" } as never), TypeError, "did you mean 'spotUrl'?");
  assertThrows(() => kraken({ baseUrl: "http://127.0.0.1:1" } as never), TypeError, "name it 'spotUrl'");
  assertThrows(() => kraken(null as never), TypeError);
  await assertRejects(() => kraken.paper({ sed: 5 } as never), TypeError, "did you mean 'seed'?");
});

Deno.test("kraken.paper() has an account whose ledger, fills and balances agree with an order placed through it", async () => {
  await using k = await kraken.paper({ seed: 5, usd: 20_000, limits: false });
  const order = await k.order({ symbol: "xbt/usd", type: "buy", ordertype: "market", volume: "0.05" }, { live: true });
  const { state, vol_exec, cost, fee } = await order.settled();
  assertEquals([state, vol_exec], ["filled", "0.05000000"]);
  const fills = await k.fills();
  assertEquals(fills.length > 0, true);
  const ledger = (await k.ledger()).filter(({ type }) => type === "trade");
  assertEquals(new Set(ledger.column("asset")), new Set(["USD", "BTC"]));
  const usd = (await k.balances()).filter(({ asset }) => asset === "USD").row(0).balance;
  assert(Math.abs(20_000 - Number(cost) - Number(fee) - usd) < 0.001);
});

Deno.test("kraken.paper() rehearses: a preview places nothing", async () => {
  await using k = await kraken.paper({ seed: 5, limits: false });
  const { last } = (await k.ticker("BTC/USD")).row(0);
  const preview = await k.order({
    symbol: "BTC/USD",
    type: "buy",
    ordertype: "limit",
    volume: "0.01",
    price: String(Math.round(last * 0.8)),
  });
  assertStringIncludes(Deno.inspect(preview), "D R Y   R U N");
  assertEquals((await k.orders()).length, 0);
  await preview.send();
  assertEquals((await k.orders()).length, 1);
});

Deno.test("kraken.paper() streams verified books within the process and leaves nothing open", async () => {
  await using k = await kraken.paper({ seed: 5 });
  await using book = await k.stream.book("btc-usd", { depth: 10 });
  const { bid, ask } = book.best() ?? {};
  assert(Number(bid?.price) > 0 && Number(bid?.price) < Number(ask?.price));
});

Deno.test("kraken.paper() serves Futures to the same object", async () => {
  await using k = await kraken.paper({ seed: 5, limits: false });
  assertEquals((await k.candles("pf_xbtusd", { every: "1h", last: "1d" })).length, 24);
  assertEquals((await k.funding("PF_XBTUSD", { last: "2d" })).length, 48);
  const order = await k.derivatives.order({ symbol: "PF_XBTUSD", side: "buy", orderType: "mkt", size: "0.01" }, {
    live: true,
  });
  assertStringIncludes(Deno.inspect(order), "PF_XBTUSD");
  assertEquals((await k.derivatives.positions()).column("symbol"), ["PF_XBTUSD"]);
});
