/** What speaks against an order: problems Kraken would refuse it for now, and warnings for what may not be meant. */

import { compareDecimals, type Decimal, decimalsOf, multiplyDecimals } from "../core/decimal.ts";
import { legacyName } from "../core/symbols_listed.ts";
import { costProblem, isRelative } from "./_amounts.ts";
import { isTriggered } from "./_combinations.ts";
import { closesWhole, distancePercent, type Estimate, reckoned } from "./_estimate.ts";
import { absolute, add, divide, isNegative, isZero, stepDown, stepOf, tidy } from "./_exact.ts";
import type { PairRules } from "./_rules.ts";
import { freeOf, type Surroundings } from "./_surroundings.ts";
import type { WireOrder } from "./request.ts";

/** Sentences about one order. */
export interface Assessment {
  /** Kraken would refuse the order as things stand. */
  readonly problems: readonly string[];
  /** It can be placed, and something about it is worth a second look. */
  readonly warnings: readonly string[];
}

const above = (a: Decimal, b: Decimal) => compareDecimals(a, b) > 0;
const below = (a: Decimal, b: Decimal) => compareDecimals(a, b) < 0;

// From here on a price is more likely a slip of the digits than a plan.
const FAR_PERCENT = "20";
const SLIPPAGE_PERCENT = "1";

/** Weighs an order. */
export function assess(order: WireOrder, rules: PairRules, around: Surroundings, reckon: Estimate): Assessment {
  const funds = fundsOf(order, rules, around, reckon);
  return {
    problems: [...statusProblems(order, rules), ...marketMinimums(order, rules, reckon), ...funds.problems],
    warnings: [
      ...priceWarnings(order, rules, around, reckon),
      ...marginWarnings(order),
      ...funds.warnings,
      ...around.remarks,
    ],
  };
}

function statusProblems({ fields: { ordertype, reduce_only }, flags }: WireOrder, rules: PairRules): string[] {
  const { symbol, status } = rules;
  const refused = {
    cancel_only: true,
    maintenance: true,
    delisted: true,
    work_in_progress: true,
    post_only: !flags.includes("post"),
    limit_only: ordertype !== "limit" && ordertype !== "iceberg",
    reduce_only: reduce_only !== true,
  }[status];
  return refused === true ? [`${symbol} is in the mode ${status}, which does not take this order`] : [];
}

/** The minimums of orders whose price is the market's: known for this moment only. */
function marketMinimums(
  { volume, flags, fields }: WireOrder,
  rules: PairRules,
  { price, ...rest }: Estimate,
): string[] {
  if (price === undefined || rest.exact || fields.ordertype === "settle-position" || isZero(volume)) return [];
  if (!flags.includes("viqc")) return some(costProblem(volume, price, rules));
  const { ordermin, base, symbol } = rules;
  if (ordermin === undefined || rest.volume === undefined || !below(rest.volume, ordermin)) return [];
  return [
    `'volume' buys about ${tidy(rest.volume)} ${base} at ${tidy(price)}, less than ${
      tidy(ordermin)
    } ${base}, the minimum ` +
    `of ${symbol}`,
  ];
}

function some(text: string | undefined): string[] {
  return text === undefined ? [] : [text];
}

function fundsOf(
  order: WireOrder,
  { base, quote, baseId, quoteId, lotDecimals }: PairRules,
  { balances, fees }: Surroundings,
  { worth, volume, price, fee, feeAsset, exact, changes }: Estimate,
): Assessment {
  // On margin it is the collateral that counts, which no balance tells.
  if (!balances || changes.length === 0 || worth === undefined || volume === undefined) return NOTHING;
  const buys = order.fields.type === "buy";
  const [asset, id, needed] = buys ? [quote, quoteId, worth] : [base, baseId, volume];
  const free = freeOf(balances, id);
  const about = buys && !exact ? "about " : "";
  if (above(needed, free)) {
    const rewards = balances[`${legacyName(asset)}.F`]?.balance;
    const more = rewards !== undefined && !isZero(rewards)
      ? ` (and ${tidy(rewards)} ${asset} in auto-earn, which Kraken may use)`
      : "";
    const rate = fees?.taker ?? "0";
    const most = buys && price !== undefined && !isZero(price)
      ? stepDown(
        divide(free, multiplyDecimals(price, add("1", divide(rate, "100", decimalsOf(rate) + 2))), lotDecimals, "down"),
        stepOf(lotDecimals),
      )
      : free;
    const afford = order.flags.includes("viqc") || isNegative(most)
      ? ""
      : `; the most it is enough for is ${tidy(most)} ${base}`;
    const text = `it needs ${about}${tidy(needed)} ${asset} and ${tidy(free)} ${asset} are free${more}${afford}`;
    return more === "" ? { problems: [text], warnings: [] } : { problems: [], warnings: [text] };
  }
  if (buys && fee !== undefined && feeAsset === asset && above(add(needed, fee), free)) {
    return {
      problems: [],
      warnings: [`${tidy(free)} ${asset} are free: enough for the order, not for its fee of ${tidy(fee)} ${asset} too`],
    };
  }
  return NOTHING;
}

