import { assertEquals } from "@std/assert";
import { addOrderBatch, type AddOrderBatchParams } from "../../../spot/trading/add_order_batch.ts";
import * as fixtures from "../../fixtures/spot_private/trading.ts";
import { refused, sent } from "../account/_sent.ts";

const ALL = {
  orders: [
    {
      ordertype: "limit",
      type: "buy",
      volume: 0.1,
      price: "60000",
      cl_ord_id: "grid-1",
      timeinforce: "GTC",
      oflags: ["post"],
      leverage: "5:1",
      starttm: 0,
      expiretm: "+60",
      close: { ordertype: "stop-loss-limit", price: "57000", price2: 56500 },
    },
    {
      ordertype: "iceberg",
      type: "sell",
      volume: "2",
      price: "99000",
      price2: "+0",
      userref: 7,
      displayvol: 0.2,
      trigger: "last",
      reduce_only: false,
      stptype: "cancel-oldest",
    },
  ],
  pair: "XBTUSD",
  asset_class: "tokenized_asset",
  deadline: "2026-11-01T12:00:30Z",
  validate: true,
  broker: "AA00 N00T REAL 0000",
} satisfies AddOrderBatchParams;

Deno.test("addOrderBatch needs 'orders' and 'pair'", async () => {
  for (const name of ["orders", "pair"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(addOrderBatch, rest, TypeError, `Cannot call AddOrderBatch as '${name}' is missing`);
  }
});

Deno.test("addOrderBatch names the nearest parameter", async () => {
  await refused(addOrderBatch, { order: [] }, TypeError, "did you mean 'orders'?");
});

Deno.test("addOrderBatch refuses a batch of one", async () => {
  await refused(
    addOrderBatch,
    { ...ALL, orders: ALL.orders.slice(0, 1) },
    RangeError,
    "'orders' must have 2 to 15 items: it has 1",
  );
});

Deno.test("addOrderBatch refuses more than 15 orders", async () => {
  await refused(
    addOrderBatch,
    { ...ALL, orders: Array(16).fill(ALL.orders[1]) },
    RangeError,
    "'orders' must have 2 to 15 items: it has 16",
  );
});

Deno.test("addOrderBatch says which order of the batch is malformed", async () => {
  await refused(
    addOrderBatch,
    { ...ALL, orders: [ALL.orders[0], { ...ALL.orders[1], price: "1e5" }] },
    RangeError,
    "'orders' item 1 'price' must be plain decimal text",
  );
});

Deno.test("addOrderBatch says what an order of the batch lacks", async () => {
  await refused(
    addOrderBatch,
    { ...ALL, orders: [ALL.orders[0], { type: "buy", volume: "1" }] },
    TypeError,
    "'orders' item 1 'ordertype' is missing",
  );
});

Deno.test("addOrderBatch refuses a misspelt field of an order", async () => {
  await refused(
    addOrderBatch,
    { ...ALL, orders: [ALL.orders[1], { ...ALL.orders[1], trigers: "last" }] },
    TypeError,
    "did you mean 'trigger'?",
  );
});

Deno.test("addOrderBatch refuses a conditional close without type", async () => {
  await refused(
    addOrderBatch,
    { ...ALL, orders: [ALL.orders[1], { ...ALL.orders[1], close: { price: "1" } }] },
    TypeError,
    "'orders' item 1 'close' 'ordertype' is missing",
  );
});

Deno.test("addOrderBatch writes all parameters", async () => {
  assertEquals(await sent(addOrderBatch, ALL, fixtures.addOrderBatch), {
    line: "POST /0/private/AddOrderBatch",
    body: {
      orders: [
        {
          ordertype: "limit",
          type: "buy",
          volume: "0.1",
          price: "60000",
          cl_ord_id: "grid-1",
          leverage: "5:1",
          oflags: "post",
          timeinforce: "GTC",
          starttm: "0",
          expiretm: "+60",
          close: { ordertype: "stop-loss-limit", price: "57000", price2: "56500" },
        },
        {
          ordertype: "iceberg",
          type: "sell",
          volume: "2",
          price: "99000",
          price2: "+0",
          userref: 7,
          displayvol: "0.2",
          trigger: "last",
          reduce_only: false,
          stptype: "cancel-oldest",
        },
      ],
      pair: "XBTUSD",
      asset_class: "tokenized_asset",
      deadline: "2026-11-01T12:00:30Z",
      validate: true,
      broker: "AA00 N00T REAL 0000",
    },
    result: fixtures.addOrderBatch,
  });
});

Deno.test("addOrderBatch gives every order without id one of ours", async () => {
  const bare = { ordertype: "market", type: "buy", volume: "1" } as const;
  const { body } = await sent(
    addOrderBatch,
    { pair: "XBTUSD", orders: [bare, { ...bare, userref: 7 }] },
    fixtures.addOrderBatch,
  );
  const { orders } = body as { orders: { cl_ord_id?: string }[] };
  assertEquals(orders.map(({ cl_ord_id }) => cl_ord_id?.length), [36, undefined]);
});
