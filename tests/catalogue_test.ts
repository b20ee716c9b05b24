/** Nothing of Kraken's is missing and nothing is invented: our endpoint constants against the catalogue. */

import { assertEquals } from "@std/assert";
import { catalogueOf, differences, HAS_CATALOGUE } from "./schema/catalogue.ts";
import { endpointsBelow, exists, ROOT } from "./schema/sources.ts";

for (const room of ["spot", "futures"] as const) {
  const ignore = !HAS_CATALOGUE || !exists(new URL(`${room}/mod.ts`, ROOT));

  Deno.test(`${room} endpoints are those of the catalogue, parameter by parameter`, { ignore }, async () => {
    const catalogue = catalogueOf(room);
    const placed = await endpointsBelow(room);
    const params = placed.reduce((sum, { endpoint }) => sum + Object.keys(endpoint.params).length, 0);
    console.log(`${room}: ${catalogue.length} endpoints listed, ${placed.length} ours with ${params} parameters`);
    assertEquals(differences(catalogue, placed), []);
  });

  Deno.test(`${room}/mod.ts exports every endpoint once`, {
    ignore: !exists(new URL(`${room}/mod.ts`, ROOT)),
  }, async () => {
    const groups: Record<string, unknown> = await import(new URL(`${room}/mod.ts`, ROOT).href);
    const exported = Object.values(groups).flatMap((group) =>
      typeof group === "object" && group !== null ? Object.values(group) : []
    );
    const placed = await endpointsBelow(room);
    const problems: string[] = [];
    for (const { source, endpoint } of placed) {
      const count = exported.filter((each) => each === endpoint).length;
      if (count !== 1) problems.push(`${source}: is exported ${count} times`);
    }
    assertEquals(problems, []);
  });
}

Deno.test("differences() sees what is missing, invented, renamed or misplaced", async () => {
  const first = (await endpointsBelow("spot/market")).find(({ name }) => name === "assetPairs");
  if (!first) throw new Error("spot/market has no assetPairs");
  const { endpoint } = first;
  const listed = {
    id: "x",
    path: endpoint.path,
    method: endpoint.method,
    access: "public" as const,
    rate_cost: "public",
    params: Object.keys(endpoint.params).map((name) => ({
      name,
      in: "query" as const,
      type: "string",
      required: false,
    })),
  };
  assertEquals(differences([listed], [first]), []);
  assertEquals(differences([], [first]).length, 1);
  assertEquals(differences([listed], []).length, 1);
  assertEquals(differences([listed], [first, first]).length, 1);
  assertEquals(differences([{ ...listed, access: "private", rate_cost: 1 }], [first]).length, 1);
  assertEquals(differences([{ ...listed, deprecated: true }], [first]).length, 1);
  assertEquals(differences([{ ...listed, permission: "Query funds" }], [first]).length, 1);
  assertEquals(differences([{ ...listed, params: listed.params.slice(1) }], [first]).length, 1);
  assertEquals(
    differences([{ ...listed, params: listed.params.map((p) => ({ ...p, required: true })) }], [first]).length,
    listed.params.length,
  );
  assertEquals(
    differences([{ ...listed, params: listed.params.map((p) => ({ ...p, in: "body" as const })) }], [first]).length,
    listed.params.length,
  );
  const wrongValues = listed.params.map((p) => p.name === "info" ? { ...p, enum: ["info", "everything"] } : p);
  // "everything" is refused, and leverage, fees and margin are not listed.
  assertEquals(differences([{ ...listed, params: wrongValues }], [first]).length, 4);
});
