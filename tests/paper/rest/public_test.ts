import { assert, assertEquals, assertMatch } from "@std/assert";
import { compareDecimals, decimalsOf, multiplyDecimals, sumDecimals, units } from "../../../core/decimal.ts";
import { paperExchange } from "../../../paper/mod.ts";
import type { AssetPair } from "../../../spot/market/asset_pairs.ts";
import type { DepthBook } from "../../../spot/market/depth.ts";
import type { GroupedBookResult } from "../../../spot/market/grouped_book.ts";
import type { OhlcRow } from "../../../spot/market/ohlc.ts";
import type { PostTradeResult } from "../../../spot/market/post_trade.ts";
import type { PreTradeResult } from "../../../spot/market/pre_trade.ts";
import type { SpreadRow } from "../../../spot/market/spread.ts";
import type { TickerInfo } from "../../../spot/market/ticker.ts";
import type { TradesRow } from "../../../spot/market/trades.ts";
import { NOW, result } from "../help.ts";

const exchange = paperExchange({ seed: 7, now: () => NOW, limits: false });

type Trades = { last: string } & Record<string, TradesRow[]>;

/** Walks Trades from a time on, as every client does. */
async function walk(pair: string, key: string, since: string, count = 1000): Promise<TradesRow[]> {
  const rows: TradesRow[] = [];
  for (let cursor = since;;) {
    const page = await result<Trades>(exchange, `Trades?pair=${pair}&since=${cursor}&count=${count}`);
    rows.push(...page[key]!);
    cursor = page.last;
    if (page[key]!.length < count) return rows;
  }
}

Deno.test("Time writes the year with two digits", async () => {
  assertEquals(await result(exchange, "Time"), { unixtime: 1795360633, rfc1123: "Sun, 22 Nov 26 15:17:13 +0000" });
});

Deno.test("SystemStatus and MaintenanceSchedule announce what is planned, 72 hours and 7 days ahead", async () => {
  const event = (days: number, event_id: number) => ({
    event_id,
    title: "Spot upgrade",
    expected_start_utc: new Date(NOW + days * 86_400_000).toISOString(),
    expected_end_utc: new Date(NOW + days * 86_400_000 + 1_800_000).toISOString(),
    phase: "scheduled",
    affected_services: ["spot_trading"],
    order_submission: "allowed",
    recommended_action: "none",
    source_url: "https://status.kraken.com/",
  });
  const busy = paperExchange({
    now: () => NOW,
    status: { mode: "post_only", maintenance: [event(1, 1), event(5, 2), event(9, 3), event(-1, 4)] },
  });
  const ids = (events: { event_id: number }[]) => events.map(({ event_id }) => event_id);
  const status = await result<
    { status: string; timestamp: string; upcoming_maintenance: { event_id: number; time_to_start_s: number }[] }
  >(busy, "SystemStatus");
  assertEquals([status.status, status.timestamp], ["post_only", "2026-11-22T15:17:13Z"]);
  assertEquals(ids(status.upcoming_maintenance), [1]);
  assertEquals(status.upcoming_maintenance[0]!.time_to_start_s, 86_400);
  assertEquals(ids((await result<{ events: { event_id: number }[] }>(busy, "MaintenanceSchedule")).events), [1, 2]);
  busy.status.mode = "online";
  assertEquals((await result<{ status: string }>(busy, "SystemStatus")).status, "online");
});

Deno.test("Assets and AssetPairs fit together", async () => {
  const assets = await result(exchange, "Assets");
  const tokenized = await result(exchange, "Assets?aclass=tokenized_asset");
  const pairs = {
    ...await result<Record<string, AssetPair>>(exchange, "AssetPairs"),
    ...await result<Record<string, AssetPair>>(exchange, "AssetPairs?aclass_base=tokenized_asset"),
  };
  assert(Object.keys(pairs).length >= 10);
  for (const [key, pair] of Object.entries(pairs)) {
    assert(pair.base in assets || pair.base in tokenized, `${key}: no asset ${pair.base}`);
    assert(pair.quote in assets, `${key}: no asset ${pair.quote}`);
    assertEquals(decimalsOf(pair.tick_size!), pair.pair_decimals, key);
    assert(decimalsOf(pair.ordermin!) <= pair.lot_decimals, key);
  }
  assertEquals(Object.keys(tokenized), ["AAPLx"]);
  assertEquals(pairs.AAPLxUSD?.aclass_base, "tokenized_asset");
});

