/** JSON with the digits kept: every number comes out as the text that stood on the wire. */

import { unfolded } from "../../core/decimal.ts";

// The third argument is in the standard since 2025 and in V8, not yet in TypeScript's library.
type SourceReviver = (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown;
const parse = JSON.parse as (text: string, reviver: SourceReviver) => unknown;

/**
 * Parses JSON; each number becomes its own source text, so that `1.50` stays `"1.50"` and no digit is lost. Only an exponent is written
 * out (`1.5e-8` → `"0.000000015"`), as decimal text has none.
 */
export function parseSource(text: string): unknown {
  return parse(text, (_key, value, context) => {
    if (typeof value !== "number") return value;
    const source = context.source ?? String(value);
    return /[eE]/.test(source) ? unfolded(source) : source;
  });
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
