import { type Endpoint, funding } from "../../../core/endpoint.ts";
import { accountId } from "../../_codecs.ts";
import type { AccountSelector } from "../../_params.ts";

/** Query of {@linkcode listNetworks}. */
export interface ListNetworksParams extends AccountSelector {}

/** Networks whose addresses look alike (`EVM`): an address saved for the group serves them all. */
export interface FundingNetworkGroup {
  /** Group id. */
  network_group_id: string;
  /** Its name. */
  name: string;
  /** Its networks. */
  network_ids: string[];
}

/** One network. */
export interface FundingNetwork {
  /** Network id. */
  network_id: string;
  /** Its name, e.g. `"Arbitrum One"`. */
  name: string;
}

/** Networks and groups of them. */
export interface ListNetworksResult {
  /** Groups. */
  network_groups: FundingNetworkGroup[];
  /** Networks. */
  networks: FundingNetwork[];
}

/**
 * Networks that funds travel on.
 *
 * Permission: Query funds. Beta since August 2026.
 *
 * @see {@link https://docs.kraken.com/api-reference/funding-beta/list-funding-networks}
 */
export const listNetworks: Endpoint<ListNetworksParams, ListNetworksResult> = funding("GET", "/funding/v1/networks", {
  params: { account_id: accountId },
  permission: "Query funds",
});
