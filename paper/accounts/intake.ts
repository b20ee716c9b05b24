/** An order request → an order, or Kraken's reason why not. Everything here can be said without looking at money. */

import type { OrderType, SelfTradePrevention, Side, TimeInForce } from "../../spot/trading/_types.ts";
import type { PaperPair } from "../market/pairs.ts";
import { type CloseTerms, type Distance, isLimited, newOrder, type Order, type Trigger } from "../matching/order.ts";
import { invalidArgument, Refusal } from "../rest/refusal.ts";
import { power, readUnits } from "./money.ts";
import { readPrice, said, signed, ticksOf } from "./prices.ts";
import { priceWords } from "./words.ts";

/** An order in the words of AddOrder; all values are text as they came. */
export interface OrderRequest {
  readonly ordertype: string | undefined;
  readonly type: string | undefined;
  readonly volume: string | undefined;
  readonly price?: string | undefined;
  readonly price2?: string | undefined;
  readonly displayvol?: string | undefined;
  readonly trigger?: string | undefined;
  readonly leverage?: string | undefined;
  readonly reduceOnly?: boolean | undefined;
  readonly stptype?: string | undefined;
  readonly oflags?: readonly string[] | undefined;
  readonly timeinforce?: string | undefined;
  readonly starttm?: string | undefined;
  readonly expiretm?: string | undefined;
  readonly userref?: string | undefined;
  readonly clOrdId?: string | undefined;
  readonly close?: {
    readonly ordertype: string | undefined;
    readonly price?: string | undefined;
    readonly price2?: string | undefined;
  } | undefined;
  /** Order it closes; set by the exchange. */
  readonly parent?: string | undefined;
  /** Set by the exchange. */
  readonly liquidation?: boolean | undefined;
}

/** What surrounds a request. */
export interface IntakeScene {
  readonly pair: PaperPair;
  readonly owner: number;
  readonly ns: bigint;
  /** Price of the last trade, in ticks. */
  readonly last: number;
  /** What closes all positions that the order's side can close, in units of the lot: meant by volume 0. */
  readonly closable: bigint;
  readonly id: string;
}

const KINDS: readonly OrderType[] = [
  "market",
  "limit",
  "iceberg",
  "stop-loss",
  "take-profit",
  "stop-loss-limit",
  "take-profit-limit",
  "trailing-stop",
  "trailing-stop-limit",
  "settle-position",
];
const FLAGS = ["post", "fcib", "fciq", "nompp", "viqc"];
const CLIENT_ID = /^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{32}|[\x20-\x7e]{1,18})$/i;
const SECOND = 1_000_000_000n;
const MONTH = 31n * 86_400n * SECOND;

/** Checks a request and makes the order of it, which is not placed. @throws {Refusal} */
export function readOrder(request: OrderRequest, scene: IntakeScene): Order {
  const { pair, ns } = scene;
  const kind = among("ordertype", request.ordertype, KINDS);
  const side = among("type", request.type, ["buy", "sell"] as const);
  const flags = new Set(request.oflags);
  for (const flag of flags) if (!FLAGS.includes(flag)) throw invalidArgument("oflags");
  const leverage = readLeverage(request.leverage, pair);
  const inQuote = flags.has("viqc");
  const tif = among("timeinforce", request.timeinforce ?? "GTC", ["GTC", "IOC", "GTD", "FOK"] as const);
  checkFlags(flags, kind, side, leverage, tif);
  if (request.reduceOnly && leverage === 0) throw new Refusal("EOrder:Reduce only:Non-PC");
  const volume = readVolume(request.volume, scene, leverage > 0 || kind === "settle-position");
  const { limit, trigger } = readPrices(request, kind, side, scene);
  const order = newOrder({
    id: scene.id,
    owner: scene.owner,
    pair,
    side,
    kind,
    volume,
    inQuote,
    limit,
    display: readDisplay(request.displayvol, kind, volume, pair),
    trigger,
    tif: request.expiretm !== undefined && request.expiretm !== "0" && tif === "GTC" ? "GTD" : tif,
    postOnly: flags.has("post"),
    stp: among("stptype", request.stptype ?? "cancel-newest", STP),
    leverage,
    reduceOnly: request.reduceOnly === true,
    ...readTimes(request, tif, ns),
    feeInBase: flags.has("fcib"),
    userref: readUserref(request),
    clientId: readClientId(request),
    close: readClose(request, side, scene),
    parent: request.parent,
    said: {
      price: said(saidPrice(kind, request.price, limit, pair), pair),
      price2: said(price2Of(kind, request), pair),
    },
    liquidation: request.liquidation === true,
    request,
  }, ns);
  checkLeast(order, scene.last);
  return order;
}

