/** CSV for the library: loaded on first use, with the signatures of @std/csv 1.x. */

import { type Csv, csvOver, type Packages } from "./_csv_std.ts";

export type { Csv, ParseOptions, StringifyOptions } from "./_csv_std.ts";

// Values rather than literals, so that nothing is downloaded before the first call.
const parser = "npm:csv-parse@7.0.3/sync";
const writer = "npm:csv-stringify@6.9.0/sync";
let loaded: Promise<Csv> | undefined;

async function load(): Promise<Csv> {
  const [{ parse }, { stringify }]: [{ parse: Packages["parseRows"] }, { stringify: Packages["stringifyRows"] }] =
    await Promise.all([import(parser), import(writer)]);
  return csvOver({ parseRows: parse, stringifyRows: stringify });
}

/** `parse` and `stringify`, fetched on first use and kept. */
export function csv(): Promise<Csv> {
  return loaded ??= load();
}
