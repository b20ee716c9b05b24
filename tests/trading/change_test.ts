import { assertEquals, assertRejects } from "@std/assert";
import { KrakenError, OutcomeUnknownError } from "../../core/errors.ts";
import { amend, cancel, edit, findOrder, type OrderId } from "../../trading/change.ts";
import { broken, desk, no, NOW, orderInfo, TXID } from "./_desk.ts";

const NEW = "OZ5W2K-HQ7NT-3VXLB9";
const MINE = { [TXID]: orderInfo({ cl_ord_id: "mine", userref: 7 }) };

Deno.test("findOrder() refuses what is no id", async () => {
  const { source, asked } = desk();
  for (const id of ["", null, undefined, {}, true, { txid: 5 }]) {
    await assertRejects(() => findOrder(source, id as OrderId), TypeError, "must be a txid, a cl_ord_id, a userref");
  }
  assertEquals(asked.length, 0);
});

Deno.test("findOrder() says that there is no such order", async () => {
  const { source } = desk({ QueryOrders: () => no("EOrder:Unknown order") });
  await assertRejects(() => findOrder(source, TXID), KrakenError, `The account has no order ${TXID}`);
  await assertRejects(
    () => findOrder(source, "mine"),
    KrakenError,
    "no order cl_ord_id mine. See account.openOrders()",
  );
  await assertRejects(() => findOrder(source, 7), KrakenError, "no order userref 7. Only open orders are found");
});

Deno.test("findOrder() asks which one is meant when several share a userref", async () => {
  const { source } = desk({ OpenOrders: { open: { ...MINE, [NEW]: orderInfo({ userref: 7 }) } } });
  await assertRejects(() => findOrder(source, 7), KrakenError, `2 orders have userref 7: ${TXID}, ${NEW}`);
});

Deno.test("findOrder() finds an order by any id of it", async () => {
  const { source, of } = desk({ QueryOrders: MINE, OpenOrders: { open: MINE } });
  for (const id of [TXID, "mine", 7, { txid: TXID }, { cl_ord_id: "mine" }, { userref: 7 }]) {
    const { txid, clOrdId, symbol } = await findOrder(source, id);
    assertEquals([txid, clOrdId, symbol], [TXID, "mine", "BTC/USD"]);
  }
  assertEquals(of("OpenOrders").map(({ cl_ord_id, userref }) => cl_ord_id ?? userref), ["mine", "7", "mine", "7"]);
});

Deno.test("findOrder() finds the newest of the ended orders that shared an id", async () => {
  const closed = {
    [NEW]: orderInfo({ opentm: NOW / 1000 + 5, status: "closed", cl_ord_id: "mine" }),
    [TXID]: orderInfo({ status: "closed", cl_ord_id: "mine" }),
  };
  assertEquals((await findOrder(desk({ ClosedOrders: { closed } }).source, "mine")).txid, NEW);
});

Deno.test("amend() checks the price against the order's own pair, and sends nothing that does not fit", async () => {
  const { source, of } = desk({ OpenOrders: { open: MINE }, AmendOrder: { amend_id: "T" } });
  await assertRejects(
    () => amend(source, "mine", { limit_price: "1.05" }),
    RangeError,
    "'limit_price' must be a multiple",
  );
  assertEquals(of("AmendOrder").length, 0);
  await amend(source, "mine", { limit_price: "1.1" });
  assertEquals([of("AmendOrder").length, of("AmendOrder")[0]?.["txid"]], [1, TXID]);
});

Deno.test("edit() refuses what does not fit, and sends nothing", async () => {
  const { source, of } = desk({ QueryOrders: MINE });
  await assertRejects(
    () => edit(source, TXID, { price: 1.05 }),
    RangeError,
    "Cannot edit an order of BTC/USD as 'price'",
  );
  await assertRejects(() => edit(source, TXID, { volume: "1e5" }), RangeError, "'volume' must be plain decimal text");
  await assertRejects(() => edit(source, TXID, { prise: 1 } as never), TypeError, "did you mean 'price'?");
  assertEquals(of("EditOrder").length, 0);
});

Deno.test("edit() raises what Kraken answers as a status", async () => {
  const EditOrder = { status: "Err", originaltxid: TXID, error_message: "Order not editable", orders_cancelled: 0 };
  const { source } = desk({ QueryOrders: MINE, EditOrder });
  await assertRejects(() => edit(source, TXID, { volume: "1" }), KrakenError, "EditOrder: Order not editable");
});

Deno.test("edit() gives the new order, found by an id EditOrder itself does not take", async () => {
  const EditOrder = { status: "ok", txid: NEW, originaltxid: TXID, descr: { order: "buy 1" }, orders_cancelled: 1 };
  const { source, of } = desk({ OpenOrders: { open: MINE }, EditOrder });
  assertEquals((await edit(source, { cl_ord_id: "mine" }, { volume: 1 })).txid, NEW);
  const { nonce: _, ...sent } = of("EditOrder")[0] ?? {};
  assertEquals(sent, { txid: TXID, pair: "XBTUSD", volume: "1" });
});

Deno.test("edit() is never sent twice, and can be looked up", async () => {
  const replaced = orderInfo({ vol: "1.00000000" });
  const { source, of } = desk({
    EditOrder: () => broken(),
    QueryOrders: () => ({ [TXID]: orderInfo({ status: of("EditOrder").length > 0 ? "canceled" : "open" }) }),
    OpenOrders: () => ({ open: { [NEW]: replaced } }),
  });
  const error = await assertRejects(() => edit(source, TXID, { volume: "1" }), OutcomeUnknownError);
  assertEquals(of("EditOrder").length, 1);
  const { state, txid } = await error.resolve() as { state: string; txid: string };
  assertEquals([state, txid], ["changed", NEW]);
});

Deno.test("cancel() refuses an empty list", async () => {
  await assertRejects(() => cancel(desk().source, []), RangeError, "the list of orders is empty");
});

Deno.test("cancel() takes any id, and lists in calls of 50", async () => {
  const { source, of } = desk({ CancelOrder: { count: 1 }, CancelOrderBatch: { count: 50 } });
  for (const id of [TXID, "mine", 7]) assertEquals(await cancel(source, id), { count: 1 });
  assertEquals(of("CancelOrder").map(({ txid, cl_ord_id }) => txid ?? cl_ord_id), [TXID, "mine", "7"]);
  assertEquals(await cancel(source, [...Array(58).fill(TXID), "mine", 7]), { count: 100 });
  const [first, second] = of("CancelOrderBatch") as { orders?: unknown[]; cl_ord_ids?: unknown[] }[];
  assertEquals([first?.orders?.length, first?.cl_ord_ids, second?.orders?.length, second?.cl_ord_ids], [
    50,
    undefined,
    9,
    ["mine"],
  ]);
});
