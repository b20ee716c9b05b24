/** `deno task bench [name …]`: every speed bar as a ratio in one run, with pass or miss. */

import { type Bar, met } from "./_bar.ts";

const wanted = Deno.args;
const files = [...Deno.readDirSync(import.meta.dirname ?? ".")]
  .map(({ name }) => name)
  .filter((name) => name.endsWith("_bench.ts") && (wanted.length === 0 || wanted.some((each) => name.startsWith(each))))
  .sort();

if (files.length === 0) {
  console.error(`There is no bench called ${wanted.join(", ")}`);
  Deno.exit(1);
}

let missed = 0;
for (const file of files) {
  const { run } = await import(new URL(file, import.meta.url).href) as { run(): Promise<Bar[]> };
  console.log(`\n${file.replace("_bench.ts", "")}`);
  for (const bar of await run()) {
    const good = met(bar);
    if (!good) missed++;
    const figure = bar.ratio >= 1000 ? Math.round(bar.ratio).toLocaleString("en-US") : bar.ratio.toFixed(2);
    const unit = bar.unit ?? "×";
    const limit = bar.bar.toLocaleString("en-US");
    console.log(
      `  ${good ? "pass" : "MISS"}  ${bar.name}: ${figure} ${unit} (bar: ${
        bar.better === "lower" ? "≤" : "≥"
      } ${limit} ${unit})`,
    );
    console.log(`        ${bar.detail}`);
  }
}
console.log(missed === 0 ? "\nAll bars met." : `\n${missed} ${missed === 1 ? "bar" : "bars"} missed.`);