Deno.test("AssetPairs sends parts by info, venue and country", async () => {
  const only = async (query: string) => (await result(exchange, `AssetPairs?pair=XBTUSD&${query}`)).XXBTZUSD;
  assertEquals(await only("info=margin"), { margin_call: 80, margin_level: 40 });
  assertEquals(await only("info=fees"), { fees: [], fees_maker: [], fee_volume_currency: "ZUSD" });
  assertEquals(Object.keys(await only("info=leverage") as object), ["leverage_buy", "leverage_sell"]);
  assertEquals(await only("execution_venue=bitnomial_exchange"), undefined);
  assertEquals(await result(exchange, "AssetPairs?aclass_base=tokenized_asset&country_code=US"), {});
});

Deno.test("assetVersion=1 changes keys and asset names, not altname and wsname", async () => {
  const pairs = await result<Record<string, AssetPair>>(exchange, "AssetPairs?pair=XBTUSD&assetVersion=1");
  const { base, quote, fee_volume_currency, altname, wsname } = pairs["BTC/USD"]!;
  assertEquals([base, quote, fee_volume_currency, altname, wsname], ["BTC", "USD", "USD", "XBTUSD", "XBT/USD"]);
  assertEquals(Object.keys(await result(exchange, "Assets?asset=XBT&assetVersion=1")), ["BTC"]);
  for (const call of ["Ticker", "OHLC", "Depth", "Trades", "Spread"]) {
    assert("DOGE/USD" in await result(exchange, `${call}?pair=XDGUSD&assetVersion=1`), call);
  }
});

Deno.test("every spelling of a pair gives the same answer, keyed by Kraken's own name", async () => {
  for (const call of ["Ticker", "OHLC", "Depth", "Trades", "Spread"]) {
    const expected = await result(exchange, `${call}?pair=XXBTZUSD`);
    assert("XXBTZUSD" in expected);
    for (const name of ["XBTUSD", "BTC/USD", "XBT/USD", "BTCUSD"]) {
      assertEquals(await result(exchange, `${call}?pair=${name}`), expected, `${call} ${name}`);
    }
  }
});

Deno.test("xStocks are found only with asset_class=tokenized_asset", async () => {
  for (const call of ["Ticker", "OHLC", "Depth", "Trades", "Spread"]) {
    assert("AAPLxUSD" in await result(exchange, `${call}?pair=AAPLxUSD&asset_class=tokenized_asset`), call);
  }
  assertEquals(Object.keys(await result(exchange, "Ticker?asset_class=tokenized_asset")), ["AAPLxUSD"]);
  assertEquals(Object.keys(await result(exchange, "Ticker?asset_class=forex")), ["EURUSD"]);
});

Deno.test("Trades walked from 0 has no hole and no repeat", async () => {
  const young = paperExchange({ seed: 7, now: () => Date.parse("2013-10-09T10:00:00Z"), limits: false });
  const rows: TradesRow[] = [];
  for (let since = "0";;) {
    const page = await result<Trades>(young, `Trades?pair=XBTUSD&since=${since}&count=100`);
    rows.push(...page.XXBTZUSD!);
    since = page.last;
    if (page.XXBTZUSD!.length < 100) break;
  }
  assert(rows.length > 1000, `${rows.length}`);
  assertEquals(rows.map(([, , , , , , id]) => id), rows.map((_, index) => index + 1));
});

