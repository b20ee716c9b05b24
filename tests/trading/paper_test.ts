/** The room end to end, on the embedded exchange. */

import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import type { ClientOptions } from "../../core/client.ts";
import { compareDecimals } from "../../core/decimal.ts";
import { ApiError, KrakenError, OutcomeUnknownError } from "../../core/errors.ts";
import type { SendOptions } from "../../core/send.ts";
import { type PaperExchange, paperExchange, type PaperOptions } from "../../paper/mod.ts";
import type { FaultRule } from "../../paper/mod.ts";
import { createSpotClient, type SpotClient } from "../../spot/client.ts";
import { add, subtract } from "../../trading/_exact.ts";
import { amend, cancel, edit, findOrder, LiveOrder, order, orders, resolveLost } from "../../trading/mod.ts";
import type { LostOutcome, TradingSource } from "../../trading/mod.ts";
import { NOW, sourceOf } from "./_desk.ts";

interface Floor extends AsyncDisposable {
  readonly exchange: PaperExchange;
  readonly spot: SpotClient;
  readonly source: TradingSource;
}

/** An exchange whose clock moves when something sleeps, and a client of it. */
function floor(options: PaperOptions = {}, client: ClientOptions = {}): Floor {
  let time = NOW;
  const exchange = paperExchange({
    seed: 1,
    balances: { USD: 100_000, BTC: 1 },
    now: () => time,
    limits: false,
    faults: [],
    ...options,
  });
  const clock = { now: () => time, sleep: (ms: number) => Promise.resolve(void (time += ms)) };
  const all: ClientOptions & Pick<SendOptions, "resolve"> = {
    key: exchange.key,
    secret: exchange.secret,
    fetch: exchange.fetch,
    clock,
    limiter: "none",
    resolve: (request) => resolveLost({ ...spot, ...clock })(request),
    ...client,
  };
  const spot = createSpotClient(all);
  return { exchange, spot, source: sourceOf(spot, clock), [Symbol.asyncDispose]: exchange.close };
}

const BUY = { symbol: "btc-usd", type: "buy", ordertype: "limit", volume: "0.1", price: 50_000 } as const;
const MARKET = { symbol: "btc-usd", type: "buy", ordertype: "market", volume: "0.5" } as const;

async function count({ spot }: Floor): Promise<number> {
  const { open } = await spot.account.openOrders();
  const { closed } = await spot.account.closedOrders();
  return Object.keys(open).length + Object.keys(closed).length;
}

Deno.test("order() refuses what the exchange would refuse as well", async () => {
  await using here = floor();
  const cases: [change: object, error: string][] = [
    [{ price: "50000.05" }, "EOrder:Invalid price"],
    [{ volume: "0.00001" }, "EOrder:Order minimum not met"],
    [{ volume: "0.00005", price: "9000" }, "EOrder:Cost minimum not met"],
    [{ volume: "0.123456789" }, "EGeneral:Invalid arguments"],
    [{ leverage: 50 }, "EGeneral:Invalid arguments"],
  ];
  for (const [change, string] of cases) {
    const request = Object.fromEntries(
      Object.entries({ ...BUY, ...change }).filter(([, value]) => value !== undefined),
    );
    await assertRejects(() => order(here.source, request as never, { live: true }), RangeError);
    const { symbol: _, ...rest } = request;
    const error = await assertRejects(() => here.spot.trading.addOrder({ ...rest, pair: "XBTUSD" } as never), ApiError);
    assertStringIncludes(error.errors[0] ?? "", string);
  }
  assertEquals(await count(here), 0);
});

Deno.test("Preview.problems tells what the exchange would refuse for want of funds", async () => {
  await using here = floor();
  for (
    const [change, short] of [[{ volume: "2.01" }, true], [{ type: "sell", price: 200_000, volume: "1.01" }, true], [{
      type: "sell",
      price: 200_000,
      volume: "1",
    }, false]] as const
  ) {
    const preview = await order(here.source, { ...BUY, ...change });
    assertEquals(preview.problems.length > 0, short);
    const { oflags: _, ...params } = preview.params;
    const placing = () => here.spot.trading.addOrder(params);
    if (short) await assertRejects(placing, ApiError, "EOrder:Insufficient funds");
    else await placing();
  }
});

