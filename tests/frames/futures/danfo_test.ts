import { assertEquals } from "@std/assert";
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
import { type Frame, toDataFrame } from "../../../frames/mod.ts";
import * as account from "../../fixtures/futures/account.ts";
import * as charts from "../../fixtures/futures/charts.ts";
import * as history from "../../fixtures/futures/history.ts";
import * as market from "../../fixtures/futures/market.ts";
import * as trading from "../../fixtures/futures/trading.ts";

const frames: Readonly<Record<string, Frame>> = Object.fromEntries(
  Object.entries({
    instruments: instrumentFrame(market.instruments.instruments),
    tickers: futuresTickerFrame(market.tickers.tickers),
    book: futuresDepthFrame(market.orderBook.orderBook),
    trades: futuresTradeFrame(market.history.history),
    executions: marketExecutionFrame(history.marketExecutions.elements),
    candles: futuresCandleFrame(charts.candles.candles),
    funding: fundingFrame(market.historicalFundingRates.rates),
    fills: futuresFillFrame(account.fills.fills),
    ownExecutions: executionFrame(history.executions.elements),
    positions: futuresPositionFrame(account.openPositions.openPositions),
    orders: futuresOrderFrame(trading.openOrders.openOrders),
    log: accountLogFrame(history.accountLog.logs),
    balances: futuresBalanceFrame(account.accounts.accounts),
    margins: marginFrame(account.accounts.accounts),
  }).map(([name, frame]) => [name, frame as unknown as Frame]),
);

Deno.test("toDataFrame() takes every kind of futures frame, with numbers as numbers and each figure as it is", async () => {
  for (const [name, frame] of Object.entries(frames)) {
    const table = await toDataFrame(frame);
    assertEquals(table.columns, [...frame.columns], name);
    assertEquals(table.shape, [frame.length, frame.columns.length], name);
    for (const [at, { name: column, type }] of frame.schema.entries()) {
      const dtype = table.dtypes[at];
      const expected = type === "text" ? ["string"] : type === "boolean" ? ["boolean"] : ["float32", "int32"];
      assertEquals(expected.includes(String(dtype)), true, `${name}.${column} is ${dtype}`);
      assertEquals([...table.column(column).values], [...frame.column(column) as ArrayLike<unknown> as unknown[]]);
    }
  }
});

Deno.test("toDataFrame() of a funding frame computes in 64-bit", async () => {
  const rates = Array.from({ length: 24 }, (_, hour) => ({
    timestamp: new Date(Date.UTC(2026, 10, 1, hour)).toISOString(),
    fundingRate: 0.1,
    relativeFundingRate: 0.00001 + hour * 1e-15,
  }));
  const table = await toDataFrame(fundingFrame(rates));
  const sum = rates.reduce((total, { relativeFundingRate }) => total + relativeFundingRate, 0);
  assertEquals(table.column("relative_hourly").sum(), sum);
});
