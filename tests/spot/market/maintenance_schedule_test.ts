import { assertEquals, assertRejects } from "@std/assert";
import { send } from "../../../core/send.ts";
import { maintenanceSchedule } from "../../../spot/market/maintenance_schedule.ts";
import * as fixtures from "../../fixtures/spot/market.ts";
import { answering } from "./_answering.ts";

Deno.test("maintenanceSchedule takes no parameters", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, maintenanceSchedule, { days: 3 } as never),
    TypeError,
    "has no parameter 'days'",
  );
  assertEquals(asked, []);
});

Deno.test("maintenanceSchedule gives the planned events", async () => {
  const { fetch, asked } = answering(fixtures.maintenanceSchedule);
  const result = await send({ fetch }, maintenanceSchedule, {});
  assertEquals(asked, [{ line: "GET https://api.kraken.com/0/public/MaintenanceSchedule", body: "" }]);
  assertEquals(result, fixtures.maintenanceSchedule);
});
