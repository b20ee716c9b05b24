/** Orders, trades and ledger rows as Kraken shows them. */

import { fromUnits } from "../../../../core/decimal.ts";
import type { LedgerEntry, OrderInfo, TradeInfo } from "../../../../spot/account/_types.ts";
import type { LedgerRow, Trade, TradePart } from "../../../accounts/account.ts";
import { assetText, divided, plainAsset, power } from "../../../accounts/money.ts";
import { orderWords } from "../../../accounts/words.ts";
import type { Order } from "../../../matching/order.ts";
import { assetById } from "../../../market/names.ts";
import type { PaperPair } from "../../../market/pairs.ts";
import { priceText } from "../../../market/text.ts";
import { seconds } from "../method.ts";

/** Average price with the decimals prices are shown with, from the exact sum of price times volume; zero without volume. */
export function averageText({ shownDecimals, priceDecimals }: PaperPair, paid: bigint, volume: bigint): string {
  if (volume === 0n) return fromUnits(0n, shownDecimals);
  return fromUnits(divided(paid * power(shownDecimals - priceDecimals), volume), shownDecimals);
}

const feeText = ({ lotDecimals, costDecimals }: PaperPair, fee: bigint, isBase: boolean) =>
  fromUnits(fee, isBase ? lotDecimals : costDecimals);

/** Class of a pair as orders and trades name it. */
export const classOf = ({ aclass }: PaperPair): string => aclass === "tokenized_asset" ? "equity_pair" : "forex";

/** An order. */
export function orderInfo(order: Order, withTrades: boolean): OrderInfo {
  const { pair, trigger, said } = order;
  const quantity = (units: bigint) => fromUnits(units, pair.lotDecimals);
  const price = (ticks: number | undefined) => priceText(pair, ticks ?? 0);
  const over = order.ended > 0n;
  const limited = trigger !== undefined && order.limit !== undefined;
  return {
    refid: order.parent ?? null,
    userref: order.userref,
    ...(order.clientId === undefined ? {} : { cl_ord_id: order.clientId }),
    status: order.state,
    ...(over ? { reason: order.reason ?? null } : {}),
    opentm: seconds(order.opened),
    ...(over ? { closetm: seconds(order.ended) } : {}),
    starttm: Number(order.start / 1_000_000_000n),
    expiretm: Number(order.expire / 1_000_000_000n),
    descr: {
      pair: pair.altname,
      aclass: classOf(pair),
      type: order.side,
      ordertype: order.kind,
      price: said.price,
      price2: said.price2,
      leverage: order.leverage > 0 ? `${order.leverage}:1` : "none",
      order: orderWords(order),
      close: order.close?.words ?? "",
    },
    time_in_force: timeInForce(order),
    vol: quantity(order.volume),
    vol_exec: quantity(order.filled),
    cost: fromUnits(order.cost, pair.costDecimals),
    fee: feeText(pair, order.fee, order.feeIsBase),
    price: averageText(pair, order.paid, order.filled),
    stopprice: price(trigger?.price),
    limitprice: price(limited ? order.limit : undefined),
    ...(order.display === undefined ? {} : {
      displayvol: quantity(order.display),
      displayvolremain: quantity(over ? 0n : order.shown),
    }),
    ...(trigger?.signal === "index" ? { trigger: "index" } : {}),
    ...(order.leverage > 0 ? { margin: true } : {}),
    ...(order.reduceOnly ? { reduce_only: true } : {}),
    misc: miscOf(order),
    oflags: flagsOf(order),
    ...(withTrades && order.trades.length > 0 ? { trades: [...order.trades] } : {}),
  };
}

function timeInForce({ tif }: Order): string {
  return tif.toLowerCase();
}

function miscOf({ trigger, kind, filled, volume, amended, inQuote, liquidation }: Order): string {
  const words: string[] = [];
  if (trigger?.fired !== undefined) words.push(kind.startsWith("take-profit") ? "touched" : "stopped");
  if (liquidation) words.push("liquidated");
  if (!inQuote && filled > 0n && filled < volume) words.push("partial");
  if (amended) words.push("amended");
  return words.join(",");
}

/** Flags of an order; the side of the fee always stands there. */
export function flagsOf({ feeInBase, postOnly, inQuote, request }: Order): string {
  const flags = [feeInBase ? "fcib" : "fciq"];
  if (postOnly) flags.push("post");
  if (request.oflags?.includes("nompp")) flags.push("nompp");
  if (inQuote) flags.push("viqc");
  return flags.join(",");
}

/** A trade, or one fill of it. */
export function tradeInfo(trade: Trade, part: TradePart | undefined, withLedgers: boolean): TradeInfo {
  const { order, parts, position, closes } = trade;
  const { pair } = order;
  const cost = (units: bigint) => fromUnits(units, pair.costDecimals);
  const { volume, cost: spent, fee } = part ?? trade;
  const number = part?.number ?? parts[0]?.number;
  const post = position?.id ?? closes[0]?.id;
  return {
    ordertxid: order.id,
    ...(post === undefined ? {} : { postxid: post }),
    pair: pair.id,
    aclass: classOf(pair),
    time: seconds(trade.ns),
    type: order.side,
    ordertype: order.kind,
    price: part ? priceText(pair, part.price) : averageText(pair, trade.paid, volume),
    cost: cost(spent),
    fee: feeText(pair, fee, trade.feeIsBase),
    vol: fromUnits(volume, pair.lotDecimals),
    margin: cost(trade.margin),
    leverage: String(order.leverage),
    misc: trade.misc,
    ...(withLedgers ? { ledgers: [...trade.ledgers] } : {}),
    ...(number === undefined ? {} : { trade_id: number }),
    maker: trade.maker,
    ...(position === undefined ? {} : positionFields(trade, position)),
  };
}

function positionFields({ order: { pair } }: Trade, position: NonNullable<Trade["position"]>): Partial<TradeInfo> {
  const { volume, closedVolume, closedCost, closedFee, closedMargin, net, closedBy } = position;
  const cost = (units: bigint) => fromUnits(units, pair.costDecimals);
  const exact = power(pair.priceDecimals + pair.lotDecimals - pair.costDecimals);
  const brought = position.order.side === "buy" ? closedCost + net : closedCost - net;
  return {
    posstatus: closedVolume === volume ? "closed" : "open",
    cprice: averageText(pair, brought * exact, closedVolume),
    ccost: cost(brought),
    cfee: cost(closedFee),
    cvol: fromUnits(closedVolume, pair.lotDecimals),
    cmargin: cost(closedMargin),
    net: `${net < 0n ? "" : "+"}${cost(net)}`,
    trades: [...closedBy],
  };
}

/** A line of the ledger. */
export function ledgerEntry({ refid, ns, type, subtype, asset, amount, fee, balance }: LedgerRow): LedgerEntry {
  return {
    refid,
    time: seconds(ns),
    type,
    subtype,
    aclass: assetById(plainAsset(asset)).aclass,
    asset,
    amount: assetText(asset, amount),
    fee: assetText(asset, fee),
    balance: assetText(asset, balance),
  };
}
