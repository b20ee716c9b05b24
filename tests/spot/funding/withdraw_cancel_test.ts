import { assertEquals } from "@std/assert";
import { withdrawCancel, type WithdrawCancelParams } from "../../../spot/funding/withdraw_cancel.ts";
import * as fixtures from "../../fixtures/spot_private/funding.ts";
import { refused, sent } from "../account/_sent.ts";

const ALL = { asset: "XBT", refid: "FTmadeU-pRefere0nce0000000002" } satisfies WithdrawCancelParams;

Deno.test("withdrawCancel needs 'asset' and 'refid'", async () => {
  for (const name of ["asset", "refid"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(withdrawCancel, rest, TypeError, `Cannot call WithdrawCancel as '${name}' is missing`);
  }
});

Deno.test("withdrawCancel names the nearest parameter", async () => {
  await refused(withdrawCancel, { ref_id: "x" }, TypeError, "did you mean 'refid'?");
});

Deno.test("withdrawCancel refuses an empty reference", async () => {
  await refused(withdrawCancel, { asset: "XBT", refid: "" }, RangeError, "'refid' must be non-empty text");
});

Deno.test("withdrawCancel writes all parameters", async () => {
  assertEquals(await sent(withdrawCancel, ALL, fixtures.withdrawCancel), {
    line: "POST /0/private/WithdrawCancel",
    body: "asset=XBT&refid=FTmadeU-pRefere0nce0000000002",
    result: fixtures.withdrawCancel,
  });
});
