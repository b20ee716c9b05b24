import { assert, assertEquals, assertThrows } from "@std/assert";
import { resample, type Row } from "../../../frames/mod.ts";
import type { Frame } from "../../../frames/mod.ts";
import {
  accountLogFrame,
  executionFrame,
  fundingFrame,
  futuresBalanceFrame,
  futuresCandleFrame,
  futuresDepthFrame,
  futuresFillFrame,
  futuresOrderFrame,
  futuresPositionFrame,
  futuresTickerFrame,
  futuresTradeFrame,
  instrumentFrame,
  marginFrame,
  marketExecutionFrame,
} from "../../../frames/futures/mod.ts";
import * as account from "../../fixtures/futures/account.ts";
import * as charts from "../../fixtures/futures/charts.ts";
import * as history from "../../fixtures/futures/history.ts";
import * as market from "../../fixtures/futures/market.ts";
import * as trading from "../../fixtures/futures/trading.ts";
import { RECORDINGS } from "../../recordings.ts";

const exact = (frame: Frame<never>, name: string) => (frame as unknown as Frame).text(name);

Deno.test("futures frames name column and row of a figure that is no number", () => {
  const [candle] = charts.candles.candles;
  assertThrows(() => futuresCandleFrame([{ ...candle!, open: "n/a" }]), RangeError, "'open' row 0 must be a number");
});

Deno.test("futures frames of nothing have all their columns", () => {
  const empty: [Frame<never>, string, string][] = [
    [futuresCandleFrame([]) as never, "time", "volume"],
    [futuresTradeFrame([]) as never, "time", "mark_price"],
    [futuresDepthFrame({ bids: [], asks: [] }) as never, "side", "cumulative"],
    [fundingFrame([]) as never, "time", "relative_annualised"],
    [instrumentFrame([]) as never, "symbol", "category"],
    [futuresTickerFrame([]) as never, "symbol", "post_only"],
    [futuresFillFrame([]) as never, "time", "usd_value"],
    [futuresPositionFrame([]) as never, "symbol", "fill_time"],
    [futuresOrderFrame([]) as never, "time", "status"],
    [accountLogFrame([]) as never, "time", "booking_uid"],
  ];
  for (const [frame, first, last] of empty) {
    assertEquals([frame.length, frame.columns[0], frame.columns.at(-1)], [0, first, last]);
  }
});

Deno.test("futuresCandleFrame() keeps every digit, reads volumes sent as numbers, and knows its units", () => {
  const frame = futuresCandleFrame(charts.candles.candles, { symbol: "PF_XBTUSD", every: "1h" });
  assertEquals([frame.kind, frame.length], ["candles", 2]);
  assertEquals(frame.text("volume"), ["31.204", "0"]);
  assertEquals(frame.row(0), {
    time: 1_793_606_400_000,
    open: 84000,
    high: 84200,
    low: 83900,
    close: 84190,
    volume: 31.204,
  });
  const units = Object.fromEntries(frame.schema.map(({ name, unit }) => [name, unit]));
  assertEquals([units["open"], units["volume"]], ["USD", "BTC"]);
  const inverse = futuresCandleFrame([], { symbol: "FI_ETHUSD_261225" }).schema;
  assertEquals(inverse.map(({ unit }) => unit).slice(-2), ["USD", "contracts"]);
});

Deno.test("futuresTradeFrame() turns Kraken's order round and takes sizes sent as text", () => {
  const frame = futuresTradeFrame(market.history.history, { symbol: "PF_XBTUSD" });
  assertEquals(frame.text("volume"), ["0.5", "0.01"]);
  assertEquals(frame.row(0), {
    time: Date.UTC(2026, 10, 2, 7, 59, 58),
    price: 84189,
    volume: 0.5,
    side: "",
    type: "",
    uid: "",
    trade_id: NaN,
    mark_price: NaN,
  });
  assertEquals([frame.row(1).side, frame.row(1).type, frame.row(1).trade_id], ["buy", "fill", 100]);
  assertEquals(resample(frame, "1m").text("volume"), ["0.51"]);
});

