import { assertEquals } from "@std/assert";
import { balance, type BalanceParams } from "../../../spot/account/balance.ts";
import * as fixtures from "../../fixtures/spot_private/account.ts";
import { failing, refused, sent } from "./_sent.ts";

const ALL = { rebase_multiplier: "base", account_id: "AA00" } satisfies BalanceParams;

Deno.test("balance names the nearest parameter", async () => {
  await refused(balance, { account: "AA00" }, TypeError, "did you mean 'account_id'?");
});

Deno.test("balance refuses another way of counting", async () => {
  await refused(
    balance,
    { rebase_multiplier: "rebase" },
    RangeError,
    '\'rebase_multiplier\' must be one of rebased, base (did you mean "rebased"?): current value is "rebase"',
  );
});

Deno.test("balance refuses an empty account", async () => {
  await refused(balance, { account_id: "" }, RangeError, "'account_id' must be non-empty text: current value is \"\"");
});

Deno.test("balance rejects with Kraken's own strings", async () => {
  const error = await failing(balance, ALL, ["EGeneral:Permission denied"]);
  assertEquals(error.errors, ["EGeneral:Permission denied"]);
});

Deno.test("balance writes all parameters", async () => {
  assertEquals(await sent(balance, ALL, fixtures.balance), {
    line: "POST /0/private/Balance?account_id=AA00",
    body: "rebase_multiplier=base",
    result: fixtures.balance,
  });
});

Deno.test("balance needs no parameter", async () => {
  assertEquals(await sent(balance, {}, fixtures.balance), {
    line: "POST /0/private/Balance",
    body: "",
    result: fixtures.balance,
  });
});
