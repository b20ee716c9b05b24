import { positiveDecimal, required, text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { Decimal } from "../../core/decimal.ts";
import { fundingClass } from "../_codecs.ts";

/** Body of {@linkcode accountTransfer}. */
export interface AccountTransferParams {
  /** Asset, e.g. `"XBT"`. */
  asset: string;
  /**
   * Class of the asset.
   *
   * @default {"currency"}
   */
  asset_class?: "currency" | "tokenized_asset";
  /** Amount in the asset. */
  amount: Decimal | number;
  /** Public id (IIBAN) of the account that gives, e.g. `"ABCD 1234 EFGH 5678"`. */
  from: string;
  /** Public id (IIBAN) of the account that gets. */
  to: string;
}

/** The transfer. */
export interface AccountTransferResult {
  /** Transfer id. */
  transfer_id: string;
  /** How far it is. */
  status: "pending" | "complete" | (string & Record<never, never>);
}

/**
 * Moves funds between master account and subaccounts, at once and without fee.
 *
 * Permission: Withdraw funds, on a key of the master account. Moves funds: never sent twice by us.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/account-transfer}
 */
export const accountTransfer: Endpoint<AccountTransferParams, AccountTransferResult> = privatePost("AccountTransfer", {
  params: {
    asset: required(text),
    asset_class: fundingClass,
    amount: required(positiveDecimal),
    from: required(text),
    to: required(text),
  },
  permission: "Withdraw funds (master key)",
  idempotent: false,
});