Deno.test("Trades without since are the newest; since takes seconds, fractions and nanoseconds", async () => {
  const { last, XETHZUSD: newest } = await result<Trades>(exchange, "Trades?pair=ETHUSD");
  assertEquals(newest!.length, 1000);
  assertMatch(last, /^\d{19}$/);
  assertEquals(Math.abs(Number(last) / 1e9 - newest!.at(-1)![2]) < 1e-6, true);
  assertEquals(await result(exchange, `Trades?pair=ETHUSD&since=${last}`), { XETHZUSD: [], last });
  const seconds = Math.floor(newest![10]![2]);
  const bySeconds = await result<Trades>(exchange, `Trades?pair=ETHUSD&since=${seconds}`);
  assertEquals(bySeconds, await result<Trades>(exchange, `Trades?pair=ETHUSD&since=${seconds}000000000`));
  assertEquals(bySeconds, await result<Trades>(exchange, `Trades?pair=ETHUSD&since=${seconds}.000`));
  assert(bySeconds.XETHZUSD!.every(([, , time]) => time > seconds));
});

Deno.test("OHLC equals the sums of Trades for every candle of 12 hours of minutes, and of 60 hours of five minutes", async () => {
  for (
    const [pair, key, interval] of [["XBTUSD", "XXBTZUSD", 1], ["XRPUSD", "XXRPZUSD", 5], [
      "USDCUSD",
      "USDCUSD",
      5,
    ]] as const
  ) {
    const { [key]: candles, last } = await result<{ last: number } & Record<string, OhlcRow[]>>(
      exchange,
      `OHLC?pair=${pair}&interval=${interval}`,
    );
    assertEquals(candles!.length, 721);
    assertEquals(last, candles!.at(-2)![0]);
    const begin = candles![0]![0];
    const byCandle = Map.groupBy(
      await walk(pair, key, String(BigInt(begin) * 1_000_000_000n - 1n)),
      ([, , time]) => Math.floor(time / interval / 60) * interval * 60,
    );
    let previous = "";
    let counted = 0;
    for (const [time, open, high, low, close, vwap, volume, count] of candles!) {
      const rows = byCandle.get(time) ?? [];
      assertEquals(count, rows.length, `${pair} ${time}`);
      counted += count;
      if (count === 0) {
        assertEquals([high, low, close, vwap, volume], [open, open, open, "0.0", "0.00000000"]);
        if (previous) assertEquals(open, previous);
        continue;
      }
      previous = close;
      const prices = rows.map(([price]) => price).sort(compareDecimals);
      const sum = sumDecimals(rows.map(([, size]) => size));
      const cost = sumDecimals(rows.map(([price, size]) => multiplyDecimals(price, size)));
      for (
        const [got, wanted] of [[open, rows[0]![0]], [close, rows.at(-1)![0]], [low, prices[0]!], [
          high,
          prices.at(-1)!,
        ], [volume, sum]] as const
      ) {
        assertEquals(compareDecimals(got, wanted), 0, `${pair} ${time}: ${got} is not ${wanted}`);
      }
      const digits = decimalsOf(vwap);
      const exact = units(cost, 30) * 10n ** BigInt(digits) / units(sum, 30);
      assertEquals(units(vwap, digits), exact, `${pair} ${time} vwap`);
    }
    assertEquals([...byCandle.values()].flat().length, counted);
  }
});

Deno.test("OHLC since keeps the candle that begins then, and always sends the running one", async () => {
  const { last, XXBTZUSD: all } = await result<{ last: number } & Record<string, OhlcRow[]>>(
    exchange,
    "OHLC?pair=XBTUSD&interval=60",
  );
  const since = async (time: number) =>
    (await result<{ last: number } & Record<string, OhlcRow[]>>(exchange, `OHLC?pair=XBTUSD&interval=60&since=${time}`))
      .XXBTZUSD;
  assertEquals(await since(last), all!.slice(-2));
  assertEquals(await since(Math.floor(NOW / 1000) + 99), all!.slice(-1));
  assertEquals(await since(0), all);
});

