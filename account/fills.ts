import { pages } from "../core/pages.ts";
import { fillFrame, type FillRow, fillTime } from "../frames/account/fills.ts";
import type { Frame } from "../frames/frame.ts";
import { tradesHistoryPages } from "../spot/pages.ts";
import { marketsOf } from "./_names.ts";
import { windowOf } from "./_window.ts";
import {
  type AccountOptions,
  callOptions,
  checkRange,
  given,
  type RangeOptions,
  type Source,
  type WalkOptions,
} from "./source.ts";

/** Which fills. */
export interface FillOptions extends RangeOptions, AccountOptions, WalkOptions {
  /** Only these markets, in any spelling. Kraken itself filters by one. */
  symbol?: string | readonly string[] | undefined;
  /** Merge the fills an order took at once into one. @default {true} */
  consolidate_taker?: boolean | undefined;
  /** Add the ids of the ledger lines, which is slower. @default {false} */
  ledgers?: boolean | undefined;
}

/**
 * One's own fills, oldest first, all of the range: one call of cost 2 for each 100.
 *
 * Permission: Query closed orders & trades.
 *
 * @throws {RangeError} for a malformed range or an unknown symbol, before any call.
 * @throws {IncompleteError} when fewer rows came than Kraken counted.
 */
export async function fills(source: Source, options: FillOptions = {}): Promise<Frame<FillRow>> {
  checkRange("fills", options, ["symbol", "consolidate_taker", "ledgers", "account_id", "onProgress"]);
  const { symbol, consolidate_taker, ledgers, account_id, onProgress } = options;
  const { account, symbols, now } = source;
  const { start, end, has, meta } = windowOf(source, options);
  const markets = marketsOf(symbols, symbol);
  const only = markets?.list.length === 1 ? markets.list[0] : undefined;
  // The class of xStocks is none of those that the filter takes, so they are told apart here.
  const pair = only?.assetClass === "tokenized_asset" ? undefined : only?.pair;
  const params = given({ start, end, pair, consolidate_taker, ledgers, account_id });
  const walk = { ...callOptions(options), onProgress, now };
  const rows = await pages(account.tradesHistory, params, tradesHistoryPages, walk).all();
  const kept = rows.filter(([, trade]) => has(fillTime(trade)) && (markets?.has(trade.pair) ?? true));
  return fillFrame(kept, { ...meta, ...(only ? { symbol: only.symbol } : {}) }, symbols.label);
}
