import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { KrakenError, OutcomeUnknownError } from "../../core/errors.ts";
import { orders } from "../../trading/batch.ts";
import { LiveOrder } from "../../trading/live_order.ts";
import { broken, desk, LIMIT, NOW, orderInfo, TXID } from "./_desk.ts";

const SMALL = { ...LIMIT, volume: "0.01" };
const TWO = [SMALL, { ...SMALL, price: "59000" }];
const SECOND = "OZ5W2K-HQ7NT-3VXLB9";
const PLACED = {
  AddOrderBatch: {
    orders: [{ txid: TXID, descr: { order: "buy 0.01" } }, { txid: SECOND, descr: { order: "buy 0.01" } }],
  },
};

Deno.test("orders() refuses one order, sixteen, and what is no array", async () => {
  const { source, asked } = desk();
  await assertRejects(() => orders(source, [SMALL]), RangeError, "a batch must have 2 to 15 orders: it has 1");
  await assertRejects(() => orders(source, Array(16).fill(SMALL)), RangeError, "it has 16");
  await assertRejects(() => orders(source, SMALL as never), TypeError, "a batch must be an array of orders");
  assertEquals(asked.length, 0);
});

Deno.test("orders() refuses orders on different pairs", async () => {
  const { source, asked } = desk();
  const mixed = [SMALL, { ...SMALL, symbol: "ETH/USD" }];
  await assertRejects(() => orders(source, mixed), RangeError, "must be on one pair: it is on BTC/USD, ETH/USD");
  assertEquals(asked.length, 0);
});

Deno.test("orders() says which of the orders is wrong, and sends none", async () => {
  const { source, of } = desk(PLACED);
  const wrong = [[{ prise: 1 }, "(2 of 2) as it has no parameter 'prise'"], [
    { price: "1.05" },
    "(2 of 2) as 'price' must",
  ]];
  for (const [change, message] of wrong as [object, string][]) {
    const list = [SMALL, { ...SMALL, ...change }];
    await assertRejects(() => orders(source, list as never, { live: true }), Error, message);
  }
  assertEquals(of("AddOrderBatch").length, 0);
});

Deno.test("orders() refuses deadlines that differ, as a batch has one", async () => {
  const [first, second] = [1, 2].map((i) => ({ ...SMALL, deadline: new Date(NOW + 10_000 * i) }));
  await assertRejects(() => orders(desk().source, [first!, second!]), RangeError, "'deadline' must be the same");
});

Deno.test("orders() rehearses by default, with what they come to together", async () => {
  const { source, of } = desk();
  const card = await orders(source, [LIMIT, { ...LIMIT, price: "59000" }]);
  assertEquals(of("AddOrderBatch").length, 0);
  assertEquals(card.orders.map(({ worth }) => worth), ["6000.00000", "5900.00000"]);
  assertEquals(card.warnings, [
    "the buys need 11900 USD together and 9000 USD are free: Kraken would refuse some",
  ]);
  const text = String(card);
  assertStringIncludes(text, "D R Y   R U N");
  assertStringIncludes(text, "2. BUY 0.1 BTC at 59000 USD · limit · BTC/USD");
  assertStringIncludes(text, "buys  2 orders worth about 11900 USD");
});

Deno.test("BatchPreview.send() places once, each with an id of ours, closes nested as a batch has them", async () => {
  const { source, of } = desk(PLACED);
  const close = { "close[ordertype]": "stop-loss-limit", "close[price]": "50000", "close[price2]": "49900" } as const;
  const deadline = new Date(NOW + 10_000);
  const card = await orders(source, [{ ...SMALL, ...close, deadline }, { ...TWO[1]!, userref: 5, deadline }]);
  const placed = await card.send();
  assert(placed.every((each) => each instanceof LiveOrder));
  assertEquals(placed.map(({ txid }) => txid), [TXID, SECOND]);
  const [sent = {}] = of("AddOrderBatch");
  const { nonce: _, orders: list, ...common } = sent;
  assertEquals<unknown>(common, { pair: "XBTUSD", deadline: deadline.toISOString() });
  const [first, second] = list as Record<string, unknown>[];
  assertEquals(first?.["close"], { ordertype: "stop-loss-limit", price: "50000", price2: "49900" });
  assertEquals(typeof first?.["cl_ord_id"], "string");
  assertEquals([second?.["userref"], second?.["cl_ord_id"]], [5, undefined]);
  await assertRejects(() => card.send(), KrakenError, `was sent already: placed as ${TXID}, placed as ${SECOND}`);
  assertEquals(of("AddOrderBatch").length, 1);
});

Deno.test("orders() gives placed and refused orders in their places", async () => {
  const answer = { orders: [{ txid: TXID, descr: { order: "a" } }, { error: "EOrder:Insufficient funds" }] };
  const { source } = desk({ AddOrderBatch: answer });
  const [first, second] = await orders(source, TWO, { live: true });
  assertEquals(first?.txid, TXID);
  assert(second !== undefined && "error" in second);
  assertEquals([second.index, second.error.errors], [1, ["EOrder:Insufficient funds"]]);
});

Deno.test("orders() does not take an answer of another length for an answer", async () => {
  const { source } = desk({ AddOrderBatch: { orders: [{ txid: TXID }] } });
  await assertRejects(() => orders(source, TWO, { live: true }), KrakenError, "answers for 1 orders of 2");
});

Deno.test("orders() refuses live when one of them is not covered", async () => {
  const { source, of } = desk(PLACED);
  const list = [SMALL, { ...SMALL, volume: "1" }];
  await assertRejects(() => orders(source, list, { live: true }), KrakenError, "order 2: it needs 60000 USD");
  assertEquals(of("AddOrderBatch").length, 0);
});

Deno.test("orders() can be looked up when the answer is lost", async () => {
  const { source, of } = desk({
    AddOrderBatch: () => broken(),
    OpenOrders: () => ({ open: { [TXID]: orderInfo({ cl_ord_id: "first" }) } }),
  });
  const list = [{ ...SMALL, cl_ord_id: "first" }, { ...SMALL, cl_ord_id: "second" }];
  const error = await assertRejects(() => orders(source, list, { live: true }), OutcomeUnknownError);
  const outcome = await error.resolve() as { state: string; orders: { state: string }[]; note: string };
  assertEquals(outcome.state, "batch");
  assertEquals(outcome.orders.map(({ state }) => state), ["placed", "not found"]);
  assertStringIncludes(outcome.note, "1 of 2 orders were found");
  assertEquals(of("AddOrderBatch").length, 1);
});

Deno.test("BatchPreview.validate() lets Kraken check them all and places none", async () => {
  const { source, of } = desk({
    AddOrderBatch: { orders: [{ descr: { order: "a" } }, { error: "EOrder:Invalid price" }] },
  });
  const results = await (await orders(source, TWO)).validate();
  assertEquals(results, [
    { validated: true, descr: { order: "a" }, error: undefined },
    { validated: true, descr: undefined, error: "EOrder:Invalid price" },
  ]);
  assertEquals(of("AddOrderBatch")[0]?.["validate"], true);
});
