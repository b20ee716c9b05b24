import { assertEquals } from "@std/assert";
import { exportStatus, type ExportStatusParams } from "../../../spot/account/export_status.ts";
import * as fixtures from "../../fixtures/spot_private/account.ts";
import { refused, sent } from "./_sent.ts";

const ALL = { report: "trades" } satisfies ExportStatusParams;

Deno.test("exportStatus needs 'report'", async () => {
  for (const name of ["report"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(exportStatus, rest, TypeError, `Cannot call ExportStatus as '${name}' is missing`);
  }
});

Deno.test("exportStatus names the nearest parameter", async () => {
  await refused(exportStatus, { reports: "trades" }, TypeError, "did you mean 'report'?");
});

Deno.test("exportStatus refuses an unknown report", async () => {
  await refused(
    exportStatus,
    { report: "trade" },
    RangeError,
    "'report' must be one of trades, ledgers (did you mean \"trades\"?)",
  );
});

Deno.test("exportStatus writes all parameters", async () => {
  assertEquals(await sent(exportStatus, ALL, fixtures.exportStatus), {
    line: "POST /0/private/ExportStatus",
    body: "report=trades",
    result: fixtures.exportStatus,
  });
});
