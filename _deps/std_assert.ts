/**
 * What our tests use of @std/assert 1.x, over Node's assert: same names, signatures and meaning. `deno.json` maps
 * `@std/assert` here; `deno.jsr.json` maps it to the real one.
 */

import { AssertionError as NodeAssertionError } from "node:assert";
import { stripVTControlCharacters } from "node:util";
import { equal } from "./_equal.ts";

export { equal };

/** Raised by every assertion that fails. */
export class AssertionError extends Error {
  /** A message and, when there is one, the `cause`. */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AssertionError";
  }
}

/** Any class, abstract ones included. */
// `never[]` accepts every constructor; std says `any[]`.
export type AnyConstructor<Instance = unknown> = abstract new (...args: never[]) => Instance;

/** Arrays, typed arrays and their like; not text. */
export type ArrayLikeArg<T> = ArrayLike<T> & object;

const suffix = (msg: string | undefined) => msg ? `: ${msg}` : ".";
const show = (value: unknown) => Deno.inspect(value, { depth: 10, sorted: true, trailingComma: true, compact: false });

/** Node's own difference of the two, line by line. */
function difference(actual: unknown, expected: unknown, operator: string): string {
  return new NodeAssertionError({ actual, expected, operator }).message;
}

/** `expr` is truthy. */
export function assert(expr: unknown, msg = ""): asserts expr {
  if (!expr) throw new AssertionError(msg);
}

/** `expr` is falsy. */
export function assertFalse(expr: unknown, msg = ""): void {
  if (expr) throw new AssertionError(msg);
}

/** Deeply equal, see {@linkcode equal}. */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  if (equal(actual, expected)) return;
  throw new AssertionError(
    `Values are not equal${suffix(msg)}\n\n${difference(actual, expected, "deepStrictEqual")}`,
  );
}

/** Not deeply equal. */
export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!equal(actual, expected)) return;
  throw new AssertionError(`Expected actual: ${show(actual)} not to be: ${show(expected)}${suffix(msg)}`);
}

/** The same value by `Object.is`. */
export function assertStrictEquals<T>(actual: unknown, expected: T, msg?: string): asserts actual is T {
  if (Object.is(actual, expected)) return;
  throw new AssertionError(
    `Values are not strictly equal${suffix(msg)}\n\n${difference(actual, expected, "strictEqual")}`,
  );
}

/** Not the same value by `Object.is`. */
export function assertNotStrictEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!Object.is(actual, expected)) return;
  throw new AssertionError(`Expected "actual" to not be strictly equal to: ${show(actual)}${suffix(msg)}`);
}

/** Within `tolerance`, by default 1e-7 of the expected value. */
export function assertAlmostEquals(actual: number, expected: number, tolerance?: number, msg?: string): void {
  if (Object.is(actual, expected)) return;
  const delta = Math.abs(expected - actual);
  const allowed = tolerance ?? (Number.isFinite(expected) ? Math.abs(expected * 1e-7) : 1e-7);
  if (delta <= allowed) return;
  throw new AssertionError(
    `Expected actual: "${actual}" to be close to "${expected}": delta "${delta}" is greater than "${allowed}"${
      suffix(msg)
    }`,
  );
}

/** Neither `null` nor `undefined`. */
export function assertExists<T>(actual: T, msg?: string): asserts actual is NonNullable<T> {
  if (actual !== undefined && actual !== null) return;
  throw new AssertionError(`Expected actual: "${actual}" to not be null or undefined${suffix(msg)}`);
}

/** An instance of the class. */
export function assertInstanceOf<T extends AnyConstructor>(
  actual: unknown,
  expectedType: T,
  msg = "",
): asserts actual is InstanceType<T> {
  if (actual instanceof expectedType) return;
  const got = actual === null ? "null" : typeof actual === "object" ? actual?.constructor?.name : typeof actual;
  throw new AssertionError(
    `Expected object to be an instance of "${expectedType.name || "anonymous class"}" but was "${got}"${suffix(msg)}`,
  );
}

