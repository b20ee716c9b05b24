import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertMatch,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
} from "@std/assert";
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
  executions,
} from "../../../websocket/spot/mod.ts";
import { platformTransport } from "../../../websocket/transport.ts";
import type { SentCall } from "../../../websocket/v2/reader.ts";
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

/** What is warned of meanwhile. */
async function warned<Result>(run: () => Promise<Result>): Promise<{ result: Result; warnings: string[] }> {
  const { warn } = console;
  const warnings: string[] = [];
  console.warn = (text: string) => void warnings.push(text);
  try {
    return { result: await run(), warnings };
  } finally {
    console.warn = warn;
  }
}

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

Deno.test("call() refuses options it does not have: an order that was to be checked is not placed", async () => {
  await using server = new V2Server({ trade: accept });
  await using socket = await connect(server);
  const wrong: [options: object, Kind: typeof TypeError | typeof RangeError, part: string][] = [
    [{ validate: true }, TypeError, "Cannot call add_order as it has no option 'validate'; it takes: signal"],
    [{ timeoutMS: 5 }, TypeError, "did you mean 'timeoutMs'?"],
    [new AbortController().signal, TypeError, "it has no option"],
    [{ timeoutMs: NaN }, RangeError, "Cannot call add_order as 'timeoutMs' must be milliseconds above zero"],
    [{ timeoutMs: -1 }, RangeError, "current value is -1"],
    [{ timeoutMs: "5s" }, TypeError, "'timeoutMs'"],
  ];
  for (const [options, Kind, part] of wrong) {
    await assertRejects(() => socket.call(addOrder, limit, options), Kind, part);
  }
  assertEquals(server.requests, []);
  for (const timeoutMs of [Infinity, 2 ** 31]) await socket.call(addOrder, limit, { timeoutMs });
  assertEquals(server.of("add_order").length, 2);
});

Deno.test("call() says that the outcome is unknown when Kraken's no does not say what became of an order", async () => {
  const answers = [
    "EService:Internal error",
    "EService:Unavailable",
    "EService:Busy",
    "EService:Timeout",
    "EService:Deadline elapsed",
    "EGeneral:Internal error",
  ];
  let error = "";
  await using server = new V2Server({ trade: () => [{ success: false, error }] });
  const looked: string[] = [];
  await using socket = await connect(server, {
    lookup: (ids, _, { method }) => Promise.resolve(looked.push(`${method} ${ids}`)),
  });
  for (error of answers) {
    const unknown = await assertRejects(
      () => socket.call(addOrder, { ...limit, cl_ord_id: "grid-0042" }),
      OutcomeUnknownError,
    );
    assertEquals([unknown.clientOrderIds, unknown.retryable], [["grid-0042"], false], error);
    assertStringIncludes(
      unknown.message,
      `It is unknown whether add_order took effect (cl_ord_id grid-0042): ${error}.`,
    );
    assertInstanceOf(unknown.cause, ApiError);
    assertEquals(unknown.cause.errors, [error]);
    await unknown.resolve();
    // What may be sent again, and what places nothing, only failed.
    for (const [method, params] of [[cancelAll, {}], [addOrder, { ...limit, validate: true }]] as const) {
      const failed = await assertRejects(() => socket.call(method as typeof addOrder, params as never), ApiError);
      assertEquals(failed.errors, [error]);
    }
  }
  assertEquals(looked, answers.map(() => "add_order grid-0042"));
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
  const pending = warned(() => socket.call(addOrder, limit, { signal: controller.signal }).catch((error) => error));
  await until(() => server.of("add_order").length === 1);
  controller.abort(reason);
  const { result, warnings } = await pending;
  assertStrictEquals(result, reason);
  const { cl_ord_id } = server.of("add_order")[0]!.params;
  assertEquals(warnings, [
    `add_order was aborted and may have taken effect: look for cl_ord_id ${cl_ord_id} in the open orders`,
  ]);
});

