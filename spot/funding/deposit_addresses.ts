import { boolean, positiveDecimal, required, text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { Decimal } from "../../core/decimal.ts";
import { fundingClass } from "../_codecs.ts";

/** Body of {@linkcode depositAddresses}. */
export interface DepositAddressesParams {
  /** Asset, e.g. `"XBT"`. */
  asset: string;
  /** Name of the method, from `DepositMethods`. */
  method: string;
  /**
   * Make a fresh address.
   *
   * @default {false}
   */
  new?: boolean;
  /** Amount in the asset; only for `"Bitcoin Lightning"`. */
  amount?: Decimal | number;
  /**
   * Class of the asset.
   *
   * @default {"currency"}
   */
  aclass?: "currency" | "tokenized_asset";
}

/** One address to deposit to. */
export interface DepositAddress {
  /** The address. */
  address: string;
  /** When it expires, Unix seconds as text; `"0"` for never. */
  expiretm: string;
  /** Never used yet. */
  new?: boolean;
  /** Tag the transfer must carry, e.g. on XRP. */
  tag?: string;
  /** Memo the transfer must carry, e.g. on XLM. */
  memo?: string;
}

/** Addresses of the asset. */
export type DepositAddressesResult = DepositAddress[];

/**
 * Addresses to deposit to, and with `new` one more. Send `tag` or `memo` along where there is one, or the funds are lost.
 *
 * Permission: Query funds. Too many unused ones give `EFunding:Too many addresses`. Served and frozen since August 2026;
 * new work belongs to Funding (Beta).
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-deposit-addresses}
 */
export const depositAddresses: Endpoint<DepositAddressesParams, DepositAddressesResult> = privatePost(
  "DepositAddresses",
  {
    params: {
      asset: required(text),
      method: required(text),
      new: boolean,
      amount: positiveDecimal,
      aclass: fundingClass,
    },
    permission: "Query funds",
    // With `new` every call makes an address.
    idempotent: false,
  },
);
