import { assertEquals } from "@std/assert";
import { removeExport, type RemoveExportParams } from "../../../spot/account/remove_export.ts";
import * as fixtures from "../../fixtures/spot_private/account.ts";
import { refused, sent } from "./_sent.ts";

const ALL = { id: "QWZT", type: "cancel" } satisfies RemoveExportParams;

Deno.test("removeExport needs 'id' and 'type'", async () => {
  for (const name of ["id", "type"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(removeExport, rest, TypeError, `Cannot call RemoveExport as '${name}' is missing`);
  }
});

Deno.test("removeExport names the nearest parameter", async () => {
  await refused(removeExport, { ids: "QWZT" }, TypeError, "did you mean 'id'?");
});

Deno.test("removeExport refuses another way to remove", async () => {
  await refused(
    removeExport,
    { id: "QWZT", type: "remove" },
    RangeError,
    "'type' must be one of cancel, delete: current value is \"remove\"",
  );
});

Deno.test("removeExport writes all parameters", async () => {
  assertEquals(await sent(removeExport, ALL, fixtures.removeExport), {
    line: "POST /0/private/RemoveExport",
    body: "id=QWZT&type=cancel",
    result: fixtures.removeExport,
  });
});
