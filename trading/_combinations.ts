/** Which fields of an order go together: what Kraken would refuse, or worse, read otherwise than it was meant. */

import { shown } from "../core/codecs.ts";
import type { OrderType } from "../spot/trading/mod.ts";
import { isZero } from "./_exact.ts";
import type { WireOrder } from "./request.ts";

/** What the prices of an order type are. */
interface Prices {
  /** What `price` is, `undefined` where it must not be given. */
  readonly price: string | undefined;
  /** What `price2` is, `undefined` where it must not be given. */
  readonly price2: string | undefined;
}

const PRICES: Readonly<Record<OrderType, Prices>> = {
  "market": { price: undefined, price2: undefined },
  "settle-position": { price: undefined, price2: undefined },
  "limit": { price: "limit price", price2: undefined },
  "iceberg": { price: "limit price", price2: undefined },
  "stop-loss": { price: "trigger price", price2: undefined },
  "take-profit": { price: "trigger price", price2: undefined },
  "stop-loss-limit": { price: "trigger price", price2: "limit price" },
  "take-profit-limit": { price: "trigger price", price2: "limit price" },
  "trailing-stop": { price: "distance", price2: undefined },
  "trailing-stop-limit": { price: "distance", price2: "limit offset" },
};

/** Whether the type waits for a trigger. */
export function isTriggered(type: string): boolean {
  return /^(?:stop-loss|take-profit|trailing-stop)/.test(type);
}

const RESTING: readonly string[] = ["limit", "iceberg"];
const MONTH_S = 31 * 86_400;

function fail(text: string): never {
  throw new RangeError(text);
}

/**
 * Checks how the fields go together. `now` is Unix milliseconds.
 *
 * @throws {RangeError} naming the fields, the values and what to write instead.
 */
export function checkCombinations(order: WireOrder, now: number): void {
  const { fields, price, price2, closePrice, closePrice2, flags, leverage } = order;
  const { ordertype, type, timeinforce } = fields;
  checkPrices(ordertype, price, price2, "price", "price2");
  checkClose(fields["close[ordertype]"], closePrice, closePrice2);
  checkVolume(order);

  if (fields.cl_ord_id !== undefined && fields.userref !== undefined) {
    fail("'cl_ord_id' and 'userref' exclude each other: keep one of them");
  }
  if (flags.includes("fcib") && flags.includes("fciq")) {
    fail("'oflags' must have one of fcib and fciq, the fee being charged in base or in quote: it has both");
  }
  if (flags.includes("post")) {
    if (!RESTING.includes(ordertype)) {
      fail(`'oflags' must not have "post" on a ${ordertype} order: only limit and iceberg orders can be post-only`);
    }
    if (timeinforce === "IOC" || timeinforce === "FOK") {
      fail(`'timeinforce' must not be ${timeinforce} together with "post": one takes at once, the other never takes`);
    }
  }
  if (flags.includes("viqc")) {
    if (ordertype !== "market" || type !== "buy") {
      fail(`'oflags' must not have "viqc" on a ${ordertype} ${type}: only market buys take their volume in quote`);
    }
    if (leverage !== undefined) fail(`'leverage' must not be given together with "viqc": current value is ${leverage}`);
  }
  if (fields.trigger !== undefined && !isTriggered(ordertype) && !isTriggered(fields["close[ordertype]"] ?? "")) {
    fail(`'trigger' must not be given for a ${ordertype} order, which has no trigger price`);
  }
  if (timeinforce === "FOK" && ordertype !== "limit") {
    fail(`'timeinforce' must not be FOK on a ${ordertype} order: only limit orders can be fill-or-kill`);
  }
  checkTimes(order, now);
}

