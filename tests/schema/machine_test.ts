import { assertEquals, assertThrows } from "@std/assert";
import { fileURLToPath } from "node:url";
import { schemaTools } from "../../_deps/schema.ts";
import { type Machine, machineOf } from "./machine.ts";
import { openEnvelope } from "./envelope.ts";

const EXAMPLE = fileURLToPath(new URL("./example.ts", import.meta.url));

let made: Promise<Machine> | undefined;
const check = async (name: string, payload: unknown, missing = false) => {
  const built = await (made ??= schemaTools().then((tools) => machineOf(tools, [EXAMPLE])));
  return built.check(`${EXAMPLE}#${name}`, { missing })(payload);
};

const whole = { price: "1.50", status: "open", row: ["1", 2], more: { description: "x" } };

Deno.test("check() names an undeclared field, also deep inside", async () => {
  assertEquals(await check("Whole", { ...whole, fresh: 1 }), ["the whole has the undeclared field 'fresh'"]);
  assertEquals(await check("Whole", { ...whole, more: { description: "x", fresh: 1 } }), [
    "/more has the undeclared field 'fresh'",
  ]);
});

Deno.test("check() names a missing field, unless missing ones are allowed", async () => {
  const { price: _, ...rest } = whole;
  assertEquals(await check("Whole", rest), ["the whole must have required property 'price'"]);
  assertEquals(await check("Whole", rest, true), []);
  assertEquals(await check("Whole", { ...rest, fresh: 1 }, true), ["the whole has the undeclared field 'fresh'"]);
});

Deno.test("check() refuses money that is a number, has an exponent or is no figure", async () => {
  assertEquals(await check("Whole", { ...whole, price: 1.5 }), ["/price must be string"]);
  assertEquals((await check("Whole", { ...whole, price: "1e-8" })).length, 1);
  assertEquals((await check("Whole", { ...whole, price: "" })).length, 1);
  assertEquals(await check("Whole", { ...whole, price: "-0.5" }), []);
});

Deno.test("check() takes any text for an open union and only the listed ones for a closed one", async () => {
  assertEquals(await check("Whole", { ...whole, status: "brand new" }), []);
  assertEquals(await check("Whole", { ...whole, status: 1 }), ["/status must be string"]);
  assertEquals((await check("Closed", "brand new")).length, 1);
  assertEquals(await check("Closed", "open"), []);
});

Deno.test("check() takes a tuple without its optional item, and none shorter or longer", async () => {
  assertEquals(await check("Whole", { ...whole, row: ["1", 2, "3"] }), []);
  assertEquals(await check("Whole", { ...whole, row: ["1"] }), ["/row must NOT have fewer than 2 items"]);
  assertEquals(await check("Whole", { ...whole, row: ["1", 2, "3", 4] }), ["/row must NOT have more than 3 items"]);
});

Deno.test("check() reads the result of an endpoint constant from its annotation", async () => {
  assertEquals(await check("example", { XXBTZUSD: "1.0" }), []);
  assertEquals(await check("example", { XXBTZUSD: 1 }), ["/XXBTZUSD must be string"]);
});

Deno.test("check() throws for a source that does not exist or is not annotated", async () => {
  const built = machineOf(await schemaTools(), [EXAMPLE]);
  assertThrows(() => built.check(`${EXAMPLE}#nothing`), RangeError, "declares no 'nothing'");
  assertThrows(() => built.check(`${EXAMPLE}#bare`), TypeError, "is not annotated 'Endpoint<Params, Result>'");
  assertThrows(() => built.check("spot/none.ts#x"), RangeError, "there is no file 'spot/none.ts'");
});

Deno.test("openEnvelope() wants a list of Kraken's strings and nothing else beside the result", () => {
  assertEquals(openEnvelope([]).problems, ["the whole must be an object"]);
  assertEquals(openEnvelope({ error: [], result: {}, more: 1 }).problems, [
    "the envelope has the undeclared field 'more'",
  ]);
  assertEquals(openEnvelope({ error: ["went wrong"] }).problems, ["'error' must hold Kraken's strings: went wrong"]);
  assertEquals(openEnvelope({ error: [] }).problems, ["the envelope must have a result or an error"]);
  assertEquals(openEnvelope({ result: {} }).problems, ["the envelope must have a list 'error'"]);
  assertEquals(openEnvelope({ error: ["EQuery:Unknown asset pair"] }), {
    problems: [],
    answered: false,
    result: undefined,
  });
});
