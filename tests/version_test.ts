import { assertEquals } from "@std/assert";
import { VERSION } from "../core/version.ts";

Deno.test("VERSION is the version of deno.json", async () => {
  const { version } = JSON.parse(await Deno.readTextFile(new URL("../deno.json", import.meta.url)));
  assertEquals(VERSION, version);
});
