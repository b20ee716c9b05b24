/** An order as people write it, read into the parameters of AddOrder. No I/O. */

import { encodeFields, shown, within } from "../core/codecs.ts";
import { addOrder, type AddOrderParams } from "../spot/trading/add_order.ts";
import type { OrderFlag } from "../spot/trading/mod.ts";

/**
 * One order: all that `AddOrder` takes, by Kraken's names. The market stands in `symbol` or `pair` and the side in `type`
 * or `side`, one of each.
 */
export interface OrderRequest extends Omit<AddOrderParams, "pair" | "type" | "validate" | "asset_class"> {
  /** The market, in any spelling: `"BTC/USD"`, `"XBTUSD"`, `"btc-usd"`. */
  symbol?: string;
  /** The market, by the name AddOrder has for it; any spelling as well. */
  pair?: string;
  /** Side. */
  type?: AddOrderParams["type"];
  /** Side, by the name the WebSocket has for it. */
  side?: AddOrderParams["type"];
  /** Set by us from the market; may be given when it fits. */
  asset_class?: "tokenized_asset";
}

/** What is sent, the market aside. Values as written, checked by the codecs of AddOrder. */
export type OrderFields = Omit<AddOrderParams, "pair" | "validate">;

/** Fields as text of the wire: numbers written out, flags as a list. */
export interface WireOrder {
  /** As given, for sending. */
  readonly fields: OrderFields;
  /** Plain text of `volume`. */
  readonly volume: string;
  /** Text of `price`. */
  readonly price: string | undefined;
  /** Text of `price2`. */
  readonly price2: string | undefined;
  /** Text of `displayvol`. */
  readonly displayvol: string | undefined;
  /** Text of `close[price]`. */
  readonly closePrice: string | undefined;
  /** Text of `close[price2]`. */
  readonly closePrice2: string | undefined;
  /** Marks. */
  readonly flags: readonly OrderFlag[];
  /** Leverage as a number; `undefined` for none. */
  readonly leverage: number | undefined;
  /** Text of `starttm`; `undefined` for now. */
  readonly starttm: string | undefined;
  /** Text of `expiretm`; `undefined` for never. */
  readonly expiretm: string | undefined;
  /** The engine's last moment, Unix milliseconds. */
  readonly deadline: number | undefined;
}

const OPTIONS = ["live", "signal", "timeoutMs", "otp"];

/**
 * Splits a request into market and fields, and checks each field by itself.
 *
 * @throws {TypeError | RangeError} "'price' must be …: current value is …"; the caller puts the place in front.
 */
export function readOrder(request: OrderRequest): { market: string; order: WireOrder } {
  if (request === null || typeof request !== "object" || Array.isArray(request)) {
    throw new TypeError(
      `the order must be an object such as { symbol: "BTC/USD", type: "buy", ordertype: "limit", volume: "0.1", ` +
        `price: "60000" }: current value is ${shown(request)}`,
    );
  }
  for (const name of OPTIONS) {
    if (!(name in request)) continue;
    throw new TypeError(`'${name}' is an option and not part of the order: pass it after the order, { ${name}: … }`);
  }
  if ("validate" in request) {
    throw new TypeError("'validate' is not part of the order: make a preview and call its validate()");
  }
  const { symbol, pair, side, type, ...rest } = request;
  const market = oneOfTwo({ symbol, pair }, `the market, such as "BTC/USD",`);
  if (typeof market !== "string") {
    throw new TypeError(`'symbol' must be text such as "BTC/USD": it is ${shown(market)}`);
  }
  const fields = { type: oneOfTwo({ type, side }, `"buy" or "sell"`), ...rest } as OrderFields;
  return { market, order: wireOrder(fields) };
}

function oneOfTwo<Value>(pair: Readonly<Record<string, Value | undefined>>, what: string): Value {
  const [[first = "", a] = [], [second = "", b] = []] = Object.entries(pair);
  if (a !== undefined && b !== undefined && a !== b) {
    throw new TypeError(`'${first}' and '${second}' say the same and differ: give ${what} once`);
  }
  const value = a ?? b;
  if (value === undefined) throw new TypeError(`'${first}' is missing: give ${what} there (or in '${second}')`);
  return value;
}

/** The fields after the codecs of AddOrder, which name whatever is missing, misspelt or malformed. */
export function wireOrder(fields: OrderFields): WireOrder {
  const wire = encodeFields(addOrder.params, { ...fields, pair: "-" });
  const textOf = (name: string) => wire[name] === undefined ? undefined : String(wire[name]);
  const time = (name: string) => textOf(name) === "0" || textOf(name) === "+0" ? undefined : textOf(name);
  const leverage = textOf("leverage") ?? "none";
  const deadline = textOf("deadline");
  return {
    fields,
    volume: textOf("volume") ?? "",
    price: textOf("price"),
    price2: textOf("price2"),
    displayvol: textOf("displayvol"),
    closePrice: textOf("close[price]"),
    closePrice2: textOf("close[price2]"),
    flags: (textOf("oflags")?.split(",") ?? []) as OrderFlag[],
    leverage: leverage === "none" ? undefined : Number(leverage.split(":")[0]),
    starttm: time("starttm"),
    expiretm: time("expiretm"),
    deadline: deadline === undefined ? undefined : Date.parse(deadline),
  };
}

/** Runs a check and puts the place in front of what it throws: "Cannot order BTC/USD as 'price' must be …". */
export function placing<Result>(place: string, check: () => Result): Result {
  try {
    return check();
  } catch (error) {
    throw within(`${place} as `, error);
  }
}
