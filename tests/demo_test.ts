import { fileURLToPath } from "node:url";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";

const DEMO = fileURLToPath(new URL("../demo.ts", import.meta.url));

/** Runs the demo in a folder of its own with these permissions and no others. */
async function run(permissions: readonly string[], args: readonly string[], folder: string) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", ...permissions, DEMO, ...args],
    cwd: folder,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = new TextDecoder();
  return { code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
}

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("demo.ts refuses options it does not have", () =>
  inFolder(async (folder) => {
    const { code, stderr } = await run([], ["--lvie"], folder);
    assertEquals(code, 2);
    assertStringIncludes(stderr, "Cannot run the demo with '--lvie': the only option is --live");
  }));

Deno.test("demo.ts --live says what to do when Kraken cannot be reached", () =>
  inFolder(async (folder) => {
    // Without permission for Kraken's host the network is out of reach on every machine.
    const { code, stderr } = await run([], ["--live"], folder);
    assertEquals(code, 1);
    assertStringIncludes(stderr, "The live demo stopped.");
    assertStringIncludes(stderr, "without one: deno task demo");
    assertEquals(stderr.match(/^\s+at /m), null, "a stack trace is shown");
  }));

Deno.test("demo.ts does the whole job with loopback and its folder as its only permissions", () =>
  inFolder(async (folder) => {
    const { code, stdout, stderr } = await run(["--allow-net=127.0.0.1", "--allow-write=demo-output"], [], folder);
    assertEquals(stderr, "");
    assertEquals(code, 0);
    for (const part of ["BTC/USD, daily candles", "ETH/USD, trades of", "90 rows × 8 columns · candles BTC/USD 1d"]) {
      assertStringIncludes(stdout, part);
    }
    assertMatch(stdout, /^BTC\/USD +-?\d+\.\d\d % +\d+\.\d\d % +\d+\.\d\d %$/m);
    const file = (name: string) => Deno.readTextFile(`${folder}/demo-output/${name}`);
    const svg = await file("candles.svg");
    assert(svg.startsWith("<svg"));
    assertStringIncludes(svg, "BTC/USD · 1d candles");
    const candles = (await file("candles.csv")).trim().split("\n");
    assertEquals(candles.length, 91);
    assertEquals(candles[0]?.trim(), "time,open,high,low,close,vwap,volume,count");
    assertStringIncludes(await file("trades.csv"), "time,price,volume,side");
  }));
