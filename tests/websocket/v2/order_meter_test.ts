import { assertEquals, assertRejects } from "@std/assert";
import { ApiError, OutcomeUnknownError, RateLimitError, TransportError } from "../../../core/errors.ts";
import { type Budget, type BudgetOptions, createBudget } from "../../../core/limiter.ts";
import { systemClock } from "../../../core/retry.ts";
import {
  addOrder,
  amendOrder,
  batchAdd,
  batchCancel,
  cancelAll,
  cancelOrder,
  connectSpot,
  type ConnectSpotOptions,
  editOrder,
  executions,
} from "../../../websocket/spot/mod.ts";
import { paperExchange } from "../../../paper/mod.ts";
import { createSpotClient } from "../../../spot/client.ts";
import { until } from "../server.ts";
import { type Request, V2Server } from "../v2_server.ts";

const connect = (server: V2Server, options: ConnectSpotOptions) =>
  connectSpot({ open: "auth", random: () => 0, token: () => Promise.resolve("T"), urls: server.urls, ...options });

const limit = {
  order_type: "limit",
  side: "buy",
  symbol: "BTC/USD",
  order_qty: "0.015",
  limit_price: "64010",
} as const;
const ID = "OD3WQA-5KXN2-7YHTZE";
const { symbol: _symbol, ...item } = limit;

/** Accepts everything as Kraken does. */
function accept({ method, params }: Request): object[] {
  const { cl_ord_id } = params;
  if (method === "cancel_order") return [{ success: true, result: { order_id: ID } }];
  if (method === "batch_cancel") return [{ success: true, result: { count: 2 } }];
  if (method === "edit_order") {
    return [{ success: true, result: { order_id: "OEDITD-AAAAA-BBBBBB", original_order_id: params.order_id } }];
  }
  if (method === "batch_add") {
    const orders = params.orders as { cl_ord_id: string }[];
    return [{ success: true, result: orders.map((order, n) => ({ order_id: `O${n}`, cl_ord_id: order.cl_ord_id })) }];
  }
  return [{ success: true, result: method === "amend_order" ? { amend_id: "TA" } : { order_id: ID, cl_ord_id } }];
}

const full = (budget: Budget, used = 60) => budget.learn({ pool: "trading", key: "BTC/USD" }, { used });
const state = (budget: Budget) => budget.counters().find(({ name }) => name === "trading BTC/USD");
const used = (budget: Budget) => state(budget)?.used ?? 0;

/** A budget whose time stands still until it is moved. */
function still(options: BudgetOptions = {}): { budget: Budget; pass: (seconds: number) => void } {
  let time = Date.UTC(2026, 8, 1, 10);
  return { budget: createBudget({ now: () => time, ...options }), pass: (seconds) => time += seconds * 1000 };
}

Deno.test("call() is refused before anything is sent when the counter is full and nobody waits", async () => {
  await using server = new V2Server({ trade: accept });
  const { budget, pass } = still({ limiter: "throw" });
  await using socket = await connect(server, { budget });
  full(budget);
  const error = await assertRejects(
    () => socket.call(addOrder, limit),
    RateLimitError,
    "add_order: not sent, as trading BTC/USD stands at 60 of 60 and this call adds 1",
  );
  assertEquals([error.retryAfterMs, server.requests.length], [1000, 0]);
  pass(1);
  assertEquals((await socket.call(addOrder, limit)).order_id, ID);
});

Deno.test("call() gives the points back when nothing was sent, and keeps them when nobody knows", async () => {
  let silent = false;
  await using server = new V2Server({ trade: (request) => silent ? undefined : accept(request) });
  const { budget } = still();
  await using socket = await connect(server, { budget, backoff: { baseMs: 60_000 }, random: () => 1 });
  silent = true;
  await assertRejects(() => socket.call(addOrder, limit, { timeoutMs: 30 }), OutcomeUnknownError);
  assertEquals(used(budget), 1);
  const controller = new AbortController();
  full(budget, 60);
  const waiting = socket.call(addOrder, limit, { signal: controller.signal, timeoutMs: 30 }).catch((error) => error);
  await until(() => state(budget)?.waiting === 1);
  server.drop();
  await until(() => socket.stats[0]!.state === "reconnecting");
  full(budget, 10);
  const error = await waiting;
  assertEquals([error instanceof TransportError, error instanceof OutcomeUnknownError], [true, false]);
  assertEquals([used(budget), server.of("add_order").length], [10, 1]);
});

