import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";

/** How near a position is to being unwound against a bankrupt one. */
export interface UnwindRank {
  /** Contract of the position. */
  symbol: string;
  /** 20, 40, 80 or 100; 100 is unwound first. */
  percentile: number;
}

/** Answer to {@linkcode unwindQueue}. */
export interface UnwindQueueResult extends FuturesAnswer {
  /** One row per open position. */
  queue: UnwindRank[];
}

/**
 * Where the open positions stand in the queue for unwinding.
 *
 * Needs `General API - Read Only`; **costs 200 of the 500 points that 10 seconds allow**.
 * Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-unwind-queue}
 */
export const unwindQueue: Endpoint<Record<never, never>, UnwindQueueResult> = derivatives(
  "GET",
  "/derivatives/api/v3/unwindqueue",
  { cost: 200 },
);
