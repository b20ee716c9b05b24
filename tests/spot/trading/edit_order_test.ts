import { assertEquals } from "@std/assert";
import { editOrder, type EditOrderParams } from "../../../spot/trading/edit_order.ts";
import * as fixtures from "../../fixtures/spot_private/trading.ts";
import { refused, sent } from "../account/_sent.ts";

const ALL = {
  txid: 42,
  pair: "XBTUSD",
  userref: 43,
  volume: "0.1",
  displayvol: "0.05",
  price: "60500",
  price2: "+1%",
  oflags: ["post"],
  deadline: "2026-11-01T12:00:30Z",
  cancel_response: true,
  validate: false,
  asset_class: "tokenized_asset",
} satisfies EditOrderParams;

Deno.test("editOrder needs 'txid' and 'pair'", async () => {
  for (const name of ["txid", "pair"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(editOrder, rest, TypeError, `Cannot call EditOrder as '${name}' is missing`);
  }
});

Deno.test("editOrder names the nearest parameter", async () => {
  await refused(editOrder, { prize: "1" }, TypeError, "did you mean 'price'?");
});

Deno.test("editOrder refuses a flag that cannot be changed", async () => {
  await refused(
    editOrder,
    { ...ALL, oflags: "fciq" },
    RangeError,
    "'oflags' must be one of post: current value is \"fciq\"",
  );
});

Deno.test("editOrder refuses a userref of more than 32 bits", async () => {
  await refused(
    editOrder,
    { ...ALL, txid: 2 ** 31 },
    RangeError,
    "'txid' must be a whole number from -2147483648 to 2147483647",
  );
});

Deno.test("editOrder writes all parameters", async () => {
  assertEquals(await sent(editOrder, ALL, fixtures.editOrder), {
    line: "POST /0/private/EditOrder",
    body:
      "txid=42&pair=XBTUSD&userref=43&volume=0.1&displayvol=0.05&price=60500&price2=+1%&oflags=post&deadline=2026-11-01T12:00:30Z" +
      "&cancel_response=true&validate=false&asset_class=tokenized_asset",
    result: fixtures.editOrder,
  });
});

Deno.test("editOrder is never sent twice and counts on the REST counter too", () => {
  assertEquals([editOrder.idempotent, editOrder.cost], [false, 1]);
});
