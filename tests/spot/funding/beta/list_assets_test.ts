import { assertEquals } from "@std/assert";
import { listAssets, type ListAssetsParams } from "../../../../spot/funding/beta/list_assets.ts";
import * as fixtures from "../../../fixtures/spot_private/funding_beta.ts";
import { refused, sent } from "../../account/_sent.ts";

const ALL = { direction: "withdraw", asset_class: "tokenized_asset", account_id: "AA00" } satisfies ListAssetsParams;

Deno.test("listAssets needs 'direction'", async () => {
  for (const name of ["direction"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(
      listAssets,
      rest,
      TypeError,
      `Cannot call GET /funding/v1/assets/{direction} as '${name}' is missing`,
    );
  }
});

Deno.test("listAssets names the nearest parameter", async () => {
  await refused(listAssets, { assetclass: "currency" }, TypeError, "did you mean 'asset_class'?");
});

Deno.test("listAssets refuses an unknown class", async () => {
  await refused(
    listAssets,
    { direction: "deposit", asset_class: "crypto" },
    RangeError,
    "'asset_class' must be one of currency, tokenized_asset",
  );
});

Deno.test("listAssets writes all parameters", async () => {
  assertEquals(await sent(listAssets, ALL, fixtures.listAssets), {
    line: "GET /funding/v1/assets/withdraw?asset_class=tokenized_asset&account_id=AA00",
    body: "",
    result: fixtures.listAssets,
  });
});
