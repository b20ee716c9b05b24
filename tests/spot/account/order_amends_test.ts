import { assertEquals } from "@std/assert";
import { orderAmends, type OrderAmendsParams } from "../../../spot/account/order_amends.ts";
import * as fixtures from "../../fixtures/spot_private/account.ts";
import { refused, sent } from "./_sent.ts";

const ALL = {
  order_id: "OYR4TK-7PLQ2-EHNV3D",
  rebase_multiplier: "base",
  account_id: "AA00",
} satisfies OrderAmendsParams;

Deno.test("orderAmends needs 'order_id'", async () => {
  for (const name of ["order_id"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(orderAmends, rest, TypeError, `Cannot call OrderAmends as '${name}' is missing`);
  }
});

Deno.test("orderAmends names the nearest parameter", async () => {
  await refused(orderAmends, { orderid: "O" }, TypeError, "did you mean 'order_id'?");
});

Deno.test("orderAmends refuses an empty id", async () => {
  await refused(orderAmends, { order_id: "" }, RangeError, "'order_id' must be non-empty text");
});

Deno.test("orderAmends writes all parameters", async () => {
  assertEquals(await sent(orderAmends, ALL, fixtures.orderAmends), {
    line: "POST /0/private/OrderAmends?account_id=AA00",
    body: "order_id=OYR4TK-7PLQ2-EHNV3D&rebase_multiplier=base",
    result: fixtures.orderAmends,
  });
});
