import { assertEquals, assertThrows } from "@std/assert";
import { onlyPair } from "../../../spot/market/_rows.ts";
import { depth, ohlc, trades } from "../../fixtures/spot/market.ts";

Deno.test("onlyPair() throws for an answer without a pair or with several", () => {
  assertThrows(() => onlyPair({ last: 5 }), RangeError, "there must be exactly one: it has none");
  assertThrows(() => onlyPair({ A: [], B: [], last: 5 }), RangeError, "there must be exactly one: it has A, B");
  assertThrows(() => onlyPair({}, "OHLC"), RangeError, "Cannot take the pair of the answer of OHLC as there must be");
});

Deno.test("onlyPair() takes the entry that is not the cursor", () => {
  assertEquals(onlyPair(ohlc), { pair: "XXBTZUSD", value: ohlc.XXBTZUSD });
  assertEquals(onlyPair({ last: trades.last, XXBTZUSD: trades.XXBTZUSD }).pair, "XXBTZUSD");
  assertEquals(onlyPair(depth), { pair: "XXBTZUSD", value: depth.XXBTZUSD });
});
