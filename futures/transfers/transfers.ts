import { isoTime } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import type { FuturesAnswer } from "../_types.ts";

/** Query of {@linkcode transfers}. */
export interface TransfersParams {
  /** Transfers before this time; the newest ones when left out. */
  lastTransferTime?: Date | string;
}

/** One transfer, as one official client reads it. */
export interface TransferRecord {
  /** Id of the transfer. */
  id?: string;
  /** ISO 8601. */
  date?: string;
  /** Wallet it left. */
  from?: string;
  /** Wallet it went to. */
  to?: string;
  /** Currency. */
  asset?: string;
  /** Units of the currency. */
  amount?: number | string;
  /** State. */
  status?: string;
}

/** Answer to {@linkcode transfers}. */
export interface TransfersResult extends FuturesAnswer {
  /** The transfers. */
  transfers: TransferRecord[];
}

/**
 * Past transfers. Kraken keeps this call internal and does not document its answer: the shape is not certain, and
 * the account log (history group) is the better source.
 *
 * Needs `General API - Read Only`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/guides/futures-rest}
 */
export const transfers: Endpoint<TransfersParams, TransfersResult> = derivatives(
  "GET",
  "/derivatives/api/v3/transfers",
  { params: { lastTransferTime: isoTime } },
);
