/** `deno task bench [name …] [--seconds 60]`: every speed bar as a ratio in one run, with pass or miss. */

import { type Bar, benchArguments, type BenchOptions, report } from "./_bar.ts";

const { names, ...options } = benchArguments(Deno.args);
const files = [...Deno.readDirSync(import.meta.dirname ?? ".")]
  .map(({ name }) => name)
  .filter((name) => name.endsWith("_bench.ts") && (names.length === 0 || names.some((each) => name.startsWith(each))))
  .sort();

if (files.length === 0) {
  console.error(`There is no bench called ${names.join(", ")}`);
  Deno.exit(1);
}

let missed = 0;
for (const file of files) {
  const { run } = await import(new URL(file, import.meta.url).href) as { run(options: BenchOptions): Promise<Bar[]> };
  console.log(`\n${file.replace("_bench.ts", "")}`);
  missed += report(await run(options));
}
console.log(missed === 0 ? "\nAll bars met." : `\n${missed} ${missed === 1 ? "bar" : "bars"} missed.`);
