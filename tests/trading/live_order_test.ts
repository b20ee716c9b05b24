import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { ApiError, KrakenError, TransportError } from "../../core/errors.ts";
import type { OrderInfo } from "../../spot/account/mod.ts";
import { LiveOrder, type OrderState } from "../../trading/live_order.ts";
import { order } from "../../trading/order.ts";
import { type Answers, broken, type Desk, desk, LIMIT, no, orderInfo, TXID } from "./_desk.ts";

async function placed(answers: Answers): Promise<Desk & { live: LiveOrder }> {
  const all = desk({ QueryOrders: {}, ...answers });
  return { ...all, live: await order(all.source, LIMIT, { live: true }) };
}

/** QueryOrders that gives one answer after the other, the last again and again. */
function one(...states: (Partial<OrderInfo> | (() => unknown))[]): Answers {
  let at = 0;
  return {
    QueryOrders: () => {
      const state = states[Math.min(at++, states.length - 1)];
      return typeof state === "function" ? state() : { [TXID]: orderInfo(state) };
    },
  };
}

const HALF = { vol_exec: "0.05000000", cost: "3000.00000", fee: "6.00000", price: "60000.0" };
const WHOLE = { vol_exec: "0.10000000", cost: "6000.00000", fee: "12.00000", price: "60000.0" };

Deno.test("LiveOrder.settled() gives up when Kraken keeps not knowing the order", async () => {
  for (const unknown of [() => ({}), () => no("EOrder:Unknown order")]) {
    const { live, of } = await placed(one(unknown));
    await assertRejects(() => live.settled(), KrakenError, `QueryOrders does not know ${TXID} (yet)`);
    assertEquals(of("QueryOrders").length, 5);
  }
});

Deno.test("LiveOrder.settled() bears with an order that shows late and with a network that breaks", async () => {
  const { live } = await placed(one(() => ({}), () => broken(), () => broken(), () => broken(), {
    ...WHOLE,
    status: "closed",
  }));
  assertEquals((await live.settled()).state, "filled");
});

Deno.test("LiveOrder.settled() does not go on after a refusal", async () => {
  const { live, of } = await placed(one(() => no("EGeneral:Permission denied")));
  await assertRejects(() => live.settled(), ApiError, "Permission denied");
  assertEquals(of("QueryOrders").length, 1);
});

Deno.test("LiveOrder.settled() ends with the network for good after five looks", async () => {
  const { live } = await placed(one(() => broken()));
  await assertRejects(() => live.settled(), TransportError, "QueryOrders: the connection broke");
});

Deno.test("LiveOrder.settled() rejects with the caller's own reason and leaves the order alone", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  const { live, of } = await placed(one({}, () => (controller.abort(reason), {})));
  const error = await assertRejects(() => live.settled({ signal: controller.signal }));
  assert(error === reason);
  assertEquals([of("QueryOrders").length, of("CancelOrder").length], [2, 0]);
});

Deno.test("LiveOrder.settled() refuses a pause that is none", async () => {
  const { live } = await placed(one({}));
  for (const pollMs of [0, -1, NaN]) {
    await assertRejects(() => live.settled({ pollMs }), RangeError, "'pollMs' must be above zero");
  }
});

Deno.test("LiveOrder.settled() follows the order to its end, ever more slowly, with exact figures", async () => {
  const { live, clock } = await placed(one({}, {}, HALF, HALF, { ...WHOLE, status: "closed", reason: null }));
  const seen: OrderState[] = [];
  const end = await live.settled({ onChange: (state) => seen.push(state) });
  assertEquals(seen.map(({ status, vol_exec }) => [status, vol_exec]), [
    ["open", "0.00000000"],
    ["open", "0.05000000"],
    ["closed", "0.10000000"],
  ]);
  const { state, vol_exec, cost, fee, price, left, open } = end;
  assertEquals({ state, vol_exec, cost, fee, price, left, open }, {
    state: "filled",
    ...WHOLE,
    left: "0.00000000",
    open: false,
  });
  assertEquals(clock.slept, [1000, 1500, 2250, 3375]);
});

