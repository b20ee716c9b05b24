/** Kraken's own reports in one call: queued, waited for, fetched, unpacked, read. */

import { KrakenError, TransportError } from "../core/errors.ts";
import { reportFrame, type ReportKind, type ReportRow } from "../frames/account/report.ts";
import type { Frame } from "../frames/frame.ts";
import { again, processed, queue } from "./_report.ts";
import { unzipText } from "./_unzip.ts";
import { type Window, windowOf } from "./_window.ts";
import { type AskOptions, callOptions, checkRange, type RangeOptions, type Source } from "./source.ts";

/** What {@linkcode ExportOptions.onProgress} is told after each look at the report. */
export interface ExportProgress {
  /** The report's id at Kraken. */
  readonly id: string;
  /** `"Queued"`, `"Processing"`, `"Processed"`. */
  readonly status: string;
  /** Time waited, without the calls themselves. */
  readonly elapsedMs: number;
}

/** Which report, and what to do with it. */
export interface ExportOptions<Kind extends ReportKind = ReportKind> extends RangeOptions, AskOptions {
  /** What to export. */
  report: Kind;
  /** Columns, by Kraken's names; `time` is always among them. @default {all} */
  fields?: readonly string[] | undefined;
  /** Format of the file. @default {"CSV"} */
  format?: "CSV" | "TSV" | undefined;
  /** Label of the report at Kraken. @default {what it is of and its range} */
  description?: string | undefined;
  /**
   * Where to keep the file as well: `.zip` as Kraken sent it, `.csv` or `.tsv` unpacked; replaced when it is there. Needs
   * `--allow-write`. The file is not cut to the range: at both edges it may have rows of up to a second beyond.
   */
  path?: string | URL | undefined;
  /** Take up this report, queued before, instead of queuing one. */
  id?: string | undefined;
  /** Delete the report at Kraken once it is read; should that fail, `meta.note` says so. @default {false} */
  remove?: boolean | undefined;
  /** Longest wait for the report. @default {900_000} */
  waitMs?: number | undefined;
  /** Told after each look at the report. */
  onProgress?: ((progress: ExportProgress) => void) | undefined;
}

const OPTIONS = ["report", "fields", "format", "description", "path", "id", "remove", "waitMs", "onProgress"];
const RETRIEVE_MS = 120_000;

/**
 * All fills or ledger lines of a range, oldest first, by a report that Kraken writes: a handful of calls, however many
 * rows. It takes from seconds to many minutes, and is looked at after 2 seconds, then ever less often, down to every 15.
 *
 * Aborting ends the wait; the report stays at Kraken and can be taken up by its `id`, which errors and progress name.
 *
 * Permission: Export data, and the one to query what is exported.
 *
 * @throws {RangeError} for malformed options, before any call.
 * @throws {ApiError} when Kraken could not write the report, e.g. for its size.
 * @throws {TransportError} when the archive came cut or damaged.
 * @throws {KrakenError} when the wait was too long, the archive has several files, the report has not even a line of names, or its file cannot be written.
 */
export async function exportReport<Kind extends ReportKind>(
  source: Source,
  options: ExportOptions<Kind>,
): Promise<Frame<ReportRow<Kind>>> {
  checkRange("exportReport", options ?? {}, OPTIONS);
  const { report, format = "CSV", path, remove = false } = options;
  const { account, symbols } = source;
  check(options);
  const window = windowOf(source, options);
  const id = options.id ?? await queue(source, options, window);
  await processed(source, options, id);
  const bytes = await account.retrieveExport({ id }, {
    ...callOptions(options),
    timeoutMs: options.timeoutMs ?? RETRIEVE_MS,
  });
  const text = await unzipText(bytes).catch((cause) => {
    if (cause instanceof KrakenError) {
      const message = `RetrieveExport: report ${id} can't be read: ${cause.message}`;
      throw new KrakenError(message, { cause, category: "export", advice: again(options, id) });
    }
    throw new TransportError(`RetrieveExport: the archive of report ${id} is cut or damaged: ${messageOf(cause)}`, {
      cause,
      category: "malformed-answer",
      advice: again(options, id),
    });
  });
  if (text.trim() === "") {
    throw new KrakenError(`RetrieveExport: report ${id} is empty: not even a line of names is there`, {
      category: "export",
      advice: "Queue it anew, or read the same rows page by page",
    });
  }
  if (path !== undefined) {
    await (isZip(path) ? Deno.writeFile(path, bytes) : Deno.writeTextFile(path, text)).catch((cause) => {
      const message = `Cannot keep report ${id} at ${JSON.stringify(String(path))}: ${messageOf(cause)}`;
      throw new KrakenError(message, { cause, category: "export", advice: again(options, id) });
    });
  }
  const all = await reportFrame(text, {
    report,
    separator: format === "TSV" ? "\t" : ",",
    meta: { ...window.meta, id },
    label: report === "trades" ? symbols.label : symbols.assetLabel,
  });
  const frame = within(all, window);
  if (!remove) return frame;
  return await account.removeExport({ id, type: "delete" }, callOptions(options)).then(() => frame, (error) => {
    options.signal?.throwIfAborted();
    const note = `the report ${id} could not be deleted: ${messageOf(error)}`;
    return frame.with({}, { meta: { note } }) as Frame<ReportRow<Kind>>;
  });
}

/** The rows in the range: a report begins and ends with whole seconds. */
function within<Kind extends ReportKind>(frame: Frame<ReportRow<Kind>>, { has }: Window): Frame<ReportRow<Kind>> {
  const table: Frame = frame;
  if (!table.columns.includes("time")) return frame;
  const times = table.column("time") as unknown as Float64Array;
  return frame.take([...times.keys()].filter((row) => has(times[row] as number)));
}

function check({ report, format = "CSV", path, fields }: ExportOptions): void {
  if (report !== "trades" && report !== "ledgers") {
    throw new RangeError(
      `Cannot export as 'report' must be one of trades, ledgers: current value is ${JSON.stringify(report)}`,
    );
  }
  if (format !== "CSV" && format !== "TSV") {
    throw new RangeError(
      `Cannot export as 'format' must be one of CSV, TSV: current value is ${JSON.stringify(format)}`,
    );
  }
  if (fields?.length === 0) throw new RangeError("Cannot export as 'fields' is an empty list: leave it out for all");
  if (path === undefined || isZip(path) || String(path).toLowerCase().endsWith(`.${format.toLowerCase()}`)) return;
  throw new RangeError(
    `Cannot export as 'path' must end with .zip or .${format.toLowerCase()}: current value is ${
      JSON.stringify(String(path))
    }`,
  );
}

const isZip = (path: string | URL) => String(path).toLowerCase().endsWith(".zip");

const messageOf = (error: unknown) => error instanceof Error ? error.message : String(error);