const STP: readonly SelfTradePrevention[] = ["cancel-newest", "cancel-oldest", "cancel-both"];

/** One of a few words that must be there. */
function among<const Word extends string>(name: string, value: string | undefined, words: readonly Word[]): Word {
  const found = words.find((each) => each === value);
  if (found === undefined) throw invalidArgument(name);
  return found;
}

function checkFlags(
  flags: ReadonlySet<string>,
  kind: OrderType,
  side: Side,
  leverage: number,
  tif: TimeInForce,
): void {
  if (flags.has("fcib") && flags.has("fciq")) throw invalidArgument("oflags");
  if (flags.has("post") && ((kind !== "limit" && kind !== "iceberg") || tif === "IOC" || tif === "FOK")) {
    throw invalidArgument("oflags");
  }
  if (flags.has("viqc") && (kind !== "market" || side !== "buy" || leverage > 0)) throw invalidArgument("oflags");
  if (tif === "FOK" && kind !== "limit") throw invalidArgument("timeinforce");
  if (tif === "IOC" && kind === "iceberg") throw invalidArgument("timeinforce");
}

/** `5` or `5:1`; 0 without. */
function readLeverage(text: string | undefined, pair: PaperPair): number {
  if (text === undefined || text === "none") return 0;
  const [, digits = ""] = /^(\d{1,3})(?::1)?$/.exec(text) ?? [];
  const leverage = Number(digits);
  if (digits === "" || leverage < 2 || leverage > pair.leverage) throw invalidArgument("leverage");
  return leverage;
}

function readVolume(text: string | undefined, { pair, closable }: IntakeScene, mayClose: boolean): bigint {
  const volume = text === undefined ? undefined : readUnits(text, pair.lotDecimals);
  if (volume === undefined || volume < 0n || volume >= power(30)) throw invalidArgument("volume");
  if (volume > 0n) return volume;
  if (!mayClose) throw invalidArgument("volume");
  if (closable === 0n) throw new Refusal("EOrder:Unknown position");
  return closable;
}

function readDisplay(text: string | undefined, kind: OrderType, volume: bigint, pair: PaperPair): bigint | undefined {
  if (kind !== "iceberg") {
    if (text !== undefined) throw invalidArgument("displayvol");
    return undefined;
  }
  const display = text === undefined ? undefined : readUnits(text, pair.lotDecimals);
  if (display === undefined || !fitsDisplay(display, volume)) throw invalidArgument("displayvol");
  return display;
}

/** Whether an iceberg may show so much: at least a fifteenth of what is left. */
export function fitsDisplay(display: bigint, left: bigint): boolean {
  return display > 0n && display * 15n >= left;
}

function readPrices(
  request: OrderRequest,
  kind: OrderType,
  side: Side,
  { pair, last }: IntakeScene,
): { limit: number | undefined; trigger: Trigger | undefined } {
  if (kind === "market" || kind === "settle-position") return { limit: undefined, trigger: undefined };
  const first = readPrice(request.price ?? missing("price"), pair);
  if (kind === "limit" || kind === "iceberg") {
    return { limit: ticksOf(first, last, side === "buy" ? -1 : 1), trigger: undefined };
  }
  const signal = among("trigger", request.trigger ?? "last", ["last", "index"] as const);
  if (signal === "index" && pair.aclass !== "currency") throw invalidArgument("Index unavailable");
  // A stop waits for the price to turn against the side, a take profit for the opposite.
  const rising = (side === "buy") === (!kind.startsWith("take-profit"));
  if (kind.startsWith("trailing")) {
    if (first.distance?.sign !== 1) throw new Refusal("EOrder:Invalid price");
    const trail: Distance = { ...first.distance, sign: rising ? 1 : -1 };
    const limit = kind === "trailing-stop-limit" ? offset(request, pair) : undefined;
    const price = ticksOf({ distance: trail }, last, 1);
    return { limit: undefined, trigger: { signal, rising, price, trail, ...(limit ? { limit } : {}) } };
  }
  const price = ticksOf(first, last, rising ? 1 : -1);
  const limit = kind.endsWith("-limit")
    ? ticksOf(readPrice(request.price2 ?? missing("price2"), pair), price, side === "buy" ? 1 : -1)
    : undefined;
  return { limit, trigger: { signal, rising, price } };
}

