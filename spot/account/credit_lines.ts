import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { Decimal } from "../../core/decimal.ts";
import { accountId, rebaseMultiplier } from "../_codecs.ts";
import type { AccountSelector, Rebasing } from "../_params.ts";

/** Body of {@linkcode creditLines}. */
export interface CreditLinesParams extends Rebasing, AccountSelector {}

/** Credit of one asset, in that asset. Which of the optional fields come depends on the date of Kraken's release. */
export interface CreditLineAsset {
  /** Balance. */
  balance: Decimal;
  /** Held by open orders. */
  hold_trade?: Decimal;
  /** Weight as collateral, 0 to 1. */
  collateral_value?: number;
  /** Most that may be borrowed. */
  credit_limit?: Decimal;
  /** Borrowed now. */
  credit_used?: Decimal;
  /** Left to borrow. */
  available_credit?: Decimal;
  /** Credit granted. */
  credit?: Decimal;
  /** Fees for keeping the loan open. */
  rollover_fees?: Decimal;
  /** Fees for keeping the line open. */
  reserve_fees?: Decimal;
}

/** The whole line, in US dollars; `null` where Kraken has no figure. */
export interface CreditLimitsMonitor {
  /** Credit granted. */
  total_credit_usd: Decimal | null;
  /** Credit in use. */
  total_credit_used_usd: Decimal | null;
  /** Collateral after weighting. */
  total_collateral_value_usd: Decimal | null;
  /** Equity. */
  equity_usd: Decimal | null;
  /** Collateral per dollar of credit. */
  ongoing_balance: Decimal | null;
  /** Debt per dollar of equity. */
  debt_to_equity: Decimal | null;
}

/** Credit of the account. */
export interface CreditLinesResult {
  /** Keyed by asset id. */
  asset_details: Record<string, CreditLineAsset>;
  /** Totals. */
  limits_monitor: CreditLimitsMonitor;
}

/**
 * Credit lines of a VIP account; `null` where there is none.
 *
 * Permission: Query funds.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-credit-lines}
 */
export const creditLines: Endpoint<CreditLinesParams, CreditLinesResult | null> = privatePost("CreditLines", {
  params: { rebase_multiplier: rebaseMultiplier, account_id: accountId },
  permission: "Query funds",
});
