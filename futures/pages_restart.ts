/** What becomes of a walk when Kraken does not take its continuation token any more: it goes on by time. */

import type { CallOptions } from "../core/endpoint.ts";
import { ApiError, KrakenError } from "../core/errors.ts";
import type { HistoryElement, HistoryPage, HistoryQuery } from "./history/mod.ts";

/** A bound call, as {@linkcode pages} takes it. */
export type WalkedCall<Params, Result> = (params: Params, options?: CallOptions) => Promise<Result>;

/** Refusals that have nothing to do with a token. */
const OTHERS: readonly string[] = ["auth", "nonce", "permission", "lockout", "rate-limit", "service"];

/**
 * The same call for {@linkcode pages}, with tokens that expire without harm: when one is refused, the walk goes on from the
 * time of its last row. Rows of that moment come again; `pages()` knows them by their ids and hands them out once. Make one
 * for each walk.
 *
 * @throws {KrakenError} a token of an earlier program is refused, so that no last row is known: it says how to begin anew.
 */
export function restarting<Params extends HistoryQuery, Result extends HistoryPage<unknown>>(
  call: WalkedCall<Params, Result>,
): WalkedCall<Params, Result> {
  let last: HistoryElement<unknown> | undefined;
  let moved: Partial<HistoryQuery> = {};
  return async (params, options) => {
    const asked = { ...params, ...moved };
    const result = await call(asked, options).catch((error) => {
      if (asked.continuation_token === undefined || !(error instanceof ApiError)) throw error;
      if (OTHERS.includes(error.category)) throw error;
      if (!last) throw lostPlace(error, asked.sort);
      moved = asked.sort === "asc" ? { since: last.timestamp } : { before: last.timestamp + 1 };
      const { continuation_token: _, ...rest } = { ...asked, ...moved };
      return call(rest as Params, options);
    });
    last = result.elements.at(-1) ?? last;
    return result;
  };
}

function lostPlace(error: ApiError, sort: "asc" | "desc" = "desc"): KrakenError {
  const [name, step] = sort === "asc" ? ["since", ""] : ["before", " and one millisecond"];
  return new KrakenError(`${error.message}. The continuation token is too old, or belongs to another query`, {
    cause: error,
    category: error.category,
    advice:
      `Begin a new walk with '${name}' at the time of the last row you have${step}: rows of that very moment come ` +
      "again, and their 'uid' tells which",
  });
}
