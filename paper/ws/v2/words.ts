/** Orders and fills in the words of the channel `executions`. */

import { fromUnits } from "../../../core/decimal.ts";
import type { Trade, TradePart } from "../../accounts/account.ts";
import { divided, power } from "../../accounts/money.ts";
import { WORTH, worthOf } from "../../accounts/worth.ts";
import { assetById } from "../../market/names.ts";
import type { Market } from "../../market/market.ts";
import { iso } from "../../market/time.ts";
import { isLimited, type Order } from "../../matching/order.ts";
import { raw } from "../json.ts";
import type { Filled } from "./journal.ts";

/** Fields of a row; `undefined` ones are left out. */
export type Row = Readonly<Record<string, unknown>>;

/** A volume with the decimals of its pair. */
export const quantity = ({ pair }: Order, units: bigint): unknown => raw(fromUnits(units, pair.lotDecimals));
const price = ({ pair }: Order, ticks: number) => raw(fromUnits(BigInt(ticks), pair.priceDecimals));
const cost = ({ pair }: Order, units: bigint) => raw(fromUnits(units, pair.costDecimals));

/** The id of the caller's, as every row has it. */
export function ownIds({ id, clientId, userref }: Order): Row {
  return {
    order_id: id,
    ...(clientId === undefined ? { order_userref: userref } : { cl_ord_id: clientId }),
  };
}

/** What an order was asked for with. */
export function terms(order: Order): Row {
  const { pair, side, kind, volume, inQuote, limit, display, trigger, tif, postOnly, leverage, reduceOnly, close } =
    order;
  return {
    ...ownIds(order),
    symbol: pair.symbol,
    side,
    order_type: kind,
    ...(inQuote
      ? { cash_order_qty: raw(fromUnits(volume, pair.lotDecimals)) }
      : { order_qty: quantity(order, volume) }),
    ...(isLimited(kind) ? { limit_price: price(order, limit ?? 0) } : {}),
    limit_price_type: trigger?.limit ? trigger.limit.parts === undefined ? "quote" : "pct" : "static",
    // Deprecated by Kraken and still sent, 0 where there is none.
    stop_price: price(order, trigger?.price ?? 0),
    time_in_force: tif,
    post_only: postOnly || undefined,
    reduce_only: reduceOnly || undefined,
    margin: leverage > 0 || undefined,
    liquidated: order.liquidation || undefined,
    display_qty: display === undefined ? undefined : quantity(order, display),
    effective_time: order.start > 0n ? iso(order.start, 0) : undefined,
    expire_time: order.expire > 0n ? iso(order.expire, 0) : undefined,
    ord_ref_id: order.parent,
    contingent: close && { order_type: close.kind, ...closePrices(close) },
    ...(trigger ? { triggers: triggers(order), trigger: trigger.signal } : {}),
    fee_ccy_pref: order.feeInBase ? "fcib" : "fciq",
  };
}

function closePrices({ kind, price, price2 }: NonNullable<Order["close"]>): Row {
  const number = (text: string | undefined) => text === undefined ? undefined : raw(text.replace(/[+#%]/g, ""));
  const how = (text: string | undefined) =>
    text?.endsWith("%") ? "pct" : /^[+#-]/.test(text ?? "") ? "quote" : "static";
  if (kind === "limit" || kind === "iceberg") {
    return { limit_price: number(price), limit_price_type: how(price) };
  }
  return {
    trigger_price: number(price),
    trigger_price_type: how(price),
    ...(price2 === undefined ? {} : { limit_price: number(price2), limit_price_type: how(price2) }),
  };
}

/** When a triggered order fires. */
export function triggers(order: Order): Row | undefined {
  const { trigger } = order;
  if (!trigger) return undefined;
  const { trail, fired, peak, signal } = trigger;
  return {
    reference: signal,
    ...(trail
      ? {
        price: trail.parts === undefined ? price(order, trail.ticks ?? 0) : raw(fromUnits(trail.parts, 6)),
        price_type: trail.parts === undefined ? "quote" : "pct",
        actual_price: price(order, trigger.price),
        ...(peak === undefined ? {} : { peak_price: price(order, peak) }),
      }
      : { price: price(order, trigger.price), price_type: "static" }),
    status: fired === undefined ? "untriggered" : "triggered",
    ...(fired === undefined ? {} : { timestamp: iso(fired, 6) }),
  };
}

/** What is filled so far; the average cuts digits off. */
export function sums(order: Order, { volume, cost: paid, fee }: Filled, market: Market, ns: bigint): Row {
  const { pair } = order;
  const average = volume === 0n
    ? 0n
    : divided(paid * power(pair.lotDecimals + pair.priceDecimals), volume * power(pair.costDecimals));
  return {
    cum_qty: quantity(order, volume),
    cum_cost: cost(order, paid),
    avg_price: raw(fromUnits(average, pair.priceDecimals)),
    fee_usd_equiv: dollars(order, fee, market, ns),
  };
}

/** A fee in US dollars, with the decimals of the pair's cost. */
export function dollars(order: Order, fee: bigint, market: Market, ns: bigint): unknown {
  const { pair, feeIsBase } = order;
  const [asset, places] = feeIsBase ? [pair.base, pair.lotDecimals] : [pair.quote, pair.costDecimals];
  const worth = worthOf(market, asset, fee, places, ns);
  return raw(
    fromUnits(divided(worth, power(Math.max(0, WORTH - pair.costDecimals))), Math.min(WORTH, pair.costDecimals)),
  );
}

/** One fill. */
export function fill(order: Order, trade: Trade, part: TradePart): Row {
  const { pair, side, kind, leverage } = order;
  const feeText = fromUnits(part.fee, trade.feeIsBase ? pair.lotDecimals : pair.costDecimals);
  return {
    ...ownIds(order),
    exec_id: part.id,
    exec_type: "trade",
    trade_id: part.number,
    symbol: pair.symbol,
    side,
    order_type: kind,
    last_qty: quantity(order, part.volume),
    last_price: price(order, part.price),
    liquidity_ind: trade.maker ? "m" : "t",
    cost: cost(order, part.cost),
    fees: [{ asset: assetById(trade.feeIsBase ? pair.base : pair.quote).name, qty: raw(feeText) }],
    ...(leverage > 0 ? { margin: true, margin_borrow: trade.position !== undefined } : {}),
    timestamp: iso(trade.ns, 6),
  };
}

/** The part of an order that amending changed. */
export function amended(order: Order): Row {
  const { kind, limit, display, volume, trigger } = order;
  return {
    ...ownIds(order),
    exec_type: "amended",
    amended: true,
    order_qty: quantity(order, volume),
    ...(isLimited(kind) ? { limit_price: price(order, limit ?? 0), limit_price_type: "static" } : {}),
    display_qty: display === undefined ? undefined : quantity(order, display),
    ...(trigger ? { triggers: triggers(order) } : {}),
  };
}