Deno.test("OHLC of 21600 minutes reaches back to the first day", async () => {
  const { XXBTZUSD: rows } = await result<Record<string, OhlcRow[]>>(exchange, "OHLC?pair=XBTUSD&interval=21600");
  assert(rows!.length > 300 && rows!.length < 340);
  const first = await result<Trades>(exchange, "Trades?pair=XBTUSD&since=0&count=1");
  assertEquals(compareDecimals(rows![0]![1], first.XXBTZUSD![0]![0]), 0);
  const ids = rows!.reduce((sum, row) => sum + row[7], 0);
  assertEquals((await result<Trades>(exchange, "Trades?pair=XBTUSD&count=1")).XXBTZUSD![0]![6], ids);
});

Deno.test("Ticker agrees with Trades, Depth and OHLC", async () => {
  for (const [pair, key] of [["ETHUSD", "XETHZUSD"], ["ETHXBT", "XETHXXBT"], ["PEPEUSD", "PEPEUSD"]] as const) {
    const ticker = (await result<Record<string, TickerInfo>>(exchange, `Ticker?pair=${pair}`))[key]!;
    const rows = await walk(pair, key, String(BigInt(NOW - 86_400_000) * 1_000_000n));
    const midnight = Math.floor(NOW / 86_400_000) * 86_400;
    const today = rows.filter(([, , time]) => time >= midnight);
    assertEquals(ticker.c, [rows.at(-1)![0], rows.at(-1)![1]]);
    assertEquals(ticker.t, [today.length, rows.length]);
    const figures = (part: TradesRow[]) => ({
      v: sumDecimals(part.map(([, volume]) => volume)),
      l: part.map(([price]) => price).sort(compareDecimals)[0],
      h: part.map(([price]) => price).sort(compareDecimals).at(-1),
    });
    for (const [index, part] of [today, rows].entries()) {
      const { v, l, h } = figures(part);
      assertEquals([ticker.v[index], ticker.l[index], ticker.h[index]], [v, l, h]);
    }
    assertEquals(ticker.o, today[0]![0]);
    const book = (await result<Record<string, DepthBook>>(exchange, `Depth?pair=${pair}&count=1`))[key]!;
    assertEquals([ticker.a[0], ticker.b[0]], [book.asks[0]![0], book.bids[0]![0]]);
    const spread = (await result<Record<string, SpreadRow[]>>(exchange, `Spread?pair=${pair}`))[key]!;
    assertEquals(spread.at(-1)!.slice(1), [ticker.b[0], ticker.a[0]]);
    const day = (await result<Record<string, OhlcRow[]>>(exchange, `OHLC?pair=${pair}&interval=1440`))[key]!.at(-1)!;
    assertEquals([day[7], day[6]], [ticker.t[0], ticker.v[0]]);
  }
});

Deno.test("Ticker without pair has every currency pair, each as if asked alone", async () => {
  const all = await result<Record<string, TickerInfo>>(exchange, "Ticker");
  assertEquals(Object.keys(all), Object.keys(await result(exchange, "AssetPairs")));
  const some = await result<Record<string, TickerInfo>>(exchange, "Ticker?pair=XBTUSD,DOGEUSD");
  assertEquals(some, { XXBTZUSD: all.XXBTZUSD!, XDGUSD: all.XDGUSD! });
});

Deno.test("Depth and GroupedBook show the same book", async () => {
  const { XETHZUSD: book } = await result<Record<string, DepthBook>>(exchange, "Depth?pair=ETHUSD&count=500");
  const fine = await result<GroupedBookResult>(exchange, "GroupedBook?pair=ETH/USD&depth=250");
  assertEquals(fine.asks.map(({ price }) => price), book!.asks.slice(0, 250).map(([price]) => price));
  for (const [index, { qty }] of fine.bids.entries()) {
    assert(Math.abs(Number(qty) - Number(book!.bids[index]![1])) <= 0.001, `level ${index}`);
    assertEquals(decimalsOf(qty), 8);
  }
  const coarse = await result<GroupedBookResult>(exchange, "GroupedBook?pair=ETH/USD&grouping=100&depth=10");
  for (const { price } of [...coarse.asks, ...coarse.bids]) assertEquals(Number(price) % 1, 0);
  assert(Number(coarse.bids[0]!.price) <= Number(book!.bids[0]![0]), "bids are rounded down");
  assert(Number(coarse.asks[0]!.price) >= Number(book!.asks[0]![0]), "asks are rounded up");
  const wide = await result<GroupedBookResult>(exchange, "GroupedBook?pair=ETH/USD&grouping=100&depth=1000");
  const all = await result<GroupedBookResult>(exchange, "GroupedBook?pair=ETH/USD&depth=1000");
  const total = ({ asks }: GroupedBookResult) => sumDecimals(asks.map(({ qty }) => qty));
  assertEquals(total(wide), total(all));
});

