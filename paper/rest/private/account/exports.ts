/** AddExport, ExportStatus, RetrieveExport, RemoveExport. A report takes two seconds in the queue and three in the works. */

import type { AddExportResult } from "../../../../spot/account/add_export.ts";
import type { ExportReport, ExportStatusResult } from "../../../../spot/account/export_status.ts";
import type { RemoveExportResult } from "../../../../spot/account/remove_export.ts";
import type { Account } from "../../../accounts/account.ts";
import { zipOf } from "../../../accounts/zip.ts";
import { invalidArgument, Refusal } from "../../refusal.ts";
import { choice, items, needed, whole } from "../fields.ts";
import { type PrivateCall, secondsText } from "../method.ts";
import { columnsOf, type Report, reportText } from "./reports.ts";

interface Job {
  readonly id: string;
  readonly report: Report;
  readonly format: "CSV" | "TSV";
  readonly description: string;
  readonly fields: readonly string[] | undefined;
  readonly created: bigint;
  readonly from: bigint;
  readonly to: bigint;
}

const SECOND = 1_000_000_000n;
const QUEUED = 2n * SECOND;
const WORKED = 3n * SECOND;
const LIFE = 14n * 86_400n * SECOND;

const jobs = new WeakMap<Account, Map<string, Job>>();

function jobsOf(account: Account): Map<string, Job> {
  let own = jobs.get(account);
  if (!own) jobs.set(account, own = new Map());
  return own;
}

function jobOf({ account, fields }: PrivateCall): Job {
  const job = jobsOf(account).get(needed(fields, "id"));
  if (!job) throw new Refusal("EExport:Unknown report");
  return job;
}

type Stage = "Queued" | "Processing" | "Processed";

function stageOf({ created }: Job, ns: bigint): Stage {
  const age = ns - created;
  return age < QUEUED ? "Queued" : age < QUEUED + WORKED ? "Processing" : "Processed";
}

/** `POST /0/private/AddExport`. */
export function addExport(call: PrivateCall): AddExportResult {
  const { account, fields, house, ns } = call;
  const report = choice(fields, "report", ["trades", "ledgers"]);
  if (!report) throw invalidArgument("report");
  const wanted = items(fields, "fields");
  const columns = wanted === undefined || wanted.includes("all") ? undefined : wanted;
  if (columns?.some((name) => !columnsOf(report).includes(name))) throw invalidArgument("fields");
  const now = new Date(Number(ns / 1_000_000n));
  const monthBegin = BigInt(Date.UTC(now.getUTCFullYear(), now.getUTCMonth())) * 1_000_000n;
  const moment = (name: string) => {
    const seconds = whole(fields, name, 0, 1e11);
    return seconds === undefined ? undefined : BigInt(seconds) * SECOND;
  };
  const job: Job = {
    id: house.ids.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 4),
    report,
    format: choice(fields, "format", ["CSV", "TSV"]) ?? "CSV",
    description: needed(fields, "description"),
    fields: columns,
    created: ns,
    from: moment("starttm") ?? monthBegin,
    to: moment("endtm") ?? ns,
  };
  jobsOf(account).set(job.id, job);
  return { id: job.id };
}

/** `POST /0/private/ExportStatus`, newest first. */
export function exportStatus({ account, fields, ns }: PrivateCall): ExportStatusResult {
  const report = choice(fields, "report", ["trades", "ledgers"]);
  if (!report) throw invalidArgument("report");
  return [...jobsOf(account).values()].filter((job) => job.report === report).reverse().map((job): ExportReport => {
    const stage = stageOf(job, ns);
    return {
      id: job.id,
      descr: job.description,
      format: job.format,
      report: job.report,
      subtype: "all",
      status: stage,
      flags: "0",
      fields: job.fields?.join(",") ?? "all",
      createdtm: secondsText(job.created),
      expiretm: secondsText(job.created + LIFE),
      starttm: stage === "Queued" ? "0" : secondsText(job.created + QUEUED),
      completedtm: stage === "Processed" ? secondsText(job.created + QUEUED + WORKED) : "0",
      datastarttm: secondsText(job.from),
      dataendtm: secondsText(job.to),
      aclass: job.report === "trades" ? "forex" : "currency",
      asset: "all",
    };
  });
}

/** `POST /0/private/RetrieveExport`: a ZIP archive with one file. */
export function retrieveExport(call: PrivateCall): Response {
  const job = jobOf(call);
  if (stageOf(job, call.ns) !== "Processed") throw new Refusal("EExport:Not ready");
  const separator = job.format === "CSV" ? "," : "\t";
  const columns = job.fields ?? columnsOf(job.report);
  const text = reportText(call.account, job.report, columns, job.from, job.to, separator);
  const archive = zipOf(`${job.report}.${job.format.toLowerCase()}`, text, Number(job.created / 1_000_000n));
  return new Response(archive, { headers: { "content-type": "application/octet-stream" } });
}

/** `POST /0/private/RemoveExport`. */
export function removeExport(call: PrivateCall): RemoveExportResult {
  const job = jobOf(call);
  const type = choice(call.fields, "type", ["cancel", "delete"]);
  if (!type || (type === "delete") !== (stageOf(job, call.ns) === "Processed")) throw invalidArgument("type");
  jobsOf(call.account).delete(job.id);
  return type === "delete" ? { delete: true } : { cancel: true };
}
