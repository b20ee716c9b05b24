import { required, text } from "../../../core/codecs.ts";
import { type Endpoint, funding } from "../../../core/endpoint.ts";
import { accountId } from "../../_codecs.ts";
import type { AccountSelector } from "../../_params.ts";
import { somethingToUpdate } from "../../_rules.ts";

/** Path and body of {@linkcode updateAddress}. */
export interface UpdateAddressParams extends AccountSelector {
  /** Address id. */
  address_id: string;
  /** New name. */
  name?: string;
  /** New text about it. */
  description?: string;
}

/** The address as it is now. */
export interface UpdateAddressResult {
  /** Whether it may be used. */
  verified: boolean;
}

/**
 * Renames a saved address.
 *
 * Permission: Update withdrawal addresses; Kraken's page says Add withdrawal addresses, so give the key both. Beta since
 * August 2026.
 *
 * @see {@link https://docs.kraken.com/api-reference/funding-beta/update-funding-address}
 */
export const updateAddress: Endpoint<UpdateAddressParams, UpdateAddressResult> = funding(
  "PUT",
  "/funding/v1/addresses/{address_id}",
  {
    params: { address_id: required(text), name: text, description: text, account_id: accountId },
    check: somethingToUpdate,
    permission: "Update withdrawal addresses",
  },
);