Deno.test("call() learns from Kraken's refusal that the counter is full, and not from that of too many messages", async () => {
  const errors = ["EOrder:Rate limit exceeded", "Exceeded msg rate"];
  await using server = new V2Server({ trade: () => [{ success: false, error: errors.shift() }] });
  const { budget } = still({ tier: "pro" });
  await using socket = await connect(server, { budget });
  await assertRejects(() => socket.call(addOrder, limit), RateLimitError, "EOrder:Rate limit exceeded");
  assertEquals(used(budget), 180);
  full(budget, 5);
  await assertRejects(() => socket.call(addOrder, limit), RateLimitError, "Exceeded msg rate");
  assertEquals([used(budget), budget.counters().find(({ name }) => name === "private")?.pausedForMs], [6, 0]);
});

Deno.test("call() rejects with the caller's own reason while it waits for the counter, and sends nothing", async () => {
  await using server = new V2Server({ trade: accept });
  const { budget } = still();
  await using socket = await connect(server, { budget });
  full(budget);
  const [controller, reason] = [new AbortController(), new Error("enough")];
  const waiting = socket.call(addOrder, limit, { signal: controller.signal }).catch((error) => error);
  await until(() => state(budget)?.waiting === 1);
  controller.abort(reason);
  assertEquals([await waiting === reason, used(budget), server.requests.length], [true, 60, 0]);
});

Deno.test("call() waits until the counter has room for it, and cancels go ahead of orders", async () => {
  await using server = new V2Server({ trade: accept });
  const { budget } = still();
  await using socket = await connect(server, { budget });
  budget.noteOrder([ID], { pair: "BTC/USD", at: 0 });
  full(budget, 70);
  const calls = [socket.call(addOrder, limit), socket.call(cancelOrder, { order_id: ID })];
  await until(() => state(budget)?.waiting === 2);
  assertEquals(server.requests.length, 0);
  full(budget, 0);
  await Promise.all(calls);
  assertEquals(server.requests.map(({ method }) => method), ["cancel_order", "add_order"]);
});

Deno.test("call() is charged by the age of the order, whichever of its ids is named", async () => {
  await using server = new V2Server({ trade: accept });
  const { budget, pass } = still();
  await using socket = await connect(server, { budget });
  const costs: number[] = [];
  const step = async (what: Promise<unknown>, seconds: number) => {
    await what;
    costs.push(used(budget));
    full(budget, 0);
    pass(seconds);
  };
  await step(socket.call(addOrder, { ...limit, cl_ord_id: "grid-0042" }), 7);
  await step(socket.call(amendOrder, { order_id: ID, limit_price: 64000 }), 36); // 1 + 2 at 7 s
  await step(socket.call(cancelOrder, { cl_ord_id: "grid-0042" }), 0); // 4 at 36 s since the amend
  await step(socket.call(batchAdd, { symbol: "BTC/USD", orders: [item, item, item] }), 12); // 3 / 2
  await step(socket.call(batchCancel, { orders: ["O0", "O1"] }), 0); // 5 + 5 at 12 s
  await step(socket.call(addOrder, limit), 3);
  await step(socket.call(editOrder, { order_id: ID, symbol: "BTC/USD", order_qty: "2" }), 1); // 1 + 6 at 3 s
  await step(socket.call(cancelOrder, { order_id: "OEDITD-AAAAA-BBBBBB" }), 0); // 8, being a new order
  await step(socket.call(cancelAll, {}), 0);
  await step(socket.call(addOrder, { ...limit, validate: true }), 0);
  assertEquals(costs, [1, 3, 4, 1.5, 10, 1, 7, 8, 0, 0]);
});

Deno.test("call() is charged once when Kraken wants a fresh token first", async () => {
  let tokens = 0;
  await using server = new V2Server({
    trade: (request) =>
      request.params.token === "1" ? [{ success: false, error: "ESession:Invalid session" }] : accept(request),
  });
  const { budget } = still();
  await using socket = await connect(server, { budget, token: () => Promise.resolve(String(++tokens)) });
  await socket.call(addOrder, limit);
  assertEquals([used(budget), server.of("add_order").length], [1, 2]);
  await assertRejects(
    () => socket.call(addOrder, { ...limit, symbol: "" }),
    RangeError,
    "Cannot send add_order as 'symbol'",
  );
  assertEquals(used(budget), 1);
});

const row = (order_id: string, more: object) => ({ order_id, timestamp: "2026-09-01T09:59:40.000Z", ...more });

