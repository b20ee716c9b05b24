import { assertEquals, assertRejects } from "@std/assert";
import { send } from "../../../core/send.ts";
import { systemStatus } from "../../../spot/market/system_status.ts";
import * as fixtures from "../../fixtures/spot/market.ts";
import { answering } from "./_answering.ts";

Deno.test("systemStatus takes no parameters", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, systemStatus, { since: 1 } as never),
    TypeError,
    "has no parameter 'since'",
  );
  assertEquals(asked, []);
});

Deno.test("systemStatus gives mode, maintenance and incidents", async () => {
  const { fetch, asked } = answering(fixtures.systemStatus);
  const result = await send({ fetch }, systemStatus, {});
  assertEquals(asked, [{ line: "GET https://api.kraken.com/0/public/SystemStatus", body: "" }]);
  assertEquals(result, fixtures.systemStatus);
});

Deno.test("systemStatus gives the short answer of before September 2026 too", async () => {
  const { fetch, asked } = answering(fixtures.systemStatusBefore);
  const result = await send({ fetch }, systemStatus, {});
  assertEquals(asked, [{ line: "GET https://api.kraken.com/0/public/SystemStatus", body: "" }]);
  assertEquals(result, fixtures.systemStatusBefore);
});
