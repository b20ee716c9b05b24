import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import type { Endpoint } from "../../core/endpoint.ts";
import { ApiError } from "../../core/errors.ts";
import type { LostRequest } from "../../core/send.ts";
import type { OrderInfo } from "../../spot/account/mod.ts";
import { allocate, deallocate } from "../../spot/earn/mod.ts";
import { walletTransfer, withdraw } from "../../spot/funding/mod.ts";
import { accountTransfer, createSubaccount } from "../../spot/subaccounts/mod.ts";
import { addOrder, addOrderBatch, amendOrder, cancelAll, cancelOrder, editOrder } from "../../spot/trading/mod.ts";
import { resolveLost } from "../../trading/lookup.ts";
import type { LostOutcome } from "../../trading/outcome.ts";
import { type Answers, desk, no, NOW, orderInfo, TXID } from "./_desk.ts";

const NEW = "OZ5W2K-HQ7NT-3VXLB9";
const LIMIT = { pair: "XBTUSD", type: "buy", ordertype: "limit", volume: "0.1", price: "60000" };

function lost<P, R>(endpoint: Endpoint<P, R>, params: object, sentAt: number = NOW): LostRequest {
  return {
    endpoint: endpoint as Endpoint<never, unknown>,
    params: params as Record<string, unknown>,
    clientOrderIds: [],
    sentAt,
  };
}

interface Found {
  outcome: LostOutcome;
  asked: string[];
  slept: number[];
}

async function look(request: LostRequest, answers: Answers): Promise<Found> {
  const { client, clock, asked } = desk(answers);
  const outcome = await resolveLost({ ...client, now: clock.now, sleep: clock.sleep })(request);
  const acts = asked.filter(({ name }) => /^(Add|AmendOrder|Edit|Cancel)|Transfer$|^Withdraw$|locate$/.test(name));
  assertEquals(acts, [], "a lookup only reads");
  return { outcome, asked: asked.map(({ name }) => name), slept: clock.slept };
}

const open = (orders: Record<string, OrderInfo>) => ({ OpenOrders: { open: orders } });
const closed = (orders: Record<string, OrderInfo>) => ({ ClosedOrders: { closed: orders } });
const mine = (more: Partial<OrderInfo> = {}) => orderInfo({ cl_ord_id: "mine", ...more });

Deno.test("resolveLost() raises what keeps it from looking: then nothing is known", async () => {
  const request = lost(addOrder, { ...LIMIT, cl_ord_id: "mine" });
  await assertRejects(() => look(request, { OpenOrders: () => no("EGeneral:Permission denied") }), ApiError);
  await assertRejects(() => look(request, { ClosedOrders: () => no("EGeneral:Permission denied") }), ApiError);
});

Deno.test("resolveLost() says not found only after several looks over seconds, and that it is not certain", async () => {
  const { outcome, asked, slept } = await look(lost(addOrder, { ...LIMIT, cl_ord_id: "mine" }), {});
  assert(outcome.state === "not found");
  assertEquals(outcome.certain, false);
  assertStringIncludes(outcome.note, "has cl_ord_id mine");
  assertStringIncludes(outcome.note, "use the same cl_ord_id");
  assertEquals(slept, [1000, 2000, 4000]);
  assertEquals(asked.filter((name) => name === "OpenOrders").length, 4);
});

Deno.test("resolveLost() is certain once the deadline of the order has passed on Kraken's clock", async () => {
  const deadline = new Date(NOW + 2000);
  const request = lost(addOrder, { ...LIMIT, cl_ord_id: "mine", deadline });
  const { outcome, slept } = await look(request, {});
  assert(outcome.state === "not found" && outcome.certain);
  assertEquals(slept, [1000, 2000, 4000].slice(0, 3));
  const late = await look(
    { ...request, params: { ...request.params, deadline: new Date(NOW - 5000).toISOString() } },
    {},
  );
  assert(late.outcome.state === "not found" && late.outcome.certain);
  assertEquals(late.slept, []);
});

Deno.test("resolveLost() asks nobody about an order that was only to be validated", async () => {
  const { outcome, asked } = await look(lost(addOrder, { ...LIMIT, cl_ord_id: "mine", validate: true }), {});
  assert(outcome.state === "not found" && outcome.certain);
  assertEquals(asked, ["Time"]);
});

