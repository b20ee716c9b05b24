import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";

/** Answer to {@linkcode feeScheduleVolumes}. */
export interface FeeScheduleVolumesResult extends FuturesAnswer {
  /** 30-day volume in USD by fee schedule id. */
  volumesByFeeSchedule: Record<string, number>;
}

/**
 * The account's 30-day volume by fee schedule, as it was: since 22 June 2026 fees follow another reckoning.
 *
 * Needs `General API - Read Only`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @deprecated Ask Spot's TradeVolume with pairs given as `{ asset, aclass: "derivatives" }`.
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-fee-schedules-v-3}
 */
export const feeScheduleVolumes: Endpoint<Record<never, never>, FeeScheduleVolumesResult> = derivatives(
  "GET",
  "/derivatives/api/v3/feeschedules/volumes",
  { deprecated: "Decides no fee since 22 June 2026: ask Spot's TradeVolume with a Spot key" },
);