Deno.test("call() sends nothing when onSent throws, and tells it nothing of what may be sent again", async () => {
  await using server = new V2Server({ trade: accept });
  await using socket = await connect(server);
  const failure = new Error("the disk is full");
  const onSent = () => Promise.reject(failure);
  assertStrictEquals(await socket.call(addOrder, limit, { onSent }).catch((error) => error), failure);
  assertEquals(server.requests, []);
  await socket.call(cancelAll, {}, { onSent });
  await socket.call(addOrder, { ...limit, validate: true }, { onSent });
  assertEquals(server.requests.map(({ method }) => method), ["cancel_all", "add_order"]);
});

Deno.test("call() gives the ids to onSent before the order leaves, and then an abort warns of nothing", async () => {
  await using server = new V2Server({ trade: () => undefined });
  await using socket = await connect(server, { lookup: (ids) => Promise.resolve(`found ${ids}`) });
  const controller = new AbortController();
  const sent: SentCall[] = [];
  const onSent = (call: SentCall) => {
    assertEquals(server.requests, []);
    sent.push(call);
  };
  const { signal } = controller;
  const pending = warned(() => socket.call(addOrder, limit, { signal, onSent }).catch((error) => error));
  await until(() => server.of("add_order").length === 1);
  controller.abort(new Error("enough"));
  assertEquals((await pending).warnings, []);
  const { cl_ord_id } = server.of("add_order")[0]!.params;
  assertEquals(sent.map(({ method, clientOrderIds }) => [method, clientOrderIds]), [["add_order", [
    String(cl_ord_id),
  ]]]);
  assertEquals(await sent[0]!.resolve?.(), `found ${cl_ord_id}`);
});

Deno.test("call() hears an abort and its limit while the connection is only being opened, and sends nothing then", async () => {
  await using server = new V2Server({ trade: accept });
  const hangs = Promise.withResolvers<never>();
  await using socket = await connect(server, {
    open: "public",
    transport: (url, ...rest) => url.endsWith("/auth") ? hangs.promise : platformTransport(url, ...rest),
  });
  const reason = new Error("not for so long");
  const gone = AbortSignal.abort(reason);
  assertStrictEquals(await socket.call(addOrder, limit, { signal: gone }).catch((error) => error), reason);
  assertEquals(socket.stats.length, 1, "an aborted signal opens nothing");
  const controller = new AbortController();
  const pending = socket.call(addOrder, limit, { signal: controller.signal }).catch((error) => error);
  controller.abort(reason);
  assertStrictEquals(await pending, reason);
  const late = await assertRejects(() => socket.call(cancelAll, {}, { timeoutMs: 20 }), TransportError);
  assertStringIncludes(late.message, "is still connecting after 20 ms: nothing was sent");
  const reading = socket.subscribe(executions, {}, { timeoutMs: 20 });
  await assertRejects(() => reading, TransportError, "is still connecting after 20 ms");
  assertEquals(server.requests, []);
});

Deno.test("call() goes over the private connection that is there while another one is away", async () => {
  await using server = new V2Server({ trade: () => [{ success: true, result: { count: 0 } }] });
  await using socket = await connect(server, { backoff: { baseMs: 60_000 }, random: () => 1 });
  await using _first = await socket.subscribe(executions, {});
  const second = await socket.subscribe(executions, {});
  server.clients[0]!.close(1012);
  await until(() => socket.stats[0]!.state === "reconnecting");
  assertEquals(await socket.call(cancelAll, {}), { count: 0 });
  assertEquals(server.clients.map(({ received }) => received.some((text) => text.includes("cancel_all"))), [
    false,
    true,
  ]);
  await second.return();
});

