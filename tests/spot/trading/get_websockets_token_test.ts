import { assertEquals } from "@std/assert";
import { getWebSocketsToken } from "../../../spot/trading/get_websockets_token.ts";
import * as fixtures from "../../fixtures/spot_private/trading.ts";
import { failing, refused, sent } from "../account/_sent.ts";

Deno.test("getWebSocketsToken takes no parameter", async () => {
  await refused(getWebSocketsToken, { validity: 60 }, TypeError, "has no parameter 'validity'");
});

Deno.test("getWebSocketsToken rejects with Kraken's own strings", async () => {
  const error = await failing(getWebSocketsToken, {}, ["EGeneral:Permission denied"]);
  assertEquals(error.errors, ["EGeneral:Permission denied"]);
});

Deno.test("getWebSocketsToken needs no parameter", async () => {
  assertEquals(await sent(getWebSocketsToken, {}, fixtures.getWebSocketsToken), {
    line: "POST /0/private/GetWebSocketsToken",
    body: "",
    result: fixtures.getWebSocketsToken,
  });
});
