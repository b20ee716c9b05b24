/** Stands in for `_deps/csv.ts` under `deno.jsr.json`: the real @std/csv. Not run on machines without JSR, so unverified. */

import type { Csv } from "./_csv_std.ts";

const specifier = "jsr:@std/csv@1.0.6";
let loaded: Promise<Csv> | undefined;

/** `parse` and `stringify`, fetched on first use and kept. */
export function csv(): Promise<Csv> {
  return loaded ??= import(specifier);
}
