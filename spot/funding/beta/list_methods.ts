import { integer, text } from "../../../core/codecs.ts";
import type { Decimal } from "../../../core/decimal.ts";
import { type Endpoint, funding } from "../../../core/endpoint.ts";
import { accountId, fundingClass, rebaseMultiplier } from "../../_codecs.ts";
import type { AccountSelector, Rebasing } from "../../_params.ts";
import { fundingFilters } from "../../_rules.ts";
import { type AssetAmount, type AssetFilter, direction, type FundingAsset, type FundingPaging } from "./_types.ts";

/** Path and query of {@linkcode listMethods}; `limit` is at most 10,000 here. */
export interface ListMethodsParams extends AssetFilter, Rebasing, FundingPaging, AccountSelector {
  /** Which way. */
  direction: "deposit" | "withdraw";
}

/** What a method costs. */
export interface FundingMethodFees {
  /** Fixed part. */
  base?: AssetAmount;
  /** Part in percent. */
  percentage?: Decimal;
  /** Whether the fee comes out of the amount. */
  included?: boolean;
  /** Least fee. */
  min?: AssetAmount;
  /** Highest fee. */
  max?: AssetAmount;
}

/** What only ways to deposit have. */
export interface FundingMethodDeposit {
  /** Method whose addresses it shares, e.g. ETH for a token on Ethereum. */
  shares_addresses_with_method_id?: string;
  /** Fee of a first address. */
  address_setup_fee?: AssetAmount | Decimal;
  /** Whether addresses can be made, and how many unused ones there may be. */
  address_generation?: {
    status: "unsupported" | "unlimited" | "limited" | (string & Record<never, never>);
    limit?: number;
  };
  /** For cards: whether credit cards are taken too. */
  allow_credit_cards?: boolean;
  /** Whether deposits may be withdrawn at once although the method has a hold. */
  exempted_withdrawal_hold?: boolean;
}

/** One way to deposit or withdraw. */
export interface FundingMethod {
  /** Asset. */
  asset: FundingAsset;
  /** Method id, which other calls take. */
  method_id: string;
  /** Its name, e.g. `"USDC - Arbitrum One"`. */
  method_name: string;
  /** Least amount of one transfer, in the asset. */
  minimum_amount?: Decimal;
  /** Highest amount of one transfer, in the asset. */
  maximum_amount?: Decimal;
  /** What it costs. */
  fees?: FundingMethodFees;
  /** The network it uses. */
  network?: {
    network_id: string;
    network_name: string;
    contract_address?: string;
    on_chain_asset_symbol?: string;
  };
  /** Ways to deposit only. */
  deposit?: FundingMethodDeposit;
  /** Ways to withdraw only; without documented fields. */
  withdrawal?: Record<string, unknown>;
}

/** One page of methods. */
export interface ListMethodsResult {
  /** Methods. */
  methods: FundingMethod[];
  /** `cursor` of the next page; absent on the last. */
  next_cursor?: string | null;
}

/**
 * Ways to deposit or to withdraw.
 *
 * Permission: Query funds. Beta since August 2026.
 *
 * @see {@link https://docs.kraken.com/api-reference/funding-beta/list-funding-methods}
 */
export const listMethods: Endpoint<ListMethodsParams, ListMethodsResult> = funding(
  "GET",
  "/funding/v1/methods/{direction}",
  {
    params: {
      direction,
      "asset[class]": fundingClass,
      "asset[name]": text,
      rebase_multiplier: rebaseMultiplier,
      cursor: text,
      limit: integer(1, 10_000),
      account_id: accountId,
    },
    check: fundingFilters,
    permission: "Query funds",
  },
);
