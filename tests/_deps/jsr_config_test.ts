import { assertEquals } from "@std/assert";

const read = async (name: string) => JSON.parse(await Deno.readTextFile(new URL(`../../${name}`, import.meta.url)));

Deno.test("deno.jsr.json differs from deno.json in nothing but what comes from JSR", async () => {
  const [plain, jsr] = [await read("deno.json"), await read("deno.jsr.json")];
  for (const key of ["compilerOptions", "fmt", "lint"]) assertEquals(jsr[key], plain[key], key);
  assertEquals(Object.keys(plain.imports).filter((name) => !Object.hasOwn(jsr.imports, name)), []);
  assertEquals(
    Object.entries(jsr.imports).filter(([, target]) => String(target).startsWith("jsr:")).map(([name]) => name),
    [
      "@std/assert",
      "@std/csv",
    ],
  );
});
