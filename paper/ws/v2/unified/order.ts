/** An order in the words of the Unified socket → the fields that Futures REST has for it. */

import { type Contract, findContract } from "../../../futures/contracts/contracts.ts";
import type { Fields } from "../../../futures/rest/private/terms.ts";
import { Refusal } from "../../../rest/refusal.ts";
import { isObject, type JsonObject } from "../../json.ts";
import { among, flag, number, text } from "../params.ts";

/** Documented as not to be sent for derivatives. */
const NOT_SENT = ["display_qty", "cash_order_qty", "margin", "fee_preference", "order_userref"] as const;

/** What the futures half has no counterpart for (Paper rule: refused, since ignoring it would be another order). */
const NOT_HERE: Readonly<Record<string, string>> = {
  conditional: "the embedded exchange has no orders that place others on futures",
  effective_time: "futures orders begin at once",
  expire_time: "futures orders have no end of their own",
  stp_type: "self-trade prevention is a setting of the futures account, PUT /self-trade-strategy",
};

const given = (params: JsonObject, name: string) => params[name] !== undefined && params[name] !== null;

/** A refusal worded after those that are documented. */
export const notValid = (name: string, where: string): Refusal =>
  new Refusal(`'params.${name}' is not valid for ${where}`);

/** A parameter that must be there. */
export const missing = (name: string): Refusal => new Refusal(`Missing 'params.${name}'`);

/** Refuses what must not be sent for derivatives. */
export function checkParams(params: JsonObject): void {
  for (const name of NOT_SENT) if (given(params, name)) throw notValid(name, "derivatives");
  for (const [name, why] of Object.entries(NOT_HERE)) {
    if (given(params, name)) throw new Refusal(`'params.${name}' is not supported for derivatives: ${why}`);
  }
}

/** The contract of a `symbol`, which is written as Kraken writes it. @throws {Refusal} */
export function contractOf(params: JsonObject): Contract {
  const symbol = text(params, "symbol");
  const contract = symbol === undefined ? undefined : findContract(symbol);
  if (!contract || contract.symbol !== symbol) throw new Refusal(`Currency pair not supported ${symbol ?? ""}`);
  return contract;
}

const TRIGGERED: Readonly<Record<string, string>> = {
  "stop-loss": "stp",
  "take-profit": "take_profit",
  "trailing-stop": "trailing_stop",
};

/** The fields of an order. @throws {Refusal} */
export function orderFields(params: JsonObject, { symbol }: Contract): Fields {
  checkParams(params);
  const type = text(params, "order_type");
  if (type === undefined) throw missing("order_type");
  const [, base = "", limited] = /^(limit|market|stop-loss|take-profit|trailing-stop)(-limit)?$/.exec(type) ?? [];
  if (base === "" || (limited && TRIGGERED[base] === undefined)) throw new Refusal("Unknown 'params.order_type'");
  const isLimited = base === "limit" || limited !== undefined;
  const limit = number(params, "limit_price");
  if (isLimited && limit === undefined) throw missing("limit_price");
  if (!isLimited && limit !== undefined) throw notValid("limit_price", `${type} orders`);
  if (given(params, "limit_price_type")) {
    if (type !== "trailing-stop-limit") throw notValid("limit_price_type", `${type} orders`);
    if (text(params, "limit_price_type") !== "static") throw new Refusal("Unknown 'params.limit_price_type'");
  }
  return fieldsOf({
    symbol,
    side: text(params, "side"),
    size: number(params, "order_qty"),
    cliOrdId: text(params, "cl_ord_id"),
    reduceOnly: String(flag(params, "reduce_only", false)),
    ...kindOf(params, type, base),
    ...(base === "trailing-stop"
      ? { limitPriceOffsetValue: limit, limitPriceOffsetUnit: limit === undefined ? undefined : "QUOTE_CURRENCY" }
      : { limitPrice: limit }),
    ...triggerOf(params, type, base),
  });
}

type Texts = Readonly<Record<string, string | undefined>>;

/** Fields by their names at REST, where an empty one is none. */
export function fieldsOf(texts: Texts): Fields {
  return (name) => texts[name] || undefined;
}

/** REST has a kind for what are flags of a limit order here. */
function kindOf(params: JsonObject, type: string, base: string): Texts {
  const post = flag(params, "post_only", false);
  const force = text(params, "time_in_force")?.toLowerCase() ?? (type === "market" ? "ioc" : "gtc");
  if (force !== "gtc" && force !== "ioc" && force !== "fok" && force !== "gtd") {
    throw new Refusal("Unknown 'params.time_in_force'");
  }
  if (force === "gtd") throw new Refusal(`'params.time_in_force' gtd is not supported: ${NOT_HERE["expire_time"]}`);
  if (post && (type !== "limit" || force !== "gtc")) throw notValid("post_only", `${force} ${type} orders`);
  // A market order never rests, so that `gtc` is as good as `ioc`.
  const fits = type === "limit" || force === "gtc" || (type === "market" && force === "ioc");
  if (!fits) throw new Refusal(`'params.time_in_force' ${force} is not valid for ${type} orders`);
  if (type === "market") return { orderType: "mkt" };
  if (type === "limit") return { orderType: post ? "post" : force === "gtc" ? "lmt" : force };
  return { orderType: TRIGGERED[base] };
}

/** When it fires; of a trailing one, how far it follows. */
function triggerOf(params: JsonObject, type: string, base: string): Texts {
  const { triggers } = params;
  if (TRIGGERED[base] === undefined) {
    if (given(params, "triggers")) throw notValid("triggers", `${type} orders`);
    return {};
  }
  if (!isObject(triggers)) throw missing("triggers");
  const price = number(triggers, "price");
  if (price === undefined) throw missing("triggers.price");
  const triggerSignal = among(
    text(triggers, "reference"),
    ["last", "index"],
    "last",
    "Unknown 'params.triggers.reference'",
  );
  const kind = text(triggers, "price_type") ?? (base === "trailing-stop" ? "quote" : "static");
  if (base !== "trailing-stop") {
    if (kind !== "static") {
      throw new Refusal(`'params.triggers.price_type' ${kind} is not supported for derivatives: give the price itself`);
    }
    return { triggerSignal, stopPrice: price };
  }
  return { triggerSignal, ...trailFields("triggers.price_type", price, kind) };
}

/** The distance of a trailing stop. */
export function trailFields(name: string, price: string, kind: string): Texts {
  if (kind !== "pct" && kind !== "quote") throw new Refusal(`'params.${name}' must be pct or quote for trailing stops`);
  return {
    trailingStopMaxDeviation: price,
    trailingStopDeviationUnit: kind === "pct" ? "PERCENT" : "QUOTE_CURRENCY",
  };
}
