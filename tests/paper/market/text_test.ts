import { assertEquals } from "@std/assert";
import { fixed, priceText, shortVolumeText, tickText, volumeText, vwapText } from "../../../paper/market/text.ts";
import { emptySummary } from "../../../paper/market/summary.ts";
import { market } from "../help.ts";

Deno.test("fixed pads in front and behind", () => {
  assertEquals(fixed(5, 3), "0.005");
  assertEquals(fixed(840019, 1, 5), "84001.90000");
  assertEquals(fixed(12, 0), "12");
  assertEquals(fixed(12, 0, 2), "12.00");
  assertEquals(fixed(12345678901234567890n, 8), "123456789012.34567890");
});

Deno.test("priceText and tickText have Kraken's digits: padded to those of the cost, or those of the tick", () => {
  const digits = (symbol: string) => {
    const pair = market.pair(symbol);
    return [priceText(pair, 1234567), tickText(pair, 1234567)];
  };
  assertEquals(digits("BTC/USD"), ["123456.70000", "123456.7"]);
  assertEquals(digits("USDC/USD"), ["123.45670000", "123.4567"]);
  assertEquals(digits("DOGE/USD"), ["0.123456700", "0.1234567"]);
  assertEquals(digits("PEPE/USD"), ["0.001234567", "0.001234567"]);
});

Deno.test("volumeText has the lot's decimals; shortVolumeText has three and is never nothing", () => {
  assertEquals(volumeText(market.pair("XRP/USD"), 1_500_000), "1.50000000");
  assertEquals(volumeText(market.pair("PEPE/USD"), 12345), "123.45000");
  assertEquals(shortVolumeText(market.pair("BTC/USD"), 4), "0.001");
  assertEquals(shortVolumeText(market.pair("BTC/USD"), 123_456_789), "1.235");
  assertEquals(shortVolumeText(market.pair("PEPE/USD"), 12345), "123.450");
});

Deno.test("vwapText cuts off, as recorded candles show, and is zero without trades", () => {
  const pair = market.pair("BTC/USD");
  assertEquals(vwapText(pair, emptySummary(), 1), "0.0");
  const sums = { ...emptySummary(), count: 2, volume: 3, cost: 377_804n + 2n * 377_805n };
  assertEquals(vwapText(pair, sums, 1), "37780.4");
  assertEquals(vwapText(pair, sums, 5), "37780.46666");
});