Deno.test("Preview.send() places what was shown, and the balances change by what the fills say to the last digit", async () => {
  await using here = floor();
  const before = await here.spot.account.balanceEx();
  const preview = await order(here.source, MARKET);
  assertEquals(await preview.validate(), { validated: true, descr: { order: "buy 0.50000000 XBTUSD @ market" } });
  assertEquals(await count(here), 0);
  const end = await (await preview.send()).settled();
  assertEquals([end.state, end.vol_exec], ["filled", "0.50000000"]);
  assertEquals(preview.fee, end.fee);
  const after = await here.spot.account.balanceEx();
  const spent = subtract(before["ZUSD"]?.balance ?? "", after["ZUSD"]?.balance ?? "");
  // Ledgers keep dollars to four decimals, fills to five.
  const off = subtract(spent, add(end.cost, end.fee));
  assert(compareDecimals(off, "0.0001") <= 0 && compareDecimals(off, "-0.0001") >= 0, off);
  assertEquals(compareDecimals(after["XXBT"]?.balance ?? "", "1.5"), 0);
  const [usd] = preview.changes;
  const shown = Math.abs(Number(usd?.after) / Number(after["ZUSD"]?.balance) - 1);
  assert(shown < 1e-6, `the preview showed ${usd?.after}, it is ${after["ZUSD"]?.balance}`);
});

Deno.test("LiveOrder lives: placed, found by any id, amended, cancelled, settled", async () => {
  await using here = floor();
  const live = await order(here.source, BUY, { live: true });
  assert(live instanceof LiveOrder);
  for (const id of [live.txid, live.clOrdId ?? "", live]) {
    assertEquals((await findOrder(here.source, id)).txid, live.txid);
  }
  await live.amend({ limit_price: "50000.1", order_qty: "0.2" });
  await amend(here.source, live.clOrdId ?? "", { order_qty: "0.15" });
  assertEquals((await live.status()).vol, "0.15000000");
  const { amends } = await here.spot.account.orderAmends({ order_id: live.txid });
  assertEquals(amends.map(({ limit_price = "", order_qty }) => [Number(limit_price), Number(order_qty)]), [
    [50_000, 0.1],
    [50_000.1, 0.2],
    [50_000.1, 0.15],
  ]);
  const { open, reason } = await live.cancel();
  assertEquals([open, reason], [false, "User requested"]);
  assertEquals((await live.settled()).state, "cancelled");
  assertEquals((await live.cancel()).open, false);
});

Deno.test("edit() replaces an order placed with a userref, and explains why one with a cl_ord_id is refused", async () => {
  await using here = floor();
  const live = await order(here.source, { ...BUY, userref: 5 }, { live: true });
  const edited = await edit(here.source, live, { price: 50_000.2 });
  assert(edited.txid !== live.txid);
  assertEquals((await live.status()).open, false);
  assertEquals((await edited.status()).order.descr.price, "50000.2");
  const own = await order(here.source, BUY, { live: true });
  await assertRejects(() => edit(here.source, own, { price: 50_000.2 }), ApiError, "amend() changes an order in place");
  assertEquals(await cancel(here.source, [edited, own]), { count: 2 });
});

Deno.test("orders() places a batch on the exchange", async () => {
  await using here = floor();
  const list = [BUY, { ...BUY, type: "sell", price: 200_000 }] as const;
  const placed = await orders(here.source, list, { live: true });
  assert(placed.every((each) => each instanceof LiveOrder));
  assertEquals(await cancel(here.source, placed.map(({ txid = "" }) => txid)), { count: 2 });
});

