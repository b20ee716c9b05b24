import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { ApiError } from "../../core/errors.ts";
import { createSpotClient } from "../../spot/client.ts";
import {
  addressPages,
  closedOrderPages,
  depositAddressPages,
  depositPages,
  fundingDepositPages,
  fundingMethodPages,
  fundingWithdrawalPages,
  IncompleteError,
  ledgerPages,
  openOrderPages,
  pages,
  postTradePages,
  strategyPages,
  tradePages,
  tradesHistoryPages,
  withdrawalPages,
} from "../../spot/pages.ts";
import { RECORDINGS } from "../recordings.ts";

const NOW = 1_793_534_400_987;
const now = () => NOW;

/** What a request said, without its nonce. */
type Asked = Record<string, string>;

/** A client whose requests are answered by `answer`, an envelope being put around it for Spot. */
function answering(answer: (asked: Asked, count: number) => unknown) {
  const asked: Asked[] = [];
  const fetch = (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const { pathname, searchParams } = new URL(String(input));
    const { nonce: _, ...fields } = Object.fromEntries([
      ...searchParams,
      ...new URLSearchParams(String(init?.body ?? "")),
    ]);
    asked.push(fields);
    const result = answer(fields, asked.length);
    return Promise.resolve(Response.json(pathname.startsWith("/funding/") ? result : { error: [], result }));
  };
  const client = createSpotClient({ key: "made-up-key", secret: btoa("made-up secret"), fetch, limiter: "none" });
  return { asked, client };
}

/** Ledger entries, newest first, one a second, the newest at `newest`. */
function entries(count: number, newest = 1_793_534_000): [string, { time: number; amount: string }][] {
  return Array.from({ length: count }, (_, i) => [`L${count - i}`, { time: newest - i, amount: "1" }]);
}

/** Kraken's way with `Ledgers`: filtered by `end`, 50 by offset, or by cursor where it knows cursors. */
function ledgerServer(rows: () => [string, { time: number }][], { cursors = true, count = (n: number) => n } = {}) {
  return answering((asked) => {
    const within = rows().filter(([, { time }]) => time <= Number(asked["end"] ?? Infinity));
    const byCursor = cursors && asked["with_cursor"] === "true";
    const from = Number(byCursor ? asked["cursor"] ?? 0 : asked["ofs"] ?? 0);
    const to = from + (byCursor ? Number(asked["limit"]) : 50);
    return {
      ledger: Object.fromEntries(within.slice(from, to)),
      ...(asked["without_count"] === "true" ? {} : { count: count(within.length) }),
      ...(byCursor && to < within.length ? { cursor: { next: String(to) } } : {}),
    };
  });
}

const ids = (rows: readonly (readonly [string, unknown])[]) => rows.map(([id]) => id);
const all = (count: number) => ids(entries(count));

Deno.test("ledgerPages fails when entries are missing, and hands over those that came", async () => {
  const { client } = ledgerServer(() => entries(120), { count: (n) => n + 1 });
  const error = await assertRejects(
    () => pages(client.account.ledgers, {}, ledgerPages, { now }).all(),
    IncompleteError,
    "Ledgers: 120 rows came of 121 that Kraken counted",
  );
  assertEquals(error.rows.length, 120);
});

Deno.test("ledgerPages rejects with Kraken's own strings", async () => {
  const fetch = () => Promise.resolve(Response.json({ error: ["EGeneral:Permission denied"] }));
  const { account } = createSpotClient({ key: "made-up-key", secret: btoa("x"), fetch, limiter: "none" });
  const error = await assertRejects(() => pages(account.ledgers, {}, ledgerPages, { now }).all(), ApiError);
  assertEquals(error.errors, ["EGeneral:Permission denied"]);
});

Deno.test("ledgerPages walks by cursor, a hundred a page, the window closed and counted once", async () => {
  const { asked, client } = ledgerServer(() => entries(250));
  const rows = await pages(client.account.ledgers, { asset: "XBT", start: new Date(5_000) }, ledgerPages, { now })
    .all();
  assertEquals(ids(rows), all(250));
  const first = { asset: "XBT", start: "5", end: "1793534400", with_cursor: "true", limit: "100" };
  assertEquals(asked, [
    first,
    { ...first, cursor: "100", without_count: "true" },
    { ...first, cursor: "200", without_count: "true" },
  ]);
});

