import { positiveDecimal, required, text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { Decimal } from "../../core/decimal.ts";

/** Body of {@linkcode withdrawInfo}. */
export interface WithdrawInfoParams {
  /** Asset, e.g. `"XBT"`. */
  asset: string;
  /** Name of the saved address. */
  key: string;
  /** Amount in the asset, fee included. */
  amount: Decimal | number;
}

/** What a withdrawal would come to. */
export interface WithdrawInfoResult {
  /** Name of the method. */
  method: string;
  /** Most that may be withdrawn now, in the asset. */
  limit: Decimal;
  /** What would arrive, in the asset, without the fee. */
  amount: Decimal;
  /** Fee in the asset. */
  fee: Decimal;
}

/**
 * Fee and limit of a withdrawal that is not made yet.
 *
 * Permission: Query funds AND Withdraw funds. Served and frozen since August 2026; new work belongs to Funding (Beta).
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-withdrawal-information}
 */
export const withdrawInfo: Endpoint<WithdrawInfoParams, WithdrawInfoResult> = privatePost("WithdrawInfo", {
  params: { asset: required(text), key: required(text), amount: required(positiveDecimal) },
  permission: "Query funds AND Withdraw funds",
});
