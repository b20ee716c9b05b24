import { assertEquals } from "@std/assert";
import { changesOf } from "../../../paper/ws/changes.ts";
import { numbers } from "../help.ts";

const rows = (...prices: [number, number][]) => prices.map(([price, size]) => ({ price, size }));

Deno.test("changesOf() tells removals first, then what is new or different, best price first", () => {
  const before = rows([10, 1], [11, 2], [12, 3]);
  const after = rows([9, 5], [11, 2], [12, 4]);
  assertEquals(changesOf(before, after, 3, 1), rows([10, 0], [9, 5], [12, 4]));
});

Deno.test("changesOf() does not tell of levels that better ones pushed out of the depth", () => {
  assertEquals(changesOf(rows([10, 1], [12, 1]), rows([9, 1], [10, 1]), 2, 1), rows([9, 1]));
  assertEquals(changesOf(rows([10, 1], [8, 1]), rows([11, 1], [10, 1]), 2, -1), rows([11, 1]));
  // With room left, a level that is not there any more was taken away.
  assertEquals(changesOf(rows([10, 1], [12, 1]), rows([10, 1]), 2, 1), rows([12, 0]));
});

Deno.test("changesOf() leads from any side to any other when the reader cuts to the depth", () => {
  const below = numbers(11);
  for (let round = 0; round < 2000; round++) {
    const depth = 1 + below(6);
    const sign = below(2) === 0 ? 1 : -1;
    const make = () => {
      const prices = new Set(Array.from({ length: below(9) }, () => 1 + below(12)));
      return [...prices].sort((a, b) => (a - b) * sign).slice(0, depth).map((price) => ({ price, size: 1 + below(3) }));
    };
    const [before, after] = [make(), make()];
    const held = new Map(before.map(({ price, size }) => [price, size]));
    for (const { price, size } of changesOf(before, after, depth, sign as 1 | -1)) {
      if (size === 0) held.delete(price);
      else held.set(price, size);
    }
    const found = [...held].sort(([a], [b]) => (a - b) * sign).slice(0, depth);
    assertEquals(found, after.map(({ price, size }) => [price, size]));
  }
});
