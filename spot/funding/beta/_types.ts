/** Shapes that several Funding (Beta) calls share. Amounts are decimal text, ids are UUIDs unless said otherwise. */

import { oneOf, positiveDecimal, required, text } from "../../../core/codecs.ts";
import type { Codecs } from "../../../core/codecs.ts";
import { object } from "../../../core/codecs.ts";
import type { Decimal } from "../../../core/decimal.ts";
import { fundingClass } from "../../_codecs.ts";

/** An asset with its class. */
export interface FundingAsset {
  /** `"currency"` or `"tokenized_asset"`. */
  class: string;
  /** Modern name, e.g. `"BTC"`, `"USDC"`, `"AAPLx"`. */
  name: string;
}

/** An amount with its asset. */
export interface AssetAmount {
  /** What. */
  asset: FundingAsset;
  /** How much, in the asset. */
  amount: Decimal;
}

/** An amount in the envelope that says how tokenised assets are counted. */
export interface FundingAmount {
  /** The amount. */
  asset_amount: AssetAmount;
  /** How it is counted. */
  rebase_multiplier?: "rebased" | "base" | (string & Record<never, never>);
}

/** An amount in a list: clients of autumn 2026 read it bare, some of Kraken's pages show it in its envelope. */
export type ListedAmount = AssetAmount | FundingAmount;

/** An amount one sends. */
export interface AssetAmountParams {
  /** What. */
  asset: { class: "currency" | "tokenized_asset"; name: string };
  /** How much, in the asset. */
  amount: Decimal | number;
}

/** Filter by asset. */
export interface AssetFilter {
  /** Only this class. */
  "asset[class]"?: "currency" | "tokenized_asset";
  /** Only this asset, by its modern name; give its class too. */
  "asset[name]"?: string;
}

/** Filter by method or network: at most one of the two. */
export interface ScopeFilter {
  /** Only this method. */
  "scope[method_id]"?: string;
  /** Only methods of this network. */
  "scope[network_id]"?: string;
}

/** Walking a list: a call with `cursor` carries no other filter. */
export interface FundingPaging {
  /** `next_cursor` of the page before. */
  cursor?: string;
  /** Rows a page, at most 500. */
  limit?: number;
}

/** A limit over a window of time. */
export interface FundingLimit {
  /** Length of the window; Kraken gives no unit, its example `"86400"` reads as seconds. */
  time_window: string | number;
  /** The limit and how much of it is used. */
  limit: {
    /** What is counted: `attempt`, `success`, `amount`, or an equivalent such as `equiv_amount_usd`. */
    limit_type: "attempt" | "success" | "amount" | (string & Record<never, never>);
    /** What is left. */
    remaining: FundingLimitValue;
    /** The limit. */
    maximum: FundingLimitValue;
    /** What is used. */
    used?: FundingLimitValue;
  };
}

/** A count as text for limits that count transactions, else the same amount in several assets. */
export type FundingLimitValue = string | number | {
  /** In the asset the limit is set in. */
  policy_asset_amount?: AssetAmount;
  /** In US dollars. */
  usd_amount?: AssetAmount;
  /** In the preferred asset of the request, else in that of the method. */
  requested_asset_amount?: AssetAmount;
};

/** A crypto address. */
export interface CryptoAddress {
  /** The address. */
  address: string;
  /** Tag the transfer must carry. */
  tag?: string;
  /** Memo the transfer must carry. */
  memo?: string;
}

/** A crypto address, or bank details by Kraken's names (`account`, `iban`, `bic`, …). */
export interface AddressDetails {
  /** Address on a network. */
  crypto?: CryptoAddress;
  /** Bank or card details. */
  fiat?: Record<string, unknown>;
}

/** The checks of {@linkcode AssetAmountParams}. */
export const assetAmount: Codecs<AssetAmountParams> = {
  asset: required(object<AssetAmountParams["asset"]>({ class: required(fundingClass), name: required(text) })),
  amount: required(positiveDecimal),
};

/** Ways funds go. */
export const DIRECTIONS: readonly ("deposit" | "withdraw")[] = ["deposit", "withdraw"];

/** `direction` of the path. */
export const direction: ReturnType<typeof required<"deposit" | "withdraw">> = required(oneOf(DIRECTIONS));
