/** Options of connections are checked before anything is opened: a wrong time would fire at once, and look like a bad network. */

import { shown } from "../core/codecs.ts";
import { namesOf } from "../core/options.ts";
import type { ConnectionOptions } from "./connection_types.ts";
import { LONGEST_TIMER_MS } from "./patience.ts";

/** Names of {@linkcode ConnectionOptions}, for those who check theirs by name. */
export const CONNECTION_OPTIONS: readonly (keyof ConnectionOptions)[] = namesOf<ConnectionOptions>({
  transport: true,
  signal: true,
  handshakeTimeoutMs: true,
  maxBytes: true,
  silenceMs: true,
  idleMs: true,
  pingTimeoutMs: true,
  maxAttempts: true,
  backoff: true,
  random: true,
});

/**
 * A time limit as it was given.
 *
 * @throws {TypeError | RangeError} when it is no number above zero; `Infinity` means no limit.
 */
export function checkedMs(name: string, ms: number): number {
  return checked(name, ms, ms > 0, "milliseconds above zero, or Infinity for no limit");
}

/**
 * Checks the numbers among the options.
 *
 * @throws {TypeError | RangeError} for the first that can't be meant.
 */
export function checkConnectionOptions(options: ConnectionOptions): void {
  for (const name of ["handshakeTimeoutMs", "silenceMs", "idleMs", "pingTimeoutMs"] as const) {
    const ms = options[name];
    if (ms !== undefined) checkedMs(name, ms);
  }
  const { maxAttempts = 0, maxBytes = 1, backoff = {} } = options;
  const counts = maxAttempts === Infinity || (Number.isSafeInteger(maxAttempts) && maxAttempts >= 0);
  checked("maxAttempts", maxAttempts, counts, "a whole number of at least 0, or Infinity");
  checked("maxBytes", maxBytes, Number.isSafeInteger(maxBytes) && maxBytes >= 1, "a whole number of at least 1");
  for (const name of ["baseMs", "capMs"] as const) {
    const { [name]: ms = 0 } = backoff;
    checked(`backoff.${name}`, ms, ms >= 0 && ms <= LONGEST_TIMER_MS, `milliseconds from 0 to ${LONGEST_TIMER_MS}`);
  }
}

function checked(name: string, value: number, isRight: boolean, what: string): number {
  if (typeof value === "number" && isRight) return value;
  const Kind = typeof value === "number" ? RangeError : TypeError;
  throw new Kind(`Cannot connect as '${name}' must be ${what}: current value is ${shown(value)}`);
}