Deno.test("ledgerPages walks by offset where the server knows no cursors", async () => {
  const { asked, client } = ledgerServer(() => entries(120), { cursors: false });
  assertEquals(ids(await pages(client.account.ledgers, {}, ledgerPages, { now }).all()), all(120));
  assertEquals(asked, [
    { end: "1793534400", with_cursor: "true", limit: "100" },
    { end: "1793534400", ofs: "50", without_count: "true" },
    { end: "1793534400", ofs: "100", without_count: "true" },
  ]);
});

Deno.test("ledgerPages walks by offset on request and expects only the rows behind it", async () => {
  const { asked, client } = ledgerServer(() => entries(120));
  assertEquals(ids(await pages(client.account.ledgers, { ofs: 60 }, ledgerPages, { now }).all()), all(120).slice(60));
  assertEquals(asked.map(({ ofs, with_cursor }) => [ofs, with_cursor]), [["60", undefined], ["110", undefined]]);
});

Deno.test("ledgerPages walks by offset without a count until a page is short", async () => {
  const { asked, client } = ledgerServer(() => entries(100));
  const rows = await pages(client.account.ledgers, { ofs: 0, without_count: true }, ledgerPages, { now }).all();
  assertEquals([rows.length, asked.length], [100, 3]);
});

Deno.test("ledgerPages begins behind a cursor without expecting what is before it", async () => {
  const { client } = ledgerServer(() => entries(120));
  const rows = await pages(client.account.ledgers, { with_cursor: true, cursor: "100" }, ledgerPages, { now }).all();
  assertEquals(ids(rows), all(120).slice(100));
});

Deno.test("ledgerPages is not shifted by entries that arrive meanwhile", async () => {
  for (const cursors of [true, false]) {
    let arrived = 0;
    const later = (): [string, { time: number }][] =>
      Array.from({ length: 7 * arrived++ }, (_, i) => [`LATE${arrived}-${i}`, { time: NOW / 1000 + 1 + i }]);
    const { client } = ledgerServer(() => [...later(), ...entries(230)], { cursors });
    assertEquals(ids(await pages(client.account.ledgers, {}, ledgerPages, { now }).all()), all(230));
  }
});

Deno.test("ledgerPages keeps the caller's own end", async () => {
  const { asked, client } = ledgerServer(() => entries(10));
  const rows = await pages(client.account.ledgers, { end: new Date(1_793_533_995_000) }, ledgerPages, { now }).all();
  assertEquals([rows.length, asked[0]?.["end"]], [5, "1793533995"]);
});

Deno.test("ledgerPages gives entries oldest first on request", async () => {
  const { client } = ledgerServer(() => entries(120));
  const rows = await pages(client.account.ledgers, {}, ledgerPages, { now }).all({ oldestFirst: true });
  assertEquals(ids(rows), all(120).reverse());
});

Deno.test("ledgerPages goes on from a saved state with the same window, dates included", async () => {
  const { asked, client } = ledgerServer(() => entries(250));
  const window = { start: new Date("2020-01-01T00:00:00Z") };
  const walk = pages(client.account.ledgers, window, ledgerPages, { now });
  for await (const _ of walk) break;
  const resume = JSON.parse(JSON.stringify(walk.state));
  const rest = await pages(client.account.ledgers, {}, ledgerPages, { resume }).all();
  assertEquals(ids(rest), all(250).slice(100));
  assertEquals(asked.map(({ start, end }) => [start, end]), Array(3).fill(["1577836800", "1793534400"]));
});

Deno.test("ledgerPages ends at once where there is nothing", async () => {
  const { asked, client } = ledgerServer(() => []);
  assertEquals(await pages(client.account.ledgers, {}, ledgerPages, { now }).all(), []);
  assertEquals(asked.length, 1);
});

Deno.test("tradesHistoryPages follows the cursor and leaves the filters as they are", async () => {
  const { asked, client } = answering(({ cursor }) => ({
    trades: cursor ? { T1: {} } : { T3: {}, T2: {} },
    ...(cursor ? { cursor: { next: null } } : { count: 3, cursor: { next: "c" } }),
  }));
  const rows = await pages(client.account.tradesHistory, { pair: "XBTUSD" }, tradesHistoryPages, { now }).all();
  assertEquals([ids(rows), asked.map(({ pair }) => pair)], [["T3", "T2", "T1"], ["XBTUSD", "XBTUSD"]]);
});

Deno.test("openOrderPages follows the cursor and closes no window", async () => {
  const { asked, client } = answering(({ cursor }) =>
    cursor ? { open: { O1: {} } } : { open: { O2: {} }, cursor: { next: "c" } }
  );
  assertEquals(ids(await pages(client.account.openOrders, {}, openOrderPages, { now }).all()), ["O2", "O1"]);
  assertEquals(asked, [{ with_cursor: "true", limit: "100" }, { with_cursor: "true", limit: "100", cursor: "c" }]);
});

