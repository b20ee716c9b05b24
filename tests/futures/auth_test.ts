import { assertEquals, assertRejects } from "@std/assert";
import { ApiError } from "../../core/errors.ts";
import { send } from "../../core/send.ts";
import { auth } from "../../futures/mod.ts";
import * as fixtures from "../fixtures/futures/auth.ts";
import { calling, tests } from "./_calling.ts";

tests({
  name: "checkApiKey",
  endpoint: auth.checkApiKey,
  params: {},
  path: "/api/auth/v1/api-keys/v3/check",
  answer: fixtures.checkApiKey,
});

Deno.test("checkApiKey raises the refusal of a wrong key (HTTP 401)", async () => {
  const { options } = calling({ status: "unauthorized", reason: "api_key_not_found" }, 401);
  const error = await assertRejects(() => send(options, auth.checkApiKey, {}), ApiError);
  assertEquals(error.errors, ["api_key_not_found"]);
});
