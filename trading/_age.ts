/** How long a preview may be looked at before its figures are no longer those of the market. */

import { KrakenError } from "../core/errors.ts";
import { isRelative } from "./_amounts.ts";
import type { WireOrder } from "./request.ts";

const MAX_AGE_MS = 300_000;

/** Whether an order takes its price from the market at the moment it arrives. */
export function followsMarket({ fields: { ordertype }, price, price2 }: WireOrder): boolean {
  if (ordertype === "market" || ordertype === "settle-position") return true;
  return [price, price2].some((each) => each !== undefined && isRelative(each));
}

/** Refuses a preview whose prices are old. @throws {KrakenError} nothing was sent. */
export function refuseStale(place: string, ageMs: number): void {
  if (ageMs <= MAX_AGE_MS) return;
  const minutes = Math.floor(ageMs / 60_000);
  throw new KrakenError(
    `${place} as its price follows the market and the preview is ${minutes} minutes old: at most 5 are allowed`,
    { category: "argument", advice: "Nothing was sent. Make a new preview" },
  );
}

/** Refuses a futures order whose `processBefore` lies behind. @throws {KrakenError} nothing was sent. */
export function refuseLate(place: string, processBefore: Date | string | undefined, now: number): void {
  if (processBefore === undefined) return;
  const at = processBefore instanceof Date ? processBefore.getTime() : Date.parse(processBefore);
  if (!(at <= now)) return;
  throw new KrakenError(
    `${place} as its 'processBefore', ${new Date(at).toISOString()}, has passed: it is ${new Date(now).toISOString()}`,
    { category: "deadline", advice: "Nothing was sent. Make a new preview with a later one" },
  );
}
