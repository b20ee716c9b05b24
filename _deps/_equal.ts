/** Deep equality as @std/assert has it: `-0` equals `0`, prototypes count, `undefined` fields count. */

const typedArray = Object.getPrototypeOf(Uint8Array);

/** Built-in classes whose whole content stands in their text. */
const spoken = new Set<unknown>([Intl.Locale, RegExp, URL, URLSearchParams].map((kind) => kind.prototype));
const temporal: object | undefined = Reflect.get(globalThis, "Temporal");
if (temporal) {
  for (const name of Object.getOwnPropertyNames(temporal)) {
    const prototype = Reflect.get(temporal, name)?.prototype;
    if (prototype) spoken.add(prototype);
  }
}

const sameValueZero = (a: unknown, b: unknown) => a === b || Object.is(a, b);
const isPrimitive = (value: unknown) => value === null || (typeof value !== "object" && typeof value !== "function");
const isPlain = (prototype: unknown) =>
  prototype === null || prototype === Object.prototype || prototype === Array.prototype;

function samePrototype(a: object, b: object): boolean {
  const [left, right] = [Object.getPrototypeOf(a), Object.getPrototypeOf(b)];
  // A null prototype counts as a plain object.
  return left === right || (left === Object.prototype && right === null) ||
    (left === null && right === Object.prototype);
}

/** Names on the object and, for instances, on the way up: getters of a class are part of its value. */
function allKeys(value: object): Set<PropertyKey> {
  const keys = new Set<PropertyKey>();
  for (let at: object | null = value; at !== null; at = Object.getPrototypeOf(at)) {
    if (at === Object.prototype || at === Array.prototype) break;
    for (const key of Reflect.ownKeys(at)) keys.add(key);
  }
  return keys;
}

function sameElements(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!sameValueZero(a[i], b[i])) return false;
  return true;
}

type Compare = (a: unknown, b: unknown) => boolean;
type Keyed = Map<unknown, unknown> | Set<unknown>;

function sameEntries(a: Keyed, b: Keyed, compare: Compare): boolean {
  if (a.size !== b.size) return false;
  if ([...a.keys()].every(isPrimitive)) {
    for (const key of a.keys()) {
      if (!b.has(key)) return false;
      if (a instanceof Map && b instanceof Map && !compare(a.get(key), b.get(key))) return false;
    }
    return true;
  }
  const others = [...b.entries()];
  return [...a.entries()].every(([key, value]) =>
    others.some(([otherKey, otherValue]) => compare(key, otherKey) && compare(value, otherValue))
  );
}

/** Whether two values are deeply equal in the sense of @std/assert's `equal`. */
export function equal(a: unknown, b: unknown): boolean {
  const seen = new Map<unknown, unknown>();
  function compare(left: unknown, right: unknown): boolean {
    if (sameValueZero(left, right)) return true;
    if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
    if (left instanceof Date && right instanceof Date) return Object.is(left.getTime(), right.getTime());
    if (!samePrototype(left, right)) return false;
    if (left instanceof typedArray) {
      return sameElements(left as unknown as ArrayLike<unknown>, right as unknown as ArrayLike<unknown>);
    }
    if (left instanceof ArrayBuffer || left instanceof SharedArrayBuffer) {
      return sameElements(new Uint8Array(left), new Uint8Array(right as ArrayBuffer));
    }
    if (left instanceof WeakMap) throw new TypeError("Cannot compare WeakMap instances");
    if (left instanceof WeakSet) throw new TypeError("Cannot compare WeakSet instances");
    if (left instanceof WeakRef) return compare(left.deref(), (right as WeakRef<WeakKey>).deref());
    if (seen.get(left) === right) return true;
    if (Object.keys(left).length !== Object.keys(right).length) return false;
    seen.set(left, right);
    if (left instanceof Map || left instanceof Set) return sameEntries(left, right as Keyed, compare);
    const prototype = Object.getPrototypeOf(left);
    if (spoken.has(prototype)) return String(left) === String(right);
    const keys = isPlain(prototype) ? Reflect.ownKeys({ ...left, ...right }) : allKeys(left).union(allKeys(right));
    for (const key of keys) {
      if ((key in left) !== (key in right)) return false;
      if (!compare(Reflect.get(left, key), Reflect.get(right, key))) return false;
    }
    return true;
  }
  return compare(a, b);
}
