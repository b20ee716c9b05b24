import { object, required, text } from "../../../core/codecs.ts";
import { type Endpoint, funding } from "../../../core/endpoint.ts";
import { accountId, exactlyOne } from "../../_codecs.ts";
import type { AccountSelector } from "../../_params.ts";
import type { CryptoAddress } from "./_types.ts";

/** What an address may be used for; exactly one field. */
export interface AddressScope {
  /** One method. */
  method_id?: string;
  /** Every method of a network. */
  network_id?: string;
  /** Every network of a group. */
  network_group_id?: string;
}

/** Body of {@linkcode createAddress}. */
export interface CreateAddressParams extends AccountSelector {
  /** What it may be used for; exactly one field. */
  scope: AddressScope;
  /** The address; crypto only. */
  address_details: { crypto: CryptoAddress };
  /** Its name. */
  name: string;
  /** More about it. */
  description?: string;
}

/** The address that was saved. */
export interface CreateAddressResult {
  /** Address id, e.g. `"ABR6SXP-SF6CY-VJMONY"`. */
  address_id: string;
  /** Whether it may be used; at once, without an e-mail. */
  verified: boolean;
}

/**
 * Saves a crypto address for withdrawing. Kraken's website does not show those of a network or group yet.
 *
 * Permission: Add withdrawal addresses. Beta since August 2026. Never sent twice by us.
 *
 * @see {@link https://docs.kraken.com/api-reference/funding-beta/create-funding-address}
 */
export const createAddress: Endpoint<CreateAddressParams, CreateAddressResult> = funding(
  "POST",
  "/funding/v1/addresses",
  {
    params: {
      scope: required(exactlyOne<AddressScope>({ method_id: text, network_id: text, network_group_id: text })),
      address_details: required(object<CreateAddressParams["address_details"]>({
        crypto: required(object<CryptoAddress>({ address: required(text), tag: text, memo: text })),
      })),
      name: required(text),
      description: text,
      account_id: accountId,
    },
    permission: "Add withdrawal addresses",
  },
);
