/** The three kinds of Futures endpoint, over the builder that all APIs share. */

import { type Details, type Endpoint, futures, type Method } from "../core/endpoint.ts";
import { READ } from "./_permissions.ts";

// NoInfer: Params comes from the annotation of the constant, never from its codecs.
type Rest<Params> = keyof Params extends never ? [Details<NoInfer<Params>>?] : [Details<NoInfer<Params>>];

/** Public `GET`: not signed, free of rate cost. */
export function open<Params, Result>(path: string, ...[details]: Rest<Params>): Endpoint<Params, Result> {
  return futures<Params, Result>("GET", path, { auth: false, ...details } as { auth: false } & Details<Params>);
}

/**
 * Signed call on the derivatives pool of 500 points per 10 s. Reads with a read-only key unless said otherwise.
 *
 * Costs 2 unless said otherwise: Kraken publishes no cost for the rest, and 2 is what its other reads cost.
 */
export function derivatives<Params, Result>(
  method: Method,
  path: string,
  ...[details]: Rest<Params>
): Endpoint<Params, Result> {
  const standard = { auth: true, permission: READ, cost: 2, pool: "derivatives" } as const;
  return futures<Params, Result>(method, path, { ...standard, ...details } as { auth: true } & Details<Params>);
}

/** Signed `GET` on the history pool of 100 points per 10 minutes. Costs 1 unless said otherwise. */
export function history<Params, Result>(path: string, ...[details]: Rest<Params>): Endpoint<Params, Result> {
  const standard = { auth: true, permission: READ, cost: 1, pool: "history" } as const;
  return futures<Params, Result>("GET", path, { ...standard, ...details } as { auth: true } & Details<Params>);
}
