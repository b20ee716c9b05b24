import { required, text } from "../../../core/codecs.ts";
import { type Endpoint, funding } from "../../../core/endpoint.ts";
import { accountId } from "../../_codecs.ts";
import type { AccountSelector } from "../../_params.ts";

/** Path and query of {@linkcode deleteAddress}. */
export interface DeleteAddressParams extends AccountSelector {
  /** Address id. */
  address_id: string;
}

/** Whether it was deleted. */
export interface DeleteAddressResult {
  /** `true` when it was. */
  result: boolean;
}

/**
 * Deletes a saved address.
 *
 * Permission: Update withdrawal addresses; Kraken's page says Add withdrawal addresses, so give the key both. Beta since
 * August 2026.
 *
 * @see {@link https://docs.kraken.com/api-reference/funding-beta/delete-funding-address}
 */
export const deleteAddress: Endpoint<DeleteAddressParams, DeleteAddressResult> = funding(
  "DELETE",
  "/funding/v1/addresses/{address_id}",
  {
    params: { address_id: required(text), account_id: accountId },
    permission: "Update withdrawal addresses (assumed)",
  },
);
