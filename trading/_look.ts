/** One look at a lost request, as the finders share it. */

import { ApiError } from "../core/errors.ts";
import type { LostRequest } from "../core/send.ts";
import type { LostOutcome } from "./outcome.ts";
import type { callOptions, LookupSource } from "./source.ts";

/** One look at a lost request. */
export interface Look {
  readonly source: LookupSource;
  readonly request: LostRequest;
  readonly call: ReturnType<typeof callOptions>;
  /** When the request left, by Kraken's clock, Unix milliseconds; never later than it was. */
  readonly sentAt: number;
  /** Whether it can't arrive any more: it was only to be validated, or its deadline has passed. */
  readonly over: boolean;
}

/** The part of it that needs lists of orders only. */
export type OrderLook = Omit<Look, "source"> & { readonly source: { readonly account: OrderLists } };

/** The lists orders are found in. */
export type OrderLists = Pick<LookupSource["account"], "openOrders" | "closedOrders" | "queryOrders" | "orderAmends">;

/** What one look found; `final` ends the looking. */
export interface Finding<Outcome extends LostOutcome = LostOutcome> {
  readonly final: boolean;
  readonly outcome: Outcome;
}

/** The answer of a call that may say that there is nothing. */
export async function unless<Result>(prefix: string, ask: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ApiError && error.errors.some((text) => text.startsWith(prefix))) return undefined;
    throw error;
  }
}