Deno.test("Depth counts above 500 as 500", async () => {
  const { XXBTZUSD: book } = await result<Record<string, DepthBook>>(exchange, "Depth?pair=XBTUSD&count=9999");
  assertEquals([book!.asks.length, book!.bids.length], [500, 500]);
});

Deno.test("Spread since is inclusive", async () => {
  const { XXBTZUSD: all, last } = await result<{ last: number } & Record<string, SpreadRow[]>>(
    exchange,
    "Spread?pair=XBTUSD",
  );
  assertEquals(all!.length, 200);
  const { XXBTZUSD: newest } = await result<Record<string, SpreadRow[]>>(exchange, `Spread?pair=XBTUSD&since=${last}`);
  assertEquals(newest, all!.filter(([time]) => time === last));
});

Deno.test("PreTrade has the ten best levels of Depth", async () => {
  const { bids, asks, ...head } = await result<PreTradeResult>(exchange, "PreTrade?symbol=BTC/USD");
  assertEquals(head, {
    symbol: "BTC/USD",
    description: "Bitcoin / US Dollars",
    base_asset: "BTC",
    base_notation: "UNIT",
    quote_asset: "USD",
    quote_notation: "MONE",
    venue: "PGSL",
    system: "CLOB",
  });
  const { XXBTZUSD: book } = await result<Record<string, DepthBook>>(exchange, "Depth?pair=XBTUSD&count=10");
  assertEquals(bids.map(({ price }) => price), book!.bids.map(([price]) => price));
  assertEquals(asks.map(({ side, price }) => `${side} ${price}`), book!.asks.map(([price]) => `SELL ${price}`));
  assertMatch(bids[0]!.submission_ts, /^2026-11-22T15:\d\d:\d\d\.\d{6}Z$/);
});

Deno.test("PostTrade walked by last_ts has the trades of Trades, each with an id of its own", async () => {
  const from = "2026-11-22T15:00:00Z";
  const rows = [];
  for (let cursor = from;;) {
    const page = await result<PostTradeResult>(exchange, `PostTrade?symbol=ETH/USD&from_ts=${cursor}&count=50`);
    assertEquals(page.count, page.trades.length);
    rows.push(...page.trades);
    cursor = page.last_ts;
    if (page.count < 50) break;
  }
  const expected = await walk("ETHUSD", "XETHZUSD", String(Date.parse(from) / 1000));
  assertEquals(
    rows.map(({ price, quantity }) => [price, quantity]),
    expected.map(([price, volume]) => [price, volume]),
  );
  assertEquals(new Set(rows.map(({ trade_id }) => trade_id)).size, rows.length);
  for (const { trade_id } of rows) assertMatch(trade_id, /^T[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{6}$/);
});

Deno.test("PostTrade without symbol has all pairs in order of time, and to_ts is inclusive", async () => {
  const all = await result<PostTradeResult>(exchange, "PostTrade");
  assertEquals(all.count, 1000);
  const times = all.trades.map(({ trade_ts }) => trade_ts);
  assertEquals(times, times.toSorted());
  assert(new Set(all.trades.map(({ symbol }) => symbol)).size > 5);
  const at = times[500]!;
  const before = await result<PostTradeResult>(exchange, `PostTrade?to_ts=${at}&count=10`);
  assertEquals(before.last_ts, at);
});
