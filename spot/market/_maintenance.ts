/** A planned maintenance, as SystemStatus and MaintenanceSchedule announce it (since 1 September 2026). */
export interface MaintenanceEvent {
  /** Kraken's number of the event. */
  event_id: number;
  /** One line for people. */
  title: string;
  /** Planned begin, RFC 3339 UTC. */
  expected_start_utc: string;
  /** Planned end, RFC 3339 UTC. */
  expected_end_utc: string;
  /** Seconds to the begin when the answer was made; it may come from a cache, so prefer {@linkcode expected_start_utc}. */
  time_to_start_s: number;
  /** How near it is, e.g. `"approaching_30m"`; Kraken has not published the set. */
  phase: string;
  /** E.g. `"spot_trading"`. */
  affected_services: string[];
  /** Whether orders are taken, e.g. `"allowed"`; Kraken has not published the set. */
  order_submission: string;
  /** E.g. `"reduce_activity"`; Kraken has not published the set. */
  recommended_action: string;
  /** Orders still wanted gone should be cancelled before this, RFC 3339 UTC. */
  cancel_before_utc?: string;
  /** Page with more. */
  source_url: string;
}
