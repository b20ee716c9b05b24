import { assertEquals } from "@std/assert";
import { calculateFees, type CalculateFeesParams } from "../../../../spot/funding/beta/calculate_fees.ts";
import * as fixtures from "../../../fixtures/spot_private/funding_beta.ts";
import { failing, refused, sent } from "../../account/_sent.ts";

const ALL = {
  method_id: "00000000-0000-4000-8000-000000000001",
  amount: 100.5,
  fee_included: true,
  withdrawal_fee_token: "made,up,token",
  rebase_multiplier: "base",
  account_id: "AA00",
} satisfies CalculateFeesParams;

Deno.test("calculateFees needs 'method_id' and 'amount'", async () => {
  for (const name of ["method_id", "amount"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(
      calculateFees,
      rest,
      TypeError,
      `Cannot call GET /funding/v1/fees/{method_id} as '${name}' is missing`,
    );
  }
});

Deno.test("calculateFees names the nearest parameter", async () => {
  await refused(calculateFees, { fee_include: true }, TypeError, "did you mean 'fee_included'?");
});

Deno.test("calculateFees refuses an amount of zero", async () => {
  await refused(calculateFees, { ...ALL, amount: "0" }, RangeError, "'amount' must be above zero");
});

Deno.test("calculateFees writes all parameters", async () => {
  assertEquals(await sent(calculateFees, ALL, fixtures.calculateFees), {
    line:
      "GET /funding/v1/fees/00000000-0000-4000-8000-000000000001?amount=100.5&fee_included=true&withdrawal_fee_token=made%2Cup%2Ctoken&rebase_multiplier=base&account_id=AA00",
    body: "",
    result: fixtures.calculateFees,
  });
});

Deno.test("calculateFees rejects with the code and the words of the problem", async () => {
  const problem = { type: "tag:kraken.com,2025:InvalidKey", status: 401, title: "Invalid key", detail: "no such key" };
  const error = await failing(calculateFees, ALL, problem);
  assertEquals(error.errors, ["InvalidKey: Invalid key: no such key"]);
});

Deno.test("calculateFees escapes what stands in the path", async () => {
  const { line } = await sent(calculateFees, { method_id: "a/b?c", amount: "1" }, fixtures.calculateFees);
  assertEquals(line, "GET /funding/v1/fees/a%2Fb%3Fc?amount=1");
});
