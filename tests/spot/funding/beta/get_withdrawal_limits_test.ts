import { assertEquals } from "@std/assert";
import {
  getWithdrawalLimits,
  type GetWithdrawalLimitsParams,
} from "../../../../spot/funding/beta/get_withdrawal_limits.ts";
import * as fixtures from "../../../fixtures/spot_private/funding_beta.ts";
import { refused, sent } from "../../account/_sent.ts";

const ALL = {
  asset_class: "currency",
  asset: "USDC",
  "preferred_asset[class]": "currency",
  "preferred_asset[name]": "EUR",
  account_id: "AA00",
} satisfies GetWithdrawalLimitsParams;

Deno.test("getWithdrawalLimits needs 'asset_class' and 'asset'", async () => {
  for (const name of ["asset_class", "asset"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(
      getWithdrawalLimits,
      rest,
      TypeError,
      `Cannot call GET /funding/v1/limits/withdrawal/{asset_class}/{asset} as '${name}' is missing`,
    );
  }
});

Deno.test("getWithdrawalLimits names the nearest parameter", async () => {
  await refused(getWithdrawalLimits, { asset_clas: "currency" }, TypeError, "did you mean 'asset_class'?");
});

Deno.test("getWithdrawalLimits refuses an empty asset", async () => {
  await refused(
    getWithdrawalLimits,
    { asset_class: "currency", asset: "" },
    RangeError,
    "'asset' must be non-empty text",
  );
});

Deno.test("getWithdrawalLimits writes all parameters", async () => {
  assertEquals(await sent(getWithdrawalLimits, ALL, fixtures.getWithdrawalLimits), {
    line:
      "GET /funding/v1/limits/withdrawal/currency/USDC?preferred_asset%5Bclass%5D=currency&preferred_asset%5Bname%5D=EUR&account_id=AA00",
    body: "",
    result: fixtures.getWithdrawalLimits,
  });
});
