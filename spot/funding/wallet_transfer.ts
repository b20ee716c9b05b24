import { oneOf, positiveDecimal, required, text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { Decimal } from "../../core/decimal.ts";

/** Body of {@linkcode walletTransfer}. */
export interface WalletTransferParams {
  /** Asset id or altname. */
  asset: string;
  /** The wallet that gives. */
  from: "Spot Wallet";
  /** The wallet that gets. */
  to: "Futures Wallet";
  /** Amount in the asset. */
  amount: Decimal | number;
}

/** The transfer. */
export interface WalletTransferResult {
  /** Reference id. */
  refid: string;
}

/**
 * Moves funds from the Spot wallet to the Futures wallet. The way back is a call of the Futures API (`withdrawal`).
 *
 * Permission: Query funds. Moves funds: never sent twice by us. Served and frozen since August 2026.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/wallet-transfer}
 */
export const walletTransfer: Endpoint<WalletTransferParams, WalletTransferResult> = privatePost("WalletTransfer", {
  params: {
    asset: required(text),
    from: required(oneOf(["Spot Wallet"])),
    to: required(oneOf(["Futures Wallet"])),
    amount: required(positiveDecimal),
  },
  permission: "Query funds",
  idempotent: false,
});
