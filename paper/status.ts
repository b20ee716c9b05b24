/** Mode of the exchange and what it announces. */

import type { MaintenanceEvent } from "../spot/market/_maintenance.ts";
import type { EmergencyEvent, SystemMode } from "../spot/market/system_status.ts";

/** A planned maintenance; the time left to it is worked out when it is asked for. */
export type PlannedMaintenance = Omit<MaintenanceEvent, "time_to_start_s">;

/** What SystemStatus and MaintenanceSchedule say. Change it while the exchange runs to rehearse a bad day. */
export interface ExchangeStatus {
  /** What is accepted. @default {"online"} */
  mode: SystemMode;
  /** Planned events, over ones included. @default {[]} */
  maintenance: PlannedMaintenance[];
  /** Incidents. @default {[]} */
  emergency: EmergencyEvent[];
}

/** Planned events that have not ended and begin within `hours`, as Kraken words them. */
export function announced({ maintenance }: ExchangeStatus, now: number, hours: number): MaintenanceEvent[] {
  return maintenance
    .filter(({ expected_start_utc, expected_end_utc }) =>
      Date.parse(expected_end_utc) > now && Date.parse(expected_start_utc) <= now + hours * 3_600_000
    )
    .map((event) => ({
      ...event,
      time_to_start_s: Math.max(0, Math.round((Date.parse(event.expected_start_utc) - now) / 1000)),
    }));
}
