/** From a request to all that is known about it; what makes no sense is refused on the way. */

import { KrakenError } from "../core/errors.ts";
import type { AddOrderParams } from "../spot/trading/add_order.ts";
import { assess, type Assessment } from "./_assess.ts";
import { checkAmounts } from "./_amounts.ts";
import { checkCombinations } from "./_combinations.ts";
import { type Estimate, estimate } from "./_estimate.ts";
import { type PairRules, pairRules } from "./_rules.ts";
import { type Surroundings, surroundings } from "./_surroundings.ts";
import { type OrderRequest, placing, readOrder, type WireOrder } from "./request.ts";
import { checkPlaceOptions, type SendCallOptions, type TradingSource } from "./source.ts";

/** An order, checked and weighed, not sent. */
export interface Draft extends Assessment {
  readonly order: WireOrder;
  readonly rules: PairRules;
  readonly around: Surroundings;
  readonly reckon: Estimate;
  /** What AddOrder gets. */
  readonly params: AddOrderParams;
  /** Parameters we do not declare. */
  readonly extra?: PlaceOptions["extra"];
}

/** Options of calls that place orders. */
export interface PlaceOptions extends SendCallOptions {
  /**
   * `true` places at once; otherwise nothing is sent and a preview is given.
   *
   * @default {false}
   */
  live?: boolean | undefined;
  /** Parameters Kraken has and we do not declare; sent with the order as they are. */
  extra?: Readonly<Record<string, string | number | boolean>> | undefined;
}

/** Whether to place at once. @throws {TypeError} for anything but true and false: "no" must not mean yes. */
export function isLive({ live = false }: PlaceOptions): boolean {
  if (typeof live === "boolean") return live;
  throw new TypeError(`Cannot order as 'live' must be true or false: current value is ${Deno.inspect(live)}`);
}

/** One request, read and checked as far as that goes without asking anybody. */
export function read(request: OrderRequest, now: number, place: string): { market: string; order: WireOrder } {
  return placing(place, () => {
    const { market, order } = readOrder(request);
    checkCombinations(order, now);
    return { market, order: identified(order) };
  });
}

/** Every order of ours can be looked up: one that has no id of the caller's gets one now, so that the card shows it. */
function identified(order: WireOrder): WireOrder {
  const { fields } = order;
  if (fields.cl_ord_id !== undefined || fields.userref !== undefined) return order;
  return { ...order, fields: { ...fields, cl_ord_id: crypto.randomUUID() } };
}

/** Weighs an order against its pair and what is around it. */
export function draft(order: WireOrder, rules: PairRules, around: Surroundings, place: string): Draft {
  placing(place, () => checkAmounts(order, rules));
  const reckon = estimate(order, rules, around);
  return { order, rules, around, reckon, params: paramsOf(order, rules), ...assess(order, rules, around, reckon) };
}

/** Reads a request and asks for all that is needed to weigh it. */
export async function drafted(source: TradingSource, request: OrderRequest, options: PlaceOptions): Promise<Draft> {
  checkPlaceOptions("order", options);
  const live = isLive(options);
  const { market, order } = read(request, source.now(), "Cannot order");
  const rules = await pairRules(source, market, options);
  const place = `Cannot order ${rules.symbol}`;
  // What the rules alone refuse costs no further call.
  placing(place, () => {
    checkClass(order, rules);
    checkAmounts(order, rules);
  });
  const { ordertype, type } = order.fields;
  const book = ordertype !== "market" ? undefined : type === "buy" ? "asks" : "bids";
  const around = await surroundings(source, rules, { balances: true, fees: !live, book }, options);
  return { ...draft(order, rules, around, place), extra: options.extra };
}

/** `asset_class` follows from the pair; one that contradicts it means another market than the one that was found. */
export function checkClass({ fields: { asset_class } }: WireOrder, { tokenized, symbol }: PairRules): void {
  if (asset_class === undefined || tokenized) return;
  throw new RangeError(`'asset_class' must be left out: ${symbol} is no tokenised asset`);
}

function paramsOf({ fields, flags }: WireOrder, { pair, tokenized }: PairRules): AddOrderParams {
  return Object.freeze({
    ...fields,
    pair,
    ...(flags.length > 0 && { oflags: Object.freeze([...flags]) }),
    ...(tokenized && { asset_class: "tokenized_asset" }),
  });
}

/** Refuses what Kraken would refuse now. @throws {KrakenError} naming the problem; nothing was sent. */
export function refuseProblems(problems: readonly string[], place: string): void {
  const [first] = problems;
  if (first === undefined) return;
  const funds = first.startsWith("it needs");
  throw new KrakenError(`${place} as ${problems.join("; and ")}`, {
    category: funds ? "insufficient-funds" : "order-rejected",
    advice: "Nothing was sent. Change the order and make a new preview",
  });
}
