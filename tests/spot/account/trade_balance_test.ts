import { assertEquals } from "@std/assert";
import { tradeBalance, type TradeBalanceParams } from "../../../spot/account/trade_balance.ts";
import * as fixtures from "../../fixtures/spot_private/account.ts";
import { refused, sent } from "./_sent.ts";

const ALL = { asset: "ZEUR", rebase_multiplier: "rebased", account_id: "AA00" } satisfies TradeBalanceParams;

Deno.test("tradeBalance names the nearest parameter", async () => {
  await refused(tradeBalance, { assett: "ZEUR" }, TypeError, "did you mean 'asset'?");
});

Deno.test("tradeBalance refuses another way of counting", async () => {
  await refused(
    tradeBalance,
    { rebase_multiplier: "rebase" },
    RangeError,
    '\'rebase_multiplier\' must be one of rebased, base (did you mean "rebased"?): current value is "rebase"',
  );
});

Deno.test("tradeBalance refuses an asset that is no text", async () => {
  await refused(tradeBalance, { asset: 7 }, TypeError, "'asset' must be text: current value is 7");
});

Deno.test("tradeBalance writes all parameters", async () => {
  assertEquals(await sent(tradeBalance, ALL, fixtures.tradeBalance), {
    line: "POST /0/private/TradeBalance?account_id=AA00",
    body: "asset=ZEUR&rebase_multiplier=rebased",
    result: fixtures.tradeBalance,
  });
});

Deno.test("tradeBalance needs no parameter", async () => {
  assertEquals(await sent(tradeBalance, {}, fixtures.tradeBalance), {
    line: "POST /0/private/TradeBalance",
    body: "",
    result: fixtures.tradeBalance,
  });
});