Deno.test("closedOrderPages walks three recorded pages to the count they give", {
  ignore: !(() => {
    try {
      return Deno.statSync(RECORDINGS).isDirectory;
    } catch {
      return false;
    }
  })(),
}, async () => {
  const recorded = [1, 2, 3].map((page) => {
    const file = new URL(`spot-rest/ClosedOrders/kraken-async-rs-closed_orders_page_${page}.json`, RECORDINGS);
    return JSON.parse(Deno.readTextFileSync(file)).result as { closed: object; count: number };
  });
  const { asked, client } = answering((_, page) => recorded[page - 1]);
  const rows = await pages(client.account.closedOrders, {}, closedOrderPages, { now }).all();
  assertEquals(rows.length, recorded[0]?.count);
  assertEquals(ids(rows), recorded.flatMap(({ closed }) => Object.keys(closed)));
  assertEquals(asked.map(({ ofs }) => ofs), [undefined, "50", "100"]);
});

Deno.test("depositPages reads pages, a page with a single object, and a plain array", async () => {
  const row = (n: number) => ({ refid: `F${n}`, txid: "t" });
  const { asked, client } = answering(({ cursor }) =>
    cursor === "true" ? { deposit: [row(3), row(2)], next_cursor: "c" } : { deposit: row(1), next_cursor: null }
  );
  const rows = await pages(client.funding.depositStatus, { asset: "XBT" }, depositPages, { now }).all();
  assertEquals(rows.map(({ refid }) => refid), ["F3", "F2", "F1"]);
  assertEquals(asked, [
    { cursor: "true", asset: "XBT", end: "1793534400" },
    { cursor: "c", asset: "XBT", end: "1793534400" },
  ]);
  const plain = answering(() => [row(1)]);
  assertEquals((await pages(plain.client.funding.depositStatus, {}, depositPages, { now }).all()).length, 1);
});

Deno.test("withdrawalPages reads pages under either name, and a plain array", async () => {
  const row = (n: number) => ({ refid: `F${n}` });
  const { client } = answering((_, page) =>
    page === 1
      ? { withdrawals: [row(3)], next_cursor: "c" }
      : page === 2
      ? { withdrawal: [row(2)], next_cursor: "d" }
      : [row(1)]
  );
  const rows = await pages(client.funding.withdrawStatus, {}, withdrawalPages, { now }).all();
  assertEquals(rows.map(({ refid }) => refid), ["F3", "F2", "F1"]);
});

Deno.test("strategyPages follows a cursor where there is one", async () => {
  const { asked, client } = answering(({ cursor }) =>
    cursor ? { items: [{ id: "B" }] } : { items: [{ id: "A" }], next_cursor: "2" }
  );
  const rows = await pages(client.earn.strategies, { asset: "DOT" }, strategyPages, { now }).all();
  assertEquals(rows.map(({ id }) => id), ["A", "B"]);
  assertEquals(asked, [{ asset: "DOT" }, { asset: "DOT", cursor: "2" }]);
});

Deno.test("fundingDepositPages asks for further pages by cursor alone", async () => {
  const { asked, client } = answering(({ cursor }) => ({
    deposits: [{ deposit_id: cursor ?? "first" }],
    ...(cursor ? {} : { next_cursor: "c" }),
  }));
  const params = { "status[list][i]": ["success"], start_time: new Date(0), account_id: "AA00", limit: 20 } as const;
  const rows = await pages(client.fundingBeta.listDeposits, params, fundingDepositPages, { now }).all();
  assertEquals(rows.map(({ deposit_id }) => deposit_id), ["first", "c"]);
  assertEquals(asked, [
    {
      "status[list][0]": "success",
      start_time: "1970-01-01T00:00:00.000Z",
      end_time: "2026-11-01T12:00:00.987Z",
      limit: "20",
      account_id: "AA00",
    },
    { cursor: "c", limit: "20", account_id: "AA00" },
  ]);
});

Deno.test("fundingWithdrawalPages begins at a cursor without a window", async () => {
  const { asked, client } = answering(() => ({ withdrawals: [] }));
  await pages(client.fundingBeta.listWithdrawals, { cursor: "c" }, fundingWithdrawalPages, { now }).all();
  assertEquals(asked, [{ cursor: "c", limit: "500" }]);
});

