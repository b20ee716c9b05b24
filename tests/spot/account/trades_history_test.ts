import { assertEquals } from "@std/assert";
import { tradesHistory, type TradesHistoryParams } from "../../../spot/account/trades_history.ts";
import * as fixtures from "../../fixtures/spot_private/account.ts";
import { refused, sent } from "./_sent.ts";

const ALL = {
  type: "closing position",
  trades: true,
  start: 1790812800,
  end: new Date("2026-11-01T00:00:00Z"),
  without_count: false,
  consolidate_taker: true,
  ledgers: true,
  with_cursor: true,
  cursor: "dHJhZGVz",
  limit: 50,
  pair: "XBTUSD",
  aclass: "forex",
  rebase_multiplier: "base",
  account_id: "AA00",
} satisfies TradesHistoryParams;

Deno.test("tradesHistory names the nearest parameter", async () => {
  await refused(tradesHistory, { ledger: true }, TypeError, "did you mean 'ledgers'?");
});

Deno.test("tradesHistory refuses milliseconds for seconds", async () => {
  await refused(
    tradesHistory,
    { start: 1793534400000 },
    RangeError,
    "'start' must be Unix seconds (this looks like milliseconds",
  );
});

Deno.test("tradesHistory refuses an unknown kind of trade", async () => {
  await refused(
    tradesHistory,
    { type: "closing" },
    RangeError,
    "'type' must be one of all, any position, closed position, closing position, no position",
  );
});

Deno.test("tradesHistory refuses an invalid Date", async () => {
  await refused(tradesHistory, { end: new Date("tomorrow") }, RangeError, "'end' must be a valid Date");
});

Deno.test("tradesHistory refuses a page of more than 100 rows", async () => {
  await refused(
    tradesHistory,
    { limit: 101 },
    RangeError,
    "'limit' must be a whole number from 1 to 100: current value is 101",
  );
});

Deno.test("tradesHistory writes all parameters", async () => {
  assertEquals(await sent(tradesHistory, ALL, fixtures.tradesHistory), {
    line: "POST /0/private/TradesHistory?account_id=AA00",
    body: "type=closing position&trades=true&start=1790812800&end=1793491200&without_count=false" +
      "&consolidate_taker=true&ledgers=true&with_cursor=true&cursor=dHJhZGVz&limit=50&pair=XBTUSD&aclass=forex" +
      "&rebase_multiplier=base",
    result: fixtures.tradesHistory,
  });
});

Deno.test("tradesHistory skips rows by offset", async () => {
  assertEquals(await sent(tradesHistory, { ofs: 0 }, fixtures.tradesHistory), {
    line: "POST /0/private/TradesHistory",
    body: "ofs=0",
    result: fixtures.tradesHistory,
  });
});

Deno.test("tradesHistory needs no parameter", async () => {
  assertEquals(await sent(tradesHistory, {}, fixtures.tradesHistory), {
    line: "POST /0/private/TradesHistory",
    body: "",
    result: fixtures.tradesHistory,
  });
});
