import { assertEquals, assertStringIncludes } from "@std/assert";
import { inHeader, inQuery, required, text } from "../../core/codecs.ts";
import { type Endpoint, publicGet } from "../../core/endpoint.ts";
import { endpointsPage, PAGE, rooms } from "../../docs/_generate.ts";

Deno.test("docs/endpoints.md is what docs/_generate.ts writes", async () => {
  const current = await Deno.readTextFile(PAGE);
  assertEquals(current === endpointsPage(await rooms()), true, "Run: deno run -RW docs/_generate.ts");
});

const thing: Endpoint<{ a: string; b?: string; c?: string }, unknown> = {
  ...publicGet<{ a: string; b?: string; c?: string }, unknown>("Thing", {
    params: { a: required(text), b: inQuery(text), c: inHeader(text) },
  }),
  method: "POST",
  auth: true,
  permission: "Query | funds",
  cost: 2,
  pool: "private",
  idempotent: false,
  deprecated: "use other",
};
const { deprecated: _deprecated, ...current } = thing;

Deno.test("endpointsPage() shows path, key setting, cost, parameters and why not to use it", () => {
  assertStringIncludes(
    endpointsPage({ room: { group: { thing, NOT_ONE: [1, 2] }, version: "1" } }),
    "## room.group\n\n| call | endpoint | key setting | cost | repeatable | parameters | deprecated |\n" +
      "| --- | --- | --- | --- | --- | --- | --- |\n" +
      "| `room.group.thing` | `POST /0/public/Thing` | Query \\| funds | private, 2 | no | **`a`**, `b` (*query*), `c` (*header*) | use other |\n",
  );
});

Deno.test("endpointsPage() has no column about deprecation where nothing is deprecated", () => {
  assertStringIncludes(
    endpointsPage({ room: { group: { current } } }),
    "| call | endpoint | key setting | cost | repeatable | parameters |\n| --- | --- | --- | --- | --- | --- |\n",
  );
});

Deno.test("endpointsPage() counts the endpoints of each room and links its groups", () => {
  assertStringIncludes(
    endpointsPage({ futures: { rfqRoom: { current, thing }, empty: {} } }),
    "- **futures**, 2 endpoints. On `https://futures.kraken.com`, with a Futures key",
  );
  assertStringIncludes(
    endpointsPage({ room: { aB: { current }, group: { current, thing } } }),
    "\n- **room**, 3 endpoints. \n  [room.aB](#roomab), [room.group](#roomgroup)\n",
  );
});

Deno.test("endpointsPage() leaves out what has no endpoints", () => {
  const page = endpointsPage({ room: { empty: {}, text: "x" } });
  assertEquals(page.includes("## ") || page.includes("**room**"), false);
});

Deno.test("rooms() has Spot and Futures with all their groups", async () => {
  const page = endpointsPage(await rooms());
  assertEquals([...page.matchAll(/^- \*\*(\w+)\*\*, \d+ endpoints/gm)].map(([, room]) => room), ["spot", "futures"]);
  for (const group of ["spot.market", "spot.fundingBeta", "futures.trading", "futures.charts"]) {
    assertStringIncludes(page, `\n## ${group}\n`);
  }
});
