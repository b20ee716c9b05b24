import { assertEquals } from "@std/assert";
import { balanceEx, type BalanceExParams } from "../../../spot/account/balance_ex.ts";
import * as fixtures from "../../fixtures/spot_private/account.ts";
import { failing, refused, sent } from "./_sent.ts";

const ALL = { rebase_multiplier: "base", account_id: "AA00" } satisfies BalanceExParams;

Deno.test("balanceEx names the nearest parameter", async () => {
  await refused(balanceEx, { account: "AA00" }, TypeError, "did you mean 'account_id'?");
});

Deno.test("balanceEx refuses another way of counting", async () => {
  await refused(
    balanceEx,
    { rebase_multiplier: "rebase" },
    RangeError,
    '\'rebase_multiplier\' must be one of rebased, base (did you mean "rebased"?): current value is "rebase"',
  );
});

Deno.test("balanceEx refuses an empty account", async () => {
  await refused(
    balanceEx,
    { account_id: "" },
    RangeError,
    "'account_id' must be non-empty text: current value is \"\"",
  );
});

Deno.test("balanceEx rejects with Kraken's own strings", async () => {
  const error = await failing(balanceEx, ALL, ["EGeneral:Permission denied"]);
  assertEquals(error.errors, ["EGeneral:Permission denied"]);
});

Deno.test("balanceEx writes all parameters", async () => {
  assertEquals(await sent(balanceEx, ALL, fixtures.balanceEx), {
    line: "POST /0/private/BalanceEx?account_id=AA00",
    body: "rebase_multiplier=base",
    result: fixtures.balanceEx,
  });
});

Deno.test("balanceEx needs no parameter", async () => {
  assertEquals(await sent(balanceEx, {}, fixtures.balanceEx), {
    line: "POST /0/private/BalanceEx",
    body: "",
    result: fixtures.balanceEx,
  });
});