Deno.test("call() keeps its connection until the answer is here, also when the last reader there leaves", async () => {
  let answer = () => {};
  await using server = new V2Server({
    trade: (request, { send }) => {
      answer = () => send({ method: request.method, req_id: request.req_id, ...accept(request)[0] });
      return undefined;
    },
  });
  await using socket = await connect(server, { backoff: { baseMs: 60_000 }, random: () => 1 });
  await using _first = await socket.subscribe(executions, {});
  const second = await socket.subscribe(executions, {});
  server.clients[0]!.close(1012);
  await until(() => socket.stats[0]!.state === "reconnecting");
  const placing = socket.call(addOrder, limit);
  await until(() => server.of("add_order").length === 1);
  await second.return();
  assertEquals(socket.stats.length, 2);
  answer();
  assertEquals((await placing).order_id, "OD3WQA-5KXN2-7YHTZE");
  await server.clients[1]!.gone;
  assertEquals(socket.stats.length, 1);
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

Deno.test("cancelOrder counts ids only, whatever else is sent with them", async () => {
  await using server = new V2Server({ trade: () => [{ success: true, result: { order_id: "O1" } }] });
  await using socket = await connect(server);
  const extra = { new_option: true, other: 5 };
  assertEquals(await socket.call(cancelOrder, { order_id: "O1" }, { extra }), [{ order_id: "O1", success: true }]);
  assertEquals(server.of("cancel_order")[0]!.params, {
    order_id: ["O1"],
    ...extra,
    token: "T0ken/exampleOnly",
  });
  await assertRejects(() => socket.call(cancelOrder, {}, { extra }), TypeError, "needs at least one of");
});

Deno.test("cancelOrder collects every answer to a number that stands for several orders", async () => {
  let after: ReturnType<typeof setTimeout>[] = [];
  await using server = new V2Server({
    trade: ({ method, req_id }, client) => {
      const answers = [
        { success: true, result: { order_id: "O1" } },
        { success: false, error: "EOrder:Unknown order" },
        { success: true, result: { order_id: "O3" } },
      ];
      after = answers.map((answer, index) => setTimeout(() => client.send({ method, req_id, ...answer }), index * 20));
      return undefined;
    },
  });
  await using socket = await connect(server);
  const outcomes = await socket.call(cancelOrder, { order_userref: 7 });
  assertEquals([after.length, outcomes], [3, [
    { order_id: "O1", success: true },
    { success: false, error: "EOrder:Unknown order" },
    { order_id: "O3", success: true },
  ]]);
});

Deno.test("cancelOrder gives what has come when the connection is lost behind it", async () => {
  await using server = new V2Server({
    trade: ({ method, req_id }, client) => {
      client.send({ method, req_id, success: true, result: { order_id: "O1" } });
      client.close(1012);
      return undefined;
    },
  });
  await using socket = await connect(server);
  assertEquals(await socket.call(cancelOrder, { order_userref: 7 }), [{ order_id: "O1", success: true }]);
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

Deno.test("a token that never comes is waited for no longer than an answer would be", async () => {
  await using server = new V2Server();
  await using socket = await connect(server, { token: () => new Promise<string>(() => {}) });
  const words = "no token within 30 ms: nothing was sent";
  await assertRejects(() => socket.subscribe(executions, {}, { timeoutMs: 30 }), TransportError, words);
  await assertRejects(() => socket.call(cancelAll, {}, { timeoutMs: 30 }), TransportError, words);
  assertEquals(server.requests, []);
});

Deno.test("a subscription that was left keeps nothing on its caller's signal", async () => {
  await using server = new V2Server();
  await using socket = await connect(server);
  const { signal } = new AbortController();
  let listeners = 0;
  const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
  const held = new Set<unknown>();
  signal.addEventListener = (...given: Parameters<typeof add>) => {
    if (!held.has(given[1])) listeners++;
    held.add(given[1]);
    add(...given);
  };
  signal.removeEventListener = (...given: Parameters<typeof remove>) => {
    if (held.delete(given[1])) listeners--;
    remove(...given);
  };
  const stream = await socket.subscribe(executions, {}, { signal });
  assertEquals(listeners, 1);
  await stream.return();
  assertEquals(listeners, 0);
});
