import { assertEquals, assertThrows } from "@std/assert";
import { ExactText } from "../../frames/mod.ts";

Deno.test("ExactText.from() refuses what is no number, naming the row", () => {
  for (const bad of ["abc", "1,5", " 1", "0x10", "1_000", "Infinity", "-"]) {
    assertThrows(() => ExactText.from(["1", bad]), RangeError, "row 1 must be a number");
  }
});

Deno.test("ExactText.at() refuses a row that is not there", () => {
  assertThrows(() => ExactText.from(["1"]).at(1), RangeError, "current value is 1");
});

Deno.test("ExactText gives every text back digit by digit", () => {
  const texts = [
    "67234.12000",
    "0.00500000",
    "0",
    "-0.00",
    "-12.5",
    "+1.0",
    ".5",
    "5.",
    "007",
    "1e-8",
    "",
    "123456789012345.123456789012345",
    "99999999999999999999",
    "0.000000000000000001",
    "1.005",
    "8.345",
    "1000000000000000",
    "999999999999999",
    "0.1234567890123",
  ];
  const exact = ExactText.from(texts);
  assertEquals(exact.toArray(), texts);
  assertEquals(exact.values[0], 67234.12);
  assertEquals(exact.values[10], NaN);
});

Deno.test("ExactText gives back every digit of many random decimals", () => {
  let seed = 7;
  const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  const texts = Array.from({ length: 20_000 }, () => {
    const whole = Math.floor(random() * 10 ** Math.floor(random() * 12));
    const places = Math.floor(random() * 13);
    const digits = Array.from({ length: places }, () => Math.floor(random() * 10)).join("");
    return places === 0 ? String(whole) : `${whole}.${digits}`;
  });
  const exact = ExactText.from(texts);
  assertEquals(exact.toArray(), texts);
  assertEquals([...exact.values], texts.map(Number));
});

Deno.test("ExactText.slice() and take() keep unusual texts at their rows", () => {
  const exact = ExactText.from(["1.0", "1e-8", "3.00", "", "5"]);
  assertEquals(exact.slice(1, 4).toArray(), ["1e-8", "3.00", ""]);
  const rows = Uint32Array.of(4, 1, 0);
  assertEquals(exact.take(rows, Float64Array.of(5, 1e-8, 1)).toArray(), ["5", "1e-8", "1.0"]);
});

Deno.test("ExactText.scale is the most decimals, and undefined where a text is no plain decimal", () => {
  assertEquals(ExactText.from(["1.5", "1e-8"]).scale, undefined);
  assertEquals(ExactText.from(["1.5", "-0.1234567890123456789"]).scale, 19);
  assertEquals(ExactText.from(["1.5", "2.25"]).scale, 2);
  assertEquals(ExactText.from(["1.5", ""]).scale, undefined);
  assertEquals(ExactText.from([]).scale, 0);
});
