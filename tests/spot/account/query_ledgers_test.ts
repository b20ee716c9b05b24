import { assertEquals } from "@std/assert";
import { queryLedgers, type QueryLedgersParams } from "../../../spot/account/query_ledgers.ts";
import * as fixtures from "../../fixtures/spot_private/account.ts";
import { refused, sent } from "./_sent.ts";

const ALL = {
  id: ["LX3D4P-9KQZT-7MWHB2", "LQ7BXW-ZT2NK-6RVHY5"],
  trades: false,
  rebase_multiplier: "base",
  account_id: "AA00",
} satisfies QueryLedgersParams;

Deno.test("queryLedgers needs 'id'", async () => {
  for (const name of ["id"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(queryLedgers, rest, TypeError, `Cannot call QueryLedgers as '${name}' is missing`);
  }
});

Deno.test("queryLedgers names the nearest parameter", async () => {
  await refused(queryLedgers, { ids: "L" }, TypeError, "did you mean 'id'?");
});

Deno.test("queryLedgers refuses more than 20 ids", async () => {
  await refused(
    queryLedgers,
    { id: Array.from({ length: 21 }, (_, i) => `L${i}`) },
    RangeError,
    "'id' must have at most 20 items: it has 21",
  );
});

Deno.test("queryLedgers writes all parameters", async () => {
  assertEquals(await sent(queryLedgers, ALL, fixtures.queryLedgers), {
    line: "POST /0/private/QueryLedgers?account_id=AA00",
    body: "id=LX3D4P-9KQZT-7MWHB2,LQ7BXW-ZT2NK-6RVHY5&trades=false&rebase_multiplier=base",
    result: fixtures.queryLedgers,
  });
});
