import { boolean, text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { Decimal } from "../../core/decimal.ts";
import type { EarnAmount } from "./_types.ts";

/** Body of {@linkcode allocations}. */
export interface AllocationsParams {
  /**
   * Sort upwards.
   *
   * @default {false}
   */
  ascending?: boolean;
  /**
   * Currency of the `converted` amounts.
   *
   * @default {"USD"}
   */
  converted_asset?: string;
  /**
   * Leave out strategies without funds.
   *
   * @default {false}
   */
  hide_zero_allocations?: boolean;
}

/** Funds on their way in or out. */
export interface AllocationStage extends EarnAmount {
  /** How many moves. */
  allocation_count: number;
  /** Each of them, with RFC 3339 times. */
  allocations: (EarnAmount & { created_at: string; expires: string })[];
}

/** Rewards of the running period. */
export interface EarnPayout {
  /** Earned so far. */
  accumulated_reward: EarnAmount;
  /** Expected by the end of the period. */
  estimated_reward: EarnAmount;
  /** Begin of the period, RFC 3339. */
  period_start: string;
  /** End of the period, RFC 3339. */
  period_end: string;
}

/** Funds in one strategy; `total` less the three stages is fully allocated. */
export interface AmountAllocated {
  /** All of it. */
  total: EarnAmount;
  /** A move just asked for; negative on the way out. */
  pending?: EarnAmount | null;
  /** On the way in. */
  bonding?: AllocationStage | null;
  /** Waiting to leave; ETH only. */
  exit_queue?: AllocationStage | null;
  /** On the way out. */
  unbonding?: AllocationStage | null;
}

/** One strategy with one's own funds. */
export interface EarnAllocation {
  /** Strategy id. */
  strategy_id: string;
  /** Asset. */
  native_asset: string;
  /** Class of the asset. */
  asset_class?: string;
  /** Whether the funds are at work. Seen live, not documented. */
  is_utilized?: boolean;
  /** The funds. */
  amount_allocated: AmountAllocated;
  /** Rewards so far. */
  total_rewarded: EarnAmount;
  /** Rewards of the running period. */
  payout?: EarnPayout | null;
}

/** One's own funds in Earn. */
export interface AllocationsResult {
  /** Currency of the `converted` amounts. */
  converted_asset: string;
  /** Class of that currency. Seen live, not documented. */
  converted_asset_class?: string;
  /** All funds, in `converted_asset`. */
  total_allocated: Decimal;
  /** All rewards, in `converted_asset`. */
  total_rewarded: Decimal;
  /** Not used by Kraken: one page holds them all. */
  next_cursor?: string | null;
  /** Strategies. */
  items: EarnAllocation[];
}

/**
 * One's own funds in Earn and what they earned.
 *
 * Permission: Query funds.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/list-allocations}
 */
export const allocations: Endpoint<AllocationsParams, AllocationsResult | null> = privatePost("Earn/Allocations", {
  params: { ascending: boolean, converted_asset: text, hide_zero_allocations: boolean },
  permission: "Query funds",
});
