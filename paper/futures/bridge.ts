/** Money between the Spot wallet and the futures wallets of one owner. */

import { units } from "../../core/decimal.ts";
import type { Account } from "../accounts/account.ts";
import { assetDecimals, assetText, rescaled } from "../accounts/money.ts";
import type { FuturesWithdrawal, PaperFutures } from "./face.ts";
import { CURRENCIES } from "./market/futures_market.ts";
import { MONEY } from "./money.ts";

/** Puts what Spot's `WalletTransfer` has sent into the cash wallet; what no futures wallet holds stays on its way. */
export function receive(spot: Account, futures: PaperFutures): void {
  for (const [asset, sent] of [...spot.futures]) {
    const currency = Object.keys(CURRENCIES).find((each) => CURRENCIES[each]?.asset === asset);
    if (currency === undefined) continue;
    spot.futures.delete(asset);
    futures.accounts.deposit(futures.accounts.default, "cash", currency, assetText(asset, sent));
  }
}

/** Puts what was withdrawn into the Spot wallet; digits that Spot's ledger does not have are rounded. */
export function credit(spot: Account, { currency, amount, uid }: FuturesWithdrawal, ns: bigint): void {
  const { asset } = CURRENCIES[currency] ?? {};
  if (asset === undefined) throw new RangeError(`No wallet holds "${currency}"`);
  const sum = rescaled(units(amount, MONEY), MONEY, assetDecimals(asset));
  spot.post({ asset, amount: sum, type: "transfer", subtype: "spotfromfutures", refid: uid, ns });
}
