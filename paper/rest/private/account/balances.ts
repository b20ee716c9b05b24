/** Balance, BalanceEx, CreditLines, TradeBalance, ListWalletAccounts. */

import { fromUnits } from "../../../../core/decimal.ts";
import type { BalanceResult } from "../../../../spot/account/balance.ts";
import type { BalanceExResult } from "../../../../spot/account/balance_ex.ts";
import type { CreditLinesResult } from "../../../../spot/account/credit_lines.ts";
import type { ListWalletAccountsResult } from "../../../../spot/account/list_wallet_accounts.ts";
import type { TradeBalanceResult } from "../../../../spot/account/trade_balance.ts";
import { assetDecimals, assetText, divided, power } from "../../../accounts/money.ts";
import { coinWorth, standingOf } from "../../../accounts/worth.ts";
import { findAsset } from "../../../market/names.ts";
import { Refusal } from "../../refusal.ts";
import { choice, text } from "../fields.ts";
import type { PrivateCall } from "../method.ts";

/** `POST /0/private/Balance`: every asset the account ever had. */
export function balance({ account, fields }: PrivateCall): BalanceResult {
  choice(fields, "rebase_multiplier", ["rebased", "base"]);
  return Object.fromEntries([...account.balances].map(([asset, amount]) => [asset, assetText(asset, amount)]));
}

/** `POST /0/private/BalanceEx`. */
export function balanceEx({ account, fields }: PrivateCall): BalanceExResult {
  choice(fields, "rebase_multiplier", ["rebased", "base"]);
  return Object.fromEntries(
    [...account.balances].map(([asset, amount]) => [asset, {
      balance: assetText(asset, amount),
      hold_trade: assetText(asset, account.holds.get(asset) ?? 0n),
    }]),
  );
}

/** `POST /0/private/CreditLines`: nobody has one here. */
export function creditLines(): CreditLinesResult | null {
  return null;
}

/** `POST /0/private/TradeBalance`. */
export function tradeBalance({ account, fields, house, ns }: PrivateCall): TradeBalanceResult {
  const asset = findAsset(text(fields, "asset") ?? "ZUSD");
  if (!asset) throw new Refusal("EQuery:Unknown asset");
  const standing = standingOf(account, house.market, house.engine, ns);
  const coin = coinWorth(house.market, asset.id, ns);
  const places = assetDecimals(asset.id);
  const shown = (worth: bigint) => fromUnits(divided(worth * power(places), coin), places);
  const { balance, collateral, margin, net, cost, value, equity, ordered, unfilled } = standing;
  return {
    eb: shown(balance),
    tb: shown(collateral),
    m: shown(margin),
    n: shown(net),
    c: shown(cost),
    v: shown(value),
    e: shown(equity),
    mf: shown(equity - margin),
    mfo: shown(equity - margin - ordered),
    ...(margin > 0n ? { ml: fromUnits(divided(equity * 10_000n, margin), 2) } : {}),
    uv: shown(unfilled),
  };
}

/** `POST /0/private/ListWalletAccounts`. */
export function listWalletAccounts({ key: { account } }: PrivateCall): ListWalletAccountsResult {
  return {
    accounts: [account, ...account.subaccounts].map(({ id, name, master }) => ({
      account_id: id,
      name,
      status: "active",
      type: master ? "spot" : "main",
      flags: { user_defined: master !== undefined, active: true },
    })),
    cursor: { next: null },
  };
}