/** No instance of the class. */
export function assertNotInstanceOf<A, T>(
  actual: A,
  unexpectedType: AnyConstructor<T>,
  msg?: string,
): asserts actual is Exclude<A, T> {
  if (actual instanceof unexpectedType) {
    throw new AssertionError(`Expected object to not be an instance of "${unexpectedType.name}"${suffix(msg)}`);
  }
}

/** The text contains the other. */
export function assertStringIncludes(actual: string, expected: string, msg?: string): void {
  if (actual.includes(expected)) return;
  throw new AssertionError(`Expected actual: "${actual}" to contain: "${expected}"${suffix(msg)}`);
}

/** Every expected element is in the array, compared deeply. */
export function assertArrayIncludes<T>(actual: ArrayLikeArg<T>, expected: ArrayLikeArg<T>, msg?: string): void {
  const has = Array.from(actual);
  const missing = Array.from(expected).filter((item) => !has.some((other) => equal(item, other)));
  if (missing.length === 0) return;
  throw new AssertionError(
    `Expected actual: "${show(actual)}" to include: "${show(expected)}"${suffix(msg)}\nmissing: ${show(missing)}`,
  );
}

/** The text matches. */
export function assertMatch(actual: string, expected: RegExp, msg?: string): void {
  if (expected.test(actual)) return;
  throw new AssertionError(`Expected actual: "${actual}" to match: "${expected}"${suffix(msg)}`);
}

/** The text does not match. */
export function assertNotMatch(actual: string, expected: RegExp, msg?: string): void {
  if (!expected.test(actual)) return;
  throw new AssertionError(`Expected actual: "${actual}" to not match: "${expected}"${suffix(msg)}`);
}

/** `actual > expected`. */
export function assertGreater<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual > expected)) throw new AssertionError(msg ?? `Expect ${show(actual)} > ${show(expected)}`);
}

/** `actual >= expected`. */
export function assertGreaterOrEqual<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual >= expected)) throw new AssertionError(msg ?? `Expect ${show(actual)} >= ${show(expected)}`);
}

/** `actual < expected`. */
export function assertLess<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual < expected)) throw new AssertionError(msg ?? `Expect ${show(actual)} < ${show(expected)}`);
}

/** `actual <= expected`. */
export function assertLessOrEqual<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual <= expected)) throw new AssertionError(msg ?? `Expect ${show(actual)} <= ${show(expected)}`);
}

/** An error of the class whose message contains the text or matches the expression. */
export function assertIsError<E extends Error = Error>(
  error: unknown,
  ErrorClass?: AnyConstructor<E>,
  msgMatches?: string | RegExp,
  msg?: string,
): asserts error is E {
  if (!(error instanceof Error)) throw new AssertionError(`Expected "error" to be an Error object${suffix(msg)}`);
  if (ErrorClass && !(error instanceof ErrorClass)) {
    const name = (error as Error).constructor?.name;
    throw new AssertionError(
      `Expected error to be instance of "${ErrorClass.name}", but was "${name}"${suffix(msg)}\n${Deno.inspect(error)}`,
    );
  }
  const said = stripVTControlCharacters((error as Error).message);
  const fits = msgMatches === undefined ||
    (typeof msgMatches === "string" ? said.includes(stripVTControlCharacters(msgMatches)) : msgMatches.test(said));
  if (!fits) {
    const wanted = typeof msgMatches === "string" ? JSON.stringify(msgMatches) : String(msgMatches);
    throw new AssertionError(
      `Expected error message to include ${wanted}, but got ${JSON.stringify(said)}${suffix(msg)}`,
    );
  }
}

/** The overloads share their last arguments: a class and what its message contains, or only a note of the test's own. */
function wanted<E extends Error>(
  classOrMsg: AnyConstructor<E> | string | undefined,
  includesOrMsg: string | undefined,
  msg: string | undefined,
): { ErrorClass?: AnyConstructor<E>; includes?: string | undefined; msg?: string | undefined } {
  if (typeof classOrMsg === "string") return { msg: classOrMsg };
  return classOrMsg === undefined
    ? { msg: msg ?? includesOrMsg }
    : { ErrorClass: classOrMsg, includes: includesOrMsg, msg };
}

