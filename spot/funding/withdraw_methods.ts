import { text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { Decimal } from "../../core/decimal.ts";
import { fundingClass, rebaseMultiplier } from "../_codecs.ts";
import type { Rebasing } from "../_params.ts";

/** Body of {@linkcode withdrawMethods}. */
export interface WithdrawMethodsParams extends Rebasing {
  /** Only this asset. */
  asset?: string;
  /**
   * Class of the asset.
   *
   * @default {"currency"}
   */
  aclass?: "currency" | "tokenized_asset";
  /** Only this network. */
  network?: string;
}

/** What a method costs. */
export interface WithdrawMethodFee {
  /** Class of the asset of the fee. */
  aclass: string;
  /** Asset of the fee. */
  asset: string;
  /** Fixed part, in that asset. */
  fee?: Decimal;
  /** Part in percent of the amount. */
  fee_percentage?: Decimal;
}

/** What may be withdrawn in which time. */
export interface WithdrawMethodLimit {
  /** In words. */
  description?: string;
  /** What is counted, e.g. `"amount"`. */
  limit_type: string;
  /** Keyed by the length of the window in seconds, e.g. `"86400"`. */
  limits: Record<string, { maximum: Decimal; remaining: Decimal; used: Decimal }>;
}

/** One way to withdraw. */
export interface WithdrawMethod {
  /** Asset id. */
  asset: string;
  /** Name of the method. */
  method: string;
  /** Its id, which Funding (Beta) takes. */
  method_id?: string;
  /** Name of the network. */
  network?: string;
  /** Its id, which Funding (Beta) takes. */
  network_id?: string;
  /** Least amount, in the asset. */
  minimum: Decimal;
  /** What it costs. */
  fee?: WithdrawMethodFee;
  /** What may be withdrawn. */
  limits?: WithdrawMethodLimit[];
}

/** Ways to withdraw. */
export type WithdrawMethodsResult = WithdrawMethod[];

/**
 * Ways to withdraw.
 *
 * Permission: Query funds AND Withdraw funds. Served and frozen since August 2026; new work belongs to Funding (Beta).
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-withdrawal-methods}
 */
export const withdrawMethods: Endpoint<WithdrawMethodsParams, WithdrawMethodsResult> = privatePost("WithdrawMethods", {
  params: { asset: text, aclass: fundingClass, network: text, rebase_multiplier: rebaseMultiplier },
  permission: "Query funds AND Withdraw funds",
});