function checkPrices(
  ordertype: OrderType,
  price: string | undefined,
  price2: string | undefined,
  name: string,
  name2: string,
): void {
  const wanted = PRICES[ordertype];
  for (const [field, value, what] of [[name, price, wanted.price], [name2, price2, wanted.price2]] as const) {
    if (what === undefined && value !== undefined) {
      const instead = ordertype === "market" && field === "price"
        ? ": a market order has no price, a limit order does"
        : ordertype === "limit" && field === "price2"
        ? `: the limit price stands in '${name}'`
        : "";
      fail(`'${field}' must not be given for a ${ordertype} order${instead} (current value is ${shown(value)})`);
    }
    if (what !== undefined && value === undefined) {
      fail(`'${field}' is missing: a ${ordertype} order needs its ${what}`);
    }
  }
  if (!ordertype.startsWith("trailing")) return;
  if (!price?.startsWith("+")) {
    fail(
      `'${name}' must be a distance with "+" in front, such as "+250" or "+2%": current value is ${shown(price)} ` +
        "(the side of the order says in which direction)",
    );
  }
  if (price2 !== undefined && !/^[+-]/.test(price2)) {
    fail(
      `'${name2}' must be an offset from the trigger with "+" or "-" in front, such as "+0": current value is ` +
        shown(price2),
    );
  }
}

function checkClose(type: OrderType | undefined, price: string | undefined, price2: string | undefined): void {
  if (type !== undefined) return checkPrices(type, price, price2, "close[price]", "close[price2]");
  if (price !== undefined || price2 !== undefined) {
    fail("'close[ordertype]' is missing: a conditional close needs its order type");
  }
}

function checkVolume({ volume, fields, leverage }: WireOrder): void {
  if (!isZero(volume)) return;
  if (fields.ordertype === "settle-position" || leverage !== undefined) return;
  fail(`'volume' must be above zero: current value is ${shown(volume)} (zero closes positions on margin only)`);
}

/** Unix seconds of `starttm` and its kind, which may count from now. */
export function momentOf(text: string, now: number): number {
  return text.startsWith("+") ? now / 1000 + Number(text) : Number(text);
}

function checkTimes({ starttm, expiretm, deadline, fields: { timeinforce } }: WireOrder, now: number): void {
  const seconds = now / 1000;
  const starts = starttm === undefined ? undefined : momentOf(starttm, now);
  const ends = expiretm === undefined ? undefined : momentOf(expiretm, now);
  if (timeinforce === "GTD" && ends === undefined) {
    fail(`'expiretm' is missing: an order with timeinforce GTD needs its end, e.g. "+3600" for an hour`);
  }
  if (ends !== undefined && timeinforce !== "GTD") {
    fail(`'timeinforce' must be "GTD" when 'expiretm' is given: current value is ${shown(timeinforce ?? "GTC")}`);
  }
  if (starts !== undefined && starts < seconds) {
    fail(`'starttm' must not be in the past: current value is ${iso(starts)}, now it is ${iso(seconds)}`);
  }
  if (ends !== undefined) {
    if (ends < seconds + 5) {
      fail(`'expiretm' must be at least 5 seconds ahead: current value is ${iso(ends)}, now it is ${iso(seconds)}`);
    }
    if (ends > seconds + MONTH_S) {
      fail(`'expiretm' must be at most a month ahead: current value is ${iso(ends)}, now it is ${iso(seconds)}`);
    }
    if (starts !== undefined && starts >= ends) {
      fail(`'starttm' must be before 'expiretm': the order would start at ${iso(starts)} and end at ${iso(ends)}`);
    }
  }
  checkDeadline(deadline, now);
}

/** The engine takes deadlines from 2 to 60 seconds ahead. */
export function checkDeadline(deadline: number | undefined, now: number): void {
  if (deadline === undefined) return;
  const ahead = deadline - now;
  if (ahead < 2000 || ahead > 60_000) {
    fail(
      `'deadline' must be 2 to 60 seconds ahead: current value is ${iso(deadline / 1000)}, now it is ${
        iso(now / 1000)
      }`,
    );
  }
}

/** ISO 8601 of Unix seconds, to the second. */
export function iso(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? `${seconds} s` : date.toISOString().replace(/\.\d+Z$/, "Z");
}
