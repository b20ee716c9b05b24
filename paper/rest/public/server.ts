/** Time, SystemStatus, MaintenanceSchedule. */

import type { MaintenanceScheduleResult } from "../../../spot/market/maintenance_schedule.ts";
import type { SystemStatusResult } from "../../../spot/market/system_status.ts";
import type { TimeResult } from "../../../spot/market/time.ts";
import { iso } from "../../market/time.ts";
import { announced } from "../../status.ts";
import { type Floor, nowNs } from "../method.ts";

/** `GET /0/public/Time`. */
export function time(_query: URLSearchParams, floor: Floor): TimeResult {
  const seconds = Math.floor(floor.now() / 1000);
  // "Thu, 01 Jan 2026 00:00:00 GMT" with a two-digit year and an offset, as Kraken writes it.
  const [day, date, month, year, clock] = new Date(seconds * 1000).toUTCString().split(" ");
  return { unixtime: seconds, rfc1123: `${day} ${date} ${month} ${year?.slice(-2)} ${clock} +0000` };
}

/** `GET /0/public/SystemStatus`. */
export function systemStatus(_query: URLSearchParams, floor: Floor): SystemStatusResult {
  return {
    status: floor.status.mode,
    timestamp: iso(nowNs(floor), 0),
    upcoming_maintenance: announced(floor.status, floor.now(), 72),
    emergency: [...floor.status.emergency],
  };
}

/** `GET /0/public/MaintenanceSchedule`. */
export function maintenanceSchedule(_query: URLSearchParams, floor: Floor): MaintenanceScheduleResult {
  return { events: announced(floor.status, floor.now(), 7 * 24) };
}
