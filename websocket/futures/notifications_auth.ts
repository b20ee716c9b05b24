import { type Feed, privateFeed } from "./feed.ts";

/** A notification of Kraken's. */
export interface FuturesNotification {
  /** Number. */
  id: number;
  /** Kind. */
  type:
    | "market"
    | "general"
    | "new_feature"
    | "bug_fix"
    | "maintenance"
    | "settlement"
    | (string & Record<never, never>);
  /** Priority. */
  priority: "low" | "medium" | "high" | (string & Record<never, never>);
  /** Text. */
  note: string;
  /** Unix milliseconds. */
  effective_time: number;
  /** Minutes. */
  expected_downtime_minutes?: number;
}

/** A message of {@linkcode notificationsAuth}. */
export interface NotificationsMessage {
  /** `"notifications_auth"`. */
  readonly feed: "notifications_auth";
  /** All of them. */
  notifications: FuturesNotification[];
}

/**
 * Kraken's notifications: maintenance, new features, settlements.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/websocket/notifications}
 */
export const notificationsAuth: Feed<NotificationsMessage> = privateFeed("notifications_auth");
