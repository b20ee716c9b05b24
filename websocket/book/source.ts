/** JSON with the digits kept: every number comes out as the text that stood on the wire. */

// The third argument is in the standard since 2025 and in V8, not yet in TypeScript's library.
type SourceReviver = (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown;
const parse = JSON.parse as (text: string, reviver: SourceReviver) => unknown;

/** Parses JSON; each number becomes its own source text, so that `1.50` stays `"1.50"` and no digit is lost. */
export function parseSource(text: string): unknown {
  return parse(text, (_key, value, context) => typeof value === "number" ? context.source ?? String(value) : value);
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
