import { positiveDecimal, required, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import { WITHDRAW } from "../_permissions.ts";
import type { FuturesAnswer } from "../_types.ts";

/** Parameters of {@linkcode withdrawal}. */
export interface WithdrawalParams {
  /** Currency, `"xbt"`. */
  currency: string;
  /** Units of the currency, above zero. */
  amount: Decimal | number;
  /** Wallet it leaves. @default {"cash"} */
  sourceWallet?: string;
}

/** Answer to {@linkcode withdrawal}. */
export interface WithdrawalResult extends FuturesAnswer {
  /** Id of the withdrawal. */
  uid: string;
}

/**
 * Moves money from a Futures wallet to the Spot wallet of the same account. Never sent twice by us.
 *
 * Needs `Withdrawal API - Full Access`; costs 100 of the 500 points that 10 seconds allow.
 * Ends with the derivatives REST API on 1 March 2027.
 *
 * @throws {ApiError} `Unavailable`, `insufficientFunds`, `invalidAmount` …
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/withdrawal}
 */
export const withdrawal: Endpoint<WithdrawalParams, WithdrawalResult> = derivatives(
  "POST",
  "/derivatives/api/v3/withdrawal",
  {
    permission: WITHDRAW,
    cost: 100,
    idempotent: false,
    params: { currency: required(text), amount: required(positiveDecimal), sourceWallet: text },
  },
);