Deno.test("fundingMethodPages keeps the direction, which stands in the path", async () => {
  const method = (id: string) => ({ method_id: id, asset: { class: "currency", name: "USDC" } });
  const { asked, client } = answering(({ cursor }) =>
    cursor ? { methods: [method("2")] } : { methods: [method("1")], next_cursor: "c" }
  );
  const rows = await pages(
    client.fundingBeta.listMethods,
    { direction: "deposit", "asset[class]": "currency", "asset[name]": "USDC" },
    fundingMethodPages,
  ).all();
  assertEquals(rows.length, 2);
  assertEquals(asked, [
    { "asset[class]": "currency", "asset[name]": "USDC", limit: "10000" },
    { cursor: "c", limit: "10000" },
  ]);
});

Deno.test("addressPages and depositAddressPages follow the cursor", async () => {
  const { client } = answering(({ cursor }) => ({
    addresses: [{ address_id: cursor ?? "a", id: cursor ?? "a" }],
    ...(cursor ? {} : { next_cursor: "b" }),
  }));
  assertEquals((await pages(client.fundingBeta.listAddresses, {}, addressPages).all()).length, 2);
  assertEquals((await pages(client.fundingBeta.listDepositAddresses, {}, depositAddressPages).all()).length, 2);
});

const trade = (id: number, seconds = 1_000 + id) => ["1.0", "2.0", seconds, "b", "l", "", id];

Deno.test("tradePages needs a time to begin at", () => {
  const { client } = answering(() => null);
  assertThrows(
    () => pages(client.market.trades, { pair: "XBTUSD" }, tradePages),
    TypeError,
    "Cannot walk Trades as 'since' is missing",
  );
});

Deno.test("tradePages fails when the cursor stands still", async () => {
  const { client } = answering(() => ({ XXBTZUSD: [trade(1), trade(2)], last: "5" }));
  await assertRejects(
    () => pages(client.market.trades, { pair: "XBTUSD", since: "5", count: 2 }, tradePages, { now }).all(),
    Error,
    "Trades: the way to the next page leads back to this one",
  );
});

Deno.test("tradePages feeds the cursor back letter for letter and drops the trade it repeats", async () => {
  const { asked, client } = answering((_, page) =>
    page === 1
      ? { XXBTZUSD: [trade(1), trade(2)], last: "1002000000000000001" }
      : { last: "1003000000000000001", XXBTZUSD: [trade(2), trade(3)].slice(page - 2) }
  );
  const rows = await pages(client.market.trades, { pair: "XBTUSD", since: new Date(500), count: 2 }, tradePages, {
    now,
  }).all();
  assertEquals(rows.map((row) => row[6]), [1, 2, 3]);
  assertEquals(asked.map(({ since }) => since), ["0.5", "1002000000000000001", "1003000000000000001"]);
});

Deno.test("tradePages ends with the page that reaches the moment the walk began", async () => {
  const { asked, client } = answering((_, page) => ({
    XXBTZUSD: [trade(page, NOW / 1000 - 1 + page)],
    last: String(page),
  }));
  await pages(client.market.trades, { pair: "XBTUSD", since: "0", count: 1 }, tradePages, { now }).all();
  assertEquals(asked.length, 1);
});

Deno.test("postTradePages needs a time to begin after", () => {
  const { client } = answering(() => null);
  assertThrows(() => pages(client.market.postTrade, {}, postTradePages), TypeError, "'from_ts' is missing");
});

Deno.test("postTradePages closes the window, goes on after the newest trade, and sorts a page", async () => {
  const row = (n: number) => ({ trade_id: `T${n}`, trade_ts: `2026-11-01T00:00:0${n}.000000000Z` });
  const { asked, client } = answering((_, page) =>
    page === 1
      ? { last_ts: "2026-11-01T00:00:02.000000000Z", count: 2, trades: [row(2), row(1)] }
      : { last_ts: "x", count: 1, trades: [row(3)] }
  );
  const params = { from_ts: new Date("2026-11-01T00:00:00Z"), symbol: "BTC/USD", count: 2 };
  const rows = await pages(client.market.postTrade, params, postTradePages, { now }).all();
  assertEquals(rows.map(({ trade_id }) => trade_id), ["T1", "T2", "T3"]);
  assertEquals(asked.map(({ from_ts, to_ts }) => [from_ts, to_ts]), [
    ["2026-11-01T00:00:00.000Z", "2026-11-01T12:00:00.987Z"],
    ["2026-11-01T00:00:02.000000000Z", "2026-11-01T12:00:00.987Z"],
  ]);
});