Deno.test("resolveLost() finds an open order by its cl_ord_id", async () => {
  const order = mine();
  const { outcome, asked, slept } = await look(
    lost(addOrder, { ...LIMIT, cl_ord_id: "mine" }),
    open({ [TXID]: order }),
  );
  assertEquals(outcome, { state: "placed", txid: TXID, order, note: "found by cl_ord_id mine; it is open" });
  assertEquals([asked, slept], [["Time", "OpenOrders", "ClosedOrders"], []]);
});

Deno.test("resolveLost() finds an order that has been filled already", async () => {
  const { outcome } = await look(lost(addOrder, { cl_ord_id: "mine" }), closed({ [TXID]: mine({ status: "closed" }) }));
  assert(outcome.state === "placed");
  assertEquals([outcome.txid, outcome.order.status], [TXID, "closed"]);
});

Deno.test("resolveLost() finds an order that shows late", async () => {
  let looks = 0;
  const { outcome, slept } = await look(lost(addOrder, { cl_ord_id: "mine" }), {
    OpenOrders: () => ({ open: looks++ < 2 ? {} : { [TXID]: mine() } }),
  });
  assertEquals([outcome.state, slept], ["placed", [1000, 2000]]);
});

Deno.test("resolveLost() does not take an earlier order with the same id for the lost one", async () => {
  const earlier = mine({ opentm: NOW / 1000 - 3600, status: "closed" });
  const { outcome } = await look(lost(addOrder, { cl_ord_id: "mine" }), closed({ [TXID]: earlier }));
  assertEquals(outcome.state, "not found");
});

Deno.test("resolveLost() reckons in Kraken's time when our clock is a quarter of an hour off", async () => {
  for (const ahead of [-900, 900]) {
    const answers = {
      Time: (_: unknown, now: number) => ({ unixtime: Math.floor(now / 1000) - ahead }),
      ClosedOrders: ({ start, end }: Record<string, unknown>) => {
        const opentm = NOW / 1000 - ahead + 0.25;
        const inside = Number(start) < opentm && opentm <= Number(end);
        return { closed: inside ? { [TXID]: mine({ opentm, status: "closed" }) } : {} };
      },
    };
    assertEquals((await look(lost(addOrder, { cl_ord_id: "mine" }), answers)).outcome.state, "placed");
  }
});

Deno.test("resolveLost() walks the closed orders page by page", async () => {
  const others = Array.from({ length: 50 }, (_, i) => [`O${i}`, orderInfo({ status: "closed" })]);
  const { outcome } = await look(lost(addOrderBatch, { pair: "XBTUSD", orders: [{ cl_ord_id: "mine" }] }), {
    ClosedOrders: ({ ofs }: Record<string, unknown>) => ({
      closed: ofs === "50" ? { [TXID]: mine({ status: "closed" }) } : Object.fromEntries(others),
    }),
  });
  assert(outcome.state === "batch");
  assertEquals(outcome.orders[0]?.state, "placed");
});

Deno.test("resolveLost() tells orders of one userref apart by time and terms", async () => {
  const request = lost(addOrder, { ...LIMIT, pair: "XXBTZUSD", volume: 0.1, userref: 7 });
  const descr = orderInfo().descr;
  const orders = {
    OA: orderInfo({ userref: 7, vol: "0.20000000" }),
    OB: orderInfo({ userref: 7, descr: { ...descr, price: "60000.1" } }),
    OC: orderInfo({ userref: 7, opentm: NOW / 1000 - 10 }),
    OD: orderInfo({ userref: 7, descr: { ...descr, type: "sell" } }),
    OE: orderInfo({ userref: 7, descr: { ...descr, pair: "ETHUSD" } }),
    OF: orderInfo({ userref: 8 }),
  };
  assertEquals((await look(request, open(orders))).outcome.state, "not found");
  const { outcome } = await look(request, open({ ...orders, [TXID]: orderInfo({ userref: 7 }) }));
  assert(outcome.state === "placed");
  assertEquals(outcome.txid, TXID);
});

Deno.test("resolveLost() does not choose between orders that fit alike", async () => {
  const twins = { [TXID]: orderInfo({ userref: 7 }), [NEW]: orderInfo({ userref: 7 }) };
  const { outcome } = await look(lost(addOrder, { ...LIMIT, userref: 7 }), open(twins));
  assert(outcome.state === "ambiguous");
  assertEquals(Object.keys(outcome.candidates), [TXID, NEW]);
});

