import { assert, assertEquals } from "@std/assert";
import { serveTree } from "./helpers/serve_tree.ts";

const root = new URL("../", import.meta.url);

interface Graph {
  modules: { specifier: string; size?: number; error?: string }[];
}

async function deno(
  args: string[],
  options: { cwd?: string | URL; env?: Record<string, string> } = {},
): Promise<{ code: number; out: string; err: string }> {
  const command = new Deno.Command(Deno.execPath(), { args, stdout: "piped", stderr: "piped", ...options });
  const { code, stdout, stderr } = await command.output();
  return { code, out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
}

Deno.test("mod.ts imports no package: nothing but our own files is in its module graph", async () => {
  const { out } = await deno(["info", "--json", new URL("mod.ts", root).href]);
  const { modules } = JSON.parse(out) as Graph;
  assert(modules.length > 20);
  const foreign = modules.map(({ specifier }) => specifier).filter((specifier) =>
    !specifier.startsWith(root.href) && !specifier.startsWith("node:")
  );
  assertEquals(foreign, []);
  assertEquals(modules.filter(({ error }) => error), []);
});

Deno.test("mod.ts asks for nothing when it is imported: no permission, no environment, no network", async () => {
  const code = `import(${
    JSON.stringify(new URL("mod.ts", root).href)
  }).then((m) => console.log(typeof m.kraken, Object.keys(m.spot).join()))`;
  const { code: exit, out, err } = await deno(["eval", "--no-prompt", code]);
  assertEquals(exit, 0, err);
  assert(out.startsWith("function") && out.includes("market"), out);
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(
    file,
    `import { kraken } from ${
      JSON.stringify(new URL("mod.ts", root).href)
    };\nconst k = kraken();\nconsole.log(typeof k.candles);\n`,
  );
  const run = await deno(["run", "--no-prompt", "--config", new URL("deno.json", root).pathname, file]);
  await Deno.remove(file);
  assertEquals(run.code, 0, run.err);
  assertEquals(run.out.trim(), "function");
});

Deno.test("mod.ts works when imported by URL with an empty cache and an empty folder, down to a danfojs DataFrame", async () => {
  const cwd = await Deno.makeTempDir();
  const cache = await Deno.makeTempDir();
  await using server = serveTree(root);
  const port = new URL(server.url).port;
  await Deno.writeTextFile(
    `${cwd}/main.ts`,
    `import { kraken, toDataFrame } from "${server.url}/mod.ts";
await using k = await kraken.paper({ seed: 1 });
const candles = await k.candles("BTC/USD", { every: "1h", last: "2d" });
console.log(JSON.stringify({ rows: candles.length, columns: candles.columns }));
const table = await toDataFrame(candles);
console.log(JSON.stringify({ shape: table.shape, close: table.column("close").values[0] === candles.column("close")[0] }));
`,
  );
  try {
    await Deno.writeTextFile(`${cwd}/alone.ts`, `import "${server.url}/mod.ts";\n`);
    const before = await deno(["run", "--no-prompt", `--allow-import=127.0.0.1:${port}`, "alone.ts"], {
      cwd,
      env: { DENO_DIR: cache },
    });
    assertEquals(before.code, 0, before.err);
    assertEquals(packagesIn(cache), [], "importing alone fetched packages");
    const { code, out, err } = await deno(
      [
        "run",
        "--no-prompt",
        `--allow-import=127.0.0.1:${port}`,
        "--allow-read",
        "--allow-env",
        "--allow-sys",
        "main.ts",
      ],
      { cwd, env: { DENO_DIR: cache, NO_COLOR: "1" } },
    );
    assertEquals(code, 0, err);
    const [first, second] = out.trim().split("\n").filter((line) => line.startsWith("{")).map((line) =>
      JSON.parse(line)
    );
    assertEquals(first, { rows: 48, columns: ["time", "open", "high", "low", "close", "vwap", "volume", "count"] });
    assertEquals(second.shape[0], 48);
    assertEquals(second.close, true);
  } finally {
    await Deno.remove(cwd, { recursive: true });
    await Deno.remove(cache, { recursive: true });
  }
});

/** Hosts whose packages a cache holds; the folder itself is always made. */
function packagesIn(cache: string): string[] {
  try {
    return [...Deno.readDirSync(`${cache}/npm`)].map(({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
