import { assertEquals } from "@std/assert";
import { addOrder, type AddOrderParams } from "../../../spot/trading/add_order.ts";
import * as fixtures from "../../fixtures/spot_private/trading.ts";
import { failing, refused, sent } from "../account/_sent.ts";

const ALL = {
  ordertype: "stop-loss-limit",
  type: "sell",
  volume: 0.00000001,
  pair: "XBTUSD",
  price: "-5%",
  price2: "#250",
  cl_ord_id: "2c6be8011f534f79a0bb4ea1c95dfae9",
  trigger: "index",
  leverage: 5,
  reduce_only: true,
  stptype: "cancel-both",
  oflags: ["post", "fciq"],
  timeinforce: "GTD",
  starttm: "+30",
  expiretm: new Date("2026-11-02T00:00:00.900Z"),
  asset_class: "tokenized_asset",
  "close[ordertype]": "trailing-stop",
  "close[price]": "+1.5%",
  "close[price2]": 56500.5,
  deadline: new Date("2026-11-01T12:00:30Z"),
  validate: false,
  broker: "AA00 N00T REAL 0000",
} satisfies AddOrderParams;

Deno.test("addOrder needs 'ordertype', 'type', 'volume' and 'pair'", async () => {
  for (const name of ["ordertype", "type", "volume", "pair"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(addOrder, rest, TypeError, `Cannot call AddOrder as '${name}' is missing`);
  }
});

Deno.test("addOrder names the nearest parameter", async () => {
  await refused(addOrder, { timeinforce: "GTC", stp_type: "cancel-both" }, TypeError, "did you mean 'stptype'?");
});

Deno.test("addOrder refuses an unknown order type", async () => {
  await refused(
    addOrder,
    { ...ALL, ordertype: "stoploss" },
    RangeError,
    '(did you mean "stop-loss"?): current value is "stoploss"',
  );
});

Deno.test("addOrder refuses an unknown side", async () => {
  await refused(
    addOrder,
    { ...ALL, type: "BUY" },
    RangeError,
    '\'type\' must be one of buy, sell (did you mean "buy"?): current value is "BUY"',
  );
});

Deno.test("addOrder refuses a volume with an exponent", async () => {
  await refused(
    addOrder,
    { ...ALL, volume: "1e-8" },
    RangeError,
    '\'volume\' must be plain decimal text such as "0.125", without exponent or separators: current value is "1e-8"',
  );
});

Deno.test("addOrder refuses a volume below zero", async () => {
  await refused(
    addOrder,
    { ...ALL, volume: "-0.1" },
    RangeError,
    "'volume' must be zero or more: current value is \"-0.1\"",
  );
});

Deno.test("addOrder refuses a volume that is no number", async () => {
  await refused(
    addOrder,
    { ...ALL, volume: NaN },
    RangeError,
    "'volume' must be a finite number: current value is NaN",
  );
});

Deno.test("addOrder refuses a price of zero", async () => {
  await refused(addOrder, { ...ALL, price: 0 }, RangeError, "'price' must be above zero: current value is 0");
});

Deno.test("addOrder refuses a price with separators", async () => {
  await refused(addOrder, { ...ALL, price: "60,000" }, RangeError, "'price' must be plain decimal text");
});

Deno.test("addOrder refuses an unknown flag", async () => {
  await refused(
    addOrder,
    { ...ALL, oflags: "post,viq" },
    RangeError,
    "'oflags' must be one of post, fcib, fciq, nompp, viqc (did you mean \"viqc\"?)",
  );
});

Deno.test("addOrder refuses a time in force in lower case", async () => {
  await refused(addOrder, { ...ALL, timeinforce: "gtc" }, RangeError, '(did you mean "GTC"?): current value is "gtc"');
});

Deno.test("addOrder refuses a schedule that Kraken would not read", async () => {
  await refused(
    addOrder,
    { ...ALL, starttm: "in 30 s" },
    RangeError,
    "'starttm' must be a Date, whole Unix seconds, or seconds from now such as \"+30\"",
  );
});

Deno.test("addOrder refuses milliseconds for seconds", async () => {
  await refused(
    addOrder,
    { ...ALL, expiretm: 1793577600000 },
    RangeError,
    "'expiretm' must be a Date, whole Unix seconds, or seconds from now such as \"+30\" (this looks like milliseconds)",
  );
});

Deno.test("addOrder refuses a leverage that is no ratio to one", async () => {
  await refused(
    addOrder,
    { ...ALL, leverage: "5:2" },
    RangeError,
    '\'leverage\' must be "none", "5" or "5:1": current value is "5:2"',
  );
});

Deno.test("addOrder refuses half a leverage", async () => {
  await refused(
    addOrder,
    { ...ALL, leverage: 0.5 },
    RangeError,
    "'leverage' must be a whole number of at least 1: current value is 0.5",
  );
});

Deno.test("addOrder refuses a market order as conditional close", async () => {
  await refused(
    addOrder,
    { ...ALL, "close[ordertype]": "market" },
    RangeError,
    "'close[ordertype]' must be one of limit, iceberg",
  );
});

Deno.test("addOrder refuses a deadline that is no time", async () => {
  await refused(addOrder, { ...ALL, deadline: "soon" }, TypeError, "'deadline' must be a Date or ISO 8601 text");
});

Deno.test("addOrder refuses a nested conditional close, which only a batch has", async () => {
  await refused(addOrder, { ...ALL, close: { ordertype: "limit" } }, TypeError, "has no parameter 'close'");
});

Deno.test("addOrder rejects with Kraken's own strings", async () => {
  const error = await failing(addOrder, ALL, ["EOrder:Insufficient funds"]);
  assertEquals(error.errors, ["EOrder:Insufficient funds"]);
});

Deno.test("addOrder writes all parameters", async () => {
  assertEquals(await sent(addOrder, ALL, fixtures.addOrder), {
    line: "POST /0/private/AddOrder",
    body: "ordertype=stop-loss-limit&type=sell&volume=0.00000001&pair=XBTUSD&price=-5%&price2=#250" +
      "&cl_ord_id=2c6be8011f534f79a0bb4ea1c95dfae9&trigger=index&leverage=5" +
      "&reduce_only=true&stptype=cancel-both&oflags=post,fciq&timeinforce=GTD&starttm=+30&expiretm=1793577600" +
      "&asset_class=tokenized_asset&close[ordertype]=trailing-stop&close[price]=+1.5%&close[price2]=56500.5" +
      "&deadline=2026-11-01T12:00:30.000Z&validate=false&broker=AA00 N00T REAL 0000",
    result: fixtures.addOrder,
  });
});

Deno.test("addOrder writes what only icebergs have, and the number of a group", async () => {
  const iceberg = { ordertype: "iceberg", type: "buy", volume: "1.5", pair: "XBTUSD", price: 60000 } as const;
  assertEquals(await sent(addOrder, { ...iceberg, userref: 42, displayvol: 0.1 }, fixtures.addOrder), {
    line: "POST /0/private/AddOrder",
    body: "ordertype=iceberg&type=buy&volume=1.5&pair=XBTUSD&price=60000&userref=42&displayvol=0.1",
    result: fixtures.addOrder,
  });
});

Deno.test("addOrder answers a rehearsal without txid", async () => {
  assertEquals(
    await sent(addOrder, {
      ordertype: "limit",
      type: "buy",
      volume: "0.1",
      pair: "XBTUSD",
      price: "60000",
      validate: true,
    }, fixtures.addOrderValidated),
    {
      line: "POST /0/private/AddOrder",
      body: "ordertype=limit&type=buy&volume=0.1&pair=XBTUSD&price=60000&validate=true",
      result: fixtures.addOrderValidated,
    },
  );
});

Deno.test("addOrder takes a volume of zero, which closes a position", async () => {
  assertEquals(
    await sent(
      addOrder,
      { ordertype: "settle-position", type: "sell", volume: "0", pair: "XBTUSD", userref: 1 },
      fixtures.addOrder,
    ),
    {
      line: "POST /0/private/AddOrder",
      body: "ordertype=settle-position&type=sell&volume=0&pair=XBTUSD&userref=1",
      result: fixtures.addOrder,
    },
  );
});

Deno.test("addOrder gives an order without id one of ours, so that it can be found", async () => {
  const { body } = await sent(
    addOrder,
    { ordertype: "market", type: "buy", volume: "0.1", pair: "XBTUSD" },
    fixtures.addOrder,
  );
  const id = new URLSearchParams(String(body)).get("cl_ord_id");
  assertEquals(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id ?? ""), true);
});

Deno.test("addOrder is never sent twice, and says that it is not", () => {
  assertEquals([addOrder.idempotent, addOrder.pool, addOrder.cost], [false, "trading", 0]);
});
