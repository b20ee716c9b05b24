/**
 * Every fixture against the type it stands for. `satisfies` checks most of it while compiling; this also checks decimal
 * text, and that every endpoint has a fixture. An export of `tests/fixtures/<room>…/` is named after its endpoint, with
 * a word behind it where there are several (`systemStatus`, `systemStatusBefore`), or stands in a file named after it.
 */

import { assertEquals } from "@std/assert";
import { machine } from "./machine.ts";
import { endpointsBelow, filesBelow, modulesBelow, type Placed, ROOT } from "./sources.ts";

/** Fixtures whose type is not the result of the endpoint they are named after. */
const BY_HAND: Record<string, string> = {
  "tests/fixtures/spot/market.ts#assetPairsLeverage": "spot/market/asset_pairs.ts#PairLeverage",
  "tests/fixtures/spot/market.ts#assetPairsFees": "spot/market/asset_pairs.ts#PairFees",
  "tests/fixtures/spot/market.ts#assetPairsMargin": "spot/market/asset_pairs.ts#PairMargin",
};

const ROOMS = ["spot", "futures"].filter((room) => modulesBelow(room).length > 0);

/** The endpoint a fixture is named after: the longest name it begins with, in the group its path names if several. */
function endpointOf(file: string, name: string, placed: readonly Placed[]): Placed | undefined {
  const named = placed.filter((each) =>
    name === each.name || (name.startsWith(each.name) && /^[A-Z0-9_]/.test(name.slice(each.name.length)))
  );
  if (named.length === 0) {
    const base = file.slice(file.lastIndexOf("/") + 1);
    return placed.find((each) => each.file.endsWith(`/${base}`));
  }
  const longest = Math.max(...named.map((each) => each.name.length));
  const best = named.filter((each) => each.name.length === longest);
  const words = file.split(/[/._]/);
  return best.find((each) => each.file.split("/").slice(1, -1).every((group) => words.includes(group))) ?? best[0];
}

for (const room of ROOMS) {
  Deno.test(`${room} fixtures fit their types`, async () => {
    const placed = await endpointsBelow(room);
    const { check } = await machine([room]);
    const folders = [...Deno.readDirSync(new URL("tests/fixtures/", ROOT))]
      .filter(({ name }) => name === room || name.startsWith(`${room}_`));
    const problems: string[] = [];
    const lacking = new Set(placed.filter(({ endpoint }) => endpoint.decode === "json").map(({ source }) => source));
    let checked = 0;
    for (const file of folders.flatMap(({ name }) => filesBelow(`tests/fixtures/${name}`))) {
      if (!file.endsWith(".ts")) continue;
      const module: Record<string, unknown> = await import(new URL(file, ROOT).href);
      for (const [name, value] of Object.entries(module)) {
        if (typeof value === "function") continue;
        const where = `${file}#${name}`;
        const byHand = BY_HAND[where];
        const endpoint = endpointOf(file, name, placed);
        if (byHand === undefined && endpoint === undefined) {
          problems.push(`${where}: is named after no endpoint of ${room}`);
          continue;
        }
        checked++;
        if (byHand === undefined && endpoint?.endpoint.decode !== "json") continue;
        if (endpoint && byHand === undefined) lacking.delete(endpoint.source);
        const source = byHand ?? endpoint?.source ?? "";
        // Types given by hand describe one entry of a record.
        const values = byHand === undefined ? [value] : Object.values(value as Record<string, unknown>);
        for (const each of values) for (const problem of check(source)(each)) problems.push(`${where}: ${problem}`);
      }
    }
    for (const source of lacking) problems.push(`${source}: has no fixture`);
    console.log(`${room}: ${checked} fixtures checked, ${problems.length} problems`);
    assertEquals(problems, []);
  });
}
