import { integer, text } from "../../../core/codecs.ts";
import { type Endpoint, funding } from "../../../core/endpoint.ts";
import { accountId, fundingClass } from "../../_codecs.ts";
import type { AccountSelector } from "../../_params.ts";
import { fundingFilters } from "../../_rules.ts";
import type { AddressDetails, AssetFilter, FundingPaging, ScopeFilter } from "./_types.ts";

/** Query of {@linkcode listDepositAddresses}. */
export interface ListDepositAddressesParams extends ScopeFilter, AssetFilter, FundingPaging, AccountSelector {}

/** One claimed address. */
export interface ClaimedAddress {
  /** The method asked for with `scope[method_id]`; else the one that owns a shared address (ETH for its tokens). */
  method_id: string;
  /** Method it shares its addresses with. */
  shares_addresses_with_method_id?: string;
  /** Address id. */
  id?: string;
  /** When it was used, RFC 3339. */
  last_used?: string;
  /** When it expires, RFC 3339. */
  expire_time?: string;
  /** Either kind. */
  address_details: AddressDetails;
}

/** One page of claimed addresses. */
export interface ListDepositAddressesResult {
  /** Addresses. */
  addresses: ClaimedAddress[];
  /** `cursor` of the next page; absent on the last. */
  next_cursor?: string | null;
}

/**
 * Addresses that were claimed to deposit to.
 *
 * Permission: Query funds. Beta since August 2026; the path says `v2`.
 *
 * @see {@link https://docs.kraken.com/api-reference/funding-beta/list-funding-claimed-addresses-v2}
 */
export const listDepositAddresses: Endpoint<ListDepositAddressesParams, ListDepositAddressesResult> = funding(
  "GET",
  "/funding/v2/deposit/addresses",
  {
    params: {
      "scope[method_id]": text,
      "scope[network_id]": text,
      "asset[class]": fundingClass,
      "asset[name]": text,
      cursor: text,
      limit: integer(1, 500),
      account_id: accountId,
    },
    check: fundingFilters,
    permission: "Query funds",
  },
);