const LOST: readonly FaultRule[] = [
  { kind: "drop" },
  { kind: "cut", bytes: 20 },
  { kind: "truncate" },
  { kind: "empty" },
  { kind: "status", status: 504 },
  { kind: "error", error: "EService:Deadline elapsed" },
];

for (const rule of LOST) {
  // An answer is cut when there is one: then the order has taken effect.
  for (
    const when of rule.kind === "cut" || rule.kind === "truncate" ? ["after"] as const : ["before", "after"] as const
  ) {
    Deno.test(`a ${rule.kind} ${when} AddOrder takes effect: sent once, and resolve() tells what happened`, async () => {
      await using here = floor({ faults: [{ ...rule, when, path: "AddOrder" }] });
      const { url } = here.exchange.serve();
      await using served = floor({ faults: [] }, {
        baseUrl: url,
        fetch: globalThis.fetch,
        key: here.exchange.key,
        secret: here.exchange.secret,
      });
      const preview = await order(served.source, BUY);
      const error = await assertRejects(() => preview.send(), OutcomeUnknownError);
      assertStringIncludes(error.message, "It was not sent again. Call error.resolve()");
      assertEquals(here.exchange.faults.counts, [1]);
      const outcome = await error.resolve() as LostOutcome;
      assertEquals(outcome.state, when === "after" ? "placed" : "not found");
      if (outcome.state === "placed") assertEquals(outcome.order.cl_ord_id, preview.clOrdId);
      here.exchange.faults.clear();
      assertEquals(await count(served), when === "after" ? 1 : 0);
      await assertRejects(() => preview.send(), KrakenError, "was sent already");
    });
  }
}

Deno.test("a market order whose connection drops once is filled once: no repetition of the platform's, no new nonce", async () => {
  await using here = floor({ faults: [{ kind: "drop", when: "after", count: 1, path: "AddOrder" }] });
  const { url } = here.exchange.serve();
  const { key, secret } = here.exchange;
  await using served = floor({}, { baseUrl: url, fetch: globalThis.fetch, key, secret });
  // What is asked before leaves an open connection behind, which an order must not go out on.
  const preview = await order(served.source, { ...MARKET, volume: "0.01" });
  const error = await assertRejects(() => preview.send(), OutcomeUnknownError);
  assertEquals(((await error.resolve()) as LostOutcome).state, "placed");
  const { closed } = await here.spot.account.closedOrders();
  assertEquals(Object.values(closed).map(({ vol_exec }) => vol_exec), ["0.01000000"]);
});

Deno.test("an AmendOrder whose answer is lost is sent once, and resolve() tells whether it was made", async () => {
  for (const [when, state] of [["before", "unchanged"], ["after", "changed"]] as const) {
    await using here = floor();
    const live = await order(here.source, BUY, { live: true });
    here.exchange.faults.add({ kind: "drop", when, path: "AmendOrder" });
    const error = await assertRejects(() => live.amend({ limit_price: 50_001 }), OutcomeUnknownError);
    assertEquals(here.exchange.faults.counts, [1]);
    assertEquals(((await error.resolve()) as LostOutcome).state, state);
  }
});

Deno.test("an AddOrderBatch whose answer is lost is sent once, and resolve() tells of each order", async () => {
  for (const [when, state] of [["before", "not found"], ["after", "placed"]] as const) {
    await using here = floor({ faults: [{ kind: "drop", when, path: "AddOrderBatch" }] });
    const error = await assertRejects(() => orders(here.source, [BUY, BUY], { live: true }), OutcomeUnknownError);
    assertEquals(here.exchange.faults.counts, [1]);
    const outcome = await error.resolve() as LostOutcome;
    assert(outcome.state === "batch");
    assertEquals(outcome.orders.map((each) => each.state), [state, state]);
  }
});

Deno.test("a CancelOrder whose answer is lost is repeated, and cancel() tells how the order stands", async () => {
  await using here = floor();
  const live = await order(here.source, BUY, { live: true });
  here.exchange.faults.add({ kind: "drop", when: "after", count: 1, path: "CancelOrder" });
  assertEquals((await live.cancel()).status, "canceled");
});