Deno.test("LiveOrder.settled() tells how the order ended", async () => {
  const cases: [order: Partial<OrderInfo>, state: string][] = [
    [{ ...WHOLE, status: "closed" }, "filled"],
    [{ ...HALF, status: "closed" }, "partially filled"],
    [{ status: "closed" }, "cancelled"],
    [{ ...HALF, status: "canceled", reason: "User requested" }, "partially filled"],
    [{ status: "canceled", reason: "Post only order" }, "cancelled"],
    [{ status: "expired" }, "expired"],
    [{ ...HALF, status: "expired" }, "partially filled"],
    [{ vol: "610.002", ...HALF, status: "closed", oflags: "fciq,viqc" }, "filled"],
  ];
  for (const [info, state] of cases) {
    const { live } = await placed(one(info));
    const end = await live.settled();
    assertEquals([end.state, end.reason], [state, info.reason ?? undefined]);
  }
});

Deno.test("LiveOrder.settled() goes on through a status nobody has seen before", async () => {
  const { live } = await placed(one({ status: "resting" }, { ...WHOLE, status: "closed" }));
  assertEquals((await live.settled()).state, "filled");
});

Deno.test("LiveOrder.cancel() says how the order stands then", async () => {
  const { live, of } = await placed({
    ...one({ ...HALF, status: "canceled", reason: "User requested" }),
    CancelOrder: { count: 1 },
  });
  const { open, vol_exec, left, reason } = await live.cancel();
  assertEquals([open, vol_exec, left, reason], [false, "0.05000000", "0.05000000", "User requested"]);
  assertEquals(of("CancelOrder")[0]?.["txid"], TXID);
});

Deno.test("LiveOrder.cancel() finds its work done when the first answer was lost", async () => {
  let calls = 0;
  const { live } = await placed({
    ...one({ status: "canceled" }),
    CancelOrder: () => calls++ === 0 ? broken() : no("EOrder:Unknown order"),
  });
  assertEquals((await live.cancel()).status, "canceled");
  assertEquals(calls, 2);
});

Deno.test("LiveOrder.cancel() tells of an order that was filled meanwhile", async () => {
  const { live } = await placed({
    ...one({ ...WHOLE, status: "closed" }),
    CancelOrder: () => no("EOrder:Unknown order"),
  });
  assertEquals((await live.cancel()).vol_exec, "0.10000000");
});

Deno.test("LiveOrder.cancel() rejects when Kraken knows no such order at all", async () => {
  const { live } = await placed({ CancelOrder: () => no("EOrder:Unknown order") });
  await assertRejects(() => live.cancel(), ApiError, "EOrder:Unknown order");
});

Deno.test("LiveOrder.amend() refuses what is off the tick or the lot, misspelt, or no change", async () => {
  const { live, of } = await placed({ AmendOrder: { amend_id: "T" } });
  const wrong: [change: object, message: string][] = [
    [{ limit_price: "60000.05" }, "'limit_price' must be a multiple of 0.1"],
    [{ trigger_price: 1.23 }, "'trigger_price' must be a multiple of 0.1"],
    [{ order_qty: "0.123456789" }, "'order_qty' must have at most 8 decimals"],
    [{ order_qty: 0 }, "'order_qty' must be above zero"],
    [{ display_qty: "0.123456789" }, "'display_qty' must have at most 8 decimals"],
    [{ limit_prise: 1 }, "did you mean 'limit_price'?"],
    [{ txid: TXID, limit_price: 1 }, "'txid' is no change"],
    [{}, "it must say what changes"],
    [{ post_only: true }, "it must say what changes"],
    [{ limit_price: 1, deadline: new Date(0) }, "'deadline' must be 2 to 60 seconds ahead"],
  ];
  for (const [change, message] of wrong) {
    const error = await assertRejects(() => live.amend(change as never), Error);
    assertStringIncludes(error.message, `Cannot amend an order of BTC/USD as`);
    assertStringIncludes(error.message, message);
  }
  assertEquals(of("AmendOrder").length, 0);
});

Deno.test("LiveOrder.amend() changes the order in place", async () => {
  const { live, of } = await placed({ AmendOrder: { amend_id: "TC9L3X-QWZ7H-KT2NV5" } });
  assertEquals(await live.amend({ limit_price: 60000.1, order_qty: "0.2" }), { amend_id: "TC9L3X-QWZ7H-KT2NV5" });
  const { nonce: _, ...sent } = of("AmendOrder")[0] ?? {};
  assertEquals(sent, { txid: TXID, limit_price: "60000.1", order_qty: "0.2" });
});

Deno.test("LiveOrder shows what it is known by, and nothing of its client", async () => {
  const { live } = await placed({});
  assertEquals(Deno.inspect(live), `LiveOrder ${TXID} · buy 0.10000000 XBTUSD @ limit 60000.0`);
  assertEquals(Object.keys(JSON.parse(JSON.stringify(live))), ["txid", "clOrdId", "descr", "symbol"]);
});
