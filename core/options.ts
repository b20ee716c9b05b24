/** Options are checked by name: a misspelt one would otherwise be ignored in silence, and notebooks have no type checker. */

import { shown } from "./codecs.ts";
import { nearest } from "./nearest.ts";

/**
 * The names of all options of a call, for {@linkcode knownOptions}: the compiler complains of one that is missing or that there is not.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { namesOf } from "./options.ts";
 *
 * assertEquals(namesOf<{ every?: string; last?: string }>({ every: true, last: true }), ["every", "last"]);
 * ```
 */
export function namesOf<Options extends object>(
  names: { readonly [Name in keyof Required<Options>]: true },
): readonly (keyof Options & string)[] {
  return Object.keys(names) as (keyof Options & string)[];
}

/**
 * Refuses options that a call does not have. Left out altogether (`undefined`) is fine.
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 * import { knownOptions } from "./options.ts";
 *
 * assertThrows(
 *   () => knownOptions("candles", { evry: "1h" }, ["every", "last"]),
 *   TypeError,
 *   "Cannot call candles as it has no option 'evry'; did you mean 'every'?",
 * );
 * ```
 *
 * @throws {TypeError} for something else than an object, and for an unknown name, with the nearest spelling.
 */
export function knownOptions(call: string, given: unknown, names: readonly string[]): void {
  if (given === undefined) return;
  if (given === null || typeof given !== "object" || Array.isArray(given)) {
    throw new TypeError(
      `Cannot call ${call} as its options must be an object with ${names.join(", ")}: it is ${shown(given)}`,
    );
  }
  const { signal } = given as { signal?: unknown };
  if (names.includes("signal") && signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new TypeError(
      `Cannot call ${call} as 'signal' must be an AbortSignal, such as AbortSignal.timeout(10_000): it is ${
        shown(signal)
      }`,
    );
  }
  // Not own names only: a signal passed by itself shows its fields on the prototype.
  for (const name in given) {
    if (names.includes(name)) continue;
    const guess = nearest(name, names);
    throw new TypeError(
      `Cannot call ${call} as it has no option '${name}'; ` +
        (guess === undefined ? `it takes: ${names.join(", ") || "none"}` : `did you mean '${guess}'?`),
    );
  }
}
