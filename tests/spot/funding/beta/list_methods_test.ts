import { assertEquals } from "@std/assert";
import { listMethods, type ListMethodsParams } from "../../../../spot/funding/beta/list_methods.ts";
import * as fixtures from "../../../fixtures/spot_private/funding_beta.ts";
import { refused, sent } from "../../account/_sent.ts";

const ALL = {
  direction: "deposit",
  "asset[class]": "currency",
  "asset[name]": "USDC",
  rebase_multiplier: "base",
  limit: 10_000,
  account_id: "AA00",
} satisfies ListMethodsParams;

Deno.test("listMethods needs 'direction'", async () => {
  for (const name of ["direction"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(
      listMethods,
      rest,
      TypeError,
      `Cannot call GET /funding/v1/methods/{direction} as '${name}' is missing`,
    );
  }
});

Deno.test("listMethods names the nearest parameter", async () => {
  await refused(listMethods, { asset_name: "USDC" }, TypeError, "did you mean 'asset[name]'?");
});

Deno.test("listMethods refuses another way", async () => {
  await refused(listMethods, { direction: "withdrawal" }, RangeError, "'direction' must be one of deposit, withdraw");
});

Deno.test("listMethods refuses a page of more than 10,000 rows", async () => {
  await refused(
    listMethods,
    { direction: "deposit", limit: 10001 },
    RangeError,
    "'limit' must be a whole number from 1 to 10000: current value is 10001",
  );
});

Deno.test("listMethods refuses an unknown class", async () => {
  await refused(
    listMethods,
    { direction: "deposit", "asset[class]": "crypto" },
    RangeError,
    "'asset[class]' must be one of currency, tokenized_asset",
  );
});

Deno.test("listMethods writes all parameters", async () => {
  assertEquals(await sent(listMethods, ALL, fixtures.listMethods), {
    line:
      "GET /funding/v1/methods/deposit?asset%5Bclass%5D=currency&asset%5Bname%5D=USDC&rebase_multiplier=base&limit=10000&account_id=AA00",
    body: "",
    result: fixtures.listMethods,
  });
});

Deno.test("listMethods goes on by cursor", async () => {
  const { line } = await sent(listMethods, { direction: "withdraw", cursor: "cGFnZS0y" }, fixtures.listMethods);
  assertEquals(line, "GET /funding/v1/methods/withdraw?cursor=cGFnZS0y");
});
