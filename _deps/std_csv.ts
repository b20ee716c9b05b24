/**
 * `parse` and `stringify` as @std/csv 1.x has them, for tests and tools; loads with the module. `deno.json` maps `@std/csv` here;
 * `deno.jsr.json` maps it to the real one. The library itself uses `_deps/csv.ts`, which loads on call.
 */

import { type Csv, csv as load } from "./csv.ts";

export type { Column, ColumnDetails, DataItem, ParseOptions, ParseResult, StringifyOptions } from "./_csv_std.ts";

const csv = await load();

/** CSV text into rows of text, or into objects with `columns` or `skipFirstRow`. */
export const parse: Csv["parse"] = csv.parse;
/** Objects or arrays into CSV text. */
export const stringify: Csv["stringify"] = csv.stringify;
