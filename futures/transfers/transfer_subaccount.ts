import { positiveDecimal, required, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import { FULL } from "../_permissions.ts";
import type { FuturesAnswer } from "../_types.ts";

/** Parameters of {@linkcode transferSubaccount}. */
export interface TransferSubaccountParams {
  /** Account id (uid) it leaves: the own one or that of a subaccount. */
  fromUser: string;
  /** Account id (uid) it goes to. */
  toUser: string;
  /** Wallet it leaves: `"cash"`, `"flex"`, `"fi_xbtusd"` … */
  fromAccount: string;
  /** Wallet it goes to. */
  toAccount: string;
  /** Currency, `"xbt"`. */
  unit: string;
  /** Units of the currency, above zero. */
  amount: Decimal | number;
}

/** Answer to {@linkcode transferSubaccount}: done, or an error such as `invalidUnit` is raised. */
export interface TransferSubaccountResult extends FuturesAnswer {}

/**
 * Moves money between wallets of the master account and its subaccounts. Never sent twice by us.
 *
 * Needs `General API - Full Access`; costs 10. Ends with the derivatives REST API on 1 March 2027.
 *
 * @throws {ApiError} `insufficientFunds`, `invalidAccount`, `invalidAmount`, `invalidUnit`.
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/sub-account-transfer}
 */
export const transferSubaccount: Endpoint<TransferSubaccountParams, TransferSubaccountResult> = derivatives(
  "POST",
  "/derivatives/api/v3/transfer/subaccount",
  {
    permission: FULL,
    cost: 10,
    idempotent: false,
    params: {
      fromUser: required(text),
      toUser: required(text),
      fromAccount: required(text),
      toAccount: required(text),
      unit: required(text),
      amount: required(positiveDecimal),
    },
  },
);
