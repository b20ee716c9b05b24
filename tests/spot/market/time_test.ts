import { assertEquals, assertRejects } from "@std/assert";
import { send } from "../../../core/send.ts";
import { time } from "../../../spot/market/time.ts";
import * as fixtures from "../../fixtures/spot/market.ts";
import { answering } from "./_answering.ts";

Deno.test("time takes no parameters", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, time, { pair: "XBTUSD" } as never),
    TypeError,
    "Cannot call Time as it has no parameter 'pair'; it takes: none",
  );
  assertEquals(asked, []);
});

Deno.test("time asks for the clock", async () => {
  const { fetch, asked } = answering(fixtures.time);
  const result = await send({ fetch }, time, {});
  assertEquals(asked, [{ line: "GET https://api.kraken.com/0/public/Time", body: "" }]);
  assertEquals(result, fixtures.time);
});
