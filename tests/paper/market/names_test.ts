import { assertEquals, assertThrows } from "@std/assert";
import { assetById, findAsset, findPair } from "../../../paper/market/names.ts";
import { PAIRS } from "../../../paper/market/pairs.ts";

Deno.test("assetById fails for an asset the exchange has not", () => {
  assertThrows(() => assetById("NOPE"), RangeError, 'no asset "NOPE"');
});

Deno.test("findPair finds nothing for one asset alone or a pair the wrong way round", () => {
  for (const name of ["", "XBT", "USDXBT", "USD/BTC", "XBT-USD", "XXBT/ZUSDX"]) assertEquals(findPair(name), undefined);
});

Deno.test("findPair knows every spelling of Kraken's", () => {
  for (const name of ["XXBTZUSD", "XBTUSD", "XBT/USD", "BTC/USD", "BTCUSD", "btcusd", " XBTUSD "]) {
    assertEquals(findPair(name)?.id, "XXBTZUSD", name);
  }
  for (const name of ["XDGUSD", "XDG/USD", "DOGEUSD", "DOGE/USD"]) assertEquals(findPair(name)?.id, "XDGUSD", name);
  for (const name of ["XETHXXBT", "ETHXBT", "ETH/BTC", "ETHBTC"]) assertEquals(findPair(name)?.id, "XETHXXBT", name);
});

Deno.test("findPair tells all pairs apart", () => {
  for (const pair of PAIRS) {
    for (const name of [pair.id, pair.altname, pair.wsname, pair.symbol]) assertEquals(findPair(name), pair, name);
  }
});

Deno.test("findAsset knows internal, short and modern names", () => {
  for (const name of ["XXBT", "XBT", "BTC"]) assertEquals(findAsset(name)?.id, "XXBT");
  assertEquals(findAsset("DOGE")?.id, "XXDG");
});
