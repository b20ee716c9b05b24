import { boolean, text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import { fundingClass } from "../_codecs.ts";

/** Body of {@linkcode withdrawAddresses}. */
export interface WithdrawAddressesParams {
  /** Only this asset. */
  asset?: string;
  /**
   * Class of the asset.
   *
   * @default {"currency"}
   */
  aclass?: "currency" | "tokenized_asset";
  /** Only this method, by its name. */
  method?: string;
  /** Only the address with this name. */
  key?: string;
  /** Only those confirmed by e-mail, or only those that are not. */
  verified?: boolean;
}

/** One saved address. */
export interface WithdrawAddress {
  /** The address. */
  address: string;
  /** Asset. */
  asset: string;
  /** Name of the method. */
  method: string;
  /** Its name, which `Withdraw` takes as `key`. */
  key: string;
  /** Tag that goes along. */
  tag?: string;
  /** Memo that goes along. */
  memo?: string;
  /** Name of the network. */
  network?: string;
  /** Confirmed by e-mail. */
  verified: boolean;
}

/** Saved addresses. */
export type WithdrawAddressesResult = WithdrawAddress[];

/**
 * Addresses saved for withdrawing.
 *
 * Permission: Query funds AND Withdraw funds. Served and frozen since August 2026; new work belongs to Funding (Beta).
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-withdrawal-addresses}
 */
export const withdrawAddresses: Endpoint<WithdrawAddressesParams, WithdrawAddressesResult> = privatePost(
  "WithdrawAddresses",
  {
    params: { asset: text, aclass: fundingClass, method: text, key: text, verified: boolean },
    permission: "Query funds AND Withdraw funds",
  },
);
