import { assertEquals } from "@std/assert";
import { walletTransfer, type WalletTransferParams } from "../../../spot/funding/wallet_transfer.ts";
import * as fixtures from "../../fixtures/spot_private/funding.ts";
import { refused, sent } from "../account/_sent.ts";

const ALL = { asset: "XBT", from: "Spot Wallet", to: "Futures Wallet", amount: "0.01" } satisfies WalletTransferParams;

Deno.test("walletTransfer needs 'asset', 'from', 'to' and 'amount'", async () => {
  for (const name of ["asset", "from", "to", "amount"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(walletTransfer, rest, TypeError, `Cannot call WalletTransfer as '${name}' is missing`);
  }
});

Deno.test("walletTransfer names the nearest parameter", async () => {
  await refused(walletTransfer, { assets: "XBT" }, TypeError, "did you mean 'asset'?");
});

Deno.test("walletTransfer refuses the way back, which is a call of the Futures API", async () => {
  await refused(
    walletTransfer,
    { ...ALL, from: "Futures Wallet" },
    RangeError,
    "'from' must be one of Spot Wallet: current value is \"Futures Wallet\"",
  );
});

Deno.test("walletTransfer refuses an amount of zero", async () => {
  await refused(walletTransfer, { ...ALL, amount: 0 }, RangeError, "'amount' must be above zero");
});

Deno.test("walletTransfer writes all parameters", async () => {
  assertEquals(await sent(walletTransfer, ALL, fixtures.walletTransfer), {
    line: "POST /0/private/WalletTransfer",
    body: "asset=XBT&from=Spot Wallet&to=Futures Wallet&amount=0.01",
    result: fixtures.walletTransfer,
  });
});

Deno.test("walletTransfer is never sent twice by us", () => {
  assertEquals(walletTransfer.idempotent, false);
});
