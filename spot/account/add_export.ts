import { list, oneOf, required, text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import { wholeSeconds } from "../_codecs.ts";

/** Body of {@linkcode addExport}. */
export interface AddExportParams {
  /** What to export. */
  report: "trades" | "ledgers";
  /**
   * File format.
   *
   * @default {"CSV"}
   */
  format?: "CSV" | "TSV";
  /** A label of one's own. */
  description: string;
  /**
   * Columns. Trades: ordertxid, time, ordertype, price, cost, fee, vol, margin, misc, ledgers. Ledgers: refid, time,
   * type, subtype, aclass, asset, amount, fee, balance, wallet.
   *
   * @default {"all"}
   */
  fields?: string | readonly string[];
  /** From this moment, a `Date` or whole Unix seconds; the first day of this month when left out. */
  starttm?: Date | number;
  /** Up to this moment, as `starttm`; now when left out. */
  endtm?: Date | number;
}

/** The report that was queued. */
export interface AddExportResult {
  /** Report id, e.g. `"TCJA"`. */
  id: string;
}

/**
 * Queues a report of trades or ledgers. Ask `ExportStatus` until it is processed, then `RetrieveExport`.
 *
 * Permission: Export data, and the one to query what is exported. Not sent twice by us: each call queues a report.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/add-export}
 */
export const addExport: Endpoint<AddExportParams, AddExportResult> = privatePost("AddExport", {
  params: {
    report: required(oneOf(["trades", "ledgers"])),
    format: oneOf(["CSV", "TSV"]),
    description: required(text),
    fields: list,
    starttm: wholeSeconds,
    endtm: wholeSeconds,
  },
  permission: "Export data",
  idempotent: false,
});
