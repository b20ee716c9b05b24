/** Reads what is wanted of an order, from a form or from an instruction of a batch. */

import type { OrderType } from "../../../../futures/trading/_types.ts";
import type { FuturesAccount } from "../../account.ts";
import { type Contract, findContract } from "../../contracts/contracts.ts";
import type { Engine } from "../../engine/engine.ts";
import { type Distance, type FuturesOrder, type Side, type Trigger, UNFILLED } from "../../engine/order.ts";
import type { Changes } from "../../engine/orders.ts";
import { power, PRICE, readAmount } from "../../money.ts";

/** A field's text; nothing when it is missing or empty. */
export type Fields = (name: string) => string | undefined;

/** Something is wrong before there is an order. */
export class TermsProblem extends Error {
  static {
    this.prototype.name = "TermsProblem";
  }
  /** What a batch row, or `sendStatus`, says. */
  readonly status: string;
  /** The argument, where a single call is refused as a whole because of it. */
  readonly argument: string | undefined;
  /** Whether that argument is missing. */
  readonly missing: boolean;

  /** `argument` for what a single call answers with an error. */
  constructor(status: string, argument?: string, missing: boolean = false) {
    super(status);
    this.status = status;
    this.argument = argument;
    this.missing = missing;
  }
}

const KINDS: readonly OrderType[] = ["lmt", "post", "ioc", "mkt", "stp", "take_profit", "trailing_stop", "fok"];

function need(fields: Fields, name: string, status: string): string {
  const value = fields(name);
  if (value === undefined) throw new TermsProblem(status, name, true);
  return value;
}

/** A price in ticks. */
function ticks(fields: Fields, name: string, contract: Contract): number | undefined {
  const price = priceOf(fields, name, contract);
  return price === undefined ? undefined : Number(price / contract.tick);
}

/** A price on a tick, `PRICE` decimals. */
function priceOf(fields: Fields, name: string, contract: Contract): bigint | undefined {
  const text = fields(name);
  if (text === undefined) return undefined;
  if (!/^[-+]?[\d.]+([eE][-+]?\d+)?$/.test(text)) throw new TermsProblem("invalidPrice", name);
  const price = readAmount(text, PRICE);
  if (price === undefined || price <= 0n || price % contract.tick !== 0n || price > power(PRICE + 9)) {
    throw new TermsProblem("invalidPrice");
  }
  return price;
}

/** A size in steps. */
function sizeOf(text: string, contract: Contract): bigint {
  if (!/^[-+]?[\d.]+([eE][-+]?\d+)?$/.test(text)) throw new TermsProblem("invalidSize", "size");
  const size = readAmount(text, contract.precision);
  if (size === undefined || size <= 0n) throw new TermsProblem("invalidSize");
  return size;
}

function oneOf<const Word extends string>(fields: Fields, name: string, words: readonly Word[]): Word | undefined {
  const text = fields(name);
  if (text === undefined) return undefined;
  const found = words.find((each) => each === text);
  if (found === undefined) throw new TermsProblem("invalidOrderType", name);
  return found;
}

const UNITS = ["PERCENT", "QUOTE_CURRENCY"] as const;

/** How far a trailing stop follows; nothing when it is not said. */
function trailOf(fields: Fields, contract: Contract): Distance | undefined {
  const text = fields("trailingStopMaxDeviation");
  const unit = oneOf(fields, "trailingStopDeviationUnit", UNITS);
  if (text === undefined && unit === undefined) return undefined;
  if (text === undefined) throw new TermsProblem("invalidPrice", "trailingStopMaxDeviation", true);
  if (unit === undefined) throw new TermsProblem("invalidPrice", "trailingStopDeviationUnit", true);
  const value = readAmount(text, unit === "PERCENT" ? 4 : PRICE);
  if (value === undefined || value <= 0n) throw new TermsProblem("invalidPrice");
  if (unit === "PERCENT" ? value < 1000n || value > 500_000n : value % contract.tick !== 0n) {
    throw new TermsProblem("invalidPrice");
  }
  return { unit, value };
}

function offsetOf(fields: Fields, contract: Contract): Distance | undefined {
  const text = fields("limitPriceOffsetValue");
  const unit = oneOf(fields, "limitPriceOffsetUnit", UNITS);
  if (text === undefined && unit === undefined) return undefined;
  if (text === undefined || unit === undefined || fields("limitPrice") !== undefined) {
    throw new TermsProblem("invalidPrice");
  }
  const value = readAmount(text, unit === "PERCENT" ? 4 : PRICE);
  if (value === undefined || (unit === "QUOTE_CURRENCY" && value % contract.tick !== 0n)) {
    throw new TermsProblem("invalidPrice");
  }
  return { unit, value };
}

