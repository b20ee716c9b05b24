import { assertEquals, assertRejects } from "@std/assert";
import { ApiError, OutcomeUnknownError } from "../../core/errors.ts";
import { send } from "../../core/send.ts";
import { transfers } from "../../futures/mod.ts";
import * as fixtures from "../fixtures/futures/transfers.ts";
import { calling, tests } from "./_calling.ts";

tests({
  name: "transfer",
  endpoint: transfers.transfer,
  params: { fromAccount: "cash", toAccount: "flex", unit: "xbt", amount: "0.00000001" },
  path: "/derivatives/api/v3/transfer",
  body: "fromAccount=cash&toAccount=flex&unit=xbt&amount=0.00000001",
  answer: fixtures.transfer,
});

tests({
  name: "transferSubaccount",
  endpoint: transfers.transferSubaccount,
  params: { fromUser: "u1", toUser: "u2", fromAccount: "cash", toAccount: "fi_xbtusd", unit: "xbt", amount: 1e-8 },
  path: "/derivatives/api/v3/transfer/subaccount",
  body: "fromUser=u1&toUser=u2&fromAccount=cash&toAccount=fi_xbtusd&unit=xbt&amount=0.00000001",
  answer: fixtures.transferSubaccount,
});

tests({
  name: "transfers",
  endpoint: transfers.transfers,
  params: { lastTransferTime: new Date("2026-11-02T08:00:00Z") },
  path: "/derivatives/api/v3/transfers?lastTransferTime=2026-11-02T08%3A00%3A00.000Z",
  answer: fixtures.transfers,
});

tests({
  name: "withdrawal",
  endpoint: transfers.withdrawal,
  params: { currency: "usd", amount: 100, sourceWallet: "flex" },
  path: "/derivatives/api/v3/withdrawal",
  body: "currency=usd&amount=100&sourceWallet=flex",
  answer: fixtures.withdrawal,
});

Deno.test("withdrawal refuses an amount with an exponent", async () => {
  const { options, asked } = calling(fixtures.withdrawal);
  await assertRejects(
    () => send(options, transfers.withdrawal, { currency: "usd", amount: "1e2" }),
    RangeError,
    `'amount' must be plain decimal text such as "0.125", without exponent or separators: current value is "1e2"`,
  );
  assertEquals(asked, []);
});

Deno.test("transfer raises Kraken's own word", async () => {
  const { options } = calling({ result: "error", error: "insufficientFunds", serverTime: "2026-11-02T08:00:00.000Z" });
  const error = await assertRejects(
    () => send(options, transfers.transfer, { fromAccount: "cash", toAccount: "flex", unit: "xbt", amount: 1 }),
    ApiError,
  );
  assertEquals(error.errors, ["insufficientFunds"]);
});

Deno.test("withdrawal is never sent twice by us", async () => {
  const { options, asked } = calling("<html>Bad Gateway</html>", 502);
  await assertRejects(
    () => send(options, transfers.withdrawal, { currency: "usd", amount: 1 }),
    OutcomeUnknownError,
  );
  assertEquals(asked.length, 1);
});
