import { assertEquals } from "@std/assert";
import { arquero } from "../../_deps/arquero.ts";
import { danfo } from "../../_deps/danfo.ts";
import { vega } from "../../_deps/vega.ts";

const here = new URL("../../_deps/", import.meta.url);

/** Names of the methods and properties an interface in `_deps` declares. */
async function declared(file: string, name: string): Promise<string[]> {
  const text = await Deno.readTextFile(new URL(file, here));
  const body = new RegExp(`export interface ${name}[^{]*\\{([\\s\\S]*?)\\n\\}`).exec(text)?.[1] ?? "";
  return [...body.matchAll(/^ {2}(?:readonly )?(\w+)(?=[(:])/gm)].map(([, member]) => member ?? "");
}

Deno.test("danfo_types.ts declares nothing that danfojs lacks", async () => {
  const { DataFrame, Series } = await danfo();
  const table = new DataFrame({ a: [1, 2], b: ["x", "y"] });
  const objects = { Framed: table, DataFrame: table, Series: new Series([1, 2]), GroupBy: table.groupby(["b"]) };
  for (const [name, object] of Object.entries(objects)) {
    const members = await declared("danfo_types.ts", name);
    assertEquals(members.length > 5, true, name);
    assertEquals(members.filter((member) => !(member in object)), [], name);
  }
});

Deno.test("arquero.ts and vega.ts declare nothing that their packages lack", async () => {
  const { table } = await arquero();
  const members = await declared("arquero.ts", "ArqueroTable");
  assertEquals(members.filter((member) => !(member in table({ a: [1] }))), []);
  const { vega: module, lite } = await vega();
  assertEquals((await declared("vega.ts", "Vega")).filter((member) => !(member in module)), []);
  assertEquals((await declared("vega.ts", "VegaLite")).filter((member) => !(member in lite)), []);
});
