import { required, text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";

/** Body of {@linkcode withdrawCancel}. */
export interface WithdrawCancelParams {
  /** Asset, e.g. `"XBT"`. */
  asset: string;
  /** Reference id, from `Withdraw`. */
  refid: string;
}

/** Whether the cancel was accepted. */
export type WithdrawCancelResult = boolean;

/**
 * Cancels a withdrawal that has not left yet. `true` may still end in `cancel-denied`: watch `status-prop` in
 * `WithdrawStatus`.
 *
 * Permission: Withdraw funds; none for a wallet transfer. Served and frozen since August 2026.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/cancel-withdrawal}
 */
export const withdrawCancel: Endpoint<WithdrawCancelParams, WithdrawCancelResult> = privatePost("WithdrawCancel", {
  params: { asset: required(text), refid: required(text) },
  permission: "Withdraw funds (none for a WalletTransfer)",
});
