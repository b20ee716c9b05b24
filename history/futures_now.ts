/** Futures as they stand: contracts, tickers, a book; wallets, positions, open orders. One call each. */

import type { Frame } from "../frames/frame.ts";
import { futuresDepthFrame, type FuturesDepthRow } from "../frames/futures/depth.ts";
import { instrumentFrame, type InstrumentRow } from "../frames/futures/instruments.ts";
import { futuresOrderFrame, type FuturesOrderRow } from "../frames/futures/orders.ts";
import { futuresPositionFrame, type FuturesPositionRow } from "../frames/futures/positions.ts";
import { futuresTickerFrame, type FuturesTickerRow } from "../frames/futures/tickers.ts";
import { futuresBalanceFrame, type FuturesBalanceRow, marginFrame, type MarginRow } from "../frames/futures/wallets.ts";
import { checkAsk, type FuturesAskOptions, type FuturesSource } from "./futures_source.ts";

/** All listed contracts, by symbol. Public. */
export async function futuresInstruments(
  { market, name }: Pick<FuturesSource, "market" | "name">,
  options: FuturesAskOptions = {},
): Promise<Frame<InstrumentRow>> {
  const { instruments } = await market.instruments({}, options);
  return instrumentFrame(instruments, { source: name });
}

/**
 * Prices, funding and 24-hour figures of one contract or several, of all when left out. Public.
 *
 * @throws {RangeError} for an empty list, and when Kraken's answer lacks one that was asked for.
 */
export async function futuresTicker(
  { market, name }: Pick<FuturesSource, "market" | "name">,
  markets?: { readonly symbol: string } | readonly { readonly symbol: string }[],
  options: FuturesAskOptions = {},
): Promise<Frame<FuturesTickerRow>> {
  const symbols = markets === undefined ? undefined : [markets].flat().map(({ symbol }) => symbol);
  if (symbols?.length === 0) {
    throw new RangeError("Cannot fetch tickers as 'symbols' is empty: leave it out for all contracts");
  }
  const { tickers } = await market.tickers(symbols === undefined ? {} : { symbol: symbols }, options);
  const frame = futuresTickerFrame(tickers, { source: name });
  const known = new Set(frame.column("symbol"));
  const missing = symbols?.filter((symbol) => !known.has(symbol)) ?? [];
  if (missing.length === 0) return frame;
  throw new RangeError(`tickers has none of ${missing.join(", ")}: the contract may have expired`);
}

/** The entire order book of a contract: bids from the best down, then asks from the best up. Public. */
export async function futuresDepth(
  { market, name }: Pick<FuturesSource, "market" | "name">,
  { symbol }: { readonly symbol: string },
  given: FuturesAskOptions & {
    /** Most levels a side; all when left out. */
    count?: number | undefined;
  } = {},
): Promise<Frame<FuturesDepthRow>> {
  checkAsk("depth", given, ["count"]);
  const { count, ...options } = given;
  if (count !== undefined && !(Number.isInteger(count) && count >= 1)) {
    throw new RangeError(`'count' must be a whole number of at least 1: current value is ${count}`);
  }
  const { orderBook: { bids, asks }, serverTime } = await market.orderBook({ symbol }, options);
  const cut = { bids: bids.slice(0, count), asks: asks.slice(0, count) };
  return futuresDepthFrame(cut, { symbol, source: name, asOf: Date.parse(serverTime) });
}

/** Open positions, by symbol. Needs `General API - Read Only`; costs 2. */
export async function futuresPositions(
  { account, name }: Pick<FuturesSource, "account" | "name">,
  options: FuturesAskOptions = {},
): Promise<Frame<FuturesPositionRow>> {
  const { openPositions } = await account.openPositions({}, options);
  return futuresPositionFrame(openPositions, { source: name });
}

/** Open orders and waiting triggers, oldest first. Needs `General API - Read Only`; costs 2. */
export async function futuresOpenOrders(
  { trading, name }: Pick<FuturesSource, "trading" | "name">,
  options: FuturesAskOptions = {},
): Promise<Frame<FuturesOrderRow>> {
  const { openOrders } = await trading.openOrders({}, options);
  return futuresOrderFrame(openOrders, { source: name });
}

/** Balances of all wallets. Needs `General API - Read Only`; costs 2. */
export async function futuresBalances(
  { account, name }: Pick<FuturesSource, "account" | "name">,
  options: FuturesAskOptions = {},
): Promise<Frame<FuturesBalanceRow>> {
  const { accounts } = await account.accounts({}, options);
  return futuresBalanceFrame(accounts, { source: name });
}

/** Margins of the wallets that back positions. Needs `General API - Read Only`; costs 2. */
export async function futuresMargins(
  { account, name }: Pick<FuturesSource, "account" | "name">,
  options: FuturesAskOptions = {},
): Promise<Frame<MarginRow>> {
  const { accounts } = await account.accounts({}, options);
  return marginFrame(accounts, { source: name });
}
