import { assert, assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { ApiError, OutcomeUnknownError, RateLimitError } from "../../core/errors.ts";
import { createFuturesClient } from "../../futures/client.ts";
import * as fixtures from "../fixtures/futures/account.ts";
import * as tradingFixtures from "../fixtures/futures/trading.ts";
import { answering, manualClock } from "../helpers/fetching.ts";

const KEY = { key: "made-up", secret: btoa("made-up secret") };
const order = { orderType: "lmt", symbol: "PF_XBTUSD", side: "buy", size: 1, limitPrice: 60_000 } as const;

Deno.test("createFuturesClient() points those who ask for the demo to the embedded exchange", () => {
  for (const environment of ["demo", "DEMO", "sandbox"]) {
    const error = assertThrows(() => createFuturesClient({ environment }), RangeError, "kraken.paper()");
    assertStringIncludes(error.message, `'environment' is "${environment}"`);
  }
  assertThrows(
    () => createFuturesClient({ baseUrl: "https://demo-futures.kraken.com" }),
    TypeError,
    "kraken.paper()",
  );
  assertThrows(() => createFuturesClient({ environment: "prod" }), RangeError, 'must be "production"');
});

Deno.test("createFuturesClient() refuses half a key", () => {
  assertThrows(() => createFuturesClient({ key: "only" }), TypeError, "the secret is missing");
});

Deno.test("createFuturesClient() names its own options where a key is missing", async () => {
  const futures = createFuturesClient({ fetch: answering({}) });
  await assertRejects(() => futures.account.accounts(), Error, "KRAKEN_FUTURES_API_SECRET");
});

Deno.test("createFuturesClient() says that a Spot key is one when Kraken refuses it", async () => {
  const secret = "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==";
  const fetch = answering({ result: "error", error: "authenticationError", serverTime: "" });
  const futures = createFuturesClient({ key: "spot", secret, fetch });
  await assertRejects(() => futures.account.accounts(), ApiError, "this is a Spot key");
});

Deno.test("createFuturesClient() sends rising nonces without making one call wait for another", async () => {
  const gate = Promise.withResolvers<Response>();
  let calls = 0;
  const nonces: number[] = [];
  const fetch: typeof globalThis.fetch = (_input, init) => {
    nonces.push(Number(new Headers(init?.headers).get("Nonce")));
    return ++calls === 1 ? gate.promise : Promise.resolve(Response.json(fixtures.accounts));
  };
  const futures = createFuturesClient({ ...KEY, fetch });
  const held = futures.account.accounts();
  await futures.account.accounts();
  assertEquals(calls, 2, "the second call was answered while the first was on its way");
  gate.resolve(Response.json(fixtures.accounts));
  await held;
  assert(nonces[1]! > nonces[0]! && nonces[0]! > 1e15, nonces.join());
});

Deno.test("createFuturesClient() leaves nonces out when told to, and signs without them", async () => {
  const fetch = answering(fixtures.accounts);
  const futures = createFuturesClient({ ...KEY, fetch, nonce: "omit" });
  await futures.account.accounts();
  const [request] = fetch.requests;
  assertEquals(request?.headers.has("Nonce"), false);
  const { Credentials } = await import("../../core/credentials.ts");
  assertEquals(request?.headers.get("Authent"), new Credentials(KEY).signFutures("/api/v3/accounts", "", ""));
});

Deno.test("createFuturesClient() signs texts with spaces, brackets and quotes exactly as they are sent", async () => {
  const { Credentials } = await import("../../core/credentials.ts");
  const fetch = answering(tradingFixtures.sendOrder);
  const futures = createFuturesClient({ ...KEY, fetch });
  const cliOrdId = `it's [mine] (1) + "100%" é&=?/`;
  await futures.trading.sendOrder({ ...order, cliOrdId });
  await futures.trading.batchOrder({ json: { batchOrder: [{ order: "cancel", cliOrdId }] } }).catch(() => {});
  await futures.history.accountLog({ info: ["futures trade", "funding rate change"] }).catch(() => {});
  const credentials = new Credentials(KEY);
  for (const { url, body = "", headers } of fetch.requests) {
    const { pathname, search } = new URL(url);
    const nonce = headers.get("Nonce") ?? "";
    assertEquals(headers.get("Authent"), credentials.signFutures(pathname, nonce, search.slice(1) + body));
    // What fetch would escape by itself is escaped already, so that nothing changes after signing.
    assertEquals(new URL(url).href, url);
  }
  assertStringIncludes(
    fetch.requests[0]?.body ?? "",
    "cliOrdId=it%27s%20%5Bmine%5D%20(1)%20%2B%20%22100%25%22%20%C3%A9%26%3D%3F%2F",
  );
  assertStringIncludes(fetch.requests[2]?.url ?? "", "info=futures%20trade&info=funding%20rate%20change");
});

Deno.test("createFuturesClient() charges the derivatives and history pools what Kraken's tables say", async () => {
  const fetch = answering(() =>
    Response.json({ result: "success", serverTime: "", fills: [], accountUid: "", logs: [] })
  );
  const futures = createFuturesClient({ ...KEY, fetch, clock: manualClock(), limiter: "throw" });
  const used = () => Object.fromEntries(futures.budget.counters().map(({ name, used }) => [name, used]));
  await futures.account.fills();
  assertEquals(used()["derivatives"], 2);
  await futures.account.fills({ lastFillTime: "2026-01-01T00:00:00Z" });
  assertEquals(used()["derivatives"], 27);
  await futures.history.accountLog({ count: 100_000 });
  await futures.history.accountLog({ count: 25 });
  assertEquals(used()["history"], 11);
  assertEquals(used()["private"], 0);
  await futures.market.tickers();
  assertEquals(used()["derivatives"], 27);
  const batchOrder = Array.from({ length: 20 }, (_, at) => ({ order: "cancel", order_id: String(at) } as const));
  await futures.trading.batchOrder({ json: { batchOrder } }).catch(() => {});
  assertEquals(used()["derivatives"], 27 + 29);
  await futures.account.unwindQueue();
  await futures.account.unwindQueue();
  await assertRejects(() => futures.account.unwindQueue(), RateLimitError, "not sent");
});

Deno.test("createFuturesClient() looks a lost order up by its id and finds it where it is", async () => {
  const lost = new TypeError("connection closed before message completed");
  const places: Readonly<Record<string, (id: string) => object>> = {
    "orders/status": (id) => ({
      orders: [{
        ...tradingFixtures.ordersStatus.orders[0],
        order: { ...tradingFixtures.ordersStatus.orders[0]!.order, cliOrdId: id },
      }],
    }),
    "openorders": (id) => ({ openOrders: [{ ...tradingFixtures.openOrders.openOrders[0], cliOrdId: id }] }),
    "fills": (id) => ({ fills: [{ ...fixtures.fills.fills[0], cliOrdId: id }] }),
    "orders history": (id) => ({
      elements: [{
        uid: "e",
        timestamp: 1,
        event: { OrderCancelled: { order: { uid: "o", clientId: id }, reason: "x" } },
      }],
    }),
    "triggers history": (id) => ({
      elements: [{
        uid: "e",
        timestamp: 1,
        event: { OrderTriggerPlaced: { order: { uid: "o", clientId: id }, reason: "x" } },
      }],
    }),
  };
  for (const place of Object.keys(places)) {
    let id = "";
    let sent = 0;
    const fetch: typeof globalThis.fetch = (input, init) => {
      const path = new URL(String(input)).pathname;
      if (path.endsWith("/sendorder")) {
        sent++;
        id = new URLSearchParams(String(init?.body)).get("cliOrdId") ?? "";
        return Promise.reject(lost);
      }
      const name = path.endsWith("v3/orders")
        ? "orders history"
        : path.endsWith("v3/triggers")
        ? "triggers history"
        : path.split("/api/v3/")[1] ?? "";
      const empty = { result: "success", orders: [], openOrders: [], fills: [], elements: [] };
      return Promise.resolve(Response.json({ ...empty, ...(name === place ? places[name]!(id) : {}) }));
    };
    const futures = createFuturesClient({ ...KEY, fetch, clock: manualClock() });
    const error = await assertRejects(() => futures.trading.sendOrder(order), OutcomeUnknownError);
    const { orders } = await error.resolve() as { orders: { state: string; foundIn: string; cliOrdId: string }[] };
    assertEquals(sent, 1);
    assertEquals(orders.map(({ state, foundIn, cliOrdId }) => ({ state, foundIn, cliOrdId })), [
      { state: "placed", foundIn: place, cliOrdId: id },
    ]);
  }
});

Deno.test("createFuturesClient() looks thrice before it says that a lost order is not found, and says why one was refused", async () => {
  const clock = manualClock();
  let looks = 0;
  const answers: Readonly<Record<string, object>> = { orders: [], openOrders: [], fills: [], elements: [] };
  const fetch: typeof globalThis.fetch = (input) => {
    const url = String(input);
    if (url.endsWith("/sendorder")) return Promise.reject(new TypeError("connection closed"));
    if (url.includes("orders/status")) looks++;
    return Promise.resolve(Response.json({ result: "success", ...answers }));
  };
  const futures = createFuturesClient({ ...KEY, fetch, clock });
  const error = await assertRejects(() => futures.trading.sendOrder({ ...order, cliOrdId: "a" }), OutcomeUnknownError);
  assertEquals(await error.resolve(), { orders: [{ state: "not found", cliOrdId: "a" }] });
  assertEquals([looks, clock.slept], [3, [2000, 5000]]);
  const event = {
    OrderRejected: { order: { uid: "o", clientId: "a" }, orderError: "INSUFFICIENT_MARGIN", reason: "x" },
  };
  Object.assign(answers, { elements: [{ uid: "e", timestamp: 1, event }] });
  assertEquals(await error.resolve(), {
    orders: [{ state: "refused", cliOrdId: "a", reason: "INSUFFICIENT_MARGIN" }],
  });
});

Deno.test("createFuturesClient() tells for each instruction of a lost batch what became of it", async () => {
  const edited = {
    OrderUpdated: {
      oldOrder: { uid: "e", clientId: "", limitPrice: "60000", quantity: "1", filled: "0" },
      newOrder: { uid: "e", clientId: "", limitPrice: "61000.0", quantity: "1", filled: "0" },
      reason: "edited_by_user",
      reducedQuantity: "",
    },
  };
  const fetch: typeof globalThis.fetch = (input) => {
    const url = String(input);
    if (url.endsWith("/batchorder")) return Promise.reject(new TypeError("connection closed"));
    const elements = url.includes("/v3/orders?") ? [{ uid: "x", timestamp: 1, event: edited }] : [];
    const openOrders = [{ ...tradingFixtures.openOrders.openOrders[0], order_id: "c", cliOrdId: "s" }];
    return Promise.resolve(Response.json({ result: "success", orders: [], openOrders, fills: [], elements }));
  };
  const futures = createFuturesClient({ ...KEY, fetch, clock: manualClock() });
  const batchOrder = [
    { ...order, order: "send", order_tag: "1", cliOrdId: "s" },
    { order: "edit", order_id: "e", limitPrice: 61_000 },
    { order: "edit", order_id: "e", limitPrice: 62_000 },
    { order: "cancel", order_id: "c" },
    { order: "cancel", cliOrdId: "gone" },
  ] as const;
  const error = await assertRejects(() => futures.trading.batchOrder({ json: { batchOrder } }), OutcomeUnknownError);
  const { orders } = await error.resolve() as { orders: { state: string }[] };
  assertEquals(orders.map(({ state }) => state), ["placed", "edited", "not found", "still open", "no longer open"]);
});

Deno.test("createFuturesClient() shows the bookings of the time when a transfer's answer is lost", async () => {
  const row = { id: 1, info: "transfer" };
  let asked = "";
  const fetch: typeof globalThis.fetch = (input) => {
    if (String(input).endsWith("/transfer")) return Promise.reject(new TypeError("connection closed"));
    asked = String(input);
    return Promise.resolve(Response.json({ accountUid: "", logs: [row] }));
  };
  const futures = createFuturesClient({ ...KEY, fetch, clock: manualClock() });
  const transfer = { fromAccount: "cash", toAccount: "flex", unit: "usd", amount: "5" };
  const error = await assertRejects(() => futures.transfers.transfer(transfer), OutcomeUnknownError);
  assertEquals(await error.resolve() as unknown, { orders: [], bookings: [row] });
  assertStringIncludes(asked, "info=cross-exchange%20transfer");
});
