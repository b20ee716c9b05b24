/** Orders by any spelling of a symbol: checked to the digit, rehearsed by default, placed when asked to. */

import { drafted, isLive, type PlaceOptions, refuseProblems } from "./_draft.ts";
import type { LiveOrder } from "./live_order.ts";
import { place, Preview } from "./preview.ts";
import type { OrderRequest } from "./request.ts";
import type { TradingSource } from "./source.ts";

export type { PlaceOptions } from "./_draft.ts";

/**
 * One order: a {@linkcode Preview}, or with `live: true` a placed {@linkcode LiveOrder}.
 *
 * All of AddOrder's parameters by Kraken's names, the market in any spelling. Nothing is rounded: tick size, lot size,
 * minimum size and cost, the combination of the fields and (with a key) the balance are checked against live data, and a
 * refusal names the nearest values that would do. A `cl_ord_id` is set unless one or a `userref` is given.
 *
 * Asks AssetPairs (kept for a minute), Ticker, Depth for market orders, and with a key BalanceEx (1 point) and, for a
 * preview, TradeVolume (1 point, kept for ten minutes). A missing permission becomes a warning.
 *
 * Aborting an order that has left does not take it back, and rejects with the caller's own reason. What it can be found by
 * then is told to the option `onSent` before it leaves; without that option a warning names its `cl_ord_id`.
 *
 * @example A rehearsal on the embedded exchange, without a key.
 * ```ts
 * import { symbols } from "../core/symbols.ts";
 * import { paperExchange } from "../paper/mod.ts";
 * import { createSpotClient } from "../spot/client.ts";
 * import { order } from "./order.ts";
 *
 * await using exchange = paperExchange({ seed: 1 });
 * const spot = createSpotClient({ fetch: exchange.fetch });
 * const source = { ...spot, symbols: symbols(), name: "paper", now: exchange.clock.now };
 * const limit = { symbol: "btc-usd", type: "buy", ordertype: "limit", volume: "0.01", price: "20000" } as const;
 * const preview = await order(source, limit);
 * console.log(preview); // a card that says DRY RUN; preview.send() places the order
 * ```
 *
 * @throws {TypeError | RangeError} a field is missing, misspelt, malformed or does not fit; no order was sent.
 * @throws {KrakenError} with `live: true`: Kraken would refuse it as things stand (funds, mode of the market).
 * @throws {OutcomeUnknownError} with `live: true`: the answer is lost; its `resolve()` finds out. Never sent twice by us.
 */
export async function order(
  source: TradingSource,
  request: OrderRequest,
  options: PlaceOptions & { live: true },
): Promise<LiveOrder>;
/** One order rehearsed: a {@linkcode Preview}; nothing is sent. */
export async function order(
  source: TradingSource,
  request: OrderRequest,
  options?: PlaceOptions & { live?: false | undefined },
): Promise<Preview>;
/** One order, rehearsed or placed as `live` says. */
export async function order(
  source: TradingSource,
  request: OrderRequest,
  options?: PlaceOptions,
): Promise<Preview | LiveOrder>;
export async function order(
  source: TradingSource,
  request: OrderRequest,
  options: PlaceOptions = {},
): Promise<Preview | LiveOrder> {
  const draft = await drafted(source, request, options);
  if (!isLive(options)) return new Preview(source, draft);
  refuseProblems(draft.problems, `Cannot order ${draft.rules.symbol}`);
  return await place(source, draft, options);
}
