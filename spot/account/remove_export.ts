import { oneOf, required, text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";

/** Body of {@linkcode removeExport}. */
export interface RemoveExportParams {
  /** Report id. */
  id: string;
  /** `"delete"` for a finished report, `"cancel"` for one that is queued or being worked on. */
  type: "cancel" | "delete";
}

/** What was done; one of the two. */
export interface RemoveExportResult {
  /** The report was deleted. */
  delete?: boolean;
  /** The report was cancelled. */
  cancel?: boolean;
}

/**
 * Deletes or cancels a report.
 *
 * Permission: Export data.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/remove-export}
 */
export const removeExport: Endpoint<RemoveExportParams, RemoveExportResult> = privatePost("RemoveExport", {
  params: { id: required(text), type: required(oneOf(["cancel", "delete"])) },
  permission: "Export data",
  // Deleting what is gone is refused, so a lost answer would turn into an error.
  idempotent: false,
});
