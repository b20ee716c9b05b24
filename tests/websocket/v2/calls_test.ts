import { assert, assertEquals, assertMatch, assertRejects, assertStrictEquals } from "@std/assert";
import { ApiError, OutcomeUnknownError, RateLimitError, TransportError } from "../../../core/errors.ts";
import {
  addOrder,
  amendOrder,
  batchAdd,
  batchCancel,
  cancelAll,
  cancelAllOrdersAfter,
  cancelOrder,
  connectSpot,
  type ConnectSpotOptions,
  editOrder,
} from "../../../websocket/spot/mod.ts";
import { until } from "../server.ts";
import { type Request, V2Server } from "../v2_server.ts";

const connect = (server: V2Server, options: ConnectSpotOptions = {}) =>
  connectSpot({
    open: "auth",
    random: () => 0,
    token: () => Promise.resolve("T0ken/exampleOnly"),
    urls: server.urls,
    ...options,
  });

const accept = (
  { params }: Request,
) => [{ success: true, result: { order_id: "OD3WQA-5KXN2-7YHTZE", cl_ord_id: params.cl_ord_id } }];
const limit = { order_type: "limit", side: "buy", symbol: "BTC/USD", order_qty: "0.0150", limit_price: 64010 } as const;

const { symbol: _symbol, ...item } = limit;

Deno.test("call() refuses orders that make no sense before anything is sent", async () => {
  await using server = new V2Server();
  await using socket = await connect(server);
  const wrong: [params: object, Kind: typeof TypeError | typeof RangeError, part: string][] = [
    [{ ...limit, side: "long" }, RangeError, "Cannot send add_order as 'side' must be one of buy, sell"],
    [{ ...limit, order_qty: "0" }, RangeError, "'order_qty' must be above zero"],
    [{ ...limit, order_qty: "1e-8" }, RangeError, "'order_qty' must be plain decimal text"],
    [
      { ...limit, limit_price: undefined },
      TypeError,
      "Cannot send add_order as it needs 'limit_price' for a limit order",
    ],
    [{ ...limit, order_type: "market" }, TypeError, "takes no 'limit_price' for a market order"],
    [{ ...limit, price: 5 }, TypeError, "'price'"],
    [{ ...limit, cl_ord_id: "a", order_userref: 1 }, TypeError, "takes 'cl_ord_id' or 'order_userref', not both"],
    [{ ...limit, cash_order_qty: 5 }, TypeError, "takes 'order_qty' or 'cash_order_qty', not both"],
    [{ ...limit, order_qty: undefined }, TypeError, "needs 'order_qty'"],
    [{ ...limit, order_qty: undefined, cash_order_qty: 5 }, TypeError, "market orders that buy only"],
    [{ ...limit, order_type: "stop-loss-limit" }, TypeError, "needs 'triggers'"],
    [{ ...limit, triggers: { price: 1 } }, TypeError, "takes no 'triggers' for a limit order"],
    [{ ...limit, time_in_force: "gtd" }, TypeError, "needs 'expire_time'"],
    [{ ...limit, order_type: "iceberg" }, TypeError, "needs 'display_qty'"],
    [{ ...limit, order_userref: 2 ** 31 }, RangeError, "'order_userref'"],
    [{ ...limit, deadline: "soon" }, TypeError, "'deadline'"],
  ];
  for (const [params, Kind, part] of wrong) {
    await assertRejects(() => socket.call(addOrder, params as never), Kind, part);
  }
  await assertRejects(() => socket.call(amendOrder, {}), TypeError, "needs one of 'order_id', 'cl_ord_id'");
  await assertRejects(() => socket.call(amendOrder, { order_id: "a", cl_ord_id: "b" }), TypeError, "not several");
  await assertRejects(() => socket.call(cancelOrder, {}), TypeError, "needs at least one of");
  await assertRejects(() => socket.call(batchCancel, { orders: ["a"] }), TypeError, "2 to 50 ids");
  await assertRejects(
    () => socket.call(batchAdd, { symbol: "A/B", orders: [limit] as never }),
    RangeError,
    "2 to 15 items",
  );
  await assertRejects(
    () =>
      socket.call(batchAdd, {
        symbol: "A/B",
        orders: [item, { ...item, limit_price: undefined }] as never,
      }),
    TypeError,
    "'orders' item 1: it needs 'limit_price'",
  );
  await assertRejects(() => socket.call(cancelAllOrdersAfter, { timeout: 86_400 }), RangeError, "'timeout'");
  assertEquals(server.requests, []);
});

Deno.test("call() rejects with Kraken's own string and what to do", async () => {
  const answers = ["EOrder:Insufficient funds", "EAPI:Rate limit exceeded", "Limit_price field must be a number_float"];
  await using server = new V2Server({ trade: () => [{ success: false, error: answers.shift() }] });
  await using socket = await connect(server);
  const error = await assertRejects(() => socket.call(addOrder, limit), ApiError);
  assertEquals([error.errors, error.endpoint, error.category], [
    ["EOrder:Insufficient funds"],
    "add_order",
    "insufficient-funds",
  ]);
  assertEquals((await assertRejects(() => socket.call(addOrder, limit), RateLimitError)).errors, [
    "EAPI:Rate limit exceeded",
  ]);
  assertEquals((await assertRejects(() => socket.call(addOrder, limit), ApiError)).category, "unknown");
});

