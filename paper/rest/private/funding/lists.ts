/** Methods, assets, networks and limits. */

import type { GetDepositLimitsResult } from "../../../../spot/funding/beta/get_deposit_limits.ts";
import type { GetWithdrawalLimitsResult } from "../../../../spot/funding/beta/get_withdrawal_limits.ts";
import type { ListAssetsResult } from "../../../../spot/funding/beta/list_assets.ts";
import type { ListMethodsResult } from "../../../../spot/funding/beta/list_methods.ts";
import type { ListNetworksResult } from "../../../../spot/funding/beta/list_networks.ts";
import { EVM_GROUP, METHODS, NETWORKS } from "../../../accounts/funding_methods.ts";
import { assetDecimals, assetText, readUnits } from "../../../accounts/money.ts";
import { assetById } from "../../../market/names.ts";
import type { FundingCall } from "./call.ts";
import { assetOf, methodFilter, paged, shownAmount, shownAsset, word } from "./read.ts";

const full = (asset: string, amount: string) => assetText(asset, readUnits(amount, assetDecimals(asset)) ?? 0n);

/** `GET /funding/v1/methods/{direction}`. */
export function listMethods({ path: [direction], query }: FundingCall): ListMethodsResult {
  const side = direction === "deposit" ? "deposit" : "withdraw";
  const { rows, more } = paged(query, 10_000, ({ rebase_multiplier: _, ...filters }) => {
    const fits = methodFilter(filters);
    return METHODS.filter((method) => method[side] && fits(method));
  });
  return {
    methods: rows.map(({ id, name, asset, network, [side]: terms }) => ({
      asset: shownAsset(asset),
      method_id: id,
      method_name: name,
      minimum_amount: full(asset, terms?.minimum ?? "0"),
      fees: {
        base: { asset: shownAsset(asset), amount: full(asset, terms?.fee ?? "0") },
        percentage: "0",
        included: side === "deposit",
      },
      ...(network
        ? {
          network: {
            network_id: network.id,
            network_name: network.name,
            on_chain_asset_symbol: assetById(asset).name,
          },
        }
        : {}),
      ...(side === "withdraw"
        ? {}
        : { deposit: { address_generation: network ? { status: "limited", limit: 5 } : { status: "unsupported" } } }),
    })),
    ...more,
  };
}

/** `GET /funding/v1/assets/{direction}`. */
export function listAssets({ path: [direction], query }: FundingCall): ListAssetsResult {
  const side = direction === "deposit" ? "deposit" : "withdraw";
  const aclass = word(query, "asset_class");
  const names = [...new Set(METHODS.filter((method) => method[side]).map(({ asset }) => asset))].map(assetById);
  const rows = (of: string) =>
    aclass !== undefined && aclass !== of
      ? []
      : names.filter((each) => each.aclass === of).map(({ name }) => ({ name }));
  return { currency: rows("currency"), tokenized_asset: rows("tokenized_asset") };
}

/** `GET /funding/v1/networks`. */
export function listNetworks(): ListNetworksResult {
  const members = NETWORKS.filter(({ group }) => group === EVM_GROUP.id);
  return {
    network_groups: [{
      network_group_id: EVM_GROUP.id,
      name: EVM_GROUP.name,
      network_ids: members.map(({ id }) => id),
    }],
    networks: NETWORKS.map(({ id, name }) => ({ network_id: id, name })),
  };
}

const askedAsset = ([aclass = "", name = ""]: readonly string[]) => assetOf({ class: aclass, name }).id;

/** `GET /funding/v1/limits/deposit/{asset_class}/{asset}`: there are none here. */
export function getDepositLimits({ path }: FundingCall): GetDepositLimitsResult {
  const asset = askedAsset(path);
  return {
    deposit_limits: METHODS.filter((method) => method.asset === asset && method.deposit)
      .map(({ id }) => ({ method_id: id, limits: [] })),
  };
}

/** `GET /funding/v1/limits/withdrawal/{asset_class}/{asset}`: what is there may go. */
export function getWithdrawalLimits({ path, account }: FundingCall): GetWithdrawalLimitsResult {
  const asset = askedAsset(path);
  const available = shownAmount(asset, account.available(asset));
  return {
    available_balance: available,
    withdrawal_limits: METHODS.filter((method) => method.asset === asset && method.withdraw)
      .map(({ id }) => ({ method_id: id, maximum_amount: available, maximum_reason: "balance", limits: [] })),
  };
}
