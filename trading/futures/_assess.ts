/** What Kraken would refuse a futures order for as things stand, and what deserves a second look. */

import { compareDecimals, type Decimal, multiplyDecimals } from "../../core/decimal.ts";
import { absolute, add, isNegative, isZero, tidy } from "../_exact.ts";
import { isTrigger } from "./_combinations.ts";
import type { ContractRules } from "./_contract.ts";
import type { FuturesEstimate } from "./_estimate.ts";
import type { FuturesSurroundings } from "./_surroundings.ts";
import type { WireFuturesOrder } from "./request.ts";

/** Two lists of sentences that begin in the middle: "Cannot order PF_XBTUSD as …" for the problems. */
export interface FuturesAssessment {
  /** Kraken would refuse the order now. */
  readonly problems: readonly string[];
  /** It may be what is meant, or not. */
  readonly warnings: readonly string[];
}

const above = (a: Decimal, b: Decimal) => compareDecimals(a, b) > 0;
const below = (a: Decimal, b: Decimal) => compareDecimals(a, b) < 0;

/** Weighs an order against its contract and what is around it. */
export function assessFutures(
  order: WireFuturesOrder,
  rules: ContractRules,
  around: FuturesSurroundings,
  reckon: FuturesEstimate,
): FuturesAssessment {
  const problems = [...marketProblems(order, rules, around, reckon), ...positionProblems(order, rules, around)];
  const warnings = [
    ...priceWarnings(order, around),
    ...triggerWarnings(order, around),
    ...trimWarnings(order, reckon),
    ...moneyWarnings(around, reckon),
    ...around.remarks,
  ];
  return { problems, warnings };
}

function marketProblems(
  { fields: { orderType, reduceOnly } }: WireFuturesOrder,
  { symbol, postOnly }: ContractRules,
  { quotes, allowance }: FuturesSurroundings,
  { initialMargin }: FuturesEstimate,
): string[] {
  const problems: string[] = [];
  if (quotes?.suspended) problems.push(`${symbol} is suspended: Kraken would answer marketSuspended`);
  if (postOnly && orderType !== "post") {
    problems.push(
      `${symbol} takes post-only orders alone now (orderType "post"): Kraken would answer marketIsPostOnly`,
    );
  }
  const opens = reduceOnly !== true && (initialMargin === undefined || !isZero(initialMargin));
  if (allowance?.restricted && opens) problems.push(`this account may only reduce positions in ${symbol}`);
  return problems;
}

function positionProblems(
  { fields: { side, reduceOnly, orderType }, size }: WireFuturesOrder,
  { symbol, maxPosition }: ContractRules,
  { position }: FuturesSurroundings,
): string[] {
  const held = position?.size ?? "0";
  const reduces = !isZero(held) && isNegative(held) === (side === "buy");
  // A reduce-only trigger is taken without a position: it is checked when it fires.
  if (reduceOnly === true && position !== undefined && !reduces && !isTrigger(orderType)) {
    const is = position === null
      ? "there is no position"
      : `the position is ${side === "buy" ? "long" : "short"} itself`;
    return [
      `a reduce-only ${side} needs a ${side === "buy" ? "short" : "long"} position in ${symbol}, and ${is}: ` +
      "Kraken would answer wouldNotReducePosition",
    ];
  }
  if (maxPosition === undefined || reduceOnly === true) return [];
  const after = absolute(add(held, side === "buy" ? size : `-${size}`));
  if (!above(after, maxPosition) || (reduces && !above(after, absolute(held)))) return [];
  return [
    `the position would be ${tidy(after)} and the most in ${symbol} is ${tidy(maxPosition)}: ` +
    "Kraken would answer maxPositionViolation",
  ];
}

