import { assertEquals } from "@std/assert";
import { nearest, nearestAll } from "../../core/nearest.ts";

Deno.test("nearest() finds nothing where nothing is near", () => {
  assertEquals(nearest("volume", ["price", "pair", "type"]), undefined);
  assertEquals(nearest("volume", []), undefined);
  assertEquals(nearest("xy", ["ab"]), undefined);
});

Deno.test("nearest() finds a letter missing, added, wrong or swapped", () => {
  for (const typo of ["volum", "vollume", "volune", "voulme"]) {
    assertEquals(nearest(typo, ["price", "volume"]), "volume", typo);
  }
});

Deno.test("nearest() does not mind case and punctuation", () => {
  assertEquals(nearest("clOrdId", ["userref", "cl_ord_id"]), "cl_ord_id");
  assertEquals(nearest("order-type", ["ordertype"]), "ordertype");
});

Deno.test("nearestAll() puts the best first, keeps the order among equals, and stops at the count", () => {
  assertEquals(nearestAll("limit", ["limits", "limit", "limi", "market"]), ["limit", "limits", "limi"]);
  assertEquals(nearestAll("abcd", ["abce", "abcf", "abcg", "abch"]), ["abce", "abcf", "abcg"]);
  assertEquals(nearestAll("abcd", ["abce", "abcd"], 1), ["abcd"]);
});

Deno.test("nearestAll() allows one edit in three letters", () => {
  assertEquals(nearestAll("abcdef", ["abcdxy", "abcxyz"]), ["abcdxy"]);
  assertEquals(nearestAll("ab", ["ax", "xy"]), ["ax"]);
});