Deno.test("call() says that the outcome is unknown when an order left and the connection was lost, and never sends it twice", async () => {
  await using server = new V2Server({ trade: (_, client) => void client.close(1012, "restart") });
  const looked: string[][] = [];
  let sent = NaN;
  await using socket = await connect(server, {
    lookup: (ids, sentAt) => {
      looked.push([...ids]);
      sent = sentAt;
      return Promise.resolve("found");
    },
  });
  const before = Date.now();
  const error = await assertRejects(
    () => socket.call(addOrder, { ...limit, cl_ord_id: "grid-0042" }),
    OutcomeUnknownError,
  );
  const after = Date.now();
  // Whoever looks later still asks about the time at which it left.
  await new Promise((resolve) => setTimeout(resolve, 20));
  assertEquals(error.clientOrderIds, ["grid-0042"]);
  assertEquals([await error.resolve(), looked], ["found", [["grid-0042"]]]);
  assert(sent >= before && sent <= after, `${before} ≤ ${sent} ≤ ${after}`);
  await until(() => socket.stats[0]!.reconnects === 1);
  assertEquals(server.of("add_order").length, 1);
});

Deno.test("call() says so too when no answer comes in time, but a cancel is only a TransportError", async () => {
  await using server = new V2Server({ trade: () => undefined });
  await using socket = await connect(server);
  const error = await assertRejects(() => socket.call(addOrder, limit, { timeoutMs: 30 }), OutcomeUnknownError);
  assertMatch(error.clientOrderIds[0]!, /^[0-9a-f-]{36}$/);
  const cancel = await assertRejects(() => socket.call(cancelAll, {}, { timeoutMs: 30 }), TransportError);
  assert(!(cancel instanceof OutcomeUnknownError) && cancel.retryable);
});

Deno.test("call() says that nothing was sent while the connection is away", async () => {
  await using server = new V2Server({ trade: accept });
  await using socket = await connect(server, { backoff: { baseMs: 60_000 }, random: () => 1 });
  server.drop();
  await until(() => socket.stats[0]!.state === "reconnecting");
  const error = await assertRejects(
    () => socket.call(addOrder, limit, { timeoutMs: 30 }),
    TransportError,
    "is still reconnecting after 30 ms: nothing was sent",
  );
  assert(!(error instanceof OutcomeUnknownError));
  const controller = new AbortController();
  const reason = new Error("not for so long");
  const waiting = socket.call(addOrder, limit, { signal: controller.signal }).catch((thrown) => thrown);
  controller.abort(reason);
  assertStrictEquals(await waiting, reason);
  const closing = socket.call(addOrder, limit).catch((thrown) => thrown);
  await socket.close();
  assert((await closing) instanceof TransportError);
  assertEquals(server.of("add_order").length, 0);
});

Deno.test("call() waits for a connection that is on its way back, and sends once", async () => {
  await using server = new V2Server({ trade: accept });
  await using socket = await connect(server, { backoff: { baseMs: 100 }, random: () => 1 });
  server.drop();
  await until(() => socket.stats[0]!.state === "reconnecting");
  assertEquals((await socket.call(addOrder, limit)).order_id, "OD3WQA-5KXN2-7YHTZE");
  assertEquals([server.of("add_order").length, socket.stats[0]!.reconnects], [1, 1]);
});

Deno.test("call() rejects with the caller's own reason on abort", async () => {
  await using server = new V2Server({ trade: () => undefined });
  await using socket = await connect(server);
  const controller = new AbortController();
  const reason = new Error("changed my mind");
  const pending = socket.call(addOrder, limit, { signal: controller.signal }).catch((error) => error);
  await until(() => server.of("add_order").length === 1);
  controller.abort(reason);
  assertStrictEquals(await pending, reason);
});

Deno.test("call() retries once with a fresh token when Kraken says that the session is invalid", async () => {
  let tokens = 0;
  await using server = new V2Server({
    trade: (request) =>
      request.params.token === "token 1" ? [{ success: false, error: "ESession:Invalid session" }] : accept(request),
  });
  await using socket = await connect(server, { token: () => Promise.resolve(`token ${++tokens}`) });
  assertEquals((await socket.call(addOrder, limit)).order_id, "OD3WQA-5KXN2-7YHTZE");
  const [first, second] = server.of("add_order").map(({ params }) => params.cl_ord_id);
  assertEquals([tokens, first], [2, second]);
});

