import { assertEquals, assertThrows } from "@std/assert";
import {
  compareDecimals,
  decimalsOf,
  fromUnits,
  isDecimal,
  multiplyDecimals,
  plain,
  sumDecimals,
  unfolded,
  units,
} from "../../core/decimal.ts";

Deno.test("plain() refuses what is no finite number", () => {
  for (const value of [NaN, Infinity, -Infinity]) {
    assertThrows(() => plain(value), RangeError, `must be a finite number: current value is ${value}`);
  }
});

Deno.test("unfolded() keeps every digit of a JSON number and loses its exponent", () => {
  const cases = {
    "1.50e-8": "0.0000000150",
    "12.345e-1": "1.2345",
    "1.25e1": "12.5",
    "1E+2": "100",
    "-1.5E-3": "-0.0015",
    "0.5e1": "5",
    "1.50": "1.50",
    "1e999999999": "1e999999999", // a message must not be able to ask for a gigabyte of zeros
    "BTC/USD": "BTC/USD",
  };
  for (const [text, expected] of Object.entries(cases)) assertEquals(unfolded(text), expected);
});

Deno.test("units() refuses what is no plain decimal", () => {
  for (const text of ["", "1e-8", "1,5", " 1", "0x10", "--1", ".", "NaN"]) {
    assertThrows(
      () => units(text, 8),
      RangeError,
      `must be plain decimal text such as "0.125": current value is "${text}"`,
    );
  }
});

Deno.test("units() refuses to cut off a digit, and cuts off zeros", () => {
  assertThrows(() => units("0.125", 2), RangeError, 'must have at most 2 decimals: current value is "0.125"');
  assertEquals(units("0.12000", 2), 12n);
});

Deno.test("sumDecimals(), compareDecimals() and multiplyDecimals() refuse what is no plain decimal", () => {
  assertThrows(() => sumDecimals(["1", "1e3"]), RangeError, "must be plain decimal text");
  assertThrows(() => compareDecimals("1", "one"), RangeError, "must be plain decimal text");
  assertThrows(() => multiplyDecimals("", "1"), RangeError, "must be plain decimal text");
});

Deno.test("isDecimal() takes digits with one sign and one point, and nothing else", () => {
  for (const text of ["0", "-12", "+1.5", "0.00500000", "5.", ".5", "00.1"]) assertEquals(isDecimal(text), true, text);
  for (const text of ["", ".", "-", "1e5", "1.2.3", "1 ", "١", "Infinity", "1_000", "1\n"]) {
    assertEquals(isDecimal(text), false, text);
  }
});

Deno.test("plain() writes every size of number without exponent, the same when read back", () => {
  const written: [number, string][] = [
    [0, "0"],
    [-0, "0"],
    [1e-8, "0.00000001"],
    [-1.5e-7, "-0.00000015"],
    [1e21, "1000000000000000000000"],
    [-1.25e22, "-12500000000000000000000"],
    [5e-324, `0.${"0".repeat(323)}5`],
    [67234.12345678, "67234.12345678"],
  ];
  for (const [value, text] of written) assertEquals(plain(value), text);
  for (let exponent = -320; exponent <= 308; exponent += 7) {
    const value = 1.2345678901234567 * 10 ** exponent;
    assertEquals(Number(plain(value)), value);
    assertEquals(isDecimal(plain(value)), true);
  }
});

Deno.test("units() and fromUnits() are each other's reverse", () => {
  assertEquals(units("1.25", 4), 12500n);
  assertEquals([units("-0.5", 1), units("+.5", 1), units("5.", 0), units("-0", 3)], [-5n, 5n, 5n, 0n]);
  assertEquals([fromUnits(12500n, 4), fromUnits(-5n, 3), fromUnits(0n, 2), fromUnits(-7n, 0)], [
    "1.2500",
    "-0.005",
    "0.00",
    "-7",
  ]);
  for (const text of ["0.00000001", "-123456789012345678901234567890.12345678", "99.99000000"]) {
    assertEquals(fromUnits(units(text, 8), 8), text);
  }
});

Deno.test("decimalsOf() counts the digits behind the point", () => {
  assertEquals(["10", "0.10", "5.", ".123", "-1.5"].map(decimalsOf), [0, 2, 0, 3, 1]);
});

Deno.test("compareDecimals() sorts exactly, whatever the zeros", () => {
  assertEquals([compareDecimals("1.10", "1.1"), compareDecimals("-0", "0.000")], [0, 0]);
  // One digit beyond what a float tells apart.
  assertEquals(compareDecimals("9007199254740993", "9007199254740992.9"), 1);
  assertEquals(["10", "9.5", "-1", "9.50001"].sort(compareDecimals), ["-1", "9.5", "9.50001", "10"]);
});

Deno.test("sumDecimals() adds what floats cannot", () => {
  assertEquals(sumDecimals(["0.1", "0.2", "0.3"]), "0.6");
  assertEquals(sumDecimals(["10000000000000000", "0.00000001", "-10000000000000000"]), "0.00000001");
  assertEquals([sumDecimals([]), sumDecimals(["1", "-1.00"])], ["0", "0.00"]);
});

Deno.test("multiplyDecimals() keeps the decimals of both factors", () => {
  assertEquals(multiplyDecimals("0.10", "3.5"), "0.350");
  assertEquals(multiplyDecimals("-67234.12345678", "0.00000001"), "-0.0006723412345678");
  assertEquals(multiplyDecimals("3", "-2"), "-6");
});
