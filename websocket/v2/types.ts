/** Channels and methods of the v2 dialect are data, as endpoints are: Spot v2 and Unified are two tables of them. */

import type { Codecs } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import type { Overflow } from "../queue.ts";

/** Which socket something belongs to. */
export type V2Api = "spot" | "unified";

/** Which of a socket's addresses serves something; Unified's private one is `auth` here. */
export type V2Host = "public" | "auth" | "l3";

/** One channel of Kraken's, as data. */
export interface Channel<Params, Message, Api extends V2Api = V2Api> {
  /** Which socket has it. */
  readonly api: Api;
  /** Kraken's name: `"book"`. */
  readonly name: string;
  /** Which address serves it. */
  readonly host: V2Host;
  /** Whether a token is needed. */
  readonly token: boolean;
  /** Whether it is subscribed by symbol; else there is one subscription a connection. */
  readonly bySymbol: boolean;
  /** What happens to a reader that is too slow. A book or an execution must not be missing, a ticker may. */
  readonly overflow: Overflow;
  /** Checks each parameter and writes it to the wire. */
  readonly params: Codecs<Params>;
  /** What is sent when the caller says nothing. */
  readonly defaults: Readonly<Partial<Params>>;
  /** Parameters that are repeated when unsubscribing. */
  readonly key: readonly string[];
  /**
   * What a hole in the messages' `sequence` leads to: subscribing anew for a snapshot, or telling the reader, where there is no
   * snapshot. Missing where messages have no sequence.
   */
  readonly sequence?: "resubscribe" | "tell";
  /** Checks what the parameters say together; throws a TypeError that reads after the channel's name. */
  check?(params: Readonly<Record<string, unknown>>): void;
  /** Most symbols on one connection. @default {no limit} */
  readonly maxSymbols?: number;
  /** Subscription points of one symbol and points allowed in a second, where Kraken counts them. */
  budget?(params: Readonly<Record<string, unknown>>): { readonly each: number; readonly perSecond: number };
  /** For the compiler only, never set. */
  readonly types?: { params: Params; message: Message };
}

/** One request of Kraken's, as data. */
export interface Method<Params, Result, Api extends V2Api = V2Api> {
  /** Which socket has it. */
  readonly api: Api;
  /** Kraken's name: `"add_order"`. */
  readonly name: string;
  /** The key setting it needs, as Kraken words it. */
  readonly permission: string;
  /** Checks each parameter and writes it to the wire. */
  readonly params: Codecs<Params>;
  /** What is sent when the caller says nothing. */
  readonly defaults: Readonly<Partial<Params>>;
  /** Whether sending twice has the effect of sending once. Else an answer that is lost raises OutcomeUnknownError. */
  readonly idempotent: boolean;
  /** Whether orders are placed, so that each gets a `cl_ord_id` when the caller gave no id. */
  readonly places: boolean;
  /** Checks what the parameters say together; throws a TypeError that reads after the method's name. */
  check?(params: Readonly<Record<string, unknown>>): void;
  /** How many answers come, where it is not one: Kraken answers `cancel_order` once per order. */
  answers?(params: Readonly<Record<string, unknown>>): number;
  /** Whether more answers may come than that. @default {never} */
  more?(params: Readonly<Record<string, unknown>>): boolean;
  /** From the answers to the result. @default {result of the first} */
  read?(answers: readonly V2Response[]): Result;
  /** For the compiler only, never set. */
  readonly types?: { params: Params; result: Result };
}

/** An answer to a request. */
export interface V2Response {
  /** The request's, `pong` for `ping`. */
  readonly method: string;
  /** Missing from a `pong`. */
  readonly success?: boolean;
  /** What was asked for, or the effective options of a subscription. */
  readonly result?: unknown;
  /** Kraken's string when it said no. */
  readonly error?: string;
  /** The request's number. */
  readonly req_id?: number;
  /** The symbol of a refused subscription. */
  readonly symbol?: string;
  /** When Kraken received the request, RFC 3339. */
  readonly time_in?: string;
  /** When Kraken answered, RFC 3339. */
  readonly time_out?: string;
  /** A cancelled count outside `result`, as an older version had it. */
  readonly orders_cancelled?: number;
}

/** A message of a channel. */
export interface ChannelMessage<Name extends string, Data> {
  /** The channel. */
  readonly channel: Name;
  /** First state, or change. */
  readonly type: "snapshot" | "update";
  /** What it is about. */
  readonly data: Data;
}

/** A message of a private channel. */
export interface SequencedMessage<Name extends string, Data> extends ChannelMessage<Name, Data> {
  /** 1 for the first, then one more each. */
  readonly sequence: number;
}

/** The same with every number as the text that stood on the wire, so that no digit is lost. */
export type WithDigits<Value> = Value extends number ? Decimal
  : Value extends string | boolean | null | undefined ? Value
  : Value extends readonly (infer Item)[] ? WithDigits<Item>[]
  : { [Name in keyof Value]: WithDigits<Value[Name]> };

type Standard = "api" | "name" | "host" | "params";

/** A channel with the usual settings, by symbol and without token, but for `details`. */
export function channel<Params, Message, Api extends V2Api>(
  details:
    & Pick<Channel<NoInfer<Params>, NoInfer<Message>, Api>, Standard>
    & Partial<Omit<Channel<NoInfer<Params>, NoInfer<Message>, Api>, Standard>>,
): Channel<Params, Message, Api> {
  return {
    token: details.host !== "public",
    bySymbol: true,
    overflow: "drop",
    defaults: {} as Partial<Params>,
    key: [],
    ...details,
  };
}

/** A trading method with the usual settings but for `details`. */
export function method<Params, Result, Api extends V2Api>(
  details:
    & Pick<Method<NoInfer<Params>, NoInfer<Result>, Api>, "api" | "name" | "permission" | "params">
    & Partial<Omit<Method<NoInfer<Params>, NoInfer<Result>, Api>, "api" | "name" | "permission" | "params">>,
): Method<Params, Result, Api> {
  return { defaults: {} as Partial<Params>, idempotent: false, places: false, ...details };
}
