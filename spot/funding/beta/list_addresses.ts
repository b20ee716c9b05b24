import { integer, text } from "../../../core/codecs.ts";
import { type Endpoint, funding } from "../../../core/endpoint.ts";
import { accountId } from "../../_codecs.ts";
import type { AccountSelector } from "../../_params.ts";
import { fundingFilters } from "../../_rules.ts";
import type { AddressScope } from "./create_address.ts";
import type { AddressDetails, FundingPaging, ScopeFilter } from "./_types.ts";

/** Query of {@linkcode listAddresses}; at most one `scope`. */
export interface ListAddressesParams extends ScopeFilter, FundingPaging, AccountSelector {
  /** Only addresses of this group. */
  "scope[network_group_id]"?: string;
}

/** One saved address. */
export interface SavedAddress {
  /** Address id. */
  address_id: string;
  /** What it may be used for. */
  scope: AddressScope;
  /** Either kind; tag and memo as the network has them. */
  address_details: AddressDetails;
  /** Its name. */
  name?: string;
  /** More about it. */
  description?: string;
  /** E.g. `"third_party"`. */
  modifier?: string;
  /** Whether it may be used. */
  verified: boolean;
}

/** One page of saved addresses. */
export interface ListAddressesResult {
  /** Addresses. */
  addresses: SavedAddress[];
  /** `cursor` of the next page; absent on the last. */
  next_cursor?: string | null;
}

/**
 * Addresses saved for withdrawing. A scope brings the wider ones along: by method also its network's and group's.
 *
 * Permission: Query funds. Beta since August 2026.
 *
 * @see {@link https://docs.kraken.com/api-reference/funding-beta/list-funding-addresses}
 */
export const listAddresses: Endpoint<ListAddressesParams, ListAddressesResult> = funding(
  "GET",
  "/funding/v1/addresses",
  {
    params: {
      "scope[method_id]": text,
      "scope[network_id]": text,
      "scope[network_group_id]": text,
      cursor: text,
      limit: integer(1, 500),
      account_id: accountId,
    },
    check: fundingFilters,
    permission: "Query funds",
  },
);
