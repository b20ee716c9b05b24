import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { chance, extend, Random } from "../../../paper/market/random.ts";

Deno.test("Random gives the same numbers for the same key, and others for another", () => {
  const draw = (key: number) => {
    const random = new Random(key);
    return Array.from({ length: 5 }, () => random.bits());
  };
  assertEquals(draw(1), draw(1));
  assertNotEquals(draw(1), draw(2));
});

Deno.test("Random keeps its numbers from release to release", () => {
  const random = new Random(extend(0, "pinned"));
  // A change here changes every market ever rehearsed.
  assertEquals([random.bits(), random.bits(), random.bits()], PINNED);
});

Deno.test("Random.next stays in [0, 1) and normal has mean 0 and variance 1", () => {
  const random = new Random(42);
  let [sum, squares] = [0, 0];
  const count = 20_000;
  for (let i = 0; i < count; i++) {
    const u = random.next();
    assert(u >= 0 && u < 1);
    const n = random.normal();
    sum += n;
    squares += n * n;
  }
  assert(Math.abs(sum / count) < 0.03, `mean ${sum / count}`);
  assert(Math.abs(squares / count - 1) < 0.05, `variance ${squares / count}`);
});

Deno.test("extend tells text, order and large numbers apart", () => {
  const keys = [
    extend(1, "a"),
    extend(1, "b"),
    extend(extend(1, "a"), "b"),
    extend(extend(1, "b"), "a"),
    extend(1, 5),
    extend(1, 5 + 2 ** 32),
    extend(1, -5),
  ];
  assertEquals(new Set(keys).size, keys.length);
});

Deno.test("chance is even over neighbouring keys", () => {
  const buckets = new Array<number>(10).fill(0);
  for (let i = 0; i < 10_000; i++) buckets[Math.floor(chance(extend(3, i)) * 10)]!++;
  for (const bucket of buckets) assert(bucket > 850 && bucket < 1150, `${buckets}`);
});

const PINNED = [1980846957, -498020198, 1951684000];
