import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { ApiError, KrakenError, OutcomeUnknownError, TransportError } from "../../core/errors.ts";
import { addOrder } from "../../spot/trading/add_order.ts";
import { addOrderBatch, editOrder } from "../../spot/trading/mod.ts";
import { cancel, edit, findOrder } from "../../trading/change.ts";
import { orders } from "../../trading/batch.ts";
import { resolveLost } from "../../trading/lookup.ts";
import { order } from "../../trading/order.ts";
import type { SentOrders } from "../../trading/source.ts";
import { type Answers, broken, type Desk, desk, LIMIT, no, NOW, orderInfo, TICKER, TXID } from "./_desk.ts";

const OTHER = "OZ5W2K-HQ7NT-3VXLB9";
const CLOSING = { symbol: "BTC/USD", type: "sell", ordertype: "market", volume: "0", leverage: 2 } as const;
const MARKET = { symbol: "BTC/USD", type: "buy", ordertype: "market", volume: "0.1" } as const;

Deno.test("order() of volume 0 on margin is headed as closing the whole position, of unknown worth", async () => {
  for (const request of [CLOSING, { ...CLOSING, ordertype: "settle-position" as const }]) {
    const card = await order(desk().source, request);
    assertStringIncludes(String(card), "SELL closes the whole position");
    assertEquals([card.worth, card.fee, card.changes.length], [undefined, undefined, 0]);
    assert(card.warnings.some((text) => text.includes("closes the whole position") && text.includes("openPositions")));
    assertEquals(card.warnings.filter((text) => text.includes("levels of the book")), []);
  }
});

/** An AddOrder that is aborted once it has left. */
function aborting(answers: Answers = {}): Desk & { controller: AbortController; reason: Error } {
  const controller = new AbortController();
  const reason = new Error("enough");
  const hanging = () => {
    controller.abort(reason);
    return broken();
  };
  return { ...desk({ AddOrder: hanging, AddOrderBatch: hanging, ...answers }), controller, reason };
}

Deno.test("order() that is aborted in flight rejects with the caller's reason, and onSent knows how to find it", async () => {
  const sent: SentOrders[] = [];
  const { source, controller, reason } = aborting({
    OpenOrders: ({ cl_ord_id }: Record<string, unknown>) => ({
      open: { [TXID]: orderInfo({ cl_ord_id: String(cl_ord_id) }) },
    }),
  });
  const options = { live: true, signal: controller.signal, onSent: (one: SentOrders) => void sent.push(one) } as const;
  const error = await assertRejects(() => order(source, LIMIT, options));
  assert(error === reason);
  assertEquals([sent.length, sent[0]?.idName, sent[0]?.clientOrderIds.length], [1, "cl_ord_id", 1]);
  const found = await sent[0]?.resolve() as { state: string; txid: string };
  assertEquals([found.state, found.txid], ["placed", TXID]);
});

Deno.test("order() and orders() that are aborted in flight warn with the ids where nobody listens for them", async () => {
  const said: string[] = [];
  const real = console.warn;
  console.warn = (text: string) => void said.push(text);
  try {
    const one = aborting();
    const live = { live: true, signal: one.controller.signal } as const;
    const card = await order(one.source, { ...LIMIT, cl_ord_id: "mine" });
    assert(await assertRejects(() => card.send({ signal: one.controller.signal })) === one.reason);
    assertStringIncludes(String(card), "may have been placed");
    const two = [{ ...LIMIT, cl_ord_id: "first" }, { ...LIMIT, cl_ord_id: "second" }];
    const several = aborting();
    await assertRejects(() => orders(several.source, two, { ...live, signal: several.controller.signal }));
    // What was aborted before it left has no id to look for.
    await assertRejects(() => order(one.source, LIMIT, live));
  } finally {
    console.warn = real;
  }
  assertEquals(said, [
    "AddOrder was aborted and may have taken effect: look for cl_ord_id mine in the open orders",
    "AddOrderBatch was aborted and may have taken effect: look for cl_ord_id first, second in the open orders",
  ]);
});

