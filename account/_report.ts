/** A report at Kraken: queued, and waited for. */

import { adviceFor } from "../core/advice.ts";
import { ApiError, KrakenError } from "../core/errors.ts";
import { systemClock } from "../core/retry.ts";
import { toIso } from "../core/time.ts";
import type { Window } from "./_window.ts";
import type { ExportOptions } from "./export.ts";
import { callOptions, type Source } from "./source.ts";

/** Before Kraken's first day: a report without a start begins with the current month. */
const FIRST_SECOND = Date.UTC(2011, 0) / 1000;

/** Queues the report of a window and gives its id. */
export async function queue(
  { account }: Source,
  { report, fields, format = "CSV", description, ...options }: ExportOptions,
  { from, to, start = FIRST_SECOND, end }: Window,
): Promise<string> {
  const range = `${from === 0 ? "the beginning" : toIso(from)} to ${toIso(to)}`;
  const { id } = await account.addExport({
    report,
    format,
    description: description ?? `${report} from ${range}`,
    ...(fields === undefined ? {} : { fields: [...new Set(["time", ...fields])] }),
    starttm: start,
    // Left out, the report ends when Kraken writes it: by its clock, not ours.
    ...(options.to === undefined ? {} : { endtm: end }),
  }, callOptions(options));
  return id;
}

/** Resolves when a report is written; fails when that failed, or takes too long. */
export async function processed(source: Source, options: ExportOptions, id: string): Promise<void> {
  const { report, signal, onProgress, waitMs = 900_000 } = options;
  const { account, sleep = systemClock.sleep } = source;
  let elapsedMs = 0;
  for (let pauseMs = 2_000;; pauseMs = Math.min(15_000, pauseMs * 1.5)) {
    // One that was queued this moment is not written yet.
    if (options.id === undefined || pauseMs > 2_000) {
      await sleep(pauseMs, signal);
      elapsedMs += pauseMs;
    }
    const reports = await account.exportStatus({ report }, callOptions(options));
    const found = reports.find((each) => each.id === id);
    if (found === undefined && options.id !== undefined) {
      const ids = reports.map((each) => each.id).join(", ") || "none";
      throw new RangeError(`Kraken has no ${report} report with the id ${JSON.stringify(id)}; there are: ${ids}`);
    }
    const { status = "Queued", error } = found ?? {};
    onProgress?.({ id, status, elapsedMs });
    if (error) throw new ApiError(`ExportStatus, report ${id}`, [error], adviceFor("spot", [error]));
    if (found?.delete) {
      throw new KrakenError(`ExportStatus: report ${id} is about to be deleted at Kraken`, { category: "export" });
    }
    if (status === "Processed") return;
    if (elapsedMs >= waitMs) {
      throw new KrakenError(
        `ExportStatus: report ${id} is still not written after ${
          Math.round(elapsedMs / 1000)
        } s; its status is ${status}`,
        { category: "export", retryable: true, advice: again(options, id) },
      );
    }
  }
}

/** How to fetch a report that Kraken still has. */
export function again({ report }: ExportOptions, id: string): string {
  return `Kraken keeps the report: take it up with { report: "${report}", id: "${id}" }`;
}
