import { text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { Decimal } from "../../core/decimal.ts";
import { accountId, rebaseMultiplier } from "../_codecs.ts";
import type { AccountSelector, Rebasing } from "../_params.ts";

/** Body of {@linkcode tradeBalance}. */
export interface TradeBalanceParams extends Rebasing, AccountSelector {
  /**
   * Asset the figures are in, e.g. `"ZEUR"`.
   *
   * @default {"ZUSD"}
   */
  asset?: string;
}

/** Collateral and margin, every figure in the `asset` asked for but `ml`. */
export interface TradeBalanceResult {
  /** Worth of all balances. Absent in old answers. */
  eb?: Decimal;
  /** Trade balance: worth of what counts as equity. */
  tb: Decimal;
  /** Margin in use. */
  m: Decimal;
  /** Unrealised profit or loss, signed. */
  n: Decimal;
  /** Cost of the open positions. */
  c: Decimal;
  /** Worth of the open positions now. */
  v: Decimal;
  /** Equity: `tb` + `n`. */
  e: Decimal;
  /** Free margin: equity less initial margin. */
  mf: Decimal;
  /** Free margin that orders may use. */
  mfo?: Decimal;
  /** Margin level in percent: equity over initial margin; only with open positions. */
  ml?: Decimal | null;
  /** Worth of orders not or partly filled. */
  uv?: Decimal;
}

/**
 * Collateral, margin and equity of the account.
 *
 * Permission: Query open orders & trades; Kraken's own guide files it under Query funds, so give the key both.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-trade-balance}
 */
export const tradeBalance: Endpoint<TradeBalanceParams, TradeBalanceResult> = privatePost("TradeBalance", {
  params: { asset: text, rebase_multiplier: rebaseMultiplier, account_id: accountId },
  permission: "Query open orders & trades",
});
