import { required, text } from "../../../core/codecs.ts";
import { type Endpoint, funding } from "../../../core/endpoint.ts";
import { accountId } from "../../_codecs.ts";
import type { AccountSelector } from "../../_params.ts";
import type { AddressDetails } from "./_types.ts";

/** Body of {@linkcode claimDepositAddress}. */
export interface ClaimDepositAddressParams extends AccountSelector {
  /** Method. */
  method_id: string;
}

/** The address that was claimed. */
export interface ClaimDepositAddressResult {
  /** Either kind. */
  address_details: AddressDetails;
}

/**
 * Claims an address to deposit to. List the claimed ones first: about five may be unused, then comes
 * `TooManyDepositAddresses`, and the oldest unused one expires 7 days after a newer claim.
 *
 * Permission: Deposit funds. Beta since August 2026. Not sent twice by us: each call may claim one more.
 *
 * @see {@link https://docs.kraken.com/api-reference/funding-beta/claim-funding-deposit-address}
 */
export const claimDepositAddress: Endpoint<ClaimDepositAddressParams, ClaimDepositAddressResult> = funding(
  "PUT",
  "/funding/v1/deposit/address",
  { params: { method_id: required(text), account_id: accountId }, permission: "Deposit funds" },
);
