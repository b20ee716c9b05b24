import { assert, assertEquals } from "@std/assert";
import { contractsAt, expiredAt, findContract } from "../../../paper/futures/contracts/contracts.ts";
import { isLondonSummer } from "../../../paper/futures/contracts/calendar.ts";
import { A, levelFor } from "../../../paper/futures/contracts/levels.ts";
import { type Answer, exact, HISTORY, NOW, rig, V3 } from "./_calling.ts";

Deno.test("findContract() knows no symbol that never was", () => {
  for (
    const symbol of ["PF_BTCUSD", "FI_XBTUSD", "FI_XBTUSD_261224", "PF_XBTUSD_261225", "PI_SOLUSD", "in_xbtusd", ""]
  ) {
    assertEquals(findContract(symbol), undefined, symbol);
  }
});

Deno.test("contractsAt() lists the maturities that Kraken listed on 31 July 2026, and expired ones apart", () => {
  const at = Date.parse("2026-07-31T03:54:00Z");
  const dated = (prefix: string) =>
    contractsAt(at).map(({ symbol }) => symbol).filter((symbol) => symbol.startsWith(prefix)).map((symbol) =>
      symbol.slice(-6)
    );
  assertEquals(dated("FF_XBTUSD"), ["260731", "260828", "260925", "261225"]);
  assertEquals(dated("FI_XBTUSD"), ["260731", "260925", "261225"]);
  const { opening, expiry } = findContract("FI_XBTUSD_260925") ?? { opening: 0, expiry: 0 };
  assertEquals([opening, expiry], [Date.parse("2026-02-27T16:00:00Z"), Date.parse("2026-09-25T15:00:00Z")]);
  assertEquals(findContract("ff_xbtusd_260925")?.opening, Date.parse("2026-02-20T08:00:00Z"));
  assertEquals(expiredAt(NOW)[0]?.symbol, "FF_XBTUSD_261030");
  // A minute after it expired it is gone from the list.
  const after = Date.parse("2026-07-31T08:00:00Z");
  assert(!contractsAt(after).some(({ symbol }) => symbol === "FF_XBTUSD_260731"));
  assert(contractsAt(after).some(({ symbol }) => symbol === "FI_XBTUSD_260731"));
});

Deno.test("isLondonSummer() changes on the last Sundays of March and October", () => {
  const days = ["2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25", "2027-01-29", "2027-07-30"];
  assertEquals(days.map((day) => isLondonSummer(Date.parse(day))), [false, true, true, false, false, true]);
});

Deno.test("levelFor() takes the highest step that a size reaches", () => {
  const im = (usd: number) => levelFor(A, BigInt(usd), 0).im;
  assertEquals([im(0), im(999_999), im(1_000_000), im(200e6)], [10_000n, 10_000n, 20_000n, 500_000n]);
});

Deno.test("tickers agree with book, trades, candles, funding rates and open interest of the same moment", async () => {
  const { get } = rig();
  for (const symbol of ["PF_XBTUSD", "PI_ETHUSD", "FF_SOLUSD_261225"]) {
    const { ticker } = await get(`${V3}/tickers/${symbol}`);
    const { orderBook: { bids, asks } } = await get(`${V3}/orderbook?symbol=${symbol}`);
    assertEquals([ticker.bid, ticker.bidSize], bids[0]);
    assertEquals([ticker.ask, ticker.askSize], asks[0]);
    assert(ticker.bid < ticker.ask);
    for (const [index, [price]] of bids.entries()) assert(index === 0 || price < bids[index - 1][0]);
    for (const [index, [price]] of asks.entries()) assert(index === 0 || price > asks[index - 1][0]);
    const { history: [last] } = await get(`${V3}/history?symbol=${symbol}`);
    assertEquals([ticker.last, ticker.lastSize], [last.price, last.size]);
    assertEquals(ticker.lastTime.slice(0, 23), last.time.slice(0, 23));
    // What is near the mark price must be within the cap of 1 %, but for the basis of dated contracts.
    assert(Math.abs(ticker.markPrice / ticker.indexPrice - 1) < (symbol.startsWith("P") ? 0.01 : 0.05));
    const kinds = ["trade", "mark", "spot"].map(async (kind) => {
      const { candles } = await get(`/api/charts/v1/${kind}/${symbol}/1m?count=1`);
      return Number(candles[0].close);
    });
    assertEquals(await Promise.all(kinds), [ticker.last, ticker.markPrice, ticker.indexPrice]);
    const since = Math.floor(NOW / 1000) - 60;
    const { result } = await get(`/api/charts/v1/analytics/${symbol}/open-interest?since=${since}&interval=60`);
    assert(Math.abs(Number(result.data.at(-1)[3]) / ticker.openInterest - 1) < 1e-4);
    const { elements: [execution] } = await get(`${HISTORY}/market/${symbol}/executions?count=1`);
    assertEquals(execution.event.Execution.execution.price, String(ticker.last));
    assertEquals(execution.event.Execution.execution.uid, last.uid);
    if (!symbol.startsWith("P")) {
      assertEquals([ticker.fundingRate, (await rig().open(`${V3}/historical-funding-rates?symbol=${symbol}`)).status], [
        undefined,
        400,
      ]);
      continue;
    }
    const { rates } = await get(`${V3}/historical-funding-rates?symbol=${symbol}`);
    assertEquals(rates.at(-1).fundingRate, ticker.fundingRate);
    assertEquals(rates.at(-1).timestamp, "2026-11-22T15:00:00Z");
    for (const { relativeFundingRate } of rates) assert(Math.abs(relativeFundingRate) <= 0.005);
    // The rate of an hour follows from the premium of the hour before it, divided by 8.
    const premium = ticker.markPrice / ticker.indexPrice - 1;
    const predicted = symbol.startsWith("PI") ? premium / 8 / ticker.indexPrice : premium / 8 * ticker.indexPrice;
    assert(
      Math.abs(ticker.fundingRatePrediction / predicted - 1) < 1e-3,
      `${ticker.fundingRatePrediction} ${predicted}`,
    );
  }
});