function priceWarnings(
  { fields: { side, orderType }, limitPrice, stopPrice }: WireFuturesOrder,
  { quotes }: FuturesSurroundings,
): string[] {
  const warnings: string[] = [];
  if (!quotes || limitPrice === undefined || stopPrice !== undefined) return warnings;
  const buy = side === "buy";
  const far = (factor: Decimal, beyond: typeof above) => beyond(limitPrice, multiplyDecimals(quotes.mark, factor));
  if (buy ? far("1.05", above) : far("0.95", below)) {
    warnings.push(
      `limitPrice is more than 5 % ${buy ? "above" : "below"} the mark price of ${
        tidy(quotes.mark)
      }: it takes whatever ` +
        "is better, or Kraken answers outsidePriceCollar",
    );
  } else if (buy ? far("0.8", below) : far("1.2", above)) {
    warnings.push(`limitPrice is more than 20 % away from the mark price of ${tidy(quotes.mark)}: is it a slip?`);
  }
  const best = buy ? quotes.ask : quotes.bid;
  const crosses = best !== undefined && !(buy ? below(limitPrice, best) : above(limitPrice, best));
  if (orderType === "post" && crosses) {
    warnings.push(
      `it would trade at once with the best ${buy ? "ask" : "bid"} of ${tidy(best)}: Kraken would answer ` +
        "postWouldExecute",
    );
  }
  if ((orderType === "ioc" || orderType === "fok") && !crosses) {
    warnings.push(`nothing in the book meets limitPrice now: Kraken would answer iocWouldNotExecute`);
  }
  return warnings;
}

function triggerWarnings(
  { fields: { side, orderType, triggerSignal = "last" }, limitPrice, stopPrice }: WireFuturesOrder,
  { quotes }: FuturesSurroundings,
): string[] {
  if (!quotes || stopPrice === undefined) return [];
  const warnings: string[] = [];
  const watched = { mark: quotes.mark, index: quotes.index, last: quotes.last }[triggerSignal];
  const rises = (side === "buy") === (orderType === "stp");
  if (watched !== undefined && !(rises ? below(watched, stopPrice) : above(watched, stopPrice))) {
    warnings.push(
      `stopPrice is ${rises ? "not above" : "not below"} the ${triggerSignal} price of ${tidy(watched)}: it fires at ` +
        `once; ${orderType === "stp" ? "take_profit" : "stp"} waits for the other direction`,
    );
  }
  if (limitPrice === undefined) return warnings;
  if (side === "buy" ? below(limitPrice, stopPrice) : above(limitPrice, stopPrice)) {
    warnings.push(`limitPrice is on the far side of stopPrice: after firing it waits for the market to come back`);
  }
  return warnings;
}

function trimWarnings({ size: asked }: WireFuturesOrder, { size }: FuturesEstimate): string[] {
  if (compareDecimals(size, asked) === 0) return [];
  return [`reduceOnly trims it from ${tidy(asked)} to ${tidy(size)}, the size of the position`];
}

function moneyWarnings(
  { wallet, quotes, position }: FuturesSurroundings,
  { initialMargin, unit, after, liquidation, fee }: FuturesEstimate,
): string[] {
  const warnings: string[] = [];
  const needed = initialMargin === undefined || isZero(initialMargin) ? undefined : add(initialMargin, fee ?? "0");
  if (wallet && wallet.unit === unit && needed !== undefined && above(needed, wallet.available)) {
    warnings.push(
      `it needs about ${tidy(needed)} ${unit} of margin and fee, and ${
        tidy(wallet.available)
      } ${unit} are available in ` +
        `${wallet.name}: Kraken would probably answer insufficientAvailableFunds`,
    );
  }
  if (position !== undefined && position !== null && after && isNegative(position.size) !== isNegative(after.size)) {
    warnings.push("it turns the position round; reduceOnly: true would only close it");
  }
  if (quotes && after && liquidation !== undefined) {
    const long = !isNegative(after.size);
    if (long ? !above(quotes.mark, liquidation) : !below(quotes.mark, liquidation)) {
      warnings.push(
        `the mark price of ${tidy(quotes.mark)} is beyond the liquidation price: Kraken would probably answer ` +
          "wouldCauseLiquidation",
      );
    }
  }
  return warnings;
}