Deno.test("addOrder writes digits as given, with a point, and an id when there is none", async () => {
  await using server = new V2Server({ trade: accept });
  await using socket = await connect(server);
  const { order_id, cl_ord_id } = await socket.call(addOrder, {
    ...limit,
    expire_time: new Date("2026-09-01T10:00:00Z"),
    time_in_force: "gtd",
    conditional: { order_type: "stop-loss", trigger_price: "-2.50" },
  });
  assertEquals(order_id, "OD3WQA-5KXN2-7YHTZE");
  const text = server.clients[0]!.received.at(-1)!;
  assert(text.includes('"order_qty":0.0150,'), text);
  assert(text.includes('"limit_price":64010.0,'), text);
  assert(text.includes('"trigger_price":-2.50'), text);
  assert(text.includes('"expire_time":"2026-09-01T10:00:00.000Z"'), text);
  assertMatch(cl_ord_id!, /^[0-9a-f-]{36}$/);
  await socket.call(addOrder, { ...limit, order_userref: 7 });
  await socket.call(addOrder, { ...limit, validate: true });
  assertEquals(server.of("add_order").slice(1).map(({ params }) => params.cl_ord_id), [undefined, undefined]);
});

Deno.test("batchAdd tells of each order what became of it, in both shapes that Kraken has had", async () => {
  const results: object[] = [
    [{ order_id: "O1", cl_ord_id: "a" }, { order_id: "O2", cl_ord_id: "b" }],
    {
      orders: [{ order_id: "O1", cl_ord_id: "a", success: true }, {
        cl_ord_id: "b",
        success: false,
        error: "EOrder:Invalid price",
      }],
    },
  ];
  await using server = new V2Server({ trade: () => [{ success: true, result: results.shift() }] });
  await using socket = await connect(server);
  const order = { order_type: "limit", side: "buy", order_qty: 1, limit_price: "3000.00" } as const;
  const params = { symbol: "ETH/USD", orders: [{ ...order, cl_ord_id: "a" }, order] };
  assertEquals(await socket.call(batchAdd, params), [
    { order_id: "O1", cl_ord_id: "a", success: true },
    { order_id: "O2", cl_ord_id: "b", success: true },
  ]);
  assertEquals((await socket.call(batchAdd, params))[1], {
    cl_ord_id: "b",
    success: false,
    error: "EOrder:Invalid price",
  });
  const [first, second] = server.of("batch_add")[0]!.params.orders as { cl_ord_id: string }[];
  assertEquals([first!.cl_ord_id, second!.cl_ord_id.length], ["a", 36]);
});

Deno.test("cancelOrder collects one answer per order and rejects only when all were refused", async () => {
  const refused = { success: false, error: "EOrder:Unknown order" };
  const scripts: object[][] = [
    [{ success: true, result: { order_id: "O1" } }, refused, { success: true, result: { cl_ord_id: "mine" } }],
    [refused, refused],
    [{ success: false, error: "EGeneral:Permission denied" }],
  ];
  await using server = new V2Server({ trade: () => scripts.shift() });
  await using socket = await connect(server);
  assertEquals(await socket.call(cancelOrder, { order_id: ["O1", "O2"], cl_ord_id: "mine" }), [
    { order_id: "O1", success: true },
    { success: false, error: "EOrder:Unknown order" },
    { cl_ord_id: "mine", success: true },
  ]);
  await assertRejects(() => socket.call(cancelOrder, { order_id: ["O1", "O2"] }), ApiError, "Unknown order");
  await assertRejects(() => socket.call(cancelOrder, { order_id: ["O1", "O2"] }), ApiError, "Permission denied");
});

Deno.test("the other methods send Kraken's names and give Kraken's results", async () => {
  const answers: object[] = [
    { success: true, result: { amend_id: "TX4QKD-3MZWA-6RLH2N", cl_ord_id: "grid-0042" } },
    { success: true, result: { order_id: "O2", original_order_id: "O1" } },
    { success: true, result: { count: 0 } },
    { success: true, result: { currentTime: "2026-09-01T10:04:01Z", triggerTime: "2026-09-01T10:05:01Z" } },
    { success: true, result: { count: 3 } },
    { success: true, orders_cancelled: 2 },
  ];
  await using server = new V2Server({ trade: () => [answers.shift()!] });
  await using socket = await connect(server);
  assertEquals(
    (await socket.call(amendOrder, { cl_ord_id: "grid-0042", limit_price: 63990.5 })).amend_id,
    "TX4QKD-3MZWA-6RLH2N",
  );
  assertEquals((await socket.call(editOrder, { order_id: "O1", symbol: "BTC/USD", order_qty: 2 })).order_id, "O2");
  assertEquals((await socket.call(cancelAll, {})).count, 0);
  assertEquals((await socket.call(cancelAllOrdersAfter, { timeout: 60 })).triggerTime, "2026-09-01T10:05:01Z");
  assertEquals((await socket.call(batchCancel, { orders: ["1", "2"], cl_ord_id: "c" })).count, 3);
  assertEquals((await socket.call(batchCancel, { orders: ["1", "2"] })).count, 2);
  assertEquals(server.requests.map(({ method }) => method), [
    "amend_order",
    "edit_order",
    "cancel_all",
    "cancel_all_orders_after",
    "batch_cancel",
    "batch_cancel",
  ]);
});
