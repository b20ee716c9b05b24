import { assert, assertEquals, assertThrows } from "@std/assert";
import { type Bar, benchArguments, line, median, met } from "../../bench/_bar.ts";

const bar: Bar = { name: "reading", ratio: 1.5, bar: 1.3, better: "lower", detail: "15 ms against 10 ms" };

Deno.test("benchArguments() refuses seconds that are no number from 1 to 600, and options it does not know", () => {
  for (const args of [["--seconds", "0"], ["--seconds=601"], ["--seconds", "soon"], ["--seconds"]]) {
    assertThrows(() => benchArguments(args), RangeError, "must be a number from 1 to 600");
  }
  assertThrows(() => benchArguments(["--second", "60"]), RangeError, "current value is --second");
});

Deno.test("benchArguments() takes names and seconds in any order", () => {
  assertEquals(benchArguments([]), { names: [] });
  assertEquals(benchArguments(["frames", "--seconds", "60", "sign"]), { names: ["frames", "sign"], seconds: 60 });
  assertEquals(benchArguments(["--seconds=1.5"]), { names: [], seconds: 1.5 });
});

Deno.test("met() holds the figure to the good side of the bar, the bar itself included, and misses what is no number", () => {
  assert(!met(bar));
  assert(met({ ...bar, better: "higher" }));
  assert(met({ ...bar, ratio: 1.3 }));
  assert(!met({ ...bar, ratio: NaN }));
});

Deno.test("line() says pass or MISS with the figure, its bar and what was measured", () => {
  assertEquals(line(bar), "  MISS  reading: 1.50 × (bar: ≤ 1.3 ×)\n        15 ms against 10 ms");
  assertEquals(
    line({ ...bar, ratio: 49_902.4, bar: 49_500, better: "higher", unit: "messages/s", detail: "10 s" }),
    "  pass  reading: 49,902 messages/s (bar: ≥ 49,500 messages/s)\n        10 s",
  );
  assertEquals(
    line({ ...bar, ratio: 0, bar: 0, unit: "messages" }),
    "  pass  reading: 0 messages (bar: ≤ 0 messages)\n        15 ms against 10 ms",
  );
});

Deno.test("median() is the middle value and leaves the values in their order", () => {
  const values = [3, 1, 2];
  assertEquals([median(values), values], [2, [3, 1, 2]]);
  assert(Number.isNaN(median([])));
});
