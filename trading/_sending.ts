/** The one call that places: its ids are given out before it leaves, so that no order gets out of reach. */

import { shown } from "../core/codecs.ts";
import { OutcomeUnknownError, TransportError } from "../core/errors.ts";
import type { SendCallOptions, SentOrders } from "./source.ts";

/**
 * Makes the call that places. Who aborts it gets their own reason, and the ids through `onSent` or, without that, in a
 * warning: the order may be there.
 */
export async function sending<Result>(
  name: string,
  sent: SentOrders,
  { signal, onSent }: SendCallOptions,
  ask: () => Promise<Result>,
): Promise<Result> {
  signal?.throwIfAborted();
  await onSent?.(sent);
  try {
    return await ask();
  } catch (error) {
    if (signal?.aborted && error === signal.reason && onSent === undefined) {
      console.warn(`${name} was aborted and may have taken effect: look for ${idsOf(sent)} in the open orders`);
    }
    throw error;
  }
}

/** "cl_ord_id a, b", for messages. */
export function idsOf({ idName, clientOrderIds, userref }: SentOrders): string {
  if (clientOrderIds.length > 0) return `${idName} ${clientOrderIds.join(", ")}`;
  return userref === undefined ? "the newest orders" : `userref ${userref}`;
}

/** The error for an answer that does not say what became of the request. */
export function unanswered(
  name: string,
  sent: SentOrders,
  why: string,
  label: string = idsOf(sent),
): OutcomeUnknownError {
  return new OutcomeUnknownError(`It is unknown whether ${name} took effect (${label}): ${why}`, {
    clientOrderIds: sent.clientOrderIds,
    resolve: sent.resolve,
    advice: "It was not sent again. Call error.resolve() to look it up before you decide",
  });
}

/** The answer, if it is an object: Kraken's envelope can also hold null or a list. */
export function objectOf<Result extends object>(answer: Result | null | undefined): Result | undefined {
  return typeof answer === "object" && answer !== null && !Array.isArray(answer) ? answer : undefined;
}

/** "it answered null". */
export function answered(answer: unknown): string {
  return `it answered ${shown(answer)}`;
}

/** The answer of a call that changes nothing. @throws {TransportError} when it is none. */
export function usable<Result extends object>(name: string, answer: Result | null | undefined): Result {
  const result = objectOf(answer);
  if (result) return result;
  throw new TransportError(`${name} gave no usable answer: ${answered(answer)}`, { category: "malformed-answer" });
}
