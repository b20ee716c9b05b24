import type { Endpoint } from "../../core/endpoint.ts";
import { open } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";

/** Fees from one 30-day volume on. */
export interface FeeTier {
  /** Percent: `0.02` is 0.02 %. Negative is a rebate. */
  makerFee: number;
  /** Percent: `0.05` is 0.05 %. */
  takerFee: number;
  /** Lower bound of the 30-day volume in USD. */
  usdVolume: number;
}

/** One schedule. */
export interface FeeSchedule {
  /** Id that instruments refer to. */
  uid: string;
  /** Kraken's name for it. */
  name: string;
  /** Lowest volume first. */
  tiers: FeeTier[];
}

/** Answer to {@linkcode feeSchedules}. */
export interface FeeSchedulesResult extends FuturesAnswer {
  /** All schedules. */
  feeSchedules: FeeSchedule[];
}

/**
 * Maker and taker fees by volume, as they were: since 22 June 2026 the values are not the fees charged.
 *
 * Public, free of rate cost. Ends with the derivatives REST API on 1 March 2027.
 *
 * @deprecated Ask Spot's TradeVolume with pairs given as `{ asset, aclass: "derivatives" }`.
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-fee-schedules-v-3}
 */
export const feeSchedules: Endpoint<Record<never, never>, FeeSchedulesResult> = open(
  "/derivatives/api/v3/feeschedules",
  { deprecated: "Not the fees charged since 22 June 2026: ask Spot's TradeVolume with a Spot key" },
);
