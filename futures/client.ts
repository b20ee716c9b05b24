/** The Futures client: groups of endpoint constants bound to one key, one rate budget and one address. */

import { CLIENT_OPTIONS, type ClientOptions, sendOptions } from "../core/client.ts";
import type { Bound } from "../core/endpoint.ts";
import { keyShape } from "../core/key_shape.ts";
import type { Budget } from "../core/limiter.ts";
import { NO_NONCE, type NonceSource, risingNonceOf } from "../core/nonce.ts";
import { knownOptions } from "../core/options.ts";
import { systemClock } from "../core/retry.ts";
import { bind } from "../core/send.ts";
import { demoGone } from "../core/urls.ts";
import * as account from "./account/mod.ts";
import * as assignment from "./assignment/mod.ts";
import * as auth from "./auth/mod.ts";
import * as charts from "./charts/mod.ts";
import * as history from "./history/mod.ts";
import { resolveLost } from "./lookup.ts";
import * as margining from "./margining/mod.ts";
import * as market from "./market/mod.ts";
import * as preferences from "./preferences/mod.ts";
import * as rfq from "./rfq/mod.ts";
import * as subaccounts from "./subaccounts/mod.ts";
import * as trading from "./trading/mod.ts";
import * as transfers from "./transfers/mod.ts";

/** Options of {@linkcode createFuturesClient}. Futures keys are a system of their own: a Spot key does not work. */
export interface FuturesClientOptions extends Omit<ClientOptions, "nonce" | "otp"> {
  /**
   * Where nonces come from; `"omit"` leaves them out, which Kraken Futures allows: for a key that other programs use with
   * larger ones.
   *
   * @default {rising numbers, by which calls of one key do not wait for each other}
   */
  nonce?: NonceSource | "omit" | undefined;
  /** Only production is left: Kraken's demo is gone. @default {"production"} */
  environment?: "production" | (string & Record<never, never>) | undefined;
}

/** All of Futures REST, grouped as Kraken's documentation groups it. Kraken ends this API on 1 March 2027. */
export interface FuturesClient {
  /** Contracts, tickers, books, trades, funding rates; no key needed. */
  readonly market: Bound<typeof market>;
  /** Wallets, positions, fills, notifications. */
  readonly account: Bound<typeof account>;
  /** Sending, changing and cancelling orders. These act. */
  readonly trading: Bound<typeof trading>;
  /** Between wallets, subaccounts and Spot. These act. */
  readonly transfers: Bound<typeof transfers>;
  /** Leverage, profit currency, self-trade strategy. */
  readonly preferences: Bound<typeof preferences>;
  /** Subaccounts and whether they may trade. */
  readonly subaccounts: Bound<typeof subaccounts>;
  /** Taking over positions of others. */
  readonly assignment: Bound<typeof assignment>;
  /** Margin questions to Kraken; some only answer in pre-production, some are removed. */
  readonly margining: Bound<typeof margining>;
  /** Requests for quotes, pre-production. */
  readonly rfq: Bound<typeof rfq>;
  /** Account log, executions, orders, triggers and positions over all time; the public ones need no key. */
  readonly history: Bound<typeof history>;
  /** Candles and analytics; no key needed. */
  readonly charts: Bound<typeof charts>;
  /** The key itself. */
  readonly auth: Bound<typeof auth>;
  /** Every rate counter this client draws on. */
  readonly budget: Budget;
}

// One-time passwords are for Spot keys.
const OPTIONS = [...CLIENT_OPTIONS.filter((name) => name !== "otp"), "environment"];

/**
 * A client for Futures REST.
 *
 * An order whose answer is lost raises `OutcomeUnknownError`; its `resolve()` looks the order up by `cliOrdId`, which we
 * set where the caller did not. A call that placed, changed or cancelled nothing raises an `ApiError`.
 *
 * @example
 * ```ts
 * import { createFuturesClient } from "./client.ts";
 *
 * const fetch = () => Promise.resolve(Response.json({ result: "success", serverTime: "", tickers: [] }));
 * const futures = createFuturesClient({ fetch }); // without fetch: Kraken itself
 * const { tickers } = await futures.market.tickers({ symbol: "PF_XBTUSD" });
 * console.log(tickers.length);
 * ```
 *
 * @throws {TypeError} for half a key, a malformed secret, or an option that does not exist.
 * @throws {RangeError} for the demo environment, which is gone, and for tries that are no whole number of at least 1.
 */
export function createFuturesClient(given: FuturesClientOptions = {}): FuturesClient {
  knownOptions("createFuturesClient", given, OPTIONS);
  const { environment = "production", nonce, ...options } = given;
  if (environment !== "production") throw new RangeError(wrongEnvironment(environment));
  const sending = sendOptions({ ...options, nonce: nonce === "omit" ? NO_NONCE : nonce });
  const { credentials } = sending;
  if (credentials) {
    sending.nonce ??= risingNonceOf(credentials.key);
    sending.keyShape ??= options.secret === undefined ? undefined : keyShape(options.secret);
  }
  const groups = {
    market: bind(sending, market),
    account: bind(sending, account),
    trading: bind(sending, trading),
    transfers: bind(sending, transfers),
    preferences: bind(sending, preferences),
    subaccounts: bind(sending, subaccounts),
    assignment: bind(sending, assignment),
    margining: bind(sending, margining),
    rfq: bind(sending, rfq),
    history: bind(sending, history),
    charts: bind(sending, charts),
    auth: bind(sending, auth),
  };
  // The groups hold these options, so that what they raise can ask the groups in turn.
  sending.resolve = resolveLost(groups, sending.clock ?? systemClock);
  return { ...groups, budget: sending.budget };
}

function wrongEnvironment(environment: string): string {
  const asked = `'environment' is ${JSON.stringify(environment)}`;
  return /demo|sandbox|test/i.test(environment)
    ? `Cannot create a Futures client: ${demoGone(asked)}`
    : `Cannot create a Futures client as 'environment' must be "production": current value is ${
      JSON.stringify(environment)
    }`;
}
