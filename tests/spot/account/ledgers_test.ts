import { assertEquals } from "@std/assert";
import { ledgers, type LedgersParams } from "../../../spot/account/ledgers.ts";
import * as fixtures from "../../fixtures/spot_private/account.ts";
import { failing, refused, sent } from "./_sent.ts";

const ALL = {
  asset: ["XBT", "USD"],
  aclass: "currency",
  type: "nft_rebate",
  start: "LX3D4P-9KQZT-7MWHB2",
  end: 1793491200.5,
  without_count: true,
  with_cursor: true,
  cursor: "bGVkZ2Vy",
  limit: 100,
  rebase_multiplier: "base",
  account_id: "AA00",
} satisfies LedgersParams;

Deno.test("ledgers names the nearest parameter", async () => {
  await refused(ledgers, { assets: "XBT" }, TypeError, "did you mean 'asset'?");
});

Deno.test("ledgers refuses milliseconds for seconds", async () => {
  await refused(
    ledgers,
    { start: 1793534400000 },
    RangeError,
    "'start' must be Unix seconds (this looks like milliseconds",
  );
});

Deno.test("ledgers refuses an unknown kind of entry", async () => {
  await refused(ledgers, { type: "trades" }, RangeError, '(did you mean "trade"?): current value is "trades"');
});

Deno.test("ledgers refuses an asset that is no text", async () => {
  await refused(ledgers, { asset: ["XBT", 7] }, TypeError, "'asset' must be text or an array of non-empty texts");
});

Deno.test("ledgers refuses a page of more than 100 rows", async () => {
  await refused(
    ledgers,
    { limit: 101 },
    RangeError,
    "'limit' must be a whole number from 1 to 100: current value is 101",
  );
});

Deno.test("ledgers rejects with Kraken's own strings", async () => {
  const error = await failing(ledgers, ALL, ["EGeneral:Permission denied"]);
  assertEquals(error.errors, ["EGeneral:Permission denied"]);
});

Deno.test("ledgers writes all parameters", async () => {
  assertEquals(await sent(ledgers, ALL, fixtures.ledgers), {
    line: "POST /0/private/Ledgers?account_id=AA00",
    body: "asset=XBT,USD&aclass=currency&type=nft_rebate&start=LX3D4P-9KQZT-7MWHB2&end=1793491200.5" +
      "&without_count=true&with_cursor=true&cursor=bGVkZ2Vy&limit=100&rebase_multiplier=base",
    result: fixtures.ledgers,
  });
});

Deno.test("ledgers skips rows by offset", async () => {
  assertEquals(await sent(ledgers, { ofs: 100 }, fixtures.ledgers), {
    line: "POST /0/private/Ledgers",
    body: "ofs=100",
    result: fixtures.ledgers,
  });
});

Deno.test("ledgers needs no parameter", async () => {
  assertEquals(await sent(ledgers, {}, fixtures.ledgers), {
    line: "POST /0/private/Ledgers",
    body: "",
    result: fixtures.ledgers,
  });
});
