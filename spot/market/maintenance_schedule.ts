import { type Endpoint, publicGet } from "../../core/endpoint.ts";
import type { MaintenanceEvent } from "./_maintenance.ts";

/** Query of {@linkcode maintenanceSchedule}: there is none. */
export type MaintenanceScheduleParams = Record<never, never>;

/** What is planned. */
export interface MaintenanceScheduleResult {
  /** Maintenance of the next 7 days; empty when none is planned. */
  events: MaintenanceEvent[];
}

/**
 * Planned maintenance of the next 7 days; Kraken has it since 1 September 2026.
 *
 * Public; one call on the limit of the IP address.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-system-status}
 */
export const maintenanceSchedule: Endpoint<MaintenanceScheduleParams, MaintenanceScheduleResult> = publicGet(
  "MaintenanceSchedule",
);
