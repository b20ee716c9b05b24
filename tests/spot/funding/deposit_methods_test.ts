import { assertEquals } from "@std/assert";
import { depositMethods, type DepositMethodsParams } from "../../../spot/funding/deposit_methods.ts";
import * as fixtures from "../../fixtures/spot_private/funding.ts";
import { refused, sent } from "../account/_sent.ts";

const ALL = { asset: "XBT", aclass: "currency", rebase_multiplier: "base" } satisfies DepositMethodsParams;

Deno.test("depositMethods needs 'asset'", async () => {
  for (const name of ["asset"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(depositMethods, rest, TypeError, `Cannot call DepositMethods as '${name}' is missing`);
  }
});

Deno.test("depositMethods names the nearest parameter", async () => {
  await refused(depositMethods, { aset: "XBT" }, TypeError, "did you mean 'asset'?");
});

Deno.test("depositMethods refuses an unknown class", async () => {
  await refused(
    depositMethods,
    { asset: "XBT", aclass: "crypto" },
    RangeError,
    "must be one of currency, tokenized_asset",
  );
});

Deno.test("depositMethods writes all parameters", async () => {
  assertEquals(await sent(depositMethods, ALL, fixtures.depositMethods), {
    line: "POST /0/private/DepositMethods",
    body: "asset=XBT&aclass=currency&rebase_multiplier=base",
    result: fixtures.depositMethods,
  });
});
