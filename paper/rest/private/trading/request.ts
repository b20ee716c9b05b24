/** AddOrder's fields → an order request. */

import type { OrderRequest } from "../../../accounts/intake.ts";
import { findPair } from "../../../market/names.ts";
import type { PaperPair } from "../../../market/pairs.ts";
import { invalidArgument, Refusal, unknownPair } from "../../refusal.ts";
import { choice, type Fields, flag, items, needed, object, text } from "../fields.ts";

/** The order that a body, or an item of a batch, asks for. A conditional close is nested or has bracketed names. */
export function requestOf(fields: Fields): OrderRequest {
  const close = object(fields, "close") ?? bracketed(fields);
  return {
    ordertype: text(fields, "ordertype"),
    type: text(fields, "type"),
    volume: text(fields, "volume"),
    price: text(fields, "price"),
    price2: text(fields, "price2"),
    displayvol: text(fields, "displayvol"),
    trigger: text(fields, "trigger"),
    leverage: text(fields, "leverage"),
    reduceOnly: flag(fields, "reduce_only"),
    stptype: text(fields, "stptype"),
    oflags: items(fields, "oflags"),
    timeinforce: text(fields, "timeinforce"),
    starttm: text(fields, "starttm"),
    expiretm: text(fields, "expiretm"),
    userref: text(fields, "userref"),
    clOrdId: text(fields, "cl_ord_id"),
    close: close && {
      ordertype: text(close, "ordertype"),
      price: text(close, "price"),
      price2: text(close, "price2"),
    },
  };
}

/** JSON bodies may carry the names of the form. */
function bracketed(fields: Fields): Fields | undefined {
  if (!("close[ordertype]" in fields)) return undefined;
  const names = ["ordertype", "price", "price2"];
  return Object.fromEntries(names.map((name) => [name, fields[`close[${name}]`] ?? null]));
}

/** The pair of a body; xStocks only with their class. */
export function pairOf(fields: Fields): PaperPair {
  const pair = findPair(needed(fields, "pair"));
  const aclass = choice(fields, "asset_class", ["tokenized_asset"]) ?? "currency";
  if (!pair || pair.aclass !== aclass) throw unknownPair();
  return pair;
}

const FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/;

/** Refuses a call that comes after its `deadline`, and a deadline that lies too near or too far. */
export function checkDeadline(fields: Fields, now: number): void {
  const deadline = text(fields, "deadline");
  if (deadline === undefined) return;
  const ms = FORM.test(deadline) ? Date.parse(deadline) : NaN;
  if (Number.isNaN(ms) || ms > now + 60_000) throw invalidArgument("deadline");
  if (ms < now) throw new Refusal("EService:Deadline elapsed");
}
