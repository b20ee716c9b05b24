import type { OpenPosition } from "../../futures/account/mod.ts";
import { amounts, dates, table, texts } from "../account/_build.ts";
import type { Frame, FrameMeta } from "../frame.ts";
import { assetName, contractName } from "./_build.ts";

/** A row of a frame of open futures positions. Amounts have exact text. */
export type FuturesPositionRow = {
  /** `"PF_XBTUSD"`. */
  symbol: string;
  /** `"long"` or `"short"`. */
  side: string;
  /** Kraken's `size`: base units (linear) or contracts (inverse), without sign. */
  volume: number;
  /** Average entry price, in quote. */
  price: number;
  /** Unrealised profit or loss, in `pnl_currency` (linear) or the base coin (inverse). */
  unrealized_pnl: number;
  /** Funding that is not booked yet; `NaN` on dated contracts. */
  unrealized_funding: number;
  /** Currency profit is paid in; empty for inverse contracts. */
  pnl_currency: string;
  /** Highest leverage of an isolated position; `NaN` on cross margin. */
  max_fixed_leverage: number;
  /** Time of the last fill, ms UTC; `NaN` where Kraken does not say. */
  fill_time: number;
};

/** Open positions as a frame, by symbol. */
export function futuresPositionFrame(
  positions: readonly OpenPosition[],
  meta: FrameMeta = {},
): Frame<FuturesPositionRow> {
  const rows = positions.toSorted((a, b) => contractName(a.symbol) < contractName(b.symbol) ? -1 : 1);
  return table<FuturesPositionRow>("positions", {
    symbol: rows.map(({ symbol }) => contractName(symbol)),
    side: texts(rows, ({ side }) => side),
    volume: amounts(rows, ({ size }) => size),
    price: amounts(rows, ({ price }) => price),
    unrealized_pnl: amounts(rows, ({ unrealizedPnl }) => unrealizedPnl),
    unrealized_funding: amounts(rows, ({ unrealizedFunding }) => unrealizedFunding),
    pnl_currency: rows.map(({ pnlCurrency }) => assetName(pnlCurrency)),
    max_fixed_leverage: amounts(rows, ({ maxFixedLeverage }) => maxFixedLeverage),
    fill_time: dates(rows, ({ fillTime }) => fillTime),
  }, {
    money: ["volume", "price", "unrealized_pnl", "unrealized_funding", "max_fixed_leverage"],
    times: ["fill_time"],
    meta,
  });
}
