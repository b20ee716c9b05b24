import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";

/** One announcement. */
export interface Notification {
  /** What it is about; `maintenance` with high priority means downtime at {@linkcode effectiveTime}. */
  type:
    | "new_feature"
    | "bug_fix"
    | "settlement"
    | "general"
    | "maintenance"
    | "market"
    | (string & Record<never, never>);
  /** How much it matters. */
  priority: "low" | "medium" | "high" | (string & Record<never, never>);
  /** The words. */
  note: string;
  /** When it takes effect, ISO 8601; missing in older answers. */
  effectiveTime?: string;
  /** How long the downtime will last. */
  expectedDowntimeMinutes?: number;
}

/** Answer to {@linkcode notifications}. */
export interface NotificationsResult extends FuturesAnswer {
  /** Current announcements. */
  notifications: Notification[];
}

/**
 * Kraken's announcements for the derivatives platform, planned downtime among them.
 *
 * Needs `General API - Read Only`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-notifications}
 */
export const notifications: Endpoint<Record<never, never>, NotificationsResult> = derivatives(
  "GET",
  "/derivatives/api/v3/notifications",
);
