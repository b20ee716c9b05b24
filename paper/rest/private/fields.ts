/**
 * The body of a private call. Forms and JSON are read into the same tree, whose leaves are text: a JSON number keeps the
 * digits it was written with, so no amount passes through a float.
 */

import { isTooDeep } from "../nesting.ts";
import { invalidArgument, Refusal } from "../refusal.ts";

/** A value of a body. */
export type Value = string | null | readonly Value[] | Fields;

/** The fields of a body or of an object in it. */
export interface Fields {
  readonly [name: string]: Value;
}

const decoder = new TextDecoder();

/** Reads a body; `undefined` when it is no form and no JSON object, or one nested more than a hundred times. */
export function readBody(body: Uint8Array, contentType: string): Fields | undefined {
  const text = decoder.decode(body);
  if (!/^application\/json\b/i.test(contentType)) return readForm(new URLSearchParams(text));
  if (isTooDeep(text)) return undefined;
  try {
    const read = JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown);
    return isObject(read) ? read : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function keepDigits(_key: string, value: unknown, { source }: { source?: string }): unknown {
  return typeof value === "number" ? source ?? String(value) : typeof value === "boolean" ? String(value) : value;
}

/** Fields of a form: `close[price]` is the field `price` of `close`, `lock_type[]` an item of a list. */
export function readForm(form: Iterable<[string, string]>): Fields {
  const fields: Record<string, Value> = {};
  for (const [name, value] of form) {
    const [, outer = name, inner] = /^([^[\]]+)\[([^[\]]*)\]$/.exec(name) ?? [];
    if (inner === undefined) fields[outer] = value;
    else if (/^\d*$/.test(inner)) fields[outer] = [...listOf(fields[outer]), value];
    else fields[outer] = { ...(isObject(fields[outer]) ? fields[outer] : {}), [inner]: value };
  }
  return fields;
}

const listOf = (value: Value | undefined): readonly Value[] => Array.isArray(value) ? value : [];

/** Whether a value has fields of its own. */
export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A field's text; nothing when it is missing, empty or `null`. */
export function text(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string") throw invalidArgument(name);
  return value.trim() || undefined;
}

/** A field's text that must be there. */
export function needed(fields: Fields, name: string): string {
  const value = text(fields, name);
  if (value === undefined) throw invalidArgument(name);
  return value;
}

/** `true` or `false`. */
export function flag(fields: Fields, name: string, standard: boolean = false): boolean {
  const value = text(fields, name)?.toLowerCase();
  if (value === undefined) return standard;
  if (value === "true" || value === "1") return true;
  if (value === "false" || value === "0") return false;
  throw invalidArgument(name);
}

/** A whole number of a range. */
export function whole(fields: Fields, name: string, min: number, max: number): number | undefined {
  const value = text(fields, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!/^[+-]?\d{1,16}$/.test(value) || number < min || number > max) throw invalidArgument(name);
  return number;
}

/** One of a few words. */
export function choice<const Word extends string>(
  fields: Fields,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const value = text(fields, name);
  if (value === undefined) return undefined;
  const found = words.find((each) => each === value);
  if (found === undefined) throw invalidArgument(name);
  return found;
}

/** The items of a comma list or of a JSON list of texts; nothing when it is left out. */
export function items(fields: Fields, name: string): string[] | undefined {
  const value = fields[name];
  if (!Array.isArray(value)) return text(fields, name)?.split(",").map((each) => each.trim()).filter(Boolean);
  return value.map((each: Value) => typeof each === "string" ? each : fail(name));
}

/** An object; nothing when it is left out. */
export function object(fields: Fields, name: string): Fields | undefined {
  const value = fields[name];
  if (value === undefined || value === null || value === "") return undefined;
  return isObject(value) ? value : fail(name);
}

function fail(name: string): never {
  throw invalidArgument(name);
}

/** A refusal with a string of Kraken's. */
export function refuse(error: string): never {
  throw new Refusal(error);
}
