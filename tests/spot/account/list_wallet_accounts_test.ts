import { assertEquals } from "@std/assert";
import { listWalletAccounts } from "../../../spot/account/list_wallet_accounts.ts";
import * as fixtures from "../../fixtures/spot_private/account.ts";
import { refused, sent } from "./_sent.ts";

Deno.test("listWalletAccounts takes no parameter", async () => {
  await refused(listWalletAccounts, { cursor: "x" }, TypeError, "has no parameter 'cursor'");
});

Deno.test("listWalletAccounts needs no parameter", async () => {
  assertEquals(await sent(listWalletAccounts, {}, fixtures.listWalletAccounts), {
    line: "POST /0/private/ListWalletAccounts",
    body: "",
    result: fixtures.listWalletAccounts,
  });
});
