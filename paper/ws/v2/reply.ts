/** Answers of the v2 dialect. */

import { iso } from "../../market/time.ts";
import type { About, Frame } from "../hub.ts";
import { type JsonObject, Numeral, raw, sorted } from "../json.ts";

/** A request that was understood so far. */
export interface Request {
  readonly method: string;
  readonly params: JsonObject;
  /** Its number as it was written. */
  readonly reqId: string | undefined;
  /** When it came, nanoseconds since 1970. */
  readonly ns: bigint;
}

/** How long an answer takes by its own account: what Kraken's take, nanoseconds. */
const TAKES = 46_000n;

/** The request in a message. `params` that are no object count as none. */
export function requestOf(message: JsonObject, ns: bigint): Request {
  const { method, params, req_id } = message;
  return {
    method: typeof method === "string" ? method : "",
    params: typeof params === "object" && params !== null && !Array.isArray(params) && !(params instanceof Numeral)
      ? params as JsonObject
      : {},
    reqId: req_id instanceof Numeral && /^-?\d{1,19}$/.test(req_id.source) ? req_id.source : undefined,
    ns,
  };
}

/** An answer: `result` for yes, `error` for no, neither for a pong. */
export function answer(
  request: Request,
  fields: { readonly result?: unknown; readonly error?: string; readonly symbol?: string; readonly success?: boolean },
  about: About = {},
): Frame {
  const { method, reqId, ns } = request;
  const text = JSON.stringify(sorted({
    method,
    req_id: reqId === undefined ? undefined : raw(reqId),
    ...fields,
    time_in: iso(ns, 6),
    time_out: iso(ns + TAKES, 6),
  }));
  return { channel: about.channel, symbol: about.symbol, method, text };
}
