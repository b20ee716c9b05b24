/** Addresses to deposit to and to withdraw to. */

import type { CryptoAddress } from "../../../../spot/funding/beta/_types.ts";
import type { ClaimDepositAddressResult } from "../../../../spot/funding/beta/claim_deposit_address.ts";
import type { AddressScope, CreateAddressResult } from "../../../../spot/funding/beta/create_address.ts";
import type { DeleteAddressResult } from "../../../../spot/funding/beta/delete_address.ts";
import type { ListAddressesResult, SavedAddress } from "../../../../spot/funding/beta/list_addresses.ts";
import type { ListDepositAddressesResult } from "../../../../spot/funding/beta/list_deposit_addresses.ts";
import type { UpdateAddressResult } from "../../../../spot/funding/beta/update_address.ts";
import type { ClaimedPlace, SavedPlace } from "../../../accounts/funding.ts";
import { EVM_GROUP, METHODS, NETWORKS } from "../../../accounts/funding_methods.ts";
import type { Fields } from "../fields.ts";
import { type FundingCall, FundingProblem } from "./call.ts";
import { inner, malformed, methodFilter, methodOf, paged, wanted, word } from "./read.ts";

const cryptoOf = ({ address, mark, method }: ClaimedPlace): CryptoAddress => ({
  address,
  ...(mark && method.mark ? { [method.mark]: mark } : {}),
});

/** `PUT /funding/v1/deposit/address`. */
export function claimDepositAddress({ body, account, house }: FundingCall): ClaimDepositAddressResult {
  const method = methodOf(wanted(body, "method_id"));
  if (!method.deposit || !method.network) throw new FundingProblem("UnknownMethod", "The method has no addresses");
  const place = house.funding.claim(account, method);
  if (!place) throw new FundingProblem("TooManyDepositAddresses", "Use the unused addresses of the method first");
  return { address_details: { crypto: cryptoOf(place) } };
}

/** `GET /funding/v2/deposit/addresses`. */
export function listDepositAddresses({ query, account, house }: FundingCall): ListDepositAddressesResult {
  const { rows, more } = paged(query, 500, (filters) => {
    const fits = methodFilter(filters);
    return house.funding.claimed(account).filter(({ method }) => fits(method));
  });
  return {
    addresses: rows.map((place) => ({
      method_id: place.method.id,
      id: place.id,
      address_details: { crypto: cryptoOf(place) },
    })),
    ...more,
  };
}

/** The scope of a body: exactly one of its three keys. */
function scopeOf(fields: Fields): SavedPlace["scope"] {
  const method = word(fields, "method_id");
  const network = word(fields, "network_id");
  const group = word(fields, "network_group_id");
  if ([method, network, group].filter((each) => each !== undefined).length !== 1) throw malformed("scope");
  if (method !== undefined) return { method: methodOf(method).id };
  if (network !== undefined) {
    if (!NETWORKS.some(({ id }) => id === network)) throw malformed("scope");
    return { network };
  }
  if (group !== EVM_GROUP.id) throw malformed("scope");
  return { group };
}

/** `POST /funding/v1/addresses`. */
export function createAddress({ body, account, house }: FundingCall): CreateAddressResult {
  const scope = scopeOf(inner(body, "scope") ?? {});
  const crypto = inner(inner(body, "address_details") ?? {}, "crypto");
  if (!crypto) throw malformed("address_details");
  const { id } = house.funding.save(account, {
    scope,
    address: wanted(crypto, "address"),
    tag: word(crypto, "tag"),
    memo: word(crypto, "memo"),
    name: wanted(body, "name"),
    description: word(body, "description"),
  });
  return { address_id: id, verified: true };
}

/** Whether a list by scope shows an address: those of the scope itself and of the wider ones around it. */
function within(asked: SavedPlace["scope"], { scope }: SavedPlace): boolean {
  const method = METHODS.find(({ id }) => id === asked.method);
  const network = asked.network ?? method?.network?.id;
  const group = asked.group ?? NETWORKS.find(({ id }) => id === network)?.group;
  if (scope.method !== undefined) return scope.method === asked.method;
  if (scope.network !== undefined) return scope.network === network;
  return scope.group !== undefined && scope.group === group;
}

/** `GET /funding/v1/addresses`. */
export function listAddresses({ query, account, house }: FundingCall): ListAddressesResult {
  const { rows, more } = paged(query, 500, (filters) => {
    const asked = inner(filters, "scope");
    const all = house.funding.saved(account);
    if (!asked) return all;
    const scope = scopeOf(asked);
    return all.filter((place) => within(scope, place));
  });
  return { addresses: rows.map(shown), ...more };
}

function shown({ id, scope, address, tag, memo, name, description }: SavedPlace): SavedAddress {
  const fiat = scope.method !== undefined && METHODS.find((each) => each.id === scope.method)?.network === undefined;
  const wire: AddressScope = {
    ...(scope.method === undefined ? {} : { method_id: scope.method }),
    ...(scope.network === undefined ? {} : { network_id: scope.network }),
    ...(scope.group === undefined ? {} : { network_group_id: scope.group }),
  };
  return {
    address_id: id,
    scope: wire,
    address_details: fiat ? { fiat: { account: address } } : {
      crypto: { address, ...(tag === undefined ? {} : { tag }), ...(memo === undefined ? {} : { memo }) },
    },
    name,
    ...(description === undefined ? {} : { description }),
    verified: true,
  };
}

/** `PUT /funding/v1/addresses/{address_id}`. */
export function updateAddress({ path: [id], body, account, house }: FundingCall): UpdateAddressResult {
  const place = house.funding.saved(account).find((each) => each.id === id);
  if (!place) throw new FundingProblem("UnknownAddress", `There is no address ${id}`);
  place.name = word(body, "name") ?? place.name;
  place.description = word(body, "description") ?? place.description;
  return { verified: true };
}

/** `DELETE /funding/v1/addresses/{address_id}`. */
export function deleteAddress({ path: [id = ""], account, house }: FundingCall): DeleteAddressResult {
  if (!house.funding.forget(account, id)) throw new FundingProblem("UnknownAddress", `There is no address ${id}`);
  return { result: true };
}