Deno.test("order() sends nothing when onSent fails, and waits for it", async () => {
  const { source, of } = desk();
  const onSent = () => Promise.reject(new Error("the disk is full"));
  await assertRejects(() => order(source, LIMIT, { live: true, onSent }), Error, "the disk is full");
  assertEquals(of("AddOrder").length, 0);
});

for (const answer of ["null", "[]", "{}", '{"txid":[]}', '{"txid":null}', '"OK"']) {
  Deno.test(`order() does not know what became of an order answered with ${answer}, and can look it up`, async () => {
    const { source } = desk({
      AddOrder: Response.json({ error: [], result: JSON.parse(answer) }),
      OpenOrders: { open: { [TXID]: orderInfo({ cl_ord_id: "mine" }) } },
    });
    const card = await order(source, { ...LIMIT, cl_ord_id: "mine" });
    const error = await assertRejects(() => card.send(), OutcomeUnknownError, "(cl_ord_id mine): ");
    assertEquals(error.clientOrderIds, ["mine"]);
    assertEquals((await error.resolve() as { state: string }).state, "placed");
  });
}

Deno.test("orders(), amend, cancel() and validate() raise an answer that is none", async () => {
  const nothing = () => Response.json({ error: [], result: [] });
  const mine = { [TXID]: orderInfo({ cl_ord_id: "mine" }) };
  const { source } = desk({
    AddOrder: nothing,
    AddOrderBatch: nothing,
    AmendOrder: nothing,
    CancelOrderBatch: nothing,
    OpenOrders: { open: mine },
  });
  const two = [{ ...LIMIT, cl_ord_id: "mine" }, { ...LIMIT, cl_ord_id: "second" }];
  const error = await assertRejects(() => orders(source, two, { live: true }), OutcomeUnknownError, "0 orders of 2");
  assertEquals(error.clientOrderIds, ["mine", "second"]);
  const live = await findOrder(source, "mine");
  await assertRejects(() => live.amend({ limit_price: "1.1" }), OutcomeUnknownError, "AmendOrder");
  await assertRejects(() => cancel(source, [TXID, OTHER]), TransportError, "CancelOrderBatch gave no usable answer");
  const card = await order(source, LIMIT);
  await assertRejects(() => card.validate(), TransportError, "AddOrder gave no usable answer");
});

Deno.test("order() takes BalanceEx null for an account that has nothing", async () => {
  const { source } = desk({ BalanceEx: Response.json({ error: [], result: null }) });
  const { problems } = await order(source, LIMIT);
  assertEquals(problems.length, 1);
  assertStringIncludes(problems[0] ?? "", "0 USD are free");
});

Deno.test("order() takes prices of zero for unknown ones", async () => {
  const empty = { a: ["0.0", "0", "0"], b: ["0.0", "0", "0"], c: ["0.0", "0"] };
  for (const part of [empty, { c: empty.c }, { a: empty.a }, { b: empty.b }]) {
    const answers = {
      Ticker: { XXBTZUSD: { ...TICKER, ...part } },
      Depth: { XXBTZUSD: { asks: [], bids: [] } },
    };
    for (const request of [LIMIT, MARKET, { ...LIMIT, type: "sell" as const }, { ...LIMIT, price: "+1%" }]) {
      const card = await order(desk(answers).source, request);
      assert(card.worth === undefined || Number(card.worth) > 0, `${card}`);
    }
  }
  const none = await order(
    desk({ Ticker: { XXBTZUSD: { ...TICKER, ...empty } }, Depth: { XXBTZUSD: { asks: [], bids: [] } } }).source,
    MARKET,
  );
  assertEquals([none.price, none.worth], [undefined, undefined]);
  assertStringIncludes(String(none), "bid none, ask none, last none");
});

