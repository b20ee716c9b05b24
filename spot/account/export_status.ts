import { oneOf, required } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";

/** Body of {@linkcode exportStatus}. */
export interface ExportStatusParams {
  /** Which reports to list. */
  report: "trades" | "ledgers";
}

/** One report. Times are Unix seconds as text. */
export interface ExportReport {
  /** Report id. */
  id: string;
  /** The label it was given. */
  descr: string;
  /** `"CSV"` or `"TSV"`. */
  format: string;
  /** `"trades"` or `"ledgers"`. */
  report: string;
  /** Filter by kind, `"all"`. */
  subtype: string;
  /** How far it is. */
  status: "Queued" | "Processing" | "Processed" | (string & Record<never, never>);
  /** Why it failed, e.g. `"EExport:Exported size too big"`. */
  error?: string;
  /** Deprecated by Kraken. */
  flags?: string;
  /** Columns, or `"all"`. */
  fields: string;
  /** When it was asked for. */
  createdtm: string;
  /** When the work began. */
  starttm: string;
  /** When the work ended. */
  completedtm: string;
  /** Deprecated by Kraken. */
  expiretm?: string;
  /** First moment of the data. */
  datastarttm: string;
  /** Last moment of the data. */
  dataendtm: string;
  /** End of the window that was asked for. */
  endtm?: string;
  /** Deprecated by Kraken. */
  aclass?: string;
  /** Assets, or `"all"`. */
  asset: string;
  /** Classes of the assets. */
  asset_classes?: string[];
  /** Assets, in newer answers. */
  assets?: string;
  /** Whether it is about to be deleted. */
  delete?: boolean;
}

/** The reports of the account. */
export type ExportStatusResult = ExportReport[];

/**
 * Reports that were asked for, and how far they are.
 *
 * Permission: Export data.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/export-status}
 */
export const exportStatus: Endpoint<ExportStatusParams, ExportStatusResult> = privatePost("ExportStatus", {
  params: { report: required(oneOf(["trades", "ledgers"])) },
  permission: "Export data",
});
