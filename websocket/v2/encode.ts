/** From what the caller gave to what Kraken gets, or to a sentence that says what is wrong. */

import { encodeFields, type Wire } from "../../core/codecs.ts";
import type { Channel, Method } from "./types.ts";

type Fields = Record<string, Wire>;
type Given = Readonly<Record<string, unknown>>;

/** What is sent for a subscription, symbols apart from the rest. */
export interface EncodedSubscription {
  /** Symbols; one empty text where the channel has none. */
  readonly symbols: readonly string[];
  /** The other parameters, `channel` among them, `token` not. */
  readonly params: Readonly<Fields>;
  /** Those that are repeated when unsubscribing. */
  readonly key: Readonly<Fields>;
}

const SUBSCRIBE = "Cannot subscribe to";

function sentence(start: string, name: string, error: unknown): unknown {
  if (!(error instanceof TypeError || error instanceof RangeError)) return error;
  // The checks speak of a parameter ('depth' must be …) or of the whole (it needs 'symbol').
  const { message, cause } = error;
  const text = message.startsWith("'")
    ? `${start === SUBSCRIBE ? "Cannot subscribe" : `${start} ${name}`} as ${message}`
    : `${start} ${name} as ${message.startsWith("it ") ? "" : "it "}${message}`;
  const Kind = error instanceof RangeError ? RangeError : TypeError;
  return new Kind(text, { cause });
}

function encode(
  start: string,
  table: Pick<Channel<never, unknown> | Method<never, unknown>, "name" | "params" | "defaults" | "check">,
  given: unknown,
  extra: Given | undefined,
): Fields {
  const { name, params, defaults } = table;
  if (given !== undefined && (given === null || typeof given !== "object" || Array.isArray(given))) {
    throw sentence(start, name, new TypeError(`it takes an object of parameters: current value is ${String(given)}`));
  }
  const said = Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== undefined));
  try {
    const fields = encodeFields(params, { ...defaults as object, ...said } as never);
    table.check?.(fields);
    return { ...fields, ...extra as Fields | undefined };
  } catch (error) {
    throw sentence(start, name, error);
  }
}

/**
 * The parameters of a subscription, checked before anything is sent.
 *
 * @throws {TypeError | RangeError} "Cannot subscribe as 'depth' must be one of 10, 25, …: current value is 50".
 */
export function encodeSubscription<Params, Message>(
  channel: Channel<Params, Message>,
  given: Params,
  extra?: Given,
): EncodedSubscription {
  const { symbol, ...rest } = encode(SUBSCRIBE, channel as Channel<never, unknown>, given, extra);
  const params = { channel: channel.name, ...rest };
  const key: Fields = { channel: channel.name };
  for (const name of channel.key) if (params[name as "channel"] !== undefined) key[name] = params[name as "channel"];
  return { symbols: channel.bySymbol ? symbol as string[] : [""], params, key };
}

/** The same for a method; orders that are placed get an id when they have none. */
export function encodeCall<Params, Result>(
  method: Method<Params, Result>,
  given: Params,
  extra?: Given,
): { params: Fields; clientOrderIds: string[] } {
  const encoded = encode("Cannot send", method as Method<never, unknown>, given, extra);
  if (!method.places) return { params: encoded, clientOrderIds: [] };
  const clientOrderIds: string[] = [];
  const identify = (order: Fields): Fields => {
    if (order.cl_ord_id === undefined && order.order_userref !== undefined) return order;
    const id = typeof order.cl_ord_id === "string" ? order.cl_ord_id : crypto.randomUUID();
    clientOrderIds.push(id);
    return { ...order, cl_ord_id: id };
  };
  // A check places nothing, so there is nothing to look up.
  if (encoded.validate === true) return { params: encoded, clientOrderIds };
  const params = Array.isArray(encoded.orders)
    ? { ...encoded, orders: (encoded.orders as Fields[]).map(identify) }
    : identify(encoded);
  return { params, clientOrderIds };
}
