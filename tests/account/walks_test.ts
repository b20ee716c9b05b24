import { assertEquals, assertRejects } from "@std/assert";
import { deposits, fills, ledger, orders, withdrawals } from "../../account/mod.ts";
import { IncompleteError } from "../../core/pages.ts";
import type { LedgerEntry, OrderInfo, TradeInfo } from "../../spot/account/mod.ts";
import { openOrders, queryLedgers, queryTrades } from "../fixtures/spot_private/account.ts";
import { depositStatusPage, withdrawStatusPage } from "../fixtures/spot_private/funding.ts";
import { asked, NOW, sent, sourceOf } from "./_source.ts";

const order: OrderInfo = openOrders.open["OYR4TK-7PLQ2-EHNV3D"];
const fill: TradeInfo = queryTrades["TB7QKN-5WZ2E-4HNVY6"];
const line: LedgerEntry = queryLedgers["LX3D4P-9KQZT-7MWHB2"];
const seconds = NOW / 1000;

Deno.test("orders() refuses what it does not know before any call", async () => {
  const source = sourceOf({});
  await assertRejects(
    () => orders(source, { status: "done" as "open" }),
    RangeError,
    "'status' must be one of open, closed, all",
  );
  await assertRejects(() => orders(source, { closetime: "close" }), RangeError, 'status "closed"');
  await assertRejects(() => orders(source, { symbol: "BTC/UDS" }), RangeError, "BTC/USD");
  await assertRejects(() => orders(source, { from: "2026-12-01" }), RangeError, "'from' must not be in the future");
  await assertRejects(() => orders(source, { from: "2026-01-01", last: "1d" }), RangeError, "Only one of");
  assertEquals(source.requests.length, 0);
});

Deno.test("orders() lists the open ones by default, of all pages", async () => {
  const source = sourceOf(
    { open: { B: { ...order, opentm: seconds - 10 } }, cursor: { next: "more" } },
    { open: { A: { ...order, opentm: seconds - 20 } }, cursor: {} },
  );
  const frame = await orders(source);
  assertEquals(source.requests.map(asked), ["OpenOrders", "OpenOrders"]);
  assertEquals(sent(source.requests[1]!).cursor, "more");
  assertEquals(frame.column("txid"), ["A", "B"]);
  assertEquals(frame.column("symbol"), ["BTC/USD", "BTC/USD"]);
});

Deno.test("orders() of both kinds has an order that ended between the two lists once, ended", async () => {
  const ended = { ...order, status: "closed", closetm: seconds } as const;
  const source = sourceOf({ open: { A: order, B: order } }, { closed: { B: ended }, count: 1 });
  const frame = await orders(source, { status: "all", last: "30d" });
  assertEquals(source.requests.map(asked), ["OpenOrders", "ClosedOrders"]);
  assertEquals(frame.length, 2);
  assertEquals(frame.column("status")[frame.column("txid").indexOf("B")], "closed");
});

Deno.test("orders() by the time they ended are in that order", async () => {
  const source = sourceOf({
    closed: {
      A: { ...order, opentm: seconds - 90, closetm: seconds - 10 },
      B: { ...order, opentm: seconds - 80, closetm: seconds - 20 },
      C: { ...order, opentm: seconds - 9_000_000, closetm: seconds - 30 },
    },
    count: 3,
  });
  const frame = await orders(source, { status: "closed", closetime: "close", last: "1h" });
  assertEquals(sent(source.requests[0]!).closetime, "close");
  assertEquals(frame.column("txid"), ["C", "B", "A"]);
});

Deno.test("orders() finds a market by the altname that orders have", async () => {
  const descr = { ...order.descr, pair: "ETHUSD" };
  const answer = { open: { A: order, B: { ...order, descr } } };
  assertEquals((await orders(sourceOf(answer), { symbol: "XXBTZUSD" })).column("txid"), ["A"]);
  assertEquals((await orders(sourceOf(answer), { symbol: ["eth/usd"] })).column("txid"), ["B"]);
});

Deno.test("fills() asks for a second more than the range and cuts to it: 'from' included, 'to' excluded", async () => {
  const from = Date.UTC(2026, 9, 1) / 1000;
  const to = Date.UTC(2026, 9, 2) / 1000;
  const trades = {
    F: { ...fill, time: to },
    E: { ...fill, time: to - 0.0001 },
    D: { ...fill, time: from + 0.5 },
    C: { ...fill, time: from },
    B: { ...fill, time: from - 0.0001 },
  };
  const source = sourceOf({ trades, count: 5 });
  const frame = await fills(source, { from: "2026-10-01", to: "2026-10-02" });
  const { start, end } = sent(source.requests[0]!);
  assertEquals([start, end], [String(from - 1), String(to)]);
  assertEquals(frame.column("txid"), ["C", "D", "E"]);
  assertEquals([frame.meta.from, frame.meta.to], [from * 1000, to * 1000]);
});

Deno.test("fills() without an end has what Kraken dates a little after our clock", async () => {
  const source = sourceOf({ trades: { A: { ...fill, time: seconds + 20 } }, count: 1 });
  assertEquals((await fills(source, { last: "1h" })).length, 1);
  assertEquals(Number(sent(source.requests[0]!).end) >= seconds + 20, true);
});

Deno.test("fills() without a range asks from the first one on", async () => {
  const source = sourceOf({ trades: {}, count: 0 });
  assertEquals((await fills(source)).length, 0);
  assertEquals("start" in sent(source.requests[0]!), false);
});

