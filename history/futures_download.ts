/** The account log of futures as a CSV file, written as it comes. */

import type { Bound } from "../core/endpoint.ts";
import type * as history from "../futures/history/mod.ts";
import { checkAsk, type FuturesAskOptions } from "./futures_source.ts";

/** Kraken's file has the newest rows up to this number. */
const MOST = 500_000;

/** Options of {@linkcode downloadAccountLog}. */
export interface DownloadOptions extends FuturesAskOptions {
  /** Whether to add the columns of conversions. @default {false} */
  conversionDetails?: boolean | undefined;
  /** Told after each piece. */
  onProgress?: ((progress: { readonly bytes: number; readonly rows: number }) => void) | undefined;
}

/** What was written. */
export interface Downloaded {
  /** Size of the file. */
  readonly bytes: number;
  /** Rows without the header. */
  readonly rows: number;
  /** `false` when the file has as many rows as Kraken gives at most, so that older ones are missing. */
  readonly complete: boolean;
}

/**
 * Writes the account log to a CSV file without holding it: a million rows take no more memory than one. The file appears
 * whole or not at all: until the end it is `<path>.part`, which is removed when something fails.
 *
 * Kraken gives the newest 500,000 rows; look at `complete`. For older ones walk the account log page by page.
 *
 * Needs `General API - Read Only` and `--allow-read`, `--allow-write` for the file; costs 6 of the history pool.
 *
 * @throws {ApiError} Kraken refused; nothing was written.
 * @throws {TransportError} the connection broke; nothing is left.
 */
export async function downloadAccountLog(
  client: { readonly history: Pick<Bound<typeof history>, "accountLogCsv"> },
  path: string | URL,
  options: DownloadOptions = {},
): Promise<Downloaded> {
  checkAsk("downloadAccountLog", options, ["conversionDetails", "onProgress"]);
  const { conversionDetails, onProgress, signal, timeoutMs = 120_000 } = options;
  const params = conversionDetails === undefined ? {} : { conversion_details: conversionDetails };
  const stream = await client.history.accountLogCsv(params, { signal, timeoutMs });
  const part = path instanceof URL ? new URL(`${path.href}.part`) : `${path}.part`;
  let bytes = 0;
  let lines = 0;
  let ended = true;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      bytes += chunk.length;
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++;
      ended = chunk.at(-1) === 10;
      onProgress?.({ bytes, rows: Math.max(0, lines - 1) });
      controller.enqueue(chunk);
    },
  });
  let file: Deno.FsFile;
  try {
    file = await Deno.open(part, { write: true, create: true, truncate: true });
  } catch (error) {
    await stream.cancel(error);
    throw error;
  }
  try {
    await stream.pipeThrough(counter).pipeTo(file.writable);
    await Deno.rename(part, path);
  } catch (error) {
    await Deno.remove(part).catch(() => {}); // what failed is said by the first error
    throw error;
  }
  // The last line may come without its end; the first one is the header.
  const rows = Math.max(0, lines + (ended ? 0 : 1) - 1);
  return { bytes, rows, complete: rows < MOST };
}
