import { type Feed, privateFeed } from "./feed.ts";

/** A margin account. */
export interface MarginAccount {
  /** `xbt` or `f-xbt:usd`. */
  name: string;
  /** Balance. */
  balance: number;
  /** Profit not realised. */
  pnl: number;
  /** Funding. */
  funding: number;
  /** Portfolio value. */
  pv: number;
  /** Available margin. */
  am: number;
  /** Initial margin. */
  im: number;
  /** Maintenance margin. */
  mm: number;
}

/** A message of {@linkcode accountBalancesAndMargins}. */
export interface AccountBalancesAndMarginsMessage {
  /** `"account_balances_and_margins"`. */
  readonly feed: "account_balances_and_margins";
  /** Account. */
  account: string;
  /** Margin accounts. */
  margin_accounts: MarginAccount[];
  /** Sequence. */
  seq: number;
}

/**
 * Balances as an older feed has them; out of Kraken's documentation.
 *
 * @deprecated Prefer `balances`.
 */
export const accountBalancesAndMargins: Feed<AccountBalancesAndMarginsMessage> = privateFeed(
  "account_balances_and_margins",
);
