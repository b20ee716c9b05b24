import { assertEquals } from "@std/assert";
import { addExport, type AddExportParams } from "../../../spot/account/add_export.ts";
import * as fixtures from "../../fixtures/spot_private/account.ts";
import { refused, sent } from "./_sent.ts";

const ALL = {
  report: "ledgers",
  format: "TSV",
  description: "ledger of 2025",
  fields: ["time", "asset", "amount"],
  starttm: new Date("2025-01-01T00:00:00.999Z"),
  endtm: 1767225600,
} satisfies AddExportParams;

Deno.test("addExport needs 'report' and 'description'", async () => {
  for (const name of ["report", "description"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(addExport, rest, TypeError, `Cannot call AddExport as '${name}' is missing`);
  }
});

Deno.test("addExport names the nearest parameter", async () => {
  await refused(addExport, { field: "time" }, TypeError, "did you mean 'fields'?");
});

Deno.test("addExport refuses an unknown report", async () => {
  await refused(
    addExport,
    { report: "orders", description: "x" },
    RangeError,
    "'report' must be one of trades, ledgers",
  );
});

Deno.test("addExport refuses an unknown format", async () => {
  await refused(
    addExport,
    { report: "trades", description: "x", format: "csv" },
    RangeError,
    "'format' must be one of CSV, TSV (did you mean \"CSV\"?)",
  );
});

Deno.test("addExport refuses a fraction of a second", async () => {
  await refused(
    addExport,
    { report: "trades", description: "x", starttm: 1.5 },
    RangeError,
    "'starttm' must be a Date or whole Unix seconds: current value is 1.5",
  );
});

Deno.test("addExport refuses milliseconds for seconds", async () => {
  await refused(
    addExport,
    { report: "trades", description: "x", endtm: 1767225600000 },
    RangeError,
    "'endtm' must be whole Unix seconds (this looks like milliseconds)",
  );
});

Deno.test("addExport refuses a time in text", async () => {
  await refused(
    addExport,
    { report: "trades", description: "x", endtm: "2026" },
    TypeError,
    "'endtm' must be a Date or whole Unix seconds: current value is \"2026\"",
  );
});

Deno.test("addExport writes all parameters", async () => {
  assertEquals(await sent(addExport, ALL, fixtures.addExport), {
    line: "POST /0/private/AddExport",
    body:
      "report=ledgers&format=TSV&description=ledger of 2025&fields=time,asset,amount&starttm=1735689600&endtm=1767225600",
    result: fixtures.addExport,
  });
});
