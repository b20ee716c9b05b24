import { assertEquals } from "@std/assert";
import { strategies, type StrategiesParams } from "../../../spot/earn/strategies.ts";
import * as fixtures from "../../fixtures/spot_private/earn.ts";
import { refused, sent } from "../account/_sent.ts";

const ALL = {
  ascending: true,
  asset: "DOT",
  cursor: "2",
  limit: 100,
  lock_type: ["instant", "bonded"],
} satisfies StrategiesParams;

Deno.test("strategies names the nearest parameter", async () => {
  await refused(strategies, { locktype: ["flex"] }, TypeError, "did you mean 'lock_type'?");
});

Deno.test("strategies refuses an unknown kind", async () => {
  await refused(
    strategies,
    { lock_type: ["instant", "bond"] },
    RangeError,
    "'lock_type' item 1 must be one of flex, bonded, timed, instant",
  );
});

Deno.test("strategies refuses a kind in text", async () => {
  await refused(
    strategies,
    { lock_type: "instant" },
    TypeError,
    "'lock_type' must be an array: current value is \"instant\"",
  );
});

Deno.test("strategies refuses more rows than 16 bits count", async () => {
  await refused(strategies, { limit: 65_536 }, RangeError, "'limit' must be a whole number from 1 to 65535");
});

Deno.test("strategies writes all parameters", async () => {
  assertEquals(await sent(strategies, ALL, fixtures.strategies), {
    line: "POST /0/private/Earn/Strategies",
    body: "ascending=true&asset=DOT&cursor=2&limit=100&lock_type[]=instant&lock_type[]=bonded",
    result: fixtures.strategies,
  });
});

Deno.test("strategies needs no parameter", async () => {
  assertEquals(await sent(strategies, {}, fixtures.strategies), {
    line: "POST /0/private/Earn/Strategies",
    body: "",
    result: fixtures.strategies,
  });
});