Deno.test("marketExecutionFrame() knows the taker's side by the maker's where Kraken leaves the taker out", () => {
  const [element] = history.marketExecutions.elements;
  assertEquals(marketExecutionFrame([element!]).row(0), {
    time: 1_793_606_400_123,
    price: 84000,
    volume: 0.5,
    side: "buy",
    type: "fill",
    uid: "e9000000-0000-4000-8000-000000000001",
    trade_id: NaN,
    mark_price: 84001.2,
  });
  const { takerOrder, ...execution } = element!.event.Execution.execution;
  const alone = { ...element!, event: { Execution: { execution, takerReducedQuantity: "" } } };
  assertEquals([marketExecutionFrame([alone]).row(0).side, marketExecutionFrame([alone]).row(0).type], ["buy", ""]);
  const forced = {
    ...element!.event.Execution.execution,
    takerOrder: { ...takerOrder, orderType: "PartialLiquidation" },
  };
  const liquidation = { ...element!, event: { Execution: { execution: forced, takerReducedQuantity: "" } } };
  assertEquals(marketExecutionFrame([liquidation]).row(0).type, "liquidation");
});

Deno.test("futuresDepthFrame() sums sizes exactly from the best price on", () => {
  const bids = [[84190, 0.1], [84189, 0.2], [84188, 1e-8]] as [number, number][];
  const frame = futuresDepthFrame({ bids, asks: [[84191, 1.25]] }, { symbol: "PF_XBTUSD" });
  assertEquals(frame.text("cumulative"), ["0.10000000", "0.30000000", "0.30000001", "1.25"]);
  assertEquals(frame.column("side"), ["bid", "bid", "bid", "ask"]);
});

Deno.test("fundingFrame() annualises hourly rates by name, and none of those for four hours", () => {
  const frame = fundingFrame([
    { timestamp: "2026-11-02T07:00:00Z", fundingRate: -0.12, relativeFundingRate: -1e-6 },
    { timestamp: "2022-06-28T00:00:00.000Z", fundingRate: -8.15861558e-10, relativeFundingRate: -0.000016898883333333 },
    { timestamp: "2026-11-02T06:00:00Z", fundingRate: 0.3845, relativeFundingRate: 0.00001 },
  ]);
  assertEquals(frame.columns, ["time", "absolute_hourly", "relative_hourly", "relative_annualised"]);
  assertEquals(frame.text("absolute_hourly"), ["-0.000000000815861558", "0.3845", "-0.12"]);
  assertEquals([...frame.column("relative_annualised")].map((rate) => Number(rate.toFixed(10))), [
    NaN,
    0.0876,
    -0.00876,
  ]);
  assertEquals(frame.meta.note, "rates before 29 September 2022 applied to four hours");
});

Deno.test("instrumentFrame() gives steps as exact text, also of a thousand", () => {
  const pepe = {
    ...market.instruments.instruments[0]!,
    symbol: "PF_PEPEUSD",
    tickSize: 1e-10,
    contractValueTradePrecision: -3,
  };
  const frame = instrumentFrame([...market.instruments.instruments, pepe]);
  assertEquals(frame.column("symbol"), ["FI_XBTUSD_261225", "PF_PEPEUSD", "PF_XBTUSD"]);
  assertEquals(frame.text("tick_size"), ["0.5", "0.0000000001", "1"]);
  assertEquals(frame.text("size_step"), ["1", "1000", "0.0001"]);
  assertEquals([...frame.column("max_leverage")], [50, 100, 100]);
  assertEquals(frame.column("perpetual"), [false, true, true]);
  assertEquals([...frame.column("expiry")], [Date.UTC(2026, 11, 25, 16), NaN, NaN]);
  assertEquals(frame.schema.find(({ name }) => name === "expiry")?.type, "time");
});

