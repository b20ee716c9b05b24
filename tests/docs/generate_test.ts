import { assertEquals, assertStringIncludes } from "@std/assert";
import { inHeader, inQuery, required, text } from "../../core/codecs.ts";
import { type Endpoint, publicGet } from "../../core/endpoint.ts";
import { endpointsPage, PAGE, rooms } from "../../docs/_generate.ts";

Deno.test("docs/endpoints.md is what docs/_generate.ts writes", async () => {
  const current = await Deno.readTextFile(PAGE);
  assertEquals(current === endpointsPage(await rooms()), true, "Run: deno run -RW docs/_generate.ts");
});

Deno.test("endpointsPage() shows path, key setting, cost, parameters and why not to use it", () => {
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
  assertStringIncludes(
    endpointsPage({ room: { group: { thing, NOT_ONE: [1, 2] }, version: "1" } }),
    "## room.group\n\n| call | endpoint | key setting | cost | repeatable | parameters | deprecated |\n" +
      "| --- | --- | --- | --- | --- | --- | --- |\n" +
      "| `room.group.thing` | `POST /0/public/Thing` | Query \\| funds | private, 2 | no | **`a`**, `b` (*query*), `c` (*header*) | use other |\n",
  );
});

Deno.test("endpointsPage() leaves out what has no endpoints", () => {
  assertEquals(endpointsPage({ room: { empty: {}, text: "x" } }).includes("## "), false);
});