/** `price2` of a trailing stop limit: its limit as a distance from the trigger. */
function offset(request: OrderRequest, pair: PaperPair): Distance {
  const { distance } = readPrice(request.price2 ?? missing("price2"), pair);
  if (!distance || distance.sign === 0) throw new Refusal("EOrder:Invalid price");
  return signed(distance, 1);
}

function missing(name: string): never {
  throw invalidArgument(name);
}

/** A limit is said back in ticks, even when it was told as a distance; a trigger as it was told. */
function saidPrice(kind: OrderType, text: string | undefined, limit: number | undefined, pair: PaperPair) {
  if (kind === "market" || kind === "settle-position") return undefined;
  if (kind !== "limit" && kind !== "iceberg") return text;
  return limit === undefined ? text : tickText(limit, pair);
}

function tickText(ticks: number, { priceDecimals }: PaperPair): string {
  const digits = String(ticks).padStart(priceDecimals + 1, "0");
  return priceDecimals === 0 ? digits : `${digits.slice(0, -priceDecimals)}.${digits.slice(-priceDecimals)}`;
}

const price2Of = (kind: OrderType, { price2 }: OrderRequest) =>
  kind.endsWith("-limit") && kind !== "limit" ? price2 : undefined;

/** `0`, Unix seconds, or `+` seconds from now, as nanoseconds; 0 for none. */
function moment(name: string, text: string | undefined, ns: bigint): bigint {
  if (text === undefined || text === "0") return 0n;
  const [, plus, digits = ""] = /^(\+?)(\d{1,12})(?:\.0+)?$/.exec(text) ?? [];
  if (digits === "") throw invalidArgument(name);
  return BigInt(digits) * SECOND + (plus ? ns : 0n);
}

function readTimes(
  { starttm, expiretm }: OrderRequest,
  tif: TimeInForce,
  ns: bigint,
): { start: bigint; expire: bigint } {
  const start = moment("starttm", starttm, ns);
  const expire = moment("expiretm", expiretm, ns);
  if (tif === "GTD" && expire === 0n) throw invalidArgument("expiretm");
  if (expire !== 0n && (expire < ns + 5n * SECOND || expire > ns + MONTH || expire <= start)) {
    throw invalidArgument("expiretm");
  }
  if (start > ns + MONTH) throw invalidArgument("starttm");
  return { start: start > ns ? start : 0n, expire };
}

function readUserref({ userref, clOrdId }: OrderRequest): number {
  if (userref === undefined) return 0;
  const number = Number(userref);
  if (!/^-?\d{1,10}$/.test(userref) || number < -(2 ** 31) || number >= 2 ** 31 || clOrdId !== undefined) {
    throw invalidArgument("userref");
  }
  return number;
}

function readClientId({ clOrdId }: OrderRequest): string | undefined {
  if (clOrdId !== undefined && !CLIENT_ID.test(clOrdId)) throw invalidArgument("cl_ord_id");
  return clOrdId;
}

function readClose({ close, leverage }: OrderRequest, side: Side, scene: IntakeScene): CloseTerms | undefined {
  if (close === undefined) return undefined;
  const kinds = KINDS.filter((each): each is CloseTerms["kind"] => each !== "market" && each !== "settle-position");
  const kind = among("close[ordertype]", close.ordertype, kinds);
  const { price, price2 } = close;
  // Read for its errors alone: its prices are measured when it is placed.
  readPrices(
    { ordertype: kind, type: undefined, volume: undefined, price, price2, leverage },
    kind,
    side === "buy" ? "sell" : "buy",
    scene,
  );
  const words = `close position @ ${priceWords(kind, said(price, scene.pair), said(price2, scene.pair))}`;
  return { kind, price, price2, words };
}

/** Smallest volume and cost. */
function checkLeast(order: Order, last: number): void {
  const { pair, volume, inQuote, trigger } = order;
  if (order.parent !== undefined || order.liquidation || order.kind === "settle-position") return;
  const costmin = readUnits(pair.costmin, pair.costDecimals) ?? 0n;
  if (inQuote) {
    const spent = readUnits(pair.costmin, pair.lotDecimals) ?? 0n;
    if (volume < spent) throw new Refusal("EOrder:Cost minimum not met");
    return;
  }
  if (volume < (readUnits(pair.ordermin, pair.lotDecimals) ?? 0n)) throw new Refusal("EOrder:Order minimum not met");
  const price = (isLimited(order.kind) ? order.limit : undefined) ?? trigger?.price ?? last;
  const cost = volume * BigInt(price);
  if (cost < costmin * power(pair.priceDecimals + pair.lotDecimals - pair.costDecimals)) {
    throw new Refusal("EOrder:Cost minimum not met");
  }
}
