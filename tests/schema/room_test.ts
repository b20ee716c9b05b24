import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { schemaTools } from "../../_deps/schema.ts";
import { allSchemas } from "./all.ts";
import { openEnvelope } from "./envelope.ts";
import { machine, machineOf } from "./machine.ts";
import type { Payload } from "./payloads.ts";
import { checkRoom, folderOf, type RoomTable } from "./room.ts";

const EXAMPLE = fileURLToPath(new URL("./example.ts", import.meta.url));
const example = machineOf(await schemaTools(), [EXAMPLE]);

const table: RoomTable = {
  area: "spot-rest",
  typeOf: ({ folder }) => folder === "Whole" ? `${EXAMPLE}#Whole` : undefined,
  errors: ["errors"],
  weak: {},
  unwrap: ({ value, assembled }) => openEnvelope(value, assembled),
};
const whole = { price: "1", status: "open", row: ["1", 2], more: { description: "x" } };
const payload = (folder: string, value: unknown, name = "recorded.json"): Payload => ({
  where: `spot-rest/${folder}/${name}`,
  folder,
  assembled: name.endsWith("-assembled.json"),
  value,
});

Deno.test("checkRoom() fails for a folder without a type", () => {
  const { problems } = checkRoom(example, table, [payload("New", { error: [], result: {} })]);
  assertEquals(problems, [
    "spot-rest/New/recorded.json: has no type: neither endpoint nor table stands for the folder 'New'",
  ]);
});

Deno.test("checkRoom() fails for an undeclared field, and for a missing one unless the example was assembled", () => {
  const { price: _, ...less } = whole;
  const run = (result: unknown, name?: string) =>
    checkRoom(example, table, [payload("Whole", { error: [], result }, name)]);
  assertEquals(run(whole).problems, []);
  assertEquals(run({ ...whole, fresh: 1 }, "x-assembled.json").problems.length, 1);
  assertEquals(run(less).problems.length, 1);
  assertEquals(run(less, "x-assembled.json"), { checked: 1, errors: 0, incomplete: 1, problems: [] });
});

Deno.test("checkRoom() looks at the result also when an error stands beside it", () => {
  const value = { error: ["EGeneral:Invalid arguments"], result: { ...whole, fresh: 1 } };
  assertEquals(checkRoom(example, table, [payload("Whole", value)]).problems.length, 1);
});

Deno.test("checkRoom() counts error answers and refuses a result among them", () => {
  const error = { error: ["EAPI:Invalid key"] };
  assertEquals(checkRoom(example, table, [payload("errors", error), payload("Whole", error)]).errors, 2);
  assertEquals(checkRoom(example, table, [payload("errors", { error: [], result: {} })]).problems, [
    "spot-rest/errors/recorded.json: must be an error: it has a result",
  ]);
});

Deno.test("checkRoom() lets a weak payload pass, and complains when it fits or is gone", () => {
  const weak = { "spot-rest/Whole/recorded.json": "a field is a text in it" };
  const run = (value: unknown[]) =>
    checkRoom(example, { ...table, weak }, value.map((result) => payload("Whole", { error: [], result }))).problems;
  assertEquals(run([{ ...whole, price: 1 }]), []);
  assertEquals(run([whole]), ["spot-rest/Whole/recorded.json: fits, so it must leave the list of weak payloads"]);
  assertEquals(run([]), ["spot-rest/Whole/recorded.json: is listed as weak and is not among the recordings"]);
});

Deno.test("folderOf() writes slashes and braces of the path as the collection does", () => {
  assertEquals(folderOf("/0/private/Earn/Allocate", ["/0/public/", "/0/private/"]), "Earn-Allocate");
  assertEquals(folderOf("/derivatives/api/v3/tickers/{symbol}", ["/derivatives/api/v3/"]), "tickers-symbol");
});

Deno.test("allSchemas() has a self-contained schema for every endpoint of a room", async () => {
  const schemas = await allSchemas(await machine(["spot/market"]), ["spot/market"]);
  assertEquals(Object.keys(schemas).length, 14);
  for (const schema of Object.values(schemas)) {
    const text = JSON.stringify(schema);
    const definitions = Object.keys(schema["definitions"] ?? {});
    for (const [, name] of text.matchAll(/"#\/definitions\/([^"]+)"/g)) {
      assertEquals(definitions.includes(decodeURIComponent(name ?? "")), true);
    }
  }
});
