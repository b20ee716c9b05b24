/**
 * Statuses of Futures REST as refusals of the Unified socket. Paper rule: Kraken documents no text for refused derivatives
 * orders, so they are Spot's strings where Spot has one for the case, and else plain sentences.
 */

import { FuturesRefusal } from "../../../futures/rest/refusal.ts";
import { TermsProblem } from "../../../futures/rest/private/terms.ts";
import { invalidArgument, Refusal } from "../../../rest/refusal.ts";

const TEXTS: Readonly<Record<string, string>> = {
  accountInactive: "EGeneral:Permission denied",
  cannotEditLimitPriceOfTrailingStop: "'params.limit_price' is not valid for trailing stops",
  cannotEditTriggerPriceOfTrailingStop: "'params.trigger_price_type' must be pct or quote for trailing stops",
  clientOrderIdAlreadyExist: "EGeneral:Invalid arguments:cl_ord_id",
  clientOrderIdInvalid: "EGeneral:Invalid arguments:cl_ord_id",
  clientOrderIdTooBig: "EGeneral:Invalid arguments:cl_ord_id",
  fixedLeverageTooHigh: "EOrder:Margin allowance exceeded",
  insufficientAvailableFunds: "EOrder:Insufficient funds",
  invalidOrderType: "EGeneral:Invalid arguments:order_type",
  invalidPrice: "EOrder:Invalid price",
  invalidSide: "EGeneral:Invalid arguments:side",
  invalidSize: "EGeneral:Invalid arguments:order_qty",
  iocWouldNotExecute: "EOrder:Order would not execute",
  marketInactive: "EService:Market is not trading",
  marketIsPostOnly: "EService:Market in post_only mode",
  marketSuspended: "EService:Market suspended",
  maxPositionViolation: "EOrder:Margin position size exceeded",
  notFound: "EOrder:Unknown order",
  orderForEditNotAStop: "'params.trigger_price' is not valid for orders without a trigger",
  orderForEditNotFound: "EOrder:Unknown order",
  outsidePriceCollar: "EOrder:Invalid price:outside the price collar",
  postWouldExecute: "EOrder:Post only order",
  selfFill: "EOrder:Cannot trade with self",
  tooManyOrders: "EOrder:Orders limit exceeded",
  wouldCauseLiquidation: "EOrder:Margin level too low",
  wouldIncreasePriceDislocation: "EOrder:Invalid price:would increase price dislocation",
  wouldNotReducePosition: "EOrder:Reduce only:No position exists",
};

/** Names of REST's arguments here. */
const NAMES: Readonly<Record<string, string>> = {
  cliOrdId: "cl_ord_id",
  limitPrice: "limit_price",
  limitPriceOffsetValue: "limit_price",
  orderType: "order_type",
  reduceOnly: "reduce_only",
  size: "order_qty",
  stopPrice: "triggers.price",
  trailingStopMaxDeviation: "triggers.price",
};

/** The refusal that a status is. */
export function refusalOf(status: string): Refusal {
  return new Refusal(TEXTS[status] ?? `EOrder:${status}`);
}

/** What the futures half raised, as this socket says it; anything else is no refusal. */
export function asRefusal(error: unknown): unknown {
  if (error instanceof FuturesRefusal) return refusalOf(error.message);
  if (!(error instanceof TermsProblem)) return error;
  const { argument, missing, status } = error;
  if (argument === undefined) return refusalOf(status);
  const name = NAMES[argument] ?? argument;
  return missing ? new Refusal(`Missing 'params.${name}'`) : invalidArgument(name);
}

/** Runs something of the futures half. @throws {Refusal} for what that refuses. */
export function refusing<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw asRefusal(error);
  }
}
