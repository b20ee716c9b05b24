/** Futures orders by any spelling of a contract: checked to the digit, rehearsed by default, placed when asked to. */

import { isLive, type PlaceOptions, refuseProblems } from "../_draft.ts";
import { placing } from "../request.ts";
import { checkPlaceOptions } from "../source.ts";
import { checkAmounts } from "./_amounts.ts";
import { assessFutures } from "./_assess.ts";
import { contractRules } from "./_contract.ts";
import { futuresEstimate } from "./_estimate.ts";
import { futuresSurroundings } from "./_surroundings.ts";
import type { LiveFuturesOrder } from "./live_order.ts";
import { type FuturesDraft, FuturesPreview, placeFutures } from "./preview.ts";
import { type FuturesOrderRequest, readFuturesOrder, type WireFuturesOrder } from "./request.ts";
import type { FuturesTradingSource } from "./source.ts";

/**
 * One futures order: a {@linkcode FuturesPreview}, or with `live: true` a placed {@linkcode LiveFuturesOrder}.
 *
 * All of sendorder's parameters by Kraken's names, the contract in any spelling. Nothing is rounded: tick, size step,
 * expiry and the combination of the fields are checked against the live list of contracts, and a refusal names the nearest
 * values that would do. With a key, position, margin mode and wallet are weighed too. A `cliOrdId` is set unless given.
 *
 * Asks `instruments` (kept for a minute), `ticker` and `instrumentStatus`, and with a key `accounts`, `openPositions`,
 * `leveragePreferences` and `tradingInstruments` (2 points each). A missing permission becomes a warning.
 *
 * Margin, fee and liquidation price are estimates: one position, one margin step for all of it, initial margin at the
 * order's price, maintenance margin at the mark price, the fees of the first volume step.
 *
 * Aborting an order that has left does not take it back: the option `onSent` is told before what it can be found by, and
 * without it a warning names its `cliOrdId`.
 *
 * @throws {TypeError | RangeError} a field is missing, misspelt, malformed or does not fit; no order was sent.
 * @throws {KrakenError} with `live: true`: Kraken would refuse it as things stand.
 * @throws {ApiError} with `live: true`: Kraken refused it; nothing was placed.
 * @throws {OutcomeUnknownError} with `live: true`: the answer is lost; its `resolve()` finds out. Never sent twice by us.
 */
export async function futuresOrder(
  source: FuturesTradingSource,
  request: FuturesOrderRequest,
  options: PlaceOptions & { live: true },
): Promise<LiveFuturesOrder>;
/** One futures order rehearsed: a {@linkcode FuturesPreview}; nothing is sent. */
export async function futuresOrder(
  source: FuturesTradingSource,
  request: FuturesOrderRequest,
  options?: PlaceOptions & { live?: false | undefined },
): Promise<FuturesPreview>;
/** One futures order, rehearsed or placed as `live` says. */
export async function futuresOrder(
  source: FuturesTradingSource,
  request: FuturesOrderRequest,
  options?: PlaceOptions,
): Promise<FuturesPreview | LiveFuturesOrder>;
export async function futuresOrder(
  source: FuturesTradingSource,
  request: FuturesOrderRequest,
  options: PlaceOptions = {},
): Promise<FuturesPreview | LiveFuturesOrder> {
  checkPlaceOptions("order", options);
  const live = isLive(options);
  const draft = await drafted(source, request, options);
  if (!live) return new FuturesPreview(source, draft);
  refuseProblems(draft.problems, `Cannot order ${draft.rules.symbol}`);
  return await placeFutures(source, draft, options);
}

async function drafted(
  source: FuturesTradingSource,
  request: FuturesOrderRequest,
  options: PlaceOptions,
): Promise<FuturesDraft> {
  const order = placing("Cannot order", () => identified(readFuturesOrder(request)));
  const rules = await contractRules(source, order.fields.symbol, options);
  // What the rules alone refuse costs no further call.
  placing(`Cannot order ${rules.symbol}`, () => checkAmounts(order, rules));
  const around = await futuresSurroundings(source, rules, options);
  const reckon = futuresEstimate(order, rules, around);
  const params = Object.freeze({ ...order.fields, symbol: rules.symbol });
  return { order, rules, around, reckon, params, extra: options.extra, ...assessFutures(order, rules, around, reckon) };
}

/** Every order of ours can be looked up: one without an id gets one now, so that the card shows it. */
function identified(order: WireFuturesOrder): WireFuturesOrder {
  if (order.fields.cliOrdId !== undefined) return order;
  return { ...order, fields: { ...order.fields, cliOrdId: crypto.randomUUID() } };
}
