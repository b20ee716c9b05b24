import { type Endpoint, publicGet } from "../../core/endpoint.ts";

/** Query of {@linkcode time}: there is none. */
export type TimeParams = Record<never, never>;

/** Kraken's clock. */
export interface TimeResult {
  /** Unix seconds, whole. */
  unixtime: number;
  /** The same as text with a two-digit year, `"Thu, 01 Jan 26 00:00:00 +0000"`; read {@linkcode unixtime} instead. */
  rfc1123: string;
}

/**
 * Kraken's clock, in whole seconds.
 *
 * Public; one call on the limit of the IP address.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-server-time}
 */
export const time: Endpoint<TimeParams, TimeResult> = publicGet("Time");