const request = (endpoint: typeof addOrder | typeof addOrderBatch, params: object) => ({
  endpoint: endpoint as never,
  params: params as Record<string, unknown>,
  clientOrderIds: [],
  sentAt: NOW,
});
const look = async (asked: ReturnType<typeof request>, answers: Answers) => {
  const { client, clock } = desk(answers);
  return await resolveLost({ ...client, now: clock.now, sleep: clock.sleep })(asked);
};
const WIRE = { pair: "XBTUSD", type: "buy", ordertype: "limit", volume: "0.1", price: "60000" };
const { cl_ord_id: _, ...unnamed } = orderInfo();

Deno.test("resolveLost() takes no order for ours that tells no id and has other terms", async () => {
  const asked = request(addOrder, { ...WIRE, cl_ord_id: "mine" });
  const foreign = { ...unnamed, vol: "3.00000000" };
  assertEquals((await look(asked, { OpenOrders: { open: { [TXID]: foreign } } })).state, "not found");
  assertEquals((await look(asked, { OpenOrders: { open: { [TXID]: unnamed } } })).state, "placed");
  assertEquals((await look(asked, { OpenOrders: { open: { [TXID]: unnamed, [OTHER]: unnamed } } })).state, "ambiguous");
});

Deno.test("findOrder() takes no order for the one of an id that does not tell that id", async () => {
  for (const open of [{ [TXID]: unnamed }, { [TXID]: orderInfo({ cl_ord_id: "theirs" }) }]) {
    await assertRejects(() => findOrder(desk({ OpenOrders: { open } }).source, "mine"), KrakenError, "no order");
  }
});

Deno.test("resolveLost() gives one order to one slot of a batch only", async () => {
  const slot = { type: "buy", ordertype: "limit", volume: "0.1", price: "60000", userref: 7 };
  const asked = request(addOrderBatch, { pair: "XBTUSD", orders: [slot, slot] });
  const outcome = await look(asked, { OpenOrders: { open: { [TXID]: orderInfo({ userref: 7 }) } } });
  assert(outcome.state === "batch");
  assertEquals(outcome.orders.map(({ state }) => state), ["placed", "ambiguous"]);
  assertStringIncludes(outcome.note, "1 of 2");
  const named = request(addOrderBatch, {
    pair: "XBTUSD",
    orders: [{ ...slot, userref: undefined, cl_ord_id: "a" }, slot],
  });
  const mixed = await look(named, { OpenOrders: { open: { [TXID]: orderInfo({ userref: 7, cl_ord_id: "a" }) } } });
  assert(mixed.state === "batch");
  assertEquals(mixed.orders.map(({ state }) => state), ["placed", "not found"]);
});

Deno.test("editOrder counts on the trading counter of its pair", async () => {
  assertEquals([editOrder.pool, editOrder.cost], ["trading", 1]);
  const { client } = desk({ EditOrder: { status: "ok", txid: OTHER } }, { limiter: "wait" });
  await client.trading.addOrder({ ...WIRE, cl_ord_id: "mine" } as never);
  await client.trading.editOrder({ txid: TXID, pair: "XBTUSD", price: "59000" });
  const used = client.budget.counters().filter(({ pool }) => pool === "trading").map((each) => each.used);
  // 1 for the order, 1 and 6 for editing one that is younger than five seconds.
  assertEquals(used, [8]);
});

