import { assertEquals, assertRejects } from "@std/assert";
import { Credentials } from "../../../core/credentials.ts";
import { ApiError } from "../../../core/errors.ts";
import { send } from "../../../core/send.ts";
import { level3 } from "../../../spot/market/level3.ts";
import * as fixtures from "../../fixtures/spot/market.ts";
import { answering } from "./_answering.ts";

const credentials = new Credentials({ key: "level3 test", secret: btoa("not a secret at all") });

Deno.test("level3 needs a key, although it is market data", async () => {
  const { fetch, asked } = answering(fixtures.level3);
  await assertRejects(() => send({ fetch }, level3, { pair: "BTC/USD" }), Error, "Level3");
  assertEquals(asked, []);
});

Deno.test("level3 needs a pair", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch, credentials }, level3, {} as never),
    TypeError,
    "Cannot call Level3 as 'pair' is missing",
  );
  assertEquals(asked, []);
});

Deno.test("level3 refuses a depth Kraken does not have", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch, credentials }, level3, { pair: "BTC/USD", depth: 500 as never }),
    RangeError,
    "'depth' must be one of 0, 10, 25, 100, 250, 1000: current value is 500",
  );
  assertEquals(asked, []);
});

Deno.test("level3 rejects with Kraken's own strings", async () => {
  const { fetch } = answering(null, ["EGeneral:Permission denied"]);
  const error = await assertRejects(() => send({ fetch, credentials }, level3, { pair: "BTC/USD" }), ApiError);
  assertEquals(error.errors, ["EGeneral:Permission denied"]);
});

Deno.test("level3 sends JSON with numbers as numbers", async () => {
  const { fetch, asked } = answering(fixtures.level3);
  const result = await send({ fetch, credentials }, level3, { pair: "BTC/USD", depth: 0 });
  assertEquals(result, fixtures.level3);
  assertEquals(asked.map(({ line }) => line), ["POST https://api.kraken.com/0/private/Level3"]);
  const { nonce, ...body } = JSON.parse(asked[0]!.body);
  assertEquals(body, { pair: "BTC/USD", depth: 0 });
  assertEquals(/^\d{13,}$/.test(String(nonce)), true);
});