Deno.test("tickers go by symbol in any case and by kind, with the indices beside them", async () => {
  const { get, open } = rig();
  const symbols = async (query: string) =>
    (await get(`${V3}/tickers?${query}`)).tickers.map(({ symbol }: Answer) => symbol);
  assertEquals(await symbols("symbol=pf_xbtusd&symbol=IN_XBTUSD"), ["PF_XBTUSD", "in_xbtusd"]);
  assert((await symbols("contractType=futures_inverse")).every((symbol: string) => !/^[PF]F_/.test(symbol)));
  const unknown = await open(`${V3}/tickers/PF_NOPEUSD`);
  assertEquals([unknown.status, (await unknown.json()).error], [404, "notFound"]);
  assertEquals((await get(`${V3}/instruments?contractType=odd`)).error, "invalidArgument: contractType");
});

Deno.test("candles of any width are the sums of exactly the narrower ones in them", async () => {
  const { get } = rig();
  const from = Date.parse("2026-11-19T00:00:00Z") / 1000;
  for (const symbol of ["PF_ETHUSD", "PI_XBTUSD"]) {
    for (const kind of ["trade", "mark", "spot"]) {
      const candles = async (width: string, to: number) =>
        (await get(`/api/charts/v1/${kind}/${symbol}/${width}?from=${from}&to=${from + to}`)).candles as Answer[];
      const [day] = await candles("1d", 1);
      for (const [width, count] of [["1h", 24], ["5m", 288], ["1m", 1440]] as const) {
        const parts = await candles(width, 86_399);
        assertEquals(parts.length, count);
        assertEquals(parts[0].open, day.open);
        assertEquals(parts.at(-1).close, day.close);
        const extreme = (better: (a: number, b: number) => number, field: "high" | "low") =>
          parts.reduce((best, part) => better(best, Number(part[field])), Number(parts[0][field]));
        assertEquals(extreme(Math.max, "high"), Number(day.high));
        assertEquals(extreme(Math.min, "low"), Number(day.low));
        assertEquals(parts.reduce((sum, { volume }) => sum + exact(volume), 0n), exact(day.volume));
      }
    }
  }
});

Deno.test("candles say when there are more, and go on from the last time", async () => {
  const { get } = rig();
  const path = "/api/charts/v1/trade/PF_XBTUSD/1d";
  const all = (await get(`${path}?from=1600000000`)).candles as Answer[];
  assertEquals(new Date(all[0].time).toISOString(), "2022-03-22T00:00:00.000Z");
  const walked: Answer[] = [];
  for (let from = 1600000000, more = true; more;) {
    const page = await get(`${path}?from=${from}&count=700`);
    walked.push(...page.candles);
    more = page.more_candles;
    from = page.candles.at(-1).time / 1000 + 1;
  }
  assertEquals(walked, all);
  assertEquals(
    (await get(`${path}?count=2`)).candles.map(({ time }: Answer) => time),
    all.slice(-2).map(({ time }) => time),
  );
  assertEquals((await rig().open("/api/charts/v1/trade/PF_XBTUSD/2h")).status, 404);
});

