import { assertEquals, assertThrows } from "@std/assert";
import { knownOptions, namesOf } from "../../core/options.ts";

Deno.test("knownOptions() names the nearest spelling, or all that there are", () => {
  const error = assertThrows(() => knownOptions("candles", { evry: "1h" }, ["every", "last"]), TypeError);
  assertEquals(error.message, "Cannot call candles as it has no option 'evry'; did you mean 'every'?");
  const far = assertThrows(() => knownOptions("candles", { colour: 1 }, ["every", "last"]), TypeError);
  assertEquals(far.message, "Cannot call candles as it has no option 'colour'; it takes: every, last");
  // Also when nothing was given for it: the value may come from a variable that is empty today.
  assertThrows(() => knownOptions("candles", { evry: undefined }, ["every"]), TypeError, "'evry'");
});

Deno.test("knownOptions() refuses what is no object, a signal by itself included", () => {
  for (const given of ["1d", null, 5, ["1d"]]) {
    assertThrows(
      () => knownOptions("candles", given, ["every"]),
      TypeError,
      "its options must be an object with every",
    );
  }
  assertThrows(() => knownOptions("Ticker", new AbortController().signal, ["signal"]), TypeError, "no option");
});

Deno.test("knownOptions() takes known names and nothing at all", () => {
  knownOptions("candles", { every: "1h" }, ["every", "last"]);
  knownOptions("candles", {}, ["every"]);
  knownOptions("candles", undefined, []);
});

Deno.test("namesOf() gives the names in the order of the table", () => {
  assertEquals(namesOf<{ every?: string; last: string }>({ every: true, last: true }), ["every", "last"]);
  // @ts-expect-error a name is missing
  namesOf<{ every?: string; last: string }>({ every: true });
  // @ts-expect-error there is no such name
  namesOf<{ every?: string }>({ every: true, evry: true });
});

Deno.test("knownOptions() refuses a signal that is none, before anybody asks it", () => {
  assertThrows(() => knownOptions("trades", { signal: 5 }, ["signal"]), TypeError, "'signal' must be an AbortSignal");
  assertThrows(() => knownOptions("trades", { signal: new AbortController() }, ["signal"]), TypeError, "AbortSignal");
  knownOptions("trades", { signal: undefined }, ["signal"]);
  knownOptions("trades", { signal: AbortSignal.timeout(0) }, ["signal"]);
});
