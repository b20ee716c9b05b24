import { type Endpoint, privatePost } from "../../core/endpoint.ts";

/** What was cancelled. */
export interface CancelAllResult {
  /** How many orders. */
  count: number;
  /** The cancel is accepted and not final yet. */
  pending?: boolean;
}

/**
 * Cancels every open order, on all pairs.
 *
 * Permission: Create & modify orders OR Cancel & close orders. Cost: 1.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/cancel-all-orders}
 */
export const cancelAll: Endpoint<Record<never, never>, CancelAllResult> = privatePost("CancelAll", {
  permission: "Create & modify orders OR Cancel & close orders",
});
