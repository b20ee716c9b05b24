import { assertEquals } from "@std/assert";
import { cancelAll } from "../../../spot/trading/cancel_all.ts";
import * as fixtures from "../../fixtures/spot_private/trading.ts";
import { refused, sent } from "../account/_sent.ts";

Deno.test("cancelAll takes no parameter", async () => {
  await refused(cancelAll, { pair: "XBTUSD" }, TypeError, "has no parameter 'pair'; it takes: none");
});

Deno.test("cancelAll needs no parameter", async () => {
  assertEquals(await sent(cancelAll, {}, fixtures.cancelAll), {
    line: "POST /0/private/CancelAll",
    body: "",
    result: fixtures.cancelAll,
  });
});
