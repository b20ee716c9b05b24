/** AmendOrder, EditOrder. */

import { fromUnits } from "../../../../core/decimal.ts";
import type { AmendOrderResult } from "../../../../spot/trading/amend_order.ts";
import type { EditOrderResult } from "../../../../spot/trading/edit_order.ts";
import type { Account } from "../../../accounts/account.ts";
import { agePoints } from "../../../accounts/penalties.ts";
import { orderWords } from "../../../accounts/words.ts";
import type { Order } from "../../../matching/order.ts";
import { invalidArgument, Refusal } from "../../refusal.ts";
import { type Fields, flag, items, text } from "../fields.ts";
import type { PrivateCall } from "../method.ts";
import { checkDeadline, pairOf } from "./request.ts";

/** The open order of a `txid` or a `cl_ord_id`, of which exactly one is given. */
export function openOrder(account: Account, fields: Fields): Order {
  const [txid, clientId] = [text(fields, "txid"), text(fields, "cl_ord_id")];
  if ((txid === undefined) === (clientId === undefined)) {
    throw invalidArgument(txid === undefined ? "txid" : "cl_ord_id");
  }
  const order = txid === undefined ? account.byClientId(clientId ?? "") : account.open.get(txid);
  if (!order) throw new Refusal("EOrder:Unknown order");
  return order;
}

/** `POST /0/private/AmendOrder`. */
export function amendOrder({ account, fields, house, ns }: PrivateCall): AmendOrderResult {
  const order = openOrder(account, fields);
  const limited = house.charge(account, order.pair.id, 1 + agePoints("amend", order, ns));
  checkDeadline(fields, house.clock);
  if (limited !== undefined) throw new Refusal(limited);
  const amend_id = house.trading.amend(account, order, {
    orderQty: text(fields, "order_qty"),
    displayQty: text(fields, "display_qty"),
    limitPrice: text(fields, "limit_price"),
    triggerPrice: text(fields, "trigger_price"),
    postOnly: flag(fields, "post_only"),
  }, ns);
  return { amend_id };
}

/** `POST /0/private/EditOrder`. */
export function editOrder({ account, fields, house, ns }: PrivateCall): EditOrderResult {
  const pair = pairOf(fields);
  const old = byReference(account, text(fields, "txid"));
  if (old.pair !== pair) throw new Refusal("EOrder:Unknown order");
  const validate = flag(fields, "validate");
  const limited = validate ? undefined : house.charge(account, pair.id, 1 + agePoints("edit", old, ns));
  checkDeadline(fields, house.clock);
  if (limited !== undefined) throw new Refusal(limited);
  const changes = {
    userref: text(fields, "userref"),
    volume: text(fields, "volume"),
    displayvol: text(fields, "displayvol"),
    price: text(fields, "price"),
    price2: text(fields, "price2"),
  };
  const oflags = items(fields, "oflags");
  if (oflags?.some((each) => each !== "post")) throw invalidArgument("oflags");
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const order = house.trading.edit(account, old, { ...given, ...(oflags ? { oflags } : {}) }, ns, validate);
  return {
    status: "ok",
    ...(validate ? {} : { txid: order.id }),
    originaltxid: old.id,
    descr: { order: orderWords(order) },
    volume: fromUnits(order.volume, pair.lotDecimals),
    price: order.said.price,
    price2: order.said.price2,
    orders_cancelled: validate ? 0 : 1,
    newuserref: String(order.userref),
    olduserref: String(old.userref),
  };
}

/** The open order with a txid, or the only one with a userref. */
function byReference(account: Account, reference: string | undefined): Order {
  if (reference === undefined) throw invalidArgument("txid");
  const found = account.open.get(reference);
  if (found) return found;
  const marked = /^-?\d{1,10}$/.test(reference) && reference !== "0"
    ? [...account.open.values()].filter(({ userref }) => userref === Number(reference))
    : [];
  const [order] = marked;
  if (!order || marked.length > 1) throw new Refusal("EOrder:Unknown order");
  return order;
}