const NOTHING: Assessment = { problems: [], warnings: [] };

function priceWarnings(
  order: WireOrder,
  rules: PairRules,
  { quote, levels }: Surroundings,
  { price }: Estimate,
): string[] {
  const { fields: { ordertype, type }, flags } = order;
  if (!quote || ordertype === "settle-position") return [];
  const buys = type === "buy";
  const [best, name] = buys ? [quote.ask, "ask"] : [quote.bid, "bid"];
  if (ordertype === "market") {
    if (
      levels?.length && price !== undefined && best !== undefined &&
      above(distancePercent(price, best), SLIPPAGE_PERCENT)
    ) {
      return [
        `it would take from the book at an average of ${tidy(price)}, ${distancePercent(price, best)} % from the ` +
        `best ${name} ${tidy(best)}`,
      ];
    }
    return order.flags.includes("viqc") || !levels || closesWhole(order) || holds(levels, order.volume)
      ? []
      : [`the first ${levels.length} levels of the book do not hold ${tidy(order.volume)} ${rules.base}`];
  }
  const warnings: string[] = [];
  if (order.price !== undefined && isRelative(order.price)) {
    const now = reckoned(order.price, quote.last, rules, order);
    warnings.push(
      `Kraken works the price ${order.price} out when the order arrives` +
        (now === undefined ? "" : `; as the market stands it is about ${tidy(now)}`),
    );
  }
  if (isTriggered(ordertype)) warnings.push(...some(triggerWarning(order, quote.last)));
  else if (price !== undefined && best !== undefined) {
    const crosses = buys ? !below(price, best) : !above(price, best);
    if (crosses && flags.includes("post")) {
      warnings.push(`it is post-only and would match the best ${name} ${tidy(best)}: Kraken would cancel it at once`);
    } else if (crosses) {
      const far = distancePercent(price, best);
      warnings.push(
        `it would fill at once, as a taker: ${tidy(price)} is ${isZero(far) ? "at" : `${far} % beyond`} the best ` +
          `${name} ${tidy(best)}`,
      );
    }
  }
  const written = order.price2 ?? order.price;
  if (written !== undefined && !isRelative(written) && quote.last !== undefined) {
    const far = distancePercent(written, quote.last);
    if (above(far, FAR_PERCENT)) {
      const side = above(written, quote.last) ? "above" : "below";
      warnings.push(
        `the price ${tidy(written)} lies ${far} % ${side} the last trade, ${tidy(quote.last)}: check its digits`,
      );
    }
  }
  return warnings;
}

function holds(levels: readonly (readonly [Decimal, Decimal])[], volume: Decimal): boolean {
  let sum = "0";
  for (const [, size] of levels) {
    sum = add(sum, size);
    if (!below(sum, volume)) return true;
  }
  return false;
}

/** A stop fires when the market moves against the order, a profit when it moves in its favour. */
function triggerWarning(
  { fields: { ordertype, type, trigger }, price }: WireOrder,
  last: Decimal | undefined,
): string | undefined {
  if (price === undefined || last === undefined || isRelative(price) || trigger === "index") return undefined;
  const firesAbove = ordertype.startsWith("stop-loss") === (type === "buy");
  const fired = firesAbove ? !below(last, price) : !above(last, price);
  if (!fired) return undefined;
  return `it would be triggered at once: a ${ordertype} ${type} fires at ${absolute(price)} or ${
    firesAbove ? "above" : "below"
  }, and the last trade was ${tidy(last)}`;
}

function marginWarnings(order: WireOrder): string[] {
  const { leverage, fields, flags } = order;
  return [
    ...closesWhole(order)
      ? [
        "it closes the whole position, or as much of it as the market takes: what that is worth is not known here, " +
        "see account.openPositions()",
      ]
      : [],
    ...leverage === undefined ? [] : ["it is on margin: collateral is not checked here, see account.tradeBalance()"],
    ...fields.reduce_only === true && leverage === undefined
      ? ["'reduce_only' is meant for orders with 'leverage': Kraken may refuse it without"]
      : [],
    ...fields["close[ordertype]"] === undefined
      ? []
      : ["every fill places a closing order on the other side, independent from then on; such orders can't be amended"],
    ...flags.includes("nompp") ? ["the flag nompp has no effect since 18 September 2025"] : [],
  ];
}