/** The function throws; the error is returned. */
export function assertThrows(fn: () => unknown, msg?: string): unknown;
/** The function throws an error of the class, its message containing the text; the error is returned. */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ErrorClass: AnyConstructor<E>,
  msgIncludes?: string,
  msg?: string,
): E;
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  classOrMsg?: AnyConstructor<E> | string,
  includesOrMsg?: string,
  msg?: string,
): unknown {
  const { ErrorClass, includes, msg: note } = wanted(classOrMsg, includesOrMsg, msg);
  try {
    fn();
  } catch (error) {
    if (ErrorClass) {
      if (!(error instanceof Error)) throw new AssertionError(`A non-Error object was thrown${suffix(note)}`);
      assertIsError(error, ErrorClass, includes, note);
    }
    return error;
  }
  throw new AssertionError(`Expected function to throw${suffix(note)}`);
}

/** The promise rejects; the error is returned. A function that throws instead of rejecting fails. */
export function assertRejects(fn: () => PromiseLike<unknown>, msg?: string): Promise<unknown>;
/** The promise rejects with an error of the class, its message containing the text; the error is returned. */
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ErrorClass: AnyConstructor<E>,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
export async function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  classOrMsg?: AnyConstructor<E> | string,
  includesOrMsg?: string,
  msg?: string,
): Promise<unknown> {
  const { ErrorClass, includes, msg: note } = wanted(classOrMsg, includesOrMsg, msg);
  let promise: PromiseLike<unknown> | undefined;
  try {
    promise = fn();
  } catch (error) {
    throw new AssertionError(`Function throws when expected to reject${suffix(note)}`, { cause: error });
  }
  if (typeof promise?.then !== "function") {
    throw new AssertionError(`Function throws when expected to reject${suffix(note)}`);
  }
  try {
    await promise;
  } catch (error) {
    if (ErrorClass) {
      if (!(error instanceof Error)) throw new AssertionError(`A non-Error object was rejected${suffix(note)}`);
      assertIsError(error, ErrorClass, includes, note);
    }
    return error;
  }
  throw new AssertionError(`Expected function to reject${suffix(note)}`);
}

type Loose = Record<PropertyKey, unknown>;

/** The part of `actual` whose names `expected` has too, as plain objects, deeply. */
function overlap(actual: object, expected: object, seen = new Map<object, Map<object, unknown>>()): unknown {
  const known = seen.get(actual)?.get(expected);
  if (known !== undefined) return known;
  const filtered: Loose = {};
  seen.set(actual, (seen.get(actual) ?? new Map()).set(expected, filtered));
  for (const key of Reflect.ownKeys(actual)) {
    if (!(key in expected)) continue;
    const value = (actual as Loose)[key];
    const other = (expected as Loose)[key];
    const nested = typeof value === "object" && value !== null && typeof other === "object" && other !== null;
    if (!nested || value instanceof RegExp) {
      filtered[key] = value;
    } else if (Array.isArray(value)) {
      // Elements are compared by index, so that an array may be longer than expected.
      filtered[key] = Array.isArray(other) ? overlap({ ...value }, { ...other }, seen) : value;
    } else if (value instanceof Map && other instanceof Map) {
      filtered[key] = new Map(
        [...value].filter(([name]) => other.has(name)).map(([name, item]) => [
          name,
          typeof item === "object" && item !== null ? overlap(item, other.get(name), seen) : item,
        ]),
      );
    } else if (value instanceof Set && other instanceof Set) {
      filtered[key] = new Set([...value].filter((item) => other.has(item)));
    } else {
      filtered[key] = overlap(value, other, seen);
    }
  }
  return filtered;
}

/** Every field of `expected` is in `actual` with an equal value, deeply; `actual` may have more. */
export function assertObjectMatch(actual: object, expected: Record<PropertyKey, unknown>, msg?: string): void {
  assertEquals(overlap(actual, expected), overlap(expected, expected), msg);
}

/** Fails always. */
export function fail(msg?: string): never {
  throw new AssertionError(`Failed assertion${suffix(msg)}`);
}

/** Marks a place that is never reached. */
export function unreachable(reason?: string): never {
  throw new AssertionError(`Unreachable${suffix(reason)}`);
}
