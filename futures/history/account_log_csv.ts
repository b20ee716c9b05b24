import { boolean } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { history } from "../_endpoint.ts";

/** Query of {@linkcode accountLogCsv}. */
export interface AccountLogCsvParams {
  /** Whether to add the columns of conversions. */
  conversion_details?: boolean;
}

/**
 * The newest 500,000 rows of the account's ledger as CSV, streamed: the bytes of UTF-8 text as they come, since they may be
 * a hundred megabytes. `downloadAccountLog()` writes them to a file; `new Response(stream).text()` holds them as text.
 *
 * Columns: `uid`, `dateTime` (`YYYY-MM-DD HH:MM:SS` UTC), `account`, `type`, `symbol`, `contract`, `change`,
 * `new balance`, `new average entry price`, `trade price`, `mark price`, `funding rate`, `realized pnl`, `fee`,
 * `realized funding`, `collateral`, `conversion spread percentage`, `liquidation fee`, `position uid`, and for
 * conversions `exchange rate`, `exchange rate from`, `conversion fee`. Often slow to begin: give it a long `timeoutMs`, which
 * ends when the answer begins, or walk `accountLog` page by page. Only aborting ends a stream that has begun.
 *
 * Needs `General API - Read Only`; costs 6 of the history pool (100 points, refilled in 10 minutes).
 * Documented with the API that ends on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/history/account-log-csv}
 */
export const accountLogCsv: Endpoint<AccountLogCsvParams, ReadableStream<Uint8Array<ArrayBuffer>>> = history(
  "/api/history/v3/accountlogcsv",
  {
    cost: 6,
    decode: "stream",
    params: { conversion_details: boolean },
  },
);
