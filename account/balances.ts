import { extendedBalanceFrame, type ExtendedBalanceRow } from "../frames/account/balances.ts";
import type { Frame } from "../frames/frame.ts";
import type { BalanceExResult, ExtendedBalance } from "../spot/account/mod.ts";
import { type AccountOptions, callOptions, checkOptions, given, type Source } from "./source.ts";

/** Options of {@linkcode balances}. */
export interface BalanceOptions extends AccountOptions {
  /** Keep assets of which nothing is left, owed or held. @default {true} */
  zeros?: boolean | undefined;
}

/**
 * What the account holds, one row an asset: all of it, and what is free to spend. One call.
 *
 * Permission: Query funds.
 */
export async function balances(
  { account, symbols, name }: Source,
  options: BalanceOptions = {},
): Promise<Frame<ExtendedBalanceRow>> {
  checkOptions("balances", options, ["zeros", "account_id"]);
  const { zeros = true, account_id } = options;
  // An account without assets may answer null.
  const all: BalanceExResult = await account.balanceEx(given({ account_id }), callOptions(options)) ?? {};
  const result = zeros ? all : Object.fromEntries(Object.entries(all).filter(([, row]) => !isEmpty(row)));
  return extendedBalanceFrame(result, { source: name }, symbols.assetLabel);
}

const isEmpty = (row: ExtendedBalance) => Object.values(row).every((amount) => !/[1-9]/.test(String(amount)));
