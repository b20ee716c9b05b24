import { array, boolean, integer, oneOf, text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { Decimal } from "../../core/decimal.ts";

/** Body of {@linkcode strategies}. */
export interface StrategiesParams {
  /**
   * Sort upwards.
   *
   * @default {false}
   */
  ascending?: boolean;
  /** Only strategies of this asset. */
  asset?: string;
  /** `next_cursor` of the page before. */
  cursor?: string;
  /** Rows a page, 1 to 65,535; Kraken may give fewer. */
  limit?: number;
  /** Only these kinds. */
  lock_type?: readonly ("flex" | "bonded" | "timed" | "instant")[];
}

/** How funds are bound. Durations are seconds; a kind unknown to us has other fields. */
export interface StrategyLock {
  /** `flex` is the account's reward programme, to which nothing can be allocated by API. */
  type: "flex" | "instant" | "bonded" | "timed" | (string & Record<never, never>);
  /** Time between payouts. */
  payout_frequency?: number;
  /** Time until funds earn. */
  bonding_period?: number;
  /** Whether that time may vary. */
  bonding_period_variable?: boolean;
  /** Whether funds earn meanwhile. */
  bonding_rewards?: boolean;
  /** Time until funds are back. */
  unbonding_period?: number;
  /** Whether that time may vary. */
  unbonding_period_variable?: boolean;
  /** Whether funds earn meanwhile. */
  unbonding_rewards?: boolean;
  /** Time in the exit queue. */
  exit_queue_period?: number;
}

/** One way to earn. */
export interface EarnStrategy {
  /** Strategy id, e.g. `"ESRFUO3-Q62XD-WIOIL7"`. */
  id: string;
  /** Asset. */
  asset: string;
  /** Class of the asset. */
  asset_class?: string;
  /** How funds are bound. */
  lock_type: StrategyLock;
  /** Expected yearly yield in percent; not a promise. */
  apr_estimate?: { low: Decimal; high: Decimal } | null;
  /** Least amount of one move, US dollars. */
  user_min_allocation?: Decimal | null;
  /** Most that one user may allocate. */
  user_cap?: Decimal | null;
  /** Fee for putting funds in, percent. */
  allocation_fee: Decimal | number;
  /** Fee for taking funds out, percent. */
  deallocation_fee: Decimal | number;
  /** Whether rewards are put in again; `default` comes with `"optional"`. */
  auto_compound: { type: "disabled" | "enabled" | "optional" | (string & Record<never, never>); default?: boolean };
  /** Where the yield comes from. */
  yield_source: { type: "staking" | "off_chain" | (string & Record<never, never>) };
  /** Whether funds can be put in. */
  can_allocate: boolean;
  /** Whether funds can be taken out. */
  can_deallocate: boolean;
  /** Why not, e.g. `"tier"`. */
  allocation_restriction_info: string[];
}

/** Strategies open to the user. */
export interface StrategiesResult {
  /** `cursor` of the next page; `null` or absent on the last. */
  next_cursor?: string | null;
  /** Strategies. */
  items: EarnStrategy[];
}

/**
 * Earn strategies open to the user's region and tier. Kraken says that one page holds them all.
 *
 * Permission: none, but a valid key.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/list-strategies}
 */
export const strategies: Endpoint<StrategiesParams, StrategiesResult | null> = privatePost("Earn/Strategies", {
  params: {
    ascending: boolean,
    asset: text,
    cursor: text,
    limit: integer(1, 65_535),
    lock_type: array(oneOf(["flex", "bonded", "timed", "instant"])),
  },
});
