import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { paperExchange } from "../../../paper/mod.ts";
import { answer, NOW } from "../help.ts";

const exchange = paperExchange({ seed: 7, now: () => NOW, limits: false });

/** Call → Kraken's string. */
const REFUSALS: Record<string, string> = {
  "Nope": "EGeneral:Unknown method",
  "ticker?pair=XBTUSD": "EGeneral:Unknown method",
  "Assets?asset=NOPE": "EQuery:Unknown asset",
  "Assets?asset=XBT,NOPE": "EQuery:Unknown asset",
  "Assets?asset=AAPLx": "EQuery:Unknown asset",
  "Assets?aclass=stock": "EGeneral:Invalid arguments:aclass",
  "Assets?assetVersion=2": "EGeneral:Invalid arguments:assetVersion",
  "AssetPairs?pair=NOPE": "EQuery:Unknown asset pair",
  "AssetPairs?pair=AAPLxUSD": "EQuery:Unknown asset pair",
  "AssetPairs?info=all": "EGeneral:Invalid arguments:info",
  "AssetPairs?country_code=Utopia": "EGeneral:Invalid arguments:country_code",
  "AssetPairs?execution_venue=moon": "EGeneral:Invalid arguments:execution_venue",
  "Ticker?pair=XBTUSD,NOPE": "EQuery:Unknown asset pair",
  "Ticker?pair=AAPLxUSD": "EQuery:Unknown asset pair",
  "Ticker?asset_class=stock": "EGeneral:Invalid arguments:asset_class",
  "OHLC": "EGeneral:Invalid arguments",
  "OHLC?pair=": "EGeneral:Invalid arguments",
  "OHLC?pair=XBTUSD,ETHUSD": "EQuery:Unknown asset pair",
  "OHLC?pair=XBTUSD&interval=7": "EGeneral:Invalid arguments:interval",
  "OHLC?pair=XBTUSD&interval=1h": "EGeneral:Invalid arguments:interval",
  "OHLC?pair=XBTUSD&since=yesterday": "EGeneral:Invalid arguments:since",
  "OHLC?pair=AAPLxUSD": "EQuery:Unknown asset pair",
  "Depth": "EGeneral:Invalid arguments",
  "Depth?pair=XBTUSD&count=0": "EGeneral:Invalid arguments:count",
  "Depth?pair=XBTUSD&count=-5": "EGeneral:Invalid arguments:count",
  "GroupedBook?pair=BTC/USD&depth=11": "EGeneral:Invalid arguments:depth",
  "GroupedBook?pair=BTC/USD&grouping=3": "EGeneral:Invalid arguments:grouping",
  "Trades?pair=XBTUSD&since=-1": "EGeneral:Invalid arguments:since",
  "Trades?pair=XBTUSD&count=ten": "EGeneral:Invalid arguments:count",
  "Spread?pair=NOPE": "EQuery:Unknown asset pair",
  "PreTrade": "EGeneral:Invalid arguments",
  "PreTrade?symbol=NOPE/USD": "EQuery:Unknown asset pair",
  "PostTrade?from_ts=monday": "EGeneral:Invalid arguments:from_ts",
  "PostTrade?symbol=NOPE/USD": "EQuery:Unknown asset pair",
};

for (const [call, error] of Object.entries(REFUSALS)) {
  Deno.test(`the exchange answers ${call} with ${error}`, async () => {
    assertEquals(await answer(exchange, call), { error: [error] });
  });
}

Deno.test("the exchange answers a POST to a public method with status 405", async () => {
  const response = await exchange.fetch("https://api.kraken.com/0/public/Time", { method: "POST" });
  assertEquals(response.status, 405);
  assertEquals(await response.json(), { error: ["EGeneral:Unknown method"] });
});

Deno.test("the exchange refuses private calls without a key", async () => {
  const response = await exchange.fetch("https://api.kraken.com/0/private/Balance", {
    method: "POST",
    body: "nonce=1",
  });
  assertEquals(await response.json(), { error: ["EAPI:Invalid key"] });
});

Deno.test("the exchange has a page of HTML for a path that is not Kraken's", async () => {
  const response = await exchange.fetch("https://api.kraken.com/1/public/Time");
  assertEquals(response.status, 404);
  assertStringIncludes(response.headers.get("content-type") ?? "", "text/html");
  assert((await response.text()).startsWith("<html>"));
});

Deno.test("the exchange ignores parameters it does not know", async () => {
  assertEquals((await answer(exchange, "Time?nonsense=1")).error, []);
});
