import { boolean } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { history } from "../_endpoint.ts";

/** Query of {@linkcode accountLogCsv}. */
export interface AccountLogCsvParams {
  /** Whether to add the columns of conversions. */
  conversion_details?: boolean;
}

/**
 * The newest 500,000 rows of the account's ledger as CSV text.
 *
 * Columns: `uid`, `dateTime` (`YYYY-MM-DD HH:MM:SS` UTC), `account`, `type`, `symbol`, `contract`, `change`,
 * `new balance`, `new average entry price`, `trade price`, `mark price`, `funding rate`, `realized pnl`, `fee`,
 * `realized funding`, `collateral`, `conversion spread percentage`, `liquidation fee`, `position uid`, and for
 * conversions `exchange rate`, `exchange rate from`, `conversion fee`. Often slow: give it a long `timeoutMs`, or walk
 * `accountLog` page by page.
 *
 * Needs `General API - Read Only`; costs 6 of the history pool (100 points, refilled in 10 minutes).
 * Documented with the API that ends on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/history/account-log-csv}
 */
export const accountLogCsv: Endpoint<AccountLogCsvParams, string> = history("/api/history/v3/accountlogcsv", {
  cost: 6,
  decode: "text",
  params: { conversion_details: boolean },
});
