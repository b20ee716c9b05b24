import {
  assert,
  assertAlmostEquals,
  assertArrayIncludes,
  assertEquals,
  AssertionError,
  assertMatch,
  assertNotEquals,
  assertObjectMatch,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
  equal,
} from "@std/assert";

Deno.test("assertEquals() fails with the note and both values in the message", () => {
  const error = assertThrows(() => assertEquals({ a: 1 }, { a: 2 }, "sizes differ"), AssertionError, "sizes differ");
  assertMatch(error.message, /1[\s\S]*2/);
});

Deno.test("assertThrows() fails when nothing is thrown, the class differs or the text is missing", () => {
  const raise = () => {
    throw new TypeError("volume is missing");
  };
  assertThrows(() => assertThrows(() => {}), AssertionError, "Expected function to throw");
  assertThrows(() => assertThrows(raise, RangeError), AssertionError, 'but was "TypeError"');
  assertThrows(() => assertThrows(raise, TypeError, "price"), AssertionError, 'to include "price"');
  assertStrictEquals(assertThrows(raise, Error, "volume").message, "volume is missing");
});

Deno.test("assertRejects() fails when the function throws instead of rejecting, or resolves", async () => {
  const throws = (): Promise<void> => {
    throw new Error("at once");
  };
  await assertRejects(() => assertRejects(throws), AssertionError, "throws when expected to reject");
  await assertRejects(() => assertRejects(() => Promise.resolve(1)), AssertionError, "Expected function to reject");
  const error = await assertRejects(() => Promise.reject(new RangeError("too far")), RangeError, "far");
  assertStrictEquals(error.message, "too far");
});

Deno.test("assertObjectMatch() fails on a missing field and on a different array", () => {
  assertThrows(() => assertObjectMatch({ a: { b: 1 } }, { a: { b: 1, c: 2 } }), AssertionError);
  assertThrows(() => assertObjectMatch({ a: [1, 2] }, { a: [1, 3] }), AssertionError);
  assertObjectMatch({ a: { b: 1, c: [1, { d: 2, e: 3 }] }, z: 0 }, { a: { c: [1, { d: 2 }] } });
});

Deno.test("equal() tells apart what std tells apart", () => {
  class Point {
    x = 1;
  }
  const different: [unknown, unknown][] = [
    [1, "1"],
    [null, undefined],
    [{ a: undefined }, {}],
    [new Point(), { x: 1 }],
    [[1, 2], { 0: 1, 1: 2 }],
    [new Float64Array([1]), new Float32Array([1])],
    [new Set([1, 2]), new Set([1, 3])],
    [new Map([["a", 1]]), new Map([["a", 2]])],
    [new Map([[{ x: 1 }, true]]), new Map([[{ x: 2 }, true]])],
    [new Date(0), new Date(1)],
    [/a/g, /a/i],
    [{ [Symbol("a")]: 1 }, { [Symbol("a")]: 1 }],
  ];
  for (const [a, b] of different) assert(!equal(a, b), Deno.inspect([a, b]));
});

Deno.test("equal() holds equal what std holds equal", () => {
  const loop: { self?: unknown } = {};
  loop.self = loop;
  const other: { self?: unknown } = {};
  other.self = other;
  const same: [unknown, unknown][] = [
    [0, -0],
    [NaN, NaN],
    [[0], [-0]],
    [new Float64Array([NaN, 0]), new Float64Array([NaN, -0])],
    [Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
    [new Set([{ b: 2 }, { a: 1 }]), new Set([{ a: 1 }, { b: 2 }])],
    [new Map([[{ x: 1 }, true]]), new Map([[{ x: 1 }, true]])],
    [new Date(NaN), new Date(NaN)],
    [new URL("https://example.test"), new URL("https://example.test")],
    [loop, other],
  ];
  for (const [a, b] of same) assert(equal(a, b), Deno.inspect([a, b]));
});

Deno.test("assertNotEquals(), assertAlmostEquals(), assertArrayIncludes() and assertStringIncludes() fail and pass", () => {
  assertThrows(() => assertNotEquals([1], [1]), AssertionError);
  assertThrows(() => assertAlmostEquals(1, 1.001), AssertionError, "delta");
  assertAlmostEquals(0.1 + 0.2, 0.3);
  assertThrows(() => assertArrayIncludes([{ a: 1 }], [{ a: 2 }]), AssertionError, "missing");
  assertArrayIncludes([{ a: 1 }, { a: 2 }], [{ a: 2 }]);
  assertThrows(() => assertStringIncludes("abc", "d"), AssertionError);
});
