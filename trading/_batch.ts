/** Several orders on one pair, checked together and sent by one call. */

import { ApiError } from "../core/errors.ts";
import { compareDecimals, sumDecimals } from "../core/decimal.ts";
import { addOrderBatch } from "../spot/trading/add_order_batch.ts";
import type { AddOrderBatchParams, BatchOrder } from "../spot/trading/mod.ts";
import { checkClass, type Draft, draft, type PlaceOptions, read } from "./_draft.ts";
import { freeOf, surroundings } from "./_surroundings.ts";
import { pairRules, spotMarket } from "./_rules.ts";
import { checkAmounts } from "./_amounts.ts";
import { tidy } from "./_exact.ts";
import { objectOf, sending, unanswered } from "./_sending.ts";
import { sentOrders } from "./_sent.ts";
import { LiveOrder } from "./live_order.ts";
import { type OrderRequest, placing } from "./request.ts";
import { callOptions, checkPlaceOptions, type SendCallOptions, type TradingSource } from "./source.ts";

/** An order of a batch that Kraken refused while it took others. */
export interface RefusedOrder {
  /** Never there; tells it from a placed order. */
  readonly txid?: never;
  /** Which one, counted from 0. */
  readonly index: number;
  /** Why, with Kraken's own string. */
  readonly error: ApiError;
}

/** A checked batch. */
export interface BatchDraft {
  readonly drafts: readonly Draft[];
  readonly params: AddOrderBatchParams;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
  /** Parameters we do not declare, of the batch as a whole. */
  readonly extra: PlaceOptions["extra"];
}

// AddOrderBatch has these once for all; in the requests they may stand in each, the same in all.
const COMMON = ["deadline", "broker"] as const;

const at = (index: number, count: number) => `Cannot order (${index + 1} of ${count})`;

/** Reads, checks and weighs a batch. */
export async function draftBatch(
  source: TradingSource,
  requests: readonly OrderRequest[],
  options: PlaceOptions,
  live: boolean,
): Promise<BatchDraft> {
  checkPlaceOptions("orders", options);
  if (!Array.isArray(requests)) throw new TypeError("Cannot order as a batch must be an array of orders");
  const count = requests.length;
  if (count < 2 || count > 15) {
    throw new RangeError(`Cannot order as a batch must have 2 to 15 orders: it has ${count}`);
  }
  const given = requests.map((request, index) => read(request, source.now(), at(index, count)));
  const markets = await Promise.all(given.map(({ market }) => spotMarket(source, market)));
  const symbols = [...new Set(markets.map(({ symbol }) => symbol))];
  const [symbol = ""] = symbols;
  if (symbols.length > 1) {
    throw new RangeError(`Cannot order as a batch must be on one pair: it is on ${symbols.join(", ")}`);
  }
  for (const name of COMMON) {
    if (new Set(given.map(({ order }) => String(order.fields[name]))).size > 1) {
      throw new RangeError(`Cannot order as '${name}' must be the same in all orders of a batch`);
    }
  }
  const rules = await pairRules(source, symbol, options);
  given.forEach(({ order }, index) =>
    placing(at(index, count), () => {
      checkClass(order, rules);
      checkAmounts(order, rules);
    })
  );
  const around = await surroundings(source, rules, { balances: true, fees: !live, book: undefined }, options);
  const drafts = given.map(({ order }, index) => draft(order, rules, around, at(index, count)));
  const [first] = given;
  const params: AddOrderBatchParams = {
    pair: rules.pair,
    orders: drafts.map(slot),
    ...(rules.tokenized && { asset_class: "tokenized_asset" }),
    ...(first?.order.fields.deadline !== undefined && { deadline: first.order.fields.deadline }),
    ...(first?.order.fields.broker !== undefined && { broker: first.order.fields.broker }),
  };
  const numbered = (texts: readonly string[], index: number) => texts.map((text) => `order ${index + 1}: ${text}`);
  const remarks = new Set(around.remarks);
  return {
    drafts,
    params,
    extra: options.extra,
    problems: drafts.flatMap(({ problems }, index) => numbered(problems, index)),
    warnings: [
      ...drafts.flatMap(({ warnings }, index) => numbered(warnings.filter((text) => !remarks.has(text)), index)),
      ...together(drafts),
      ...remarks,
    ],
  };
}

/** Each order may be covered while all of them are not: Kraken then takes the first ones and refuses the rest. */
function together(drafts: readonly Draft[]): string[] {
  const [first] = drafts;
  const balances = first?.around.balances;
  if (!first || !balances) return [];
  const { baseId, quoteId, base, quote } = first.rules;
  const cash = drafts.filter(({ reckon }) => reckon.changes.length > 0);
  return (["buy", "sell"] as const).flatMap((side) => {
    const needs = cash.filter(({ order }) => order.fields.type === side)
      .flatMap(({ reckon: { worth, volume } }) => (side === "buy" ? worth : volume) ?? []);
    const [id, asset] = side === "buy" ? [quoteId, quote] : [baseId, base];
    const [needed, free] = [sumDecimals(needs), freeOf(balances, id)];
    if (needs.length < 2 || compareDecimals(needed, free) <= 0) return [];
    return [
      `the ${side}s need ${tidy(needed)} ${asset} together and ${
        tidy(free)
      } ${asset} are free: Kraken would refuse some`,
    ];
  });
}

/** The nested form a batch has for what AddOrder spells with brackets. */
function slot({ params }: Draft): BatchOrder {
  const {
    pair: _pair,
    asset_class: _class,
    deadline: _deadline,
    broker: _broker,
    validate: _validate,
    "close[ordertype]": ordertype,
    "close[price]": price,
    "close[price2]": price2,
    ...order
  } = params;
  if (ordertype === undefined) return order;
  return {
    ...order,
    close: { ordertype, ...(price !== undefined && { price }), ...(price2 !== undefined && { price2 }) },
  };
}

/** Sends AddOrderBatch, which places. */
export async function placeBatch(
  source: TradingSource,
  { drafts, params, extra }: BatchDraft,
  options: SendCallOptions,
): Promise<readonly (LiveOrder | RefusedOrder)[]> {
  const ids = drafts.flatMap(({ params: { cl_ord_id } }) => cl_ord_id ?? []);
  const sent = sentOrders(source, "AddOrderBatch", addOrderBatch, params, ids);
  const call = { ...callOptions(options), extra };
  const answer = await sending("AddOrderBatch", sent, options, () => source.trading.addOrderBatch(params, call));
  const placed = objectOf(answer)?.orders;
  if (!Array.isArray(placed) || placed.length !== drafts.length) {
    const count = Array.isArray(placed) ? placed.length : 0;
    throw unanswered("AddOrderBatch", sent, `it answers for ${count} orders of ${drafts.length}`);
  }
  return drafts.map(({ rules, params: { cl_ord_id } }, index) => {
    const { txid, descr, error } = placed[index] ?? {};
    if (txid !== undefined) {
      return new LiveOrder(source, rules, { txid, clOrdId: cl_ord_id, descr: descr?.order ?? "" });
    }
    const text = error ?? "the answer has neither txid nor error";
    return { index, error: new ApiError("AddOrderBatch", [text], { category: "order-rejected" }) };
  });
}