Deno.test("executions correct the counter by what Kraken tells, and make orders of other programs known", async () => {
  await using server = new V2Server({
    trade: accept,
    result: () => ({ maxratecount: 125 }),
    snapshot: () => [{
      channel: "executions",
      type: "snapshot",
      sequence: 1,
      data: [row("OLD", { exec_type: "new", order_status: "new", symbol: "BTC/USD", cl_ord_id: "theirs" })],
    }],
  });
  const { budget } = still();
  await using socket = await connect(server, { budget });
  await using stream = await socket.subscribe(executions, {});
  assertEquals(server.of("subscribe")[0]?.params.ratecounter, true);
  await stream.next();
  await socket.call(cancelOrder, { cl_ord_id: "theirs" });
  assertEquals(used(budget), 4); // 20 s old by its time
  const tell = async (data: object[], sequence: number) => {
    server.push({ channel: "executions", type: "update", data, sequence });
    await stream.next();
  };
  await tell([row("NEW", { exec_type: "new", order_status: "new", symbol: "BTC/USD", ratecount: 42.5 })], 2);
  assertEquals([used(budget), state(budget)?.max], [42.5, 125]);
  await socket.call(cancelOrder, { order_id: "NEW" });
  assertEquals(used(budget), 50.5);
  await tell([row("NEW", { exec_type: "canceled", order_status: "canceled", ratecount: 51 })], 3);
  assertEquals(used(budget), 51);
  await socket.call(cancelOrder, { order_id: "NEW" }).catch((error) => error instanceof ApiError);
  assertEquals(used(budget), 51);
});

Deno.test("executions count what is on its way on top of what Kraken has counted", async () => {
  const gate = Promise.withResolvers<void>();
  let answer: (() => void) | undefined;
  await using server = new V2Server({
    trade: (request, client) => {
      answer = () => client.send({ method: request.method, req_id: request.req_id, ...accept(request)[0] });
      gate.resolve();
      return [];
    },
  });
  const { budget } = still();
  await using socket = await connect(server, { budget });
  await using stream = await socket.subscribe(executions, { ratecounter: true });
  const adding = socket.call(addOrder, limit);
  await gate.promise;
  const data = [row("OTHER", { exec_type: "new", order_status: "new", symbol: "BTC/USD", ratecount: 30 })];
  server.push({ channel: "executions", type: "update", data, sequence: 1 });
  await stream.next();
  assertEquals(used(budget), 31);
  // The event of the order itself may come before the answer, and then it is in the figure.
  const { cl_ord_id } = server.of("add_order")[0]!.params;
  const own = { exec_type: "new", order_status: "new", symbol: "BTC/USD", cl_ord_id, ratecount: 31.5 };
  server.push({ channel: "executions", type: "update", data: [row(ID, own)], sequence: 2 });
  await stream.next();
  assertEquals(used(budget), 31.5);
  answer?.();
  await adding;
});

Deno.test("executions are asked for their counter by those who count, unless they say otherwise", async () => {
  await using server = new V2Server();
  const { budget } = still();
  await using counting = await connect(server, { budget });
  await using plain = await connect(server, {});
  await using _1 = await counting.subscribe(executions, { ratecounter: false });
  await using _2 = await plain.subscribe(executions, {});
  assertEquals(server.of("subscribe").map(({ params }) => params.ratecounter), [false, undefined]);
  await assertRejects(
    () => counting.subscribe(executions, null as never),
    TypeError,
    "it takes an object of parameters",
  );
});

Deno.test("executions of the embedded exchange keep the counter equal to its own", async () => {
  const now = () => Date.UTC(2026, 8, 1, 10); // it stands still, so that nothing decays
  await using exchange = paperExchange({ seed: 1, now });
  const { fetch, key, secret } = exchange;
  const rest = createSpotClient({ fetch, key, secret, clock: { ...systemClock, now } });
  const { transport } = exchange.sockets;
  const token = async () => (await rest.trading.getWebSocketsToken()).token;
  await using socket = await connectSpot({ open: "auth", transport, token, budget: rest.budget });
  await using stream = await socket.subscribe(executions, {});
  const told: number[] = [];
  const reading = (async () => {
    for await (const { data } of stream) for (const { ratecount } of data) if (ratecount) told.push(ratecount);
  })();
  const settled = async (call: Promise<unknown>, rows: number): Promise<number> => {
    await call;
    await until(() => told.length === rows);
    return used(rest.budget);
  };
  const order = { ...limit, limit_price: "1000.0", cl_ord_id: "mine" };
  const steps = [
    await settled(socket.call(addOrder, order), 2),
    await settled(socket.call(amendOrder, { cl_ord_id: "mine", order_qty: "0.02" }), 3),
    await settled(rest.trading.cancelOrder({ cl_ord_id: "mine" }), 4),
  ];
  // 1, then 1 + 3 and 8 for an order of less than five seconds.
  assertEquals([steps, told], [[1, 5, 13], [1, 1, 5, 13]]);
  await stream.return();
  await reading;
});