Deno.test("trading calls refuse options they do not have", async () => {
  const { source, of } = desk({ QueryOrders: { [TXID]: orderInfo() } });
  const wrong = (text: string, call: () => Promise<unknown>) => assertRejects(call, TypeError, text);
  await wrong("no option 'Live'; did you mean 'live'?", () => order(source, LIMIT, { Live: true } as never));
  await wrong("options must be an object", () => order(source, LIMIT, null as never));
  await wrong("no option 'Live'", () => orders(source, [LIMIT, LIMIT], { Live: true } as never));
  await wrong("no option 'timeout'", () => findOrder(source, TXID, { timeout: 1 } as never));
  await wrong("no option 'timeout'", () => cancel(source, TXID, { timeout: 1 } as never));
  const card = await order(source, LIMIT);
  await wrong("no option 'live'", () => card.send({ live: true } as never));
  await wrong("no option 'live'", () => card.validate({ live: true } as never));
  const live = await card.send();
  await wrong("no option 'poll'", () => live.settled({ poll: 1 } as never));
  assertEquals([of("AddOrder").length, of("CancelOrder").length], [1, 0]);
});

Deno.test("LiveOrder.cancel() says that the cancel was taken when the key may not look", async () => {
  const { source } = desk({ CancelOrder: { count: 1 }, QueryOrders: () => no("EGeneral:Permission denied") });
  const live = await order(source, LIMIT, { live: true });
  const error = await assertRejects(() => live.cancel(), KrakenError, `CancelOrder took the cancel of ${TXID}`);
  assertStringIncludes(error.message, "Permission denied");
  assert(error.cause instanceof ApiError);
});

Deno.test("cancel() finds its work done when the first answer was lost", async () => {
  let calls = 0;
  const lost = { CancelOrder: () => calls++ === 0 ? broken() : no("EOrder:Unknown order") };
  const ended = orderInfo({ status: "canceled", cl_ord_id: "mine" });
  const { source } = desk({ ...lost, QueryOrders: { [TXID]: ended }, ClosedOrders: { closed: { [TXID]: ended } } });
  assertEquals([await cancel(source, TXID), calls], [{ count: 0 }, 2]);
  assertEquals(await cancel(source, "mine"), { count: 0 });
  for (const QueryOrders of [{}, () => no("EGeneral:Permission denied"), { [TXID]: orderInfo() }]) {
    const unknown = desk({ CancelOrder: () => no("EOrder:Unknown order"), QueryOrders });
    await assertRejects(() => cancel(unknown.source, TXID), ApiError, "EOrder:Unknown order");
  }
});

Deno.test("Preview.send() refuses a preview whose prices are old, and only those that follow the market", async () => {
  const { source, clock, of } = desk({ AddOrderBatch: { orders: [{ txid: TXID }, { txid: OTHER }] } });
  const [market, relative, limit] = [
    await order(source, MARKET),
    await order(source, { ...LIMIT, price: "-1%" }),
    await order(source, LIMIT),
  ];
  const batch = await orders(source, [MARKET, LIMIT]);
  await clock.sleep(301_000);
  for (const card of [market, relative, batch]) {
    await assertRejects(() => card.send(), KrakenError, "the preview is 5 minutes old: at most 5 are allowed");
    assertEquals(card.sent, false);
  }
  assertEquals(of("AddOrder").length, 0);
  await limit.send();
  assertEquals(of("AddOrder").length, 1);
});

Deno.test("edit() does not know what became of an edit that is answered with a list", async () => {
  const { source } = desk({
    QueryOrders: { [TXID]: orderInfo({ status: "open" }) },
    EditOrder: Response.json({ error: [], result: [] }),
  });
  const error = await assertRejects(() => edit(source, TXID, { price: "1.1" }), OutcomeUnknownError, TXID);
  assertEquals(error.clientOrderIds, []);
  assertEquals((await error.resolve() as { state: string }).state, "unchanged");
});

Deno.test("Preview.send() with a signal that was aborted before sends nothing and can be sent later", async () => {
  const { source, of } = desk();
  const card = await order(source, LIMIT);
  const reason = new Error("not now");
  assert(await assertRejects(() => card.send({ signal: AbortSignal.abort(reason) })) === reason);
  assertEquals([card.sent, of("AddOrder").length], [false, 0]);
  await card.send();
  assertEquals(of("AddOrder").length, 1);
});
