/** What the clients of all markets share: options as people write them, turned into what a call needs. */

import { Credentials, type Otp } from "./credentials.ts";
import { keyShape } from "./key_shape.ts";
import { type Budget, createBudget, type LimiterMode, type Tier } from "./limiter.ts";
import { fileNonce } from "./nonce.ts";
import { checkedTries } from "./exchange.ts";
import { namesOf } from "./options.ts";
import { systemClock } from "./retry.ts";
import type { SendOptions } from "./send.ts";
import { checkedUrl } from "./urls.ts";

/** Options of every client. */
export interface ClientOptions extends Omit<SendOptions, "credentials"> {
  /** Public key; public endpoints need none. */
  key?: string | undefined;
  /** Private key, base64 text. */
  secret?: string | undefined;
  /** One-time password for keys with 2FA: text, or a function such as {@linkcode totp} makes. */
  otp?: Otp | undefined;
  /** Sets size and decay of the rate counters. @default {"starter"} */
  tier?: Tier | undefined;
  /** What happens when a counter is full: wait, raise {@linkcode RateLimitError}, or send all the same. @default {"wait"} */
  limiter?: LimiterMode | undefined;
  /** A file that keeps nonces strictly increasing across processes that use the same key. */
  nonceFile?: string | URL | undefined;
}

/** The names of {@linkcode ClientOptions}. */
export const CLIENT_OPTIONS: readonly (keyof ClientOptions)[] = namesOf<ClientOptions>({
  key: true,
  secret: true,
  otp: true,
  tier: true,
  limiter: true,
  budget: true,
  nonce: true,
  nonceFile: true,
  keyShape: true,
  baseUrl: true,
  fetch: true,
  tries: true,
  timeoutMs: true,
  userAgent: true,
  clock: true,
  random: true,
  onWarning: true,
  resolve: true,
});

/**
 * Options as written → options of {@linkcode send}.
 *
 * @throws {TypeError} for half a key, a malformed secret, or an address that is neither encrypted nor on this machine.
 * @throws {RangeError} for tries that are no whole number of at least 1.
 */
export function sendOptions(
  { key, secret, otp, tier, limiter, nonceFile, ...rest }: ClientOptions,
): SendOptions & { budget: Budget } {
  if (rest.baseUrl !== undefined) checkedUrl(rest.baseUrl);
  if ((key === undefined) !== (secret === undefined)) {
    throw new TypeError(`An API key needs both parts: ${key === undefined ? "the key" : "the secret"} is missing`);
  }
  if (rest.tries !== undefined) checkedTries("create a client", rest.tries);
  const clock = rest.clock ?? systemClock;
  return {
    ...rest,
    keyShape: rest.keyShape ?? (secret === undefined ? undefined : keyShape(secret)),
    credentials: key !== undefined && secret !== undefined ? new Credentials({ key, secret, otp }) : undefined,
    nonce: rest.nonce ?? (nonceFile === undefined ? undefined : fileNonce(nonceFile, clock.now)),
    budget: rest.budget ?? createBudget({ tier: tier ?? "starter", limiter: limiter ?? "wait", now: clock.now }),
  };
}
