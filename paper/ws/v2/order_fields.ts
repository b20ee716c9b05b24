/** An order in the words of v2 → the fields REST has for it. */

import type { Fields, Value } from "../../rest/private/fields.ts";
import { invalidArgument, Refusal } from "../../rest/refusal.ts";
import { findPair } from "../../market/names.ts";
import type { PaperPair } from "../../market/pairs.ts";
import { isObject, type JsonObject } from "../json.ts";
import { flag, integer, number, text } from "./params.ts";

/** The pair of a `symbol`. @throws {Refusal} */
export function pairOf(params: JsonObject): PaperPair {
  const symbol = text(params, "symbol");
  const pair = symbol === undefined ? undefined : findPair(symbol);
  if (!pair || pair.symbol !== symbol) throw new Refusal(`Currency pair not supported ${symbol ?? ""}`);
  return pair;
}

/** Fields that name a pair. */
export function pairFields(pair: PaperPair): Fields {
  return { pair: pair.id, ...(pair.aclass === "tokenized_asset" ? { asset_class: pair.aclass } : {}) };
}

/** The highest leverage `margin: true` is documented to mean. */
const MOST_LEVERAGE = 5;

/** The fields of an order, pair and token apart. @throws {Refusal} */
export function orderFields(params: JsonObject, pair: PaperPair): Fields {
  const kind = text(params, "order_type");
  const [size, cash] = [number(params, "order_qty"), number(params, "cash_order_qty")];
  if (size !== undefined && cash !== undefined) throw invalidArgument("cash_order_qty");
  const fees = text(params, "fee_preference");
  if (fees !== undefined && fees !== "base" && fees !== "quote") throw invalidArgument("fee_preference");
  const flags = [
    ...(flag(params, "post_only", false) ? ["post"] : []),
    ...(fees === "base" ? ["fcib"] : fees === "quote" ? ["fciq"] : []),
    ...(cash !== undefined ? ["viqc"] : []),
  ];
  const userref = integer(params, "order_userref");
  return compact({
    ordertype: kind,
    type: text(params, "side"),
    volume: size ?? cash,
    ...pricesOf(kind, params),
    displayvol: number(params, "display_qty"),
    leverage: flag(params, "margin", false) ? String(Math.min(MOST_LEVERAGE, pair.leverage)) : undefined,
    reduce_only: String(flag(params, "reduce_only", false)),
    stptype: text(params, "stp_type")?.replaceAll("_", "-"),
    oflags: flags.join(","),
    timeinforce: text(params, "time_in_force")?.toUpperCase(),
    starttm: secondsOf(params, "effective_time"),
    expiretm: secondsOf(params, "expire_time"),
    userref: userref === undefined ? undefined : String(userref),
    cl_ord_id: text(params, "cl_ord_id"),
    close: closeOf(params),
  });
}

/** Without what is left out. */
export function compact(fields: Readonly<Record<string, Value | undefined>>): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, Value] => entry[1] !== undefined && entry[1] !== ""),
  );
}

/** `price` and `price2`: of what waits, the first is the trigger. */
function pricesOf(kind: string | undefined, params: JsonObject): Readonly<Record<string, string | undefined>> {
  const limit = number(params, "limit_price");
  if (kind === undefined || !isTriggered(kind)) return { price: limit };
  const { triggers } = params;
  const inner = isObject(triggers) ? triggers : {};
  const price = number(inner, "price") ?? number(params, "stop_price");
  const trailing = kind.startsWith("trailing");
  const how = text(inner, "price_type") ?? (trailing ? "quote" : "static");
  const limitHow = text(params, "limit_price_type") ?? (trailing ? "quote" : "static");
  return {
    price: priceText("triggers.price_type", price, how),
    price2: kind.endsWith("-limit") ? priceText("limit_price_type", limit, limitHow) : undefined,
    trigger: text(inner, "reference") ?? text(params, "trigger"),
  };
}

/** Whether a type of order waits for a price. */
export function isTriggered(kind: string): boolean {
  return /^(stop-loss|take-profit|trailing-stop)(-limit)?$/.test(kind);
}

/** A price as REST writes it: an offset has a sign, a percentage its mark. */
function priceText(name: string, price: string | undefined, how: string): string | undefined {
  if (price === undefined) return undefined;
  if (how === "static") return price;
  if (how !== "pct" && how !== "quote") throw invalidArgument(name);
  return `${price.startsWith("-") ? "" : "+"}${price}${how === "pct" ? "%" : ""}`;
}

function closeOf(params: JsonObject): Fields | undefined {
  const { conditional } = params;
  if (conditional === undefined || conditional === null) return undefined;
  if (!isObject(conditional)) throw invalidArgument("conditional");
  const kind = text(conditional, "order_type");
  const limit = number(conditional, "limit_price");
  if (kind === undefined || !isTriggered(kind)) return compact({ ordertype: kind, price: limit });
  const trigger = number(conditional, "trigger_price") ?? number(conditional, "stop_price");
  const trailing = kind.startsWith("trailing");
  const how = text(conditional, "trigger_price_type") ?? (trailing ? "quote" : "static");
  const limitHow = text(conditional, "limit_price_type") ?? (trailing ? "quote" : "static");
  return compact({
    ordertype: kind,
    price: priceText("trigger_price_type", trigger, how),
    price2: kind.endsWith("-limit") ? priceText("limit_price_type", limit, limitHow) : undefined,
  });
}

/** RFC 3339 → Unix seconds. */
function secondsOf(params: JsonObject, name: string): string | undefined {
  const value = text(params, name);
  if (value === undefined) return undefined;
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(ms)) throw invalidArgument(name);
  return String(Math.floor(ms / 1000));
}