Deno.test("resolveLost() finds out about each order of a batch", async () => {
  const request = lost(addOrderBatch, {
    pair: "XBTUSD",
    orders: [{ ...LIMIT, cl_ord_id: "mine" }, { ...LIMIT, cl_ord_id: "other" }, { ...LIMIT, userref: 7 }],
  });
  const { outcome } = await look(request, open({ [TXID]: mine(), [NEW]: orderInfo({ userref: 7, cl_ord_id: "x" }) }));
  assert(outcome.state === "batch");
  assertEquals(outcome.orders.map(({ state }) => state), ["placed", "not found", "placed"]);
  assertStringIncludes(outcome.note, "2 of 3 orders were found");
});

const amendOf = (more: object) => ({
  amend_id: "TAMEND",
  amend_type: "user",
  order_qty: "0.10000000",
  remaining_qty: "0.1",
  limit_price: "59000.0",
  timestamp: (NOW + 300) * 1e6,
  ...more,
});

Deno.test("resolveLost() finds an amend by its time and terms, in nanoseconds or milliseconds", async () => {
  const request = lost(amendOrder, { txid: TXID, limit_price: "59000" });
  const at = (amend: object) => ({
    QueryOrders: { [TXID]: mine() },
    OrderAmends: { count: 1, amends: [amendOf(amend)] },
  });
  for (const amend of [{}, { timestamp: NOW + 300 }]) {
    const { outcome } = await look(request, at(amend));
    assert(outcome.state === "changed");
    assertEquals(outcome.note, "made as amend TAMEND");
  }
  for (const amend of [{ timestamp: (NOW - 60_000) * 1e6 }, { limit_price: "59000.1" }, { amend_type: "original" }]) {
    const { outcome } = await look(request, at(amend));
    assert(outcome.state === "unchanged");
    assertEquals([outcome.certain, outcome.txid], [false, TXID]);
  }
});

Deno.test("resolveLost() is certain that an ended order was not amended", async () => {
  const answers = { ...closed({ [TXID]: mine({ status: "canceled" }) }), OrderAmends: { count: 0, amends: [] } };
  const { outcome, slept } = await look(lost(amendOrder, { cl_ord_id: "mine", order_qty: 1 }), answers);
  assert(outcome.state === "unchanged" && outcome.certain);
  assertEquals(slept, []);
});

Deno.test("resolveLost() says of an amended order that is not there that nothing was done", async () => {
  const answers = { QueryOrders: () => no("EOrder:Unknown order") };
  const { outcome } = await look(lost(amendOrder, { txid: TXID, order_qty: 1 }), answers);
  assert(outcome.state === "not found");
  assertStringIncludes(outcome.note, `the account has no order ${TXID}`);
});

Deno.test("resolveLost() finds the order that an edit made", async () => {
  const request = lost(editOrder, { txid: TXID, pair: "BTC/USD", volume: "0.2", price: "59000" });
  const original = { QueryOrders: { [TXID]: mine({ status: "canceled", reason: "Order replaced" }) } };
  const edited = orderInfo({ vol: "0.20000000", descr: { ...orderInfo().descr, price: "59000.0" } });
  const changed = (await look(request, { ...original, ...open({ [NEW]: edited }) })).outcome;
  assert(changed.state === "changed");
  assertEquals(changed.txid, NEW);
  const twins = (await look(request, { ...original, ...open({ [NEW]: edited, OTHER: edited }) })).outcome;
  assertEquals(twins.state, "ambiguous");
  const none = (await look(request, original)).outcome;
  assert(none.state === "not found");
  assertStringIncludes(none.note, `${TXID} is canceled (Order replaced)`);
  const still = (await look(request, { QueryOrders: { [TXID]: mine() } })).outcome;
  assertEquals(still.state, "unchanged");
});

Deno.test("resolveLost() tells how an order stands that was to be cancelled", async () => {
  const request = lost(cancelOrder, { txid: TXID });
  const ended = (await look(request, { QueryOrders: { [TXID]: mine({ status: "canceled" }) } })).outcome;
  assertEquals(ended.state, "ended");
  const still = (await look(request, { QueryOrders: { [TXID]: mine() } })).outcome;
  assertEquals(still.state, "unchanged");
});

