/** The Spot client: groups of endpoint constants bound to one key, one rate budget and one address. */

import { CLIENT_OPTIONS, type ClientOptions, sendOptions } from "../core/client.ts";
import type { Bound } from "../core/endpoint.ts";
import { knownOptions } from "../core/options.ts";
import { bind } from "../core/send.ts";
import type { Budget } from "../core/limiter.ts";
import * as account from "./account/mod.ts";
import * as earn from "./earn/mod.ts";
import * as fundingBeta from "./funding/beta/mod.ts";
import * as funding from "./funding/mod.ts";
import * as market from "./market/mod.ts";
import * as staking from "./staking/mod.ts";
import * as subaccounts from "./subaccounts/mod.ts";
import * as trading from "./trading/mod.ts";

/** All of Spot REST, grouped as Kraken's documentation groups it. */
export interface SpotClient {
  /** Prices, books, trades and the lists of assets and pairs; no key needed (but for `level3`). */
  readonly market: Bound<typeof market>;
  /** Balances, orders, trades, ledgers, positions, fees, exports, the key itself. */
  readonly account: Bound<typeof account>;
  /** Placing, changing and cancelling orders. These act: rehearse on `kraken.paper()`. */
  readonly trading: Bound<typeof trading>;
  /** Deposits and withdrawals by the calls that are still served but frozen. */
  readonly funding: Bound<typeof funding>;
  /** Deposits and withdrawals by the newer calls with REST verbs. */
  readonly fundingBeta: Bound<typeof fundingBeta>;
  /** Earn strategies and allocations. */
  readonly earn: Bound<typeof earn>;
  /** The old staking calls, which Kraken has removed: use `earn`. */
  readonly staking: Bound<typeof staking>;
  /** Subaccounts and transfers between them. */
  readonly subaccounts: Bound<typeof subaccounts>;
  /** Every rate counter this client draws on. */
  readonly budget: Budget;
}

/**
 * A client for Spot REST.
 *
 * @example
 * ```ts
 * import { paperExchange } from "../paper/mod.ts";
 * import { createSpotClient } from "./client.ts";
 *
 * await using exchange = paperExchange();
 * const spot = createSpotClient({ fetch: exchange.fetch }); // without fetch: Kraken itself
 * const { unixtime } = await spot.market.time();
 * console.log(new Date(unixtime * 1000));
 * ```
 *
 * @throws {TypeError} for half a key, a malformed secret, or an option that does not exist.
 * @throws {RangeError} for tries that are no whole number of at least 1.
 */
export function createSpotClient(options: ClientOptions = {}): SpotClient {
  knownOptions("createSpotClient", options, CLIENT_OPTIONS);
  const sending = sendOptions(options);
  return {
    market: bind(sending, market),
    account: bind(sending, account),
    trading: bind(sending, trading),
    funding: bind(sending, funding),
    fundingBeta: bind(sending, fundingBeta),
    earn: bind(sending, earn),
    staking: bind(sending, staking),
    subaccounts: bind(sending, subaccounts),
    budget: sending.budget,
  };
}
