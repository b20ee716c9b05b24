import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { OLDEST_DENO, requireDeno } from "../../core/requirements.ts";

Deno.test("requireDeno() tells an older Deno what to do in one sentence without a stack", () => {
  for (const old of ["2.9.5", "2.8.9", "1.46.3"]) {
    const error = assertThrows(
      () => requireDeno(old),
      Error,
      `needs Deno ${OLDEST_DENO} or newer, and this is Deno ${old}`,
    );
    assertEquals(error.stack?.includes("\n"), false);
  }
});

Deno.test("requireDeno() lets this Deno and newer ones pass", () => {
  for (const version of [Deno.version.deno, "2.9.6", "2.9.6+abc", "2.10.0", "3.0.0"]) requireDeno(version);
});

Deno.test("OLDEST_DENO is what README, CONTRIBUTING and .ci/run say", async () => {
  for (const file of ["README.md", "CONTRIBUTING.md", ".ci/run"]) {
    assertStringIncludes(await Deno.readTextFile(new URL(`../../${file}`, import.meta.url)), OLDEST_DENO);
  }
});

Deno.test("mod.ts asks for it before anything else", async () => {
  const text = await Deno.readTextFile(new URL("../../mod.ts", import.meta.url));
  assert(text.indexOf("requireDeno()") > 0);
});