Deno.test("futuresTickerFrame() leaves indices out and keeps what is missing missing", () => {
  const frame = futuresTickerFrame(market.tickers.tickers);
  assertEquals(frame.column("symbol"), ["PF_XBTUSD", "OF_XBTUSD_261225_100000_C"]);
  assertEquals(frame.text("funding_absolute_hourly"), ["0.38453", ""]);
  assertEquals(frame.row(1).bid, NaN);
  assertEquals(frame.row(0).last_time, Date.parse("2026-11-02T07:59:58.387Z"));
});

Deno.test("futuresFillFrame() turns fills round; executionFrame() adds fees, and finds our side in older answers", () => {
  const fills = futuresFillFrame(account.fills.fills);
  assertEquals(fills.column("side"), ["sell", "buy"]);
  assertEquals(fills.text("realized_pnl"), ["", "0"]);
  assertEquals(fills.row(1).fee, NaN);
  const { elements, accountUid } = history.executions;
  const frame = executionFrame(elements, {}, accountUid);
  assertEquals(frame.text("fee")[0], "21.0");
  assertEquals([frame.row(0).side, frame.row(0).symbol, frame.row(0).fill_type], ["buy", "PF_XBTUSD", "taker"]);
  const first = elements[0]!.event;
  const { order, orderData, executionType: _, ...rest } =
    ("execution" in first ? first.execution : first.Execution).execution;
  const other = { ...order!, uid: "theirs", accountUid: "somebody else", direction: "Sell" };
  const old = (ours: "makerOrder" | "takerOrder", theirs: "makerOrder" | "takerOrder") => {
    const data = ours === "makerOrder" ? { makerOrderData: orderData } : { takerOrderData: orderData };
    const execution = { ...rest, [ours]: order, [theirs]: other, ...data };
    const event = { Execution: { execution, takerReducedQuantity: "" } };
    return executionFrame([{ uid: "x", timestamp: 1, event } as never], {}, accountUid).row(0);
  };
  for (
    const [row, type] of [[old("makerOrder", "takerOrder"), "maker"], [
      old("takerOrder", "makerOrder"),
      "taker",
    ]] as const
  ) {
    assertEquals([row.order_id, row.side, row.fee, row.fill_type], [order!.uid, "buy", 21, type]);
  }
});

Deno.test("futuresPositionFrame() and futuresOrderFrame() are sorted, typed and exact", () => {
  const positions = futuresPositionFrame(account.openPositions.openPositions);
  assertEquals(positions.column("symbol"), ["FI_XBTUSD_261225", "PF_XBTUSD", "PI_XBTUSD"]);
  assertEquals(positions.text("unrealized_funding"), ["", "-0.07", "0.0000001"]);
  assertEquals(positions.column("pnl_currency"), ["", "USD", ""]);
  const orders = futuresOrderFrame(trading.openOrders.openOrders);
  assertEquals(orders.text("volume"), ["0.5", "0.01"]);
  assertEquals(orders.column("reduce_only"), [true, false]);
  assertEquals(orders.text("stop_price"), ["82500", ""]);
});

Deno.test("accountLogFrame() tells money from positions, and its changes add up to the digit", () => {
  const [trade, conversion] = history.accountLog.logs;
  const position = { ...trade!, id: 7199, asset: "pf_xbtusd", old_balance: 0.1, new_balance: 0.3 };
  const frame = accountLogFrame([trade!, conversion!, position]);
  assertEquals([...frame.column("id")], [7199, 7200, 7201]);
  assertEquals(frame.column("leg"), ["position", "cash", "cash"]);
  assertEquals(frame.column("asset"), ["PF_XBTUSD", "USD", "USD"]);
  assertEquals(frame.text("change"), ["0.2", "100", "-21"]);
  assertEquals(frame.text("fee"), ["21", "", "21"]);
  assertEquals(frame.column("contract"), ["PF_XBTUSD", "", "PF_XBTUSD"]);
});

