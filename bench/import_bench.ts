/** What importing the toolkit costs: time above an empty script, and the source of its module graph. */

import { type Bar, median } from "./_bar.ts";

const root = new URL("../", import.meta.url);

async function seconds(file: string): Promise<number> {
  const start = performance.now();
  const { success } = await new Deno.Command(Deno.execPath(), { args: ["run", "--no-lock", file], stdout: "null" })
    .output();
  if (!success) throw new Error(`deno run ${file} failed`);
  return performance.now() - start;
}

/** Both bars. The two scripts run in turn, so that a slow moment meets both. */
export async function run(): Promise<Bar[]> {
  const folder = await Deno.makeTempDir();
  try {
    const [empty, full] = [`${folder}/empty.ts`, `${folder}/full.ts`];
    await Deno.writeTextFile(empty, "export {};\n");
    await Deno.writeTextFile(
      full,
      `import { kraken } from ${JSON.stringify(new URL("mod.ts", root).href)};\nexport default kraken;\n`,
    );
    const differences: number[] = [];
    const times: [number, number][] = [];
    for (let i = 0; i < 17; i++) {
      const pair: [number, number] = [await seconds(empty), await seconds(full)];
      if (i < 2) continue; // the first runs fill the caches
      times.push(pair);
      differences.push(pair[1] - pair[0]);
    }
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", new URL("mod.ts", root).href],
    }).output();
    const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as {
      modules: { specifier: string; size?: number }[];
    };
    const bytes = modules.reduce((sum, { size = 0 }) => sum + size, 0);
    return [{
      name: "import mod.ts, cached, above an empty script",
      ratio: median(differences),
      bar: 60,
      better: "lower",
      unit: "ms",
      detail: `empty ${median(times.map(([a]) => a)).toFixed(0)} ms, mod.ts ${
        median(times.map(([, b]) => b)).toFixed(0)
      } ms`,
    }, {
      name: "source of mod.ts's module graph",
      ratio: bytes / 1000,
      bar: 600,
      better: "lower",
      unit: "kB",
      detail: `${modules.length} modules, ${
        modules.filter(({ specifier }) => specifier.startsWith("npm:")).length
      } of them from npm`,
    }];
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
