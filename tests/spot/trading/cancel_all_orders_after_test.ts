import { assertEquals } from "@std/assert";
import {
  cancelAllOrdersAfter,
  type CancelAllOrdersAfterParams,
} from "../../../spot/trading/cancel_all_orders_after.ts";
import * as fixtures from "../../fixtures/spot_private/trading.ts";
import { refused, sent } from "../account/_sent.ts";

const ALL = { timeout: 60 } satisfies CancelAllOrdersAfterParams;

Deno.test("cancelAllOrdersAfter needs 'timeout'", async () => {
  for (const name of ["timeout"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(cancelAllOrdersAfter, rest, TypeError, `Cannot call CancelAllOrdersAfter as '${name}' is missing`);
  }
});

Deno.test("cancelAllOrdersAfter names the nearest parameter", async () => {
  await refused(cancelAllOrdersAfter, { timeoutMs: 60000 }, TypeError, "did you mean 'timeout'?");
});

Deno.test("cancelAllOrdersAfter refuses a day or more", async () => {
  await refused(
    cancelAllOrdersAfter,
    { timeout: 86_400 },
    RangeError,
    "'timeout' must be a whole number from 0 to 86399: current value is 86400",
  );
});

Deno.test("cancelAllOrdersAfter refuses text", async () => {
  await refused(
    cancelAllOrdersAfter,
    { timeout: "60" },
    TypeError,
    "'timeout' must be a whole number from 0 to 86399: current value is \"60\"",
  );
});

Deno.test("cancelAllOrdersAfter writes all parameters", async () => {
  assertEquals(await sent(cancelAllOrdersAfter, ALL, fixtures.cancelAllOrdersAfter), {
    line: "POST /0/private/CancelAllOrdersAfter",
    body: "timeout=60",
    result: fixtures.cancelAllOrdersAfter,
  });
});

Deno.test("cancelAllOrdersAfter disarms with zero", async () => {
  assertEquals(await sent(cancelAllOrdersAfter, { timeout: 0 }, fixtures.cancelAllOrdersAfterDisarmed), {
    line: "POST /0/private/CancelAllOrdersAfter",
    body: "timeout=0",
    result: fixtures.cancelAllOrdersAfterDisarmed,
  });
});
