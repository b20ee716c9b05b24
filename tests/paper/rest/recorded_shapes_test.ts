/** What the exchange serves, held against what Kraken served: the same fields, the same kinds, the same digits. */

import { assertEquals } from "@std/assert";
import { paperExchange } from "../../../paper/mod.ts";
import { RECORDINGS } from "../../recordings.ts";
import { NOW, result } from "../help.ts";

const exchange = paperExchange({ seed: 7, now: () => NOW, limits: false });

/** Kinds in place of values; decimal text as its number of decimals, lists as their first item's kind. */
function kinds(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 && Array.isArray(value[0]) ? [kinds(value[0])] : value.map(kinds);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).sort().map(([key, each]) => [key, kinds(each)]));
  }
  if (typeof value === "string" && /^\d+\.\d+$/.test(value)) return `decimal with ${value.split(".")[1]!.length}`;
  if (typeof value === "string" && /^\d+$/.test(value)) return "digits";
  return typeof value;
}

async function recorded(file: string): Promise<Record<string, unknown> | undefined> {
  try {
    return JSON.parse(await Deno.readTextFile(new URL(`spot-rest/${file}`, RECORDINGS))).result;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Call of ours, recording, and the keys to compare when they differ. */
const CASES: [call: string, file: string, ours?: string, theirs?: string][] = [
  ["Time", "Time/nautilus-http_server_time.json"],
  ["Assets?asset=XBT,EUR,USD", "Assets/kraken-async-rs-asset_info.json"],
  ["Ticker?pair=XBTUSD,ETHUSD,USDCUSD", "Ticker/kraken-async-rs-ticker_information.json"],
  ["OHLC?pair=XBTUSD", "OHLC/nautilus-http_ohlc.json", "XXBTZUSD", "XBTUSDT"],
  ["Trades?pair=XBTUSD", "Trades/nautilus-http_trades.json", "XXBTZUSD", "XBTUSDT"],
  ["Depth?pair=XBTUSD", "Depth/nautilus-http_order_book.json", "XXBTZUSD", "XBTUSDT"],
  ["Spread?pair=XBTUSD", "Spread/kraken-async-rs-recent_spreads.json"],
  ["GroupedBook?pair=BTC/USD&grouping=1000", "GroupedBook/openapi-get-200.json"],
];

for (const [call, file, ours, theirs] of CASES) {
  Deno.test(`${call} has the shape of ${file}`, async () => {
    const expected = await recorded(file);
    if (!expected) return;
    const served: Record<string, unknown> = await result(exchange, call);
    // Some recordings predate the borrowing rate.
    if (call.startsWith("Assets")) {
      for (const row of Object.values(served)) delete (row as { margin_rate?: number }).margin_rate;
    }
    if (ours && theirs) {
      assertEquals(kinds(served[ours]), kinds(expected[theirs]));
      assertEquals(typeof served.last, typeof expected.last);
    } else assertEquals(kinds(served), kinds(expected));
  });
}

Deno.test("AssetPairs rows have the fields and the constants of the pairs recorded in June 2026 and since", async () => {
  const crypto = await recorded("AssetPairs/cryptonorm-3pairs.json");
  const stock = await recorded("AssetPairs/nautilus-http_asset_pairs_tokenized.json");
  if (!crypto || !stock) return;
  const served = await result(exchange, "AssetPairs?pair=XBTUSD,ETHUSD");
  const servedStock = await result(exchange, "AssetPairs?pair=AAPLxUSD&aclass_base=tokenized_asset");
  // Kraken empties the fee tables since 8 September 2026.
  const without = (rows: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, { ...row as object, fees: [], fees_maker: [] }]));
  assertEquals(served, without(crypto));
  assertEquals(servedStock, without(stock));
});
