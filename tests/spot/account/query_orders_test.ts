import { assertEquals } from "@std/assert";
import { queryOrders, type QueryOrdersParams } from "../../../spot/account/query_orders.ts";
import * as fixtures from "../../fixtures/spot_private/account.ts";
import { failing, refused, sent } from "./_sent.ts";

const ALL = {
  txid: ["OYR4TK-7PLQ2-EHNV3D", "OZ5W2K-HQ7NT-3VXLB9"],
  cl_ord_id: "grid-7",
  trades: false,
  userref: 7,
  consolidate_taker: false,
  rebase_multiplier: "base",
  account_id: "AA00",
} satisfies QueryOrdersParams;

Deno.test("queryOrders needs 'txid'", async () => {
  for (const name of ["txid"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(queryOrders, rest, TypeError, `Cannot call QueryOrders as '${name}' is missing`);
  }
});

Deno.test("queryOrders names the nearest parameter", async () => {
  await refused(queryOrders, { txids: "OYR4TK-7PLQ2-EHNV3D" }, TypeError, "did you mean 'txid'?");
});

Deno.test("queryOrders refuses more than 50 ids", async () => {
  await refused(
    queryOrders,
    { txid: Array.from({ length: 51 }, (_, i) => `O${i}`) },
    RangeError,
    "'txid' must have at most 50 items: it has 51",
  );
});

Deno.test("queryOrders refuses no id at all", async () => {
  await refused(queryOrders, { txid: [] }, RangeError, "'txid' must have at least one item");
});

Deno.test("queryOrders rejects an unknown id", async () => {
  const error = await failing(queryOrders, ALL, ["EOrder:Unknown order"]);
  assertEquals(error.errors, ["EOrder:Unknown order"]);
});

Deno.test("queryOrders writes all parameters", async () => {
  assertEquals(await sent(queryOrders, ALL, fixtures.queryOrders), {
    line: "POST /0/private/QueryOrders?account_id=AA00",
    body:
      "txid=OYR4TK-7PLQ2-EHNV3D,OZ5W2K-HQ7NT-3VXLB9&cl_ord_id=grid-7&trades=false&userref=7&consolidate_taker=false&rebase_multiplier=base",
    result: fixtures.queryOrders,
  });
});
