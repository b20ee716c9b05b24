/** JSON in and out with every digit kept. */

import { isTooDeep } from "../rest/nesting.ts";

/** A JSON number as it was written. */
export class Numeral {
  /** Its text. */
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

/** A JSON value whose numbers keep their digits. */
export type Json = string | boolean | null | Numeral | readonly Json[] | JsonObject;

/** A JSON object whose numbers keep their digits. */
export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

// The third argument is in the standard since 2025 and in V8, not yet in TypeScript's library.
type SourceReviver = (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown;
const parse = JSON.parse as (text: string, reviver: SourceReviver) => unknown;

/** Reads JSON; nothing when it is none, or is nested more than a hundred times. */
export function readJson(text: string): Json | undefined {
  if (isTooDeep(text)) return undefined;
  try {
    return parse(
      text,
      (_, value, { source }) => typeof value === "number" ? new Numeral(source ?? "0") : value,
    ) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Whether a value has fields. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Numeral);
}

const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;

/** A number that is written exactly so. */
export function raw(text: string): unknown {
  return rawJson(text);
}

/** The text of a value, each number as it was written. */
export function writeJson(value: Json): string {
  return JSON.stringify(value, (_, each) => each instanceof Numeral ? raw(each.source) : each);
}

/** A copy without the fields that are `undefined`, in order of name, as Kraken writes its answers. */
export function sorted(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = Object.keys(fields).filter((name) => fields[name] !== undefined).sort();
  return Object.fromEntries(names.map((name) => [name, fields[name]]));
}