Deno.test("public trades page backwards without a gap, seven days far", async () => {
  const { get } = rig();
  const first = (await get(`${V3}/history?symbol=PF_SOLUSD`)).history as Answer[];
  assertEquals(first.length, 100);
  const older = (await get(`${V3}/history?symbol=PF_SOLUSD&lastTime=${first.at(-1).time}`)).history as Answer[];
  assertEquals(older[0].trade_id, first.at(-1).trade_id - 1);
  assertEquals((await get(`${V3}/history?symbol=PF_SOLUSD&lastTime=2026-11-01T00:00:00Z`)).history, []);
});

Deno.test("public events page in both directions to the same whole, and refuse a token of another call", async () => {
  const { get, open } = rig();
  const window = `since=${NOW - 900_000}&before=${NOW - 60_000}`;
  for (const kind of ["executions", "orders", "price"]) {
    const walk = async (sort: string) => {
      const uids: string[] = [];
      let token: string | undefined = "";
      while (token !== undefined) {
        const more: string = token && `&continuation_token=${encodeURIComponent(token)}`;
        const response = await open(`${HISTORY}/market/PF_XBTUSD/${kind}?${window}&count=7&sort=${sort}${more}`);
        const page = await response.json();
        assertEquals(response.headers.get("is-truncated"), String(page.continuationToken !== undefined));
        assertEquals(response.headers.get("next-continuation-token"), page.continuationToken ?? null);
        uids.push(...page.elements.map((element: Answer) => `${element.timestamp} ${element.uid}`));
        token = page.continuationToken;
      }
      return uids;
    };
    const rising = await walk("asc");
    assert(rising.length > 10, `${kind} ${rising.length}`);
    assertEquals(await walk("desc"), rising.toReversed());
    assertEquals(new Set(rising).size, rising.length);
  }
  const token = (await get(`${HISTORY}/market/PF_XBTUSD/price?count=1`)).continuationToken;
  for (const bad of [token, "soon", btoa("1/1")]) {
    const path = `${HISTORY}/market/PF_XBTUSD/executions?continuation_token=${encodeURIComponent(bad)}`;
    assertEquals((await open(path)).status, 400, bad);
  }
});

Deno.test("analytics refuse what they cannot measure in the shape of their answers", async () => {
  const { open } = rig();
  for (
    const [path, status, field] of [
      ["PF_XBTUSD/odd?since=1795300000&interval=60", 404, "analytics_type"],
      ["PF_NOPEUSD/funding?since=1795300000&interval=60", 404, "symbol"],
      ["PF_XBTUSD/funding?since=1795300000&interval=61", 400, "interval"],
      ["PF_XBTUSD/funding?interval=60", 400, "since"],
    ] as const
  ) {
    const response = await open(`/api/charts/v1/analytics/${path}`);
    assertEquals(response.status, status);
    const { result, errors } = await response.json();
    assertEquals([result.timestamp, errors[0].field], [[], field]);
  }
});

Deno.test("analytics add up: bought and sold sizes are the traded volume of the same candles", async () => {
  const { get } = rig();
  const since = Date.parse("2026-11-21T06:00:00Z") / 1000;
  const series = async (type: string) =>
    (await get(`/api/charts/v1/analytics/PI_XBTUSD/${type}?since=${since}&interval=3600&to=${since + 7200}`)).result;
  const { data: { buyVolume, sellVolume, cvd }, timestamp } = await series("cvd");
  const { data: volumes } = await series("trade-volume");
  const { candles } = await get(`/api/charts/v1/trade/PI_XBTUSD/1h?from=${since}&to=${since + 7200}`);
  assertEquals(timestamp, [since, since + 3600, since + 7200]);
  let sum = 0n;
  for (const [index, volume] of volumes.entries()) {
    assertEquals(volume, candles[index].volume);
    assertEquals(exact(buyVolume[index]) + exact(sellVolume[index]), exact(volume));
    sum += exact(buyVolume[index]) - exact(sellVolume[index]);
    assertEquals(exact(cvd[index]), sum);
  }
});

Deno.test("createFuturesHandler answers at any time, before the first contract and long after today", async () => {
  const paths = [`${V3}/tickers`, `${V3}/instruments`, `${V3}/instruments?expired=true`, "/api/charts/v1/trade"];
  for (const date of ["1971-01-01", "2018-09-01", "2022-03-22T13:16:00Z", "2035-06-29T08:00:00Z", "2099-12-31"]) {
    const { get } = rig({}, Date.parse(date));
    for (const path of paths) assertEquals((await get(path)).error, undefined, `${date} ${path}`);
  }
});
