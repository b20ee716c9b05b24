/** Every notebook runs from top to bottom under real Jupyter, and what is stored in it is what running it gives. */

import { assert, assertEquals } from "@std/assert";
import { codeCells, execute, joined, notebookNames, NOTEBOOKS, readNotebook, shapeOf, textOf } from "./notebook.ts";

const names = notebookNames();

Deno.test("notebooks/ is not empty", () => assert(names.length > 0));

for (const name of names) {
  Deno.test(`${name} is stored with its outputs, without errors and without paths of a machine`, async () => {
    const file = new URL(name, NOTEBOOKS);
    const stored = await readNotebook(file);
    const text = await Deno.readTextFile(file);
    const path = /file:\/\/|\/(home|root|work|tmp|Users)\/|[A-Z]:\\\\/.exec(text);
    assertEquals(
      path?.[0],
      undefined,
      `near: ${text.slice(Math.max(0, (path?.index ?? 0) - 60), (path?.index ?? 0) + 60)}`,
    );
    const kinds = codeCells(stored).flatMap(({ cell }) => cell.outputs ?? []);
    assertEquals(kinds.filter(({ output_type }) => output_type === "error"), []);
    const types = new Set(kinds.flatMap(({ data }) => Object.keys(data ?? {})));
    assert(types.has("text/html"), "no table is stored");
    assert(types.has("image/svg+xml"), "no picture is stored");
    // Code-hosting pages stop rendering notebooks above a few megabytes.
    assert(text.length < 2_500_000, `${text.length} characters`);
  });

  Deno.test(`${name} runs under the Deno kernel and gives what is stored`, async () => {
    const stored = await readNotebook(new URL(name, NOTEBOOKS));
    const fresh = await execute(name);
    for (const { at, cell } of codeCells(fresh)) {
      for (const { output_type, ename, evalue } of cell.outputs ?? []) {
        assert(output_type !== "error", `cell ${at} failed: ${ename}: ${evalue}\n${joined(cell.source)}`);
      }
    }
    assertEquals(shapeOf(fresh), shapeOf(stored));
    assertEquals(textOf(fresh), textOf(stored));
  });
}
