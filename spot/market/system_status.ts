import { type Endpoint, publicGet } from "../../core/endpoint.ts";
import type { MaintenanceEvent } from "./_maintenance.ts";

/** Query of {@linkcode systemStatus}: there is none. */
export type SystemStatusParams = Record<never, never>;

/** What the exchange accepts at the moment. */
export type SystemMode = "online" | "maintenance" | "cancel_only" | "post_only" | (string & Record<never, never>);

/** What Kraken announces to do next in an incident. */
export interface EmergencyStep {
  /** Services it is about. */
  applies_to: string[];
  /** Kind of step; Kraken has not published the set. */
  type: string;
  /** When it is expected, RFC 3339 UTC. */
  expected_at_utc: string;
}

/** An unplanned incident. */
export interface EmergencyEvent {
  /** Kraken's number of the event. */
  event_id: number;
  /** One line for people. */
  title: string;
  /** State of the incident; Kraken has not published the set. */
  incident_status: string;
  /** How bad it is; Kraken has not published the set. */
  impact: string;
  /** E.g. `"spot_trading"`. */
  affected_services: string[];
  /** Begin, RFC 3339 UTC. */
  started_at_utc: string;
  /** What will happen next. */
  next_steps: EmergencyStep[];
  /** Page with more. */
  source_url: string;
}

/** Mode of the exchange, and what is planned or broken. */
export interface SystemStatusResult {
  /**
   * `online`: all works. `maintenance`: neither orders nor cancels. `cancel_only`: only cancels, nothing matches.
   * `post_only`: post-only limit orders and cancels, nothing matches.
   */
  status: SystemMode;
  /** When it was so, RFC 3339 UTC. */
  timestamp: string;
  /** Maintenance beginning within 72 hours; sent since 1 September 2026. */
  upcoming_maintenance?: MaintenanceEvent[];
  /** Incidents; sent since 1 September 2026. */
  emergency?: EmergencyEvent[];
}

/**
 * Mode of the exchange, maintenance of the next 72 hours and incidents.
 *
 * Public; one call on the limit of the IP address.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-system-status}
 */
export const systemStatus: Endpoint<SystemStatusParams, SystemStatusResult> = publicGet("SystemStatus");
