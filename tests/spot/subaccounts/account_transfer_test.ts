import { assertEquals } from "@std/assert";
import { accountTransfer, type AccountTransferParams } from "../../../spot/subaccounts/account_transfer.ts";
import * as fixtures from "../../fixtures/spot_private/subaccounts.ts";
import { refused, sent } from "../account/_sent.ts";

const ALL = {
  asset: "XBT",
  asset_class: "currency",
  amount: "0.5",
  from: "AA00 N00T REAL 0000",
  to: "BB11 N00T REAL 1111",
} satisfies AccountTransferParams;

Deno.test("accountTransfer needs 'asset', 'amount', 'from' and 'to'", async () => {
  for (const name of ["asset", "amount", "from", "to"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(accountTransfer, rest, TypeError, `Cannot call AccountTransfer as '${name}' is missing`);
  }
});

Deno.test("accountTransfer names the nearest parameter", async () => {
  await refused(accountTransfer, { asset_clas: "currency" }, TypeError, "did you mean 'asset_class'?");
});

Deno.test("accountTransfer refuses an unknown class", async () => {
  await refused(
    accountTransfer,
    { ...ALL, asset_class: "crypto" },
    RangeError,
    "must be one of currency, tokenized_asset",
  );
});

Deno.test("accountTransfer refuses an amount of zero", async () => {
  await refused(accountTransfer, { ...ALL, amount: 0 }, RangeError, "'amount' must be above zero");
});

Deno.test("accountTransfer writes all parameters", async () => {
  assertEquals(await sent(accountTransfer, ALL, fixtures.accountTransfer), {
    line: "POST /0/private/AccountTransfer",
    body: "asset=XBT&asset_class=currency&amount=0.5&from=AA00 N00T REAL 0000&to=BB11 N00T REAL 1111",
    result: fixtures.accountTransfer,
  });
});

Deno.test("accountTransfer is never sent twice by us", () => {
  assertEquals(accountTransfer.idempotent, false);
});
