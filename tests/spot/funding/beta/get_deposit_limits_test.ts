import { assertEquals } from "@std/assert";
import { getDepositLimits, type GetDepositLimitsParams } from "../../../../spot/funding/beta/get_deposit_limits.ts";
import * as fixtures from "../../../fixtures/spot_private/funding_beta.ts";
import { refused, sent } from "../../account/_sent.ts";

const ALL = {
  asset_class: "currency",
  asset: "USDC",
  "preferred_asset[class]": "currency",
  "preferred_asset[name]": "EUR",
  account_id: "AA00",
} satisfies GetDepositLimitsParams;

Deno.test("getDepositLimits needs 'asset_class' and 'asset'", async () => {
  for (const name of ["asset_class", "asset"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(
      getDepositLimits,
      rest,
      TypeError,
      `Cannot call GET /funding/v1/limits/deposit/{asset_class}/{asset} as '${name}' is missing`,
    );
  }
});

Deno.test("getDepositLimits names the nearest parameter", async () => {
  await refused(getDepositLimits, { asset_clas: "currency" }, TypeError, "did you mean 'asset_class'?");
});

Deno.test("getDepositLimits refuses an empty asset", async () => {
  await refused(getDepositLimits, { asset_class: "currency", asset: "" }, RangeError, "'asset' must be non-empty text");
});

Deno.test("getDepositLimits writes all parameters", async () => {
  assertEquals(await sent(getDepositLimits, ALL, fixtures.getDepositLimits), {
    line:
      "GET /funding/v1/limits/deposit/currency/USDC?preferred_asset%5Bclass%5D=currency&preferred_asset%5Bname%5D=EUR&account_id=AA00",
    body: "",
    result: fixtures.getDepositLimits,
  });
});