function triggerOf(fields: Fields, kind: OrderType, side: Side, contract: Contract): Trigger | undefined {
  if (kind !== "stp" && kind !== "take_profit" && kind !== "trailing_stop") return undefined;
  // Paper rule: Kraken names no default; its samples suggest the last price.
  const signal = oneOf(fields, "triggerSignal", ["mark", "index", "last"]) ?? "last";
  const offset = offsetOf(fields, contract);
  const above = kind === "take_profit" ? side === "sell" : side === "buy";
  if (kind === "trailing_stop") {
    const trail = trailOf(fields, contract);
    if (!trail) throw new TermsProblem("invalidPrice", "trailingStopMaxDeviation", true);
    return { signal, above, price: 0n, trail, offset };
  }
  need(fields, "stopPrice", "invalidPrice");
  return { signal, above, price: priceOf(fields, "stopPrice", contract) ?? 0n, offset };
}

/** Whether the time up to which an order was to be handled has passed. */
export function isTooLate(fields: Fields, ms: number): boolean {
  const text = fields("processBefore");
  if (text === undefined) return false;
  const until = Date.parse(text);
  if (Number.isNaN(until)) throw new TermsProblem("wouldProcessAfterSpecifiedTime", "processBefore");
  return until < ms;
}

/** The order that is wanted, with a new id or, when it is only to be looked at, with `id`. @throws {TermsProblem} */
export function readOrder(engine: Engine, account: FuturesAccount, fields: Fields, id?: string): FuturesOrder {
  const type = need(fields, "orderType", "invalidOrderType");
  const kind = KINDS.find((each) => each === type);
  if (!kind) throw new TermsProblem("invalidOrderType", "orderType");
  const contract = findContract(need(fields, "symbol", "marketInactive"));
  if (!contract) throw new TermsProblem("marketInactive", "symbol");
  const side = need(fields, "side", "invalidSide");
  if (side !== "buy" && side !== "sell") throw new TermsProblem("invalidSide", "side");
  const size = sizeOf(need(fields, "size", "invalidSize"), contract);
  const clientId = fields("cliOrdId");
  if (clientId !== undefined && clientId.length > 100) throw new TermsProblem("clientOrderIdTooBig");
  if (clientId !== undefined && /[^\x20-\x7e]/.test(clientId)) throw new TermsProblem("clientOrderIdInvalid");
  const reduceOnly = fields("reduceOnly")?.toLowerCase();
  if (reduceOnly !== undefined && reduceOnly !== "true" && reduceOnly !== "false") {
    throw new TermsProblem("invalidOrderType", "reduceOnly");
  }
  const needsLimit = kind === "lmt" || kind === "post" || kind === "ioc" || kind === "fok";
  if (needsLimit) need(fields, "limitPrice", "invalidPrice");
  const hasLimit = needsLimit || kind === "stp" || kind === "take_profit";
  const limit = hasLimit ? ticks(fields, "limitPrice", contract) : undefined;
  const trigger = triggerOf(fields, kind, side, contract);
  return {
    id: id ?? engine.uuid(),
    clientId,
    account,
    contract,
    kind,
    side,
    size,
    ...UNFILLED,
    market: limit === undefined && trigger?.offset === undefined,
    limit,
    // Paper rule: who may only reduce has reduce-only orders, whatever they say.
    reduceOnly: reduceOnly === "true" || account.trading === "reduce_only",
    trigger,
    placed: engine.ms,
    touched: engine.ms,
    ended: Infinity,
    state: "new",
    seq: 0,
    ahead: 0,
    reason: "new_user_order",
    error: undefined,
  };
}

/** What is to change about an order. @throws {TermsProblem} */
export function readChanges(fields: Fields, { contract }: FuturesOrder): Changes {
  const size = fields("size");
  return {
    size: size === undefined ? undefined : sizeOf(size, contract),
    absolute: oneOf(fields, "qtyMode", ["ABSOLUTE", "RELATIVE"]) === "ABSOLUTE",
    limit: ticks(fields, "limitPrice", contract),
    stop: priceOf(fields, "stopPrice", contract),
    trail: trailOf(fields, contract),
  };
}
