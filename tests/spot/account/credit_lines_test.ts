import { assertEquals } from "@std/assert";
import { creditLines, type CreditLinesParams } from "../../../spot/account/credit_lines.ts";
import * as fixtures from "../../fixtures/spot_private/account.ts";
import { failing, refused, sent } from "./_sent.ts";

const ALL = { rebase_multiplier: "base", account_id: "AA00" } satisfies CreditLinesParams;

Deno.test("creditLines names the nearest parameter", async () => {
  await refused(creditLines, { rebase_multiplyer: "base" }, TypeError, "did you mean 'rebase_multiplier'?");
});

Deno.test("creditLines refuses another way of counting", async () => {
  await refused(
    creditLines,
    { rebase_multiplier: "rebase" },
    RangeError,
    '\'rebase_multiplier\' must be one of rebased, base (did you mean "rebased"?): current value is "rebase"',
  );
});

Deno.test("creditLines refuses an empty account", async () => {
  await refused(
    creditLines,
    { account_id: "" },
    RangeError,
    "'account_id' must be non-empty text: current value is \"\"",
  );
});

Deno.test("creditLines rejects with Kraken's own strings", async () => {
  const error = await failing(creditLines, ALL, ["EGeneral:Permission denied"]);
  assertEquals(error.errors, ["EGeneral:Permission denied"]);
});

Deno.test("creditLines writes all parameters", async () => {
  assertEquals(await sent(creditLines, ALL, fixtures.creditLines), {
    line: "POST /0/private/CreditLines?account_id=AA00",
    body: "rebase_multiplier=base",
    result: fixtures.creditLines,
  });
});

Deno.test("creditLines needs no parameter", async () => {
  assertEquals(await sent(creditLines, {}, fixtures.creditLines), {
    line: "POST /0/private/CreditLines",
    body: "",
    result: fixtures.creditLines,
  });
});
