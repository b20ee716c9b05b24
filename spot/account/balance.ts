import { type Endpoint, privatePost } from "../../core/endpoint.ts";
import type { Decimal } from "../../core/decimal.ts";
import { accountId, rebaseMultiplier } from "../_codecs.ts";
import type { AccountSelector, Rebasing } from "../_params.ts";

/** Body of {@linkcode balance}. */
export interface BalanceParams extends Rebasing, AccountSelector {}

/** Amount of each asset, keyed by Kraken's asset id, with a suffix for some wallets (`DOT.S`, `XBT.B`, `USDT.F`). */
export type BalanceResult = Record<string, Decimal>;

/**
 * Balances net of pending withdrawals, amounts held by open orders included. An empty account gives `{}`.
 *
 * Permission: Query funds. Suffixed assets can only be read: trade and withdraw with the plain name. Use
 * `BalanceEx` for what is free to spend.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-account-balance}
 */
export const balance: Endpoint<BalanceParams, BalanceResult> = privatePost("Balance", {
  params: { rebase_multiplier: rebaseMultiplier, account_id: accountId },
  permission: "Query funds",
});
