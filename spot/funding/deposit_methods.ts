import { required, text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { Decimal } from "../../core/decimal.ts";
import { fundingClass, rebaseMultiplier } from "../_codecs.ts";
import type { Rebasing } from "../_params.ts";

/** Body of {@linkcode depositMethods}. */
export interface DepositMethodsParams extends Rebasing {
  /** Asset, e.g. `"XBT"`. */
  asset: string;
  /**
   * Class of the asset.
   *
   * @default {"currency"}
   */
  aclass?: "currency" | "tokenized_asset";
}

/** One way to deposit. Mind the hyphens in the names. */
export interface DepositMethod {
  /** Name, which other calls take as `method`. */
  method: string;
  /** Most that may be deposited now, in the asset; `false` without limit. */
  limit: false | Decimal | number;
  /** Fee in the asset. */
  fee?: Decimal;
  /** Fee in percent. */
  "fee-percentage"?: Decimal;
  /** Fee for a new address, in the asset. */
  "address-setup-fee"?: Decimal;
  /** Whether addresses can be made. */
  "gen-address"?: boolean;
  /** Least amount, in the asset. */
  minimum?: Decimal;
}

/** Ways to deposit the asset. */
export type DepositMethodsResult = DepositMethod[];

/**
 * Ways to deposit an asset.
 *
 * Permission: Query funds AND Deposit funds. Served and frozen since August 2026; new work belongs to Funding (Beta).
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-deposit-methods}
 */
export const depositMethods: Endpoint<DepositMethodsParams, DepositMethodsResult> = privatePost("DepositMethods", {
  params: { asset: required(text), aclass: fundingClass, rebase_multiplier: rebaseMultiplier },
  permission: "Query funds AND Deposit funds",
});
