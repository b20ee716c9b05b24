import { required, text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";

/** Body of {@linkcode retrieveExport}. */
export interface RetrieveExportParams {
  /** Report id. */
  id: string;
}

/** A ZIP archive with one CSV or TSV file in it. */
export type RetrieveExportResult = Uint8Array<ArrayBuffer>;

/**
 * The bytes of a finished report: a ZIP archive. A failure comes as an error like everywhere else.
 *
 * Permission: Export data.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/retrieve-export}
 */
export const retrieveExport: Endpoint<RetrieveExportParams, RetrieveExportResult> = privatePost("RetrieveExport", {
  params: { id: required(text) },
  permission: "Export data",
  decode: "bytes",
});