Deno.test("fills() lets Kraken filter by one market, and checks what comes", async () => {
  const trades = { A: fill, B: { ...fill, pair: "XETHZUSD" } };
  const source = sourceOf({ trades, count: 2 }, { trades, count: 2 }, { trades, count: 2 });
  assertEquals((await fills(source, { symbol: "BTC/USD" })).column("txid"), ["A"]);
  assertEquals(sent(source.requests[0]!).pair, "XBTUSD");
  assertEquals((await fills(source, { symbol: ["BTC/USD", "ETH/USD"] })).length, 2);
  assertEquals("pair" in sent(source.requests[1]!), false);
  assertEquals((await fills(source, { symbol: "AAPLx/USD" })).length, 0);
  assertEquals("pair" in sent(source.requests[2]!), false);
});

Deno.test("fills() never gives less than Kraken counted in silence", async () => {
  const source = sourceOf({ trades: { A: fill }, count: 3, cursor: {} });
  const error = await assertRejects(() => fills(source), IncompleteError);
  assertEquals([error.received, error.expected], [1, 3]);
});

Deno.test("ledger() refuses unknown assets and kinds before any call", async () => {
  const source = sourceOf({});
  await assertRejects(() => ledger(source, { type: "traed" as "trade" }), RangeError, 'did you mean "trade"?');
  await assertRejects(() => ledger(source, { asset: "BTZ" }), RangeError, "BTC");
  await assertRejects(() => ledger(source, { asset: ["BTC", "AAPLx"] }), RangeError, "a call of its own");
  assertEquals(source.requests.length, 0);
});

Deno.test("ledger() reads every page, says how far it is, and gives each line once, oldest first", async () => {
  const times = Array.from({ length: 250 }, (_, at) => seconds - at * 60);
  const lines = times.map((time, at) => [`L${String(at).padStart(3, "0")}`, { ...line, time }] as const);
  const page = (from: number, to: number) => Object.fromEntries(lines.slice(from, to));
  const source = sourceOf(
    { ledger: page(0, 100), count: 250, cursor: { next: "b" } },
    { ledger: page(100, 200), cursor: { next: "c" } },
    { ledger: page(200, 250), cursor: { next: null } },
  );
  const heard: string[] = [];
  const frame = await ledger(source, { onProgress: ({ rows, total }) => heard.push(`${rows} of ${total}`) });
  assertEquals(source.requests.map((request) => sent(request).cursor), [undefined, "b", "c"]);
  assertEquals(new Set(source.requests.map((request) => sent(request).end)).size, 1);
  assertEquals(heard, ["100 of 250", "200 of 250", "250 of 250"]);
  assertEquals(frame.column("txid"), lines.map(([id]) => id).reverse());
});

Deno.test("ledger() asks for assets by the names Kraken takes, and keeps suffixed ones apart", async () => {
  const answer = {
    ledger: { A: { ...line, asset: "XXBT" }, B: { ...line, asset: "XBT.M" }, C: { ...line, asset: "DOT28.S" } },
    count: 3,
  };
  const source = sourceOf(answer, answer, answer);
  assertEquals((await ledger(source, { asset: "btc" })).column("txid"), ["A"]);
  assertEquals((await ledger(source, { asset: ["BTC.M", "DOT28.S"] })).column("asset"), ["DOT28.S", "BTC.M"]);
  await ledger(source, { asset: "AAPLx" });
  assertEquals(source.requests.map((request) => [sent(request).asset, sent(request).aclass]), [
    ["XXBT", undefined],
    ["XBT.M,DOT28.S", undefined],
    [source.symbols.asset("AAPLx").id, "tokenized_asset"],
  ]);
});

Deno.test("ledger() lets Kraken filter by the kinds it knows, and filters itself by the others", async () => {
  const answer = { ledger: { A: line, B: { ...line, type: "spend" }, C: { ...line, type: "receive" } }, count: 3 };
  const source = sourceOf(answer, answer, answer);
  await ledger(source, { type: "trade" });
  assertEquals((await ledger(source, { type: "spend" })).column("txid"), ["B"]);
  assertEquals((await ledger(source, { type: ["trade", "receive"] })).column("txid"), ["C", "A"]);
  assertEquals(source.requests.map((request) => sent(request).type), ["trade", undefined, undefined]);
});

Deno.test("ledger() stops with the caller's reason in the middle of the walk", async () => {
  const stop = new AbortController();
  const source = sourceOf({ ledger: { A: line }, count: 3, cursor: { next: "b" } });
  const reason = new Error("enough");
  const error = await assertRejects(() =>
    ledger(source, { signal: stop.signal, onProgress: () => stop.abort(reason) })
  );
  assertEquals(error, reason);
  assertEquals(source.requests.length, 1);
});

Deno.test("deposits() reads every page and notes how far back the list reaches", async () => {
  const [first] = depositStatusPage.deposit;
  const source = sourceOf(
    { deposit: [first!], next_cursor: "b" },
    { deposit: [{ ...first!, refid: "older", time: first!.time - 3600 }], next_cursor: null },
  );
  const frame = await deposits(source, { asset: "BTC", last: "120d" });
  const [one, other] = source.requests.map(sent);
  assertEquals([one?.asset, one?.cursor, other?.cursor], ["XXBT", "true", "b"]);
  assertEquals(frame.column("refid"), ["older", first!.refid]);
  assertEquals(frame.meta.note, "Kraken lists about the last 90 days here: older deposits are in the ledger");
});

Deno.test("withdrawals() has no note within the reach of the list", async () => {
  const frame = await withdrawals(sourceOf(withdrawStatusPage), { last: "30d", method: "Bitcoin" });
  assertEquals(frame.column("asset"), ["BTC"]);
  assertEquals(frame.meta.note, undefined);
});
