import { assertEquals } from "@std/assert";
import { tradeVolume, type TradeVolumeParams } from "../../../spot/account/trade_volume.ts";
import * as fixtures from "../../fixtures/spot_private/account.ts";
import { refused, sent } from "./_sent.ts";

const ALL = {
  pair: ["XBTUSD", "ETHUSD"],
  "fee-info": true,
  fee_schedule: true,
  rebase_multiplier: "base",
} satisfies TradeVolumeParams;

Deno.test("tradeVolume names the nearest parameter", async () => {
  await refused(tradeVolume, { fee_info: true }, TypeError, "did you mean 'fee-info'?");
});

Deno.test("tradeVolume refuses a pair without its class", async () => {
  await refused(tradeVolume, { pair: [{ asset: "AAPLxUSD" }] }, TypeError, "'pair' item 0 'aclass' is missing");
});

Deno.test("tradeVolume refuses an unknown class", async () => {
  await refused(
    tradeVolume,
    { pair: [{ asset: "AAPLxUSD", aclass: "stock" }] },
    RangeError,
    "'pair' item 0 'aclass' must be one of currency, forex",
  );
});

Deno.test("tradeVolume refuses names and objects in one list", async () => {
  await refused(
    tradeVolume,
    { pair: ["XBTUSD", { asset: "AAPLxUSD", aclass: "equity_pair" }] },
    TypeError,
    "'pair' must be text or an array of non-empty texts",
  );
});

Deno.test("tradeVolume refuses no pair at all", async () => {
  await refused(tradeVolume, { pair: [] }, RangeError, "'pair' must have at least one item");
});

Deno.test("tradeVolume writes all parameters", async () => {
  assertEquals(await sent(tradeVolume, ALL, fixtures.tradeVolume), {
    line: "POST /0/private/TradeVolume",
    body: { pair: "XBTUSD,ETHUSD", "fee-info": true, fee_schedule: true, rebase_multiplier: "base" },
    result: fixtures.tradeVolume,
  });
});

Deno.test("tradeVolume writes pairs with their class as objects", async () => {
  assertEquals(
    await sent(tradeVolume, { pair: [{ asset: "AAPLxUSD", aclass: "equity_pair" }] }, fixtures.tradeVolume),
    {
      line: "POST /0/private/TradeVolume",
      body: { pair: [{ asset: "AAPLxUSD", aclass: "equity_pair" }] },
      result: fixtures.tradeVolume,
    },
  );
});

Deno.test("tradeVolume needs no parameter", async () => {
  assertEquals(await sent(tradeVolume, {}, fixtures.tradeVolume), {
    line: "POST /0/private/TradeVolume",
    body: {},
    result: fixtures.tradeVolume,
  });
});