const withdrawal = {
  method: "Bitcoin",
  aclass: "currency",
  asset: "XXBT",
  refid: "FTQcuak-V6Za8qrWnhzTx67yYHz8Tg",
  info: "bc1",
  amount: "0.49980000",
  fee: "0.00020000",
  time: NOW / 1000,
  status: "Initial",
  key: "cold",
};

Deno.test("resolveLost() finds a withdrawal by asset, address, time, and amount with or without fee", async () => {
  const request = lost(withdraw, { asset: "XBT", key: "cold", amount: "0.5" });
  for (const WithdrawStatus of [[withdrawal], { withdrawals: [withdrawal] }, [{ ...withdrawal, amount: "0.5" }]]) {
    const { outcome } = await look(request, { WithdrawStatus });
    assert(outcome.state === "moved");
    assertEquals(outcome.refid, withdrawal.refid);
  }
  for (const other of [{ key: "hot" }, { amount: "0.6" }, { time: NOW / 1000 - 60 }]) {
    const { outcome } = await look(request, { WithdrawStatus: [{ ...withdrawal, ...other }] });
    assert(outcome.state === "not found" && !outcome.certain);
    assertStringIncludes(outcome.note, "look again before you send it anew");
  }
});

const entry = {
  refid: "BUMB4GO-KPCPBP-SEQZFB",
  time: NOW / 1000 + 0.1,
  type: "transfer",
  subtype: "spottofutures",
  aclass: "currency",
  asset: "XXBT",
  amount: "-0.5000000000",
  fee: "0.0",
  balance: "1.0",
};

Deno.test("resolveLost() finds transfers by the ledger entry over the same amount", async () => {
  const toFutures = lost(walletTransfer, { asset: "XBT", from: "Spot Wallet", to: "Futures Wallet", amount: 0.5 });
  const between = lost(accountTransfer, { asset: "XBT", amount: "0.5", from: "A", to: "B" });
  const ledger = (more: object) => ({ Ledgers: { ledger: { L1: { ...entry, ...more } } } });
  for (
    const [request, more, state] of [
      [toFutures, {}, "moved"],
      [toFutures, { amount: "0.5" }, "not found"],
      [toFutures, { amount: "-0.51" }, "not found"],
      [toFutures, { time: NOW / 1000 - 100 }, "not found"],
      [between, { amount: "0.5", subtype: "" }, "moved"],
      [between, {}, "moved"],
      [between, { amount: "0.6" }, "not found"],
    ] as const
  ) {
    const { outcome } = await look(request, ledger(more));
    assertEquals(outcome.state, state);
    if (outcome.state === "moved") assertEquals(outcome.refid, entry.refid);
  }
});

Deno.test("resolveLost() finds moves in Earn while they run and by their ledger entry afterwards", async () => {
  const into = lost(allocate, { strategy_id: "ESX", amount: "0.5" });
  const out = lost(deallocate, { strategy_id: "ESX", amount: "0.5" });
  const running = { "Earn/AllocateStatus": { pending: true }, "Earn/DeallocateStatus": { pending: true } };
  for (const request of [into, out]) assertEquals((await look(request, running)).outcome.state, "moved");
  const rest = { "Earn/AllocateStatus": { pending: false }, "Earn/DeallocateStatus": { pending: false } };
  const done = { ...rest, Ledgers: { ledger: { L1: { ...entry, type: "earn", subtype: "allocation" } } } };
  assertEquals((await look(into, done)).outcome.state, "moved");
  assertEquals((await look(out, done)).outcome.state, "not found");
  const failed = { "Earn/AllocateStatus": () => no("EEarnings:Insufficient funds:x") };
  const { outcome } = await look(into, failed);
  assert(outcome.state === "not found");
  assertStringIncludes(outcome.note, "the last one failed with EEarnings:Insufficient funds:x");
});

Deno.test("resolveLost() says where to look for what it can't find out", async () => {
  const cases: [LostRequest, string][] = [
    [lost(createSubaccount, {}), "Kraken's web interface"],
    [lost(cancelAll, {}), "call it again"],
  ];
  for (const [request, words] of cases) {
    const { outcome, asked } = await look(request, {});
    assert(outcome.state === "unknowable");
    assertStringIncludes(outcome.note, words);
    assertEquals(asked, []);
  }
});
