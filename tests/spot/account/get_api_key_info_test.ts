import { assertEquals } from "@std/assert";
import { getApiKeyInfo } from "../../../spot/account/get_api_key_info.ts";
import * as fixtures from "../../fixtures/spot_private/account.ts";
import { failing, refused, sent } from "./_sent.ts";

Deno.test("getApiKeyInfo takes no parameter", async () => {
  await refused(getApiKeyInfo, { key: "x" }, TypeError, "has no parameter 'key'; it takes: none");
});

Deno.test("getApiKeyInfo rejects with Kraken's own strings", async () => {
  const error = await failing(getApiKeyInfo, {}, ["EAPI:Invalid key"]);
  assertEquals(error.errors, ["EAPI:Invalid key"]);
});

Deno.test("getApiKeyInfo needs no parameter", async () => {
  assertEquals(await sent(getApiKeyInfo, {}, fixtures.getApiKeyInfo), {
    line: "POST /0/private/GetApiKeyInfo",
    body: "",
    result: fixtures.getApiKeyInfo,
  });
});