Deno.test("order() with a wrong, revoked or weak key says so and places nothing", async () => {
  await using here = floor();
  const { keys } = here.exchange;
  const weak = keys.create({ permissions: ["query-funds"] });
  const revoked = keys.create();
  keys.revoke(revoked);
  const cases: [client: ClientOptions, errors: string[], words: string][] = [
    [{ key: "nobody's" }, ["EAPI:Invalid key"], "key"],
    [{ secret: btoa("somebody else's") }, ["EAPI:Invalid signature"], "secret"],
    [{ key: weak.key, secret: weak.secret }, ["EGeneral:Permission denied"], "permission"],
    [{ key: revoked.key, secret: revoked.secret }, ["EAPI:Invalid key"], "key"],
  ];
  for (const [client, errors, words] of cases) {
    const fetch = here.exchange.fetch;
    const { source } = floor({}, { key: here.exchange.key, secret: here.exchange.secret, fetch, ...client });
    const error = await assertRejects(() => order(source, BUY, { live: true }), ApiError);
    assertEquals(error.errors, errors);
    assertStringIncludes(error.message.toLowerCase(), words);
  }
  assertEquals(await count(here), 0);
});

Deno.test("order() with a key that is revoked in mid-run stops there", async () => {
  await using here = floor();
  const made = here.exchange.keys.create();
  const fetch = here.exchange.fetch;
  const { source } = floor({}, { key: made.key, secret: made.secret, fetch });
  const live = await order(source, BUY, { live: true });
  here.exchange.keys.revoke(made);
  await assertRejects(() => live.settled(), ApiError, "EAPI:Invalid key");
  await assertRejects(() => order(source, BUY, { live: true }), ApiError, "EAPI:Invalid key");
  assertEquals(await count(here), 1);
});

Deno.test("order() with a one-time password that has expired says so and places nothing", async () => {
  await using here = floor();
  const made = here.exchange.keys.create({ otp: { fixed: "135790" } });
  const fetch = here.exchange.fetch;
  const { source } = floor({}, { key: made.key, secret: made.secret, otp: "024680", fetch });
  await assertRejects(() => order(source, BUY, { live: true }), ApiError);
  const good = floor({}, { key: made.key, secret: made.secret, otp: "135790", fetch });
  await order(good.source, BUY, { live: true });
  assertEquals(await count(here), 1);
});

Deno.test("order() with a clock far behind explains the nonce and places nothing", async () => {
  await using here = floor();
  const made = here.exchange.keys.create();
  const keys = { key: made.key, secret: made.secret, fetch: here.exchange.fetch };
  const nonce = (at: number) => ({ run: <R>(task: (nonce: string) => Promise<R>) => task(String(at++)) });
  await floor({}, { ...keys, nonce: nonce(2e15) }).spot.account.balance();
  const { source } = floor({}, { ...keys, nonce: nonce(1e15) });
  const error = await assertRejects(() => order(source, BUY, { live: true }), ApiError);
  assertEquals(error.errors, ["EAPI:Invalid nonce"]);
  assertStringIncludes(error.message, "a clock ahead of ours");
  assertEquals(await count(here), 0);
});

Deno.test("LiveOrder.settled() sees a limit order through to its fill as the market comes to it", async () => {
  await using here = floor();
  const { price } = await order(here.source, MARKET);
  const ask = Number(price);
  const live = await order(here.source, {
    ...BUY,
    volume: "0.001",
    price: Math.floor(ask * 0.999),
    timeinforce: "GTD",
    expiretm: "+86400",
  }, {
    live: true,
  });
  const end = await live.settled({ pollMs: 60_000 });
  assert(["filled", "expired", "partially filled"].includes(end.state), end.state);
  if (end.state === "filled") {
    assertEquals(end.left, "0.00000000");
    assertEquals(compareDecimals(end.price, String(Math.floor(ask * 0.999))) <= 0, true);
  }
});
