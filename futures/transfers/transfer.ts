import { positiveDecimal, required, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import { FULL } from "../_permissions.ts";
import type { FuturesAnswer } from "../_types.ts";

/** Parameters of {@linkcode transfer}. */
export interface TransferParams {
  /** Wallet it leaves: `"cash"`, `"flex"`, `"fi_xbtusd"` … */
  fromAccount: string;
  /** Wallet it goes to. */
  toAccount: string;
  /** Currency, `"xbt"`. */
  unit: string;
  /** Units of the currency, above zero. */
  amount: Decimal | number;
}

/** Answer to {@linkcode transfer}: done, or an error such as `insufficientFunds` is raised. */
export interface TransferResult extends FuturesAnswer {}

/**
 * Moves money between own wallets. Never sent twice by us.
 *
 * Needs `General API - Full Access`; costs 10. Ends with the derivatives REST API on 1 March 2027.
 *
 * @throws {ApiError} `insufficientFunds`, `invalidAccount`, `invalidAmount`, `invalidUnit`.
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/transfer}
 */
export const transfer: Endpoint<TransferParams, TransferResult> = derivatives(
  "POST",
  "/derivatives/api/v3/transfer",
  {
    permission: FULL,
    cost: 10,
    idempotent: false,
    params: {
      fromAccount: required(text),
      toAccount: required(text),
      unit: required(text),
      amount: required(positiveDecimal),
    },
  },
);