Deno.test("futuresBalanceFrame() and marginFrame() have a row for each currency and each wallet", () => {
  const balances = futuresBalanceFrame(account.accounts.accounts);
  assertEquals(balances.toRecords().map(({ wallet, kind, asset }) => `${wallet} ${kind} ${asset}`), [
    "cash currency BTC",
    "cash currency USD",
    "flex currency USD",
    "flex currency BTC",
    "fi_xbtusd currency BTC",
    "fi_xbtusd position PI_XBTUSD",
  ]);
  assertEquals(balances.text("collateral").slice(2, 4), ["5000", "8250.6"]);
  const margins = marginFrame(account.accounts.accounts);
  assertEquals(margins.column("wallet"), ["flex", "fi_xbtusd"]);
  assertEquals(margins.column("currency"), ["USD", "BTC"]);
  assertEquals(margins.text("available_margin"), ["13110.1", "0.2499"]);
  assertEquals(margins.text("liquidation_price"), ["", "3870"]);
});

/** What to make of the recordings of a folder; answers that are errors or fragments are skipped. */
const BUILDERS: Readonly<Record<string, (answer: never) => Frame<never> | undefined>> = {
  "accounts": ({ accounts }: { accounts?: never }) => accounts && futuresBalanceFrame(accounts) as never,
  "charts-candles": ({ candles }: { candles: never[] }) => futuresCandleFrame(candles) as never,
  "fills": ({ fills }: { fills?: never[] }) => fills && futuresFillFrame(fills) as never,
  "history": ({ history }: { history: { time?: string }[] }) =>
    history[0]?.time === undefined ? undefined : futuresTradeFrame(history as never) as never,
  "history-account-log": ({ logs }: { logs: never[] }) => accountLogFrame(logs) as never,
  "history-market-executions": ({ elements }: { elements: never[] }) => marketExecutionFrame(elements) as never,
  "historical-funding-rates": ({ rates }: { rates?: never[] }) => rates && fundingFrame(rates) as never,
  "instruments": ({ instruments }: { instruments: never[] }) => instrumentFrame(instruments) as never,
  "openorders": ({ openOrders }: { openOrders: never[] }) => futuresOrderFrame(openOrders) as never,
  "openpositions": ({ openPositions }: { openPositions?: never[] }) =>
    openPositions && futuresPositionFrame(openPositions) as never,
  "orderbook": ({ orderBook }: { orderBook: never }) => futuresDepthFrame(orderBook) as never,
  "tickers": ({ tickers }: { tickers: never[] }) => futuresTickerFrame(tickers) as never,
};

function recordings(folder: string): string[] {
  try {
    return [...Deno.readDirSync(new URL(`futures-rest/${folder}/`, RECORDINGS))].map(({ name }) => name);
  } catch {
    return [];
  }
}

for (const [folder, build] of Object.entries(BUILDERS)) {
  const files = recordings(folder);
  Deno.test(`futures frames read every recording of ${folder}`, { ignore: files.length === 0 }, async () => {
    let built = 0;
    for (const file of files) {
      const text = await Deno.readTextFile(new URL(`futures-rest/${folder}/${file}`, RECORDINGS));
      for (const line of file.endsWith(".jsonl") ? text.trim().split("\n") : [text]) {
        const frame = build(JSON.parse(line) as never);
        if (!frame) continue;
        built++;
        // Every exact text says the same as the float beside it.
        for (const { name, type } of frame.schema) {
          if (type !== "decimal") continue;
          const values = (frame as unknown as Frame<Row>).column(name) as Float64Array;
          exact(frame, name).forEach((each, row) => {
            const value = values[row]!;
            assert(
              each === "" ? Number.isNaN(value) : Number(each) === value,
              `${file} ${name} ${row}: ${each} ${value}`,
            );
          });
        }
      }
    }
    assert(built > 0, `nothing of ${folder} was read`);
  });
}
