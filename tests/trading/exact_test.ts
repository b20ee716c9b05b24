import { assertEquals, assertThrows } from "@std/assert";
import {
  add,
  divide,
  isMultiple,
  isNegative,
  isZero,
  percentOf,
  rounded,
  stepDown,
  stepNearest,
  stepOf,
  stepUp,
  subtract,
  tidy,
} from "../../trading/_exact.ts";

Deno.test("divide() refuses zero as divisor", () => {
  assertThrows(() => divide("1", "0.00", 2), RangeError, "by zero");
});

Deno.test("divide() rounds down, up and half away from zero, also below zero", () => {
  assertEquals(divide("1", "3", 4, "down"), "0.3333");
  assertEquals(divide("1", "3", 4, "up"), "0.3334");
  assertEquals(divide("-1", "3", 4, "down"), "-0.3334");
  assertEquals(divide("-1", "3", 4, "up"), "-0.3333");
  assertEquals(divide("1", "8", 2), "0.13");
  assertEquals(divide("-1", "8", 2), "-0.13");
  assertEquals(divide("6", "-0.03", 0), "-200");
});

Deno.test("percentOf() gives the fees that Kraken's own ledgers show", () => {
  // Cost, percent and fee of recorded ledger rows, four decimals; the last two of a recorded fill, five decimals.
  assertEquals(percentOf("19.9743", "0.25", 4), "0.0499");
  assertEquals(percentOf("132.9995", "0.26", 4), "0.3458");
  assertEquals(percentOf("0.9852", "0.1", 4), "0.0010");
  assertEquals(rounded("12.70743801569", 5), "12.70744");
  assertEquals(percentOf("12.70743801569", "0.4", 5), "0.05083");
});

Deno.test("stepDown() and stepUp() give the multiples around a value, with the digits of the step", () => {
  assertEquals([stepDown("60000.05", "0.1"), stepUp("60000.05", "0.1")], ["60000.0", "60000.1"]);
  assertEquals([stepDown("60000.1", "0.1"), stepUp("60000.10", "0.1")], ["60000.1", "60000.1"]);
  assertEquals([stepDown("7", "2.5"), stepUp("7", "2.5"), stepNearest("7", "2.5")], ["5.0", "7.5", "7.5"]);
  assertEquals(stepDown("0.3", "1"), "0");
});

Deno.test("isMultiple() is exact where floats are not", () => {
  assertEquals(isMultiple("0.3", "0.1"), true);
  assertEquals(isMultiple("123456789012345678901234567890.12", "0.01"), true);
  assertEquals(isMultiple("123456789012345678901234567890.123", "0.01"), false);
});

Deno.test("add() and subtract() keep the digits of the more precise one", () => {
  assertEquals(add("0.1", "0.20"), "0.30");
  assertEquals(subtract("9000", "6015.00001"), "2984.99999");
});

Deno.test("tidy() drops what does not count", () => {
  assertEquals(["+0010.500", "0.000", "-0.10", "100", "5."].map(tidy), ["10.5", "0", "-0.1", "100", "5"]);
});

Deno.test("isZero() and isNegative() read text", () => {
  assertEquals(["0", "-0.00", "0.001", "-1"].map(isZero), [true, true, false, false]);
  assertEquals(["0", "-0.00", "0.001", "-1"].map(isNegative), [false, false, false, true]);
});

Deno.test("stepOf() is one unit of the last decimal", () => {
  assertEquals([stepOf(0), stepOf(2), stepOf(8)], ["1", "0.01", "0.00000001"]);
});
