/** Which futures account a Spot account has, and money between the two. */

import { units } from "../../core/decimal.ts";
import { Account } from "../accounts/account.ts";
import { assetDecimals, assetText } from "../accounts/money.ts";
import type { FuturesAccount } from "./account.ts";
import { log } from "./engine/booking.ts";
import type { Engine } from "./engine/engine.ts";
import type { FuturesWithdrawal, PaperFutures } from "./face.ts";
import { CURRENCIES } from "./market/futures_market.ts";
import { MONEY } from "./money.ts";

/** Currency of the futures wallets that an asset of Spot is; nothing when none holds it. */
function currencyOf(asset: string): string | undefined {
  return Object.keys(CURRENCIES).find((each) => CURRENCIES[each]?.asset === asset);
}

/**
 * The futures account of a Spot account, with what `WalletTransfer` has sent in its cash wallet; nothing when it has none.
 * An account is opened by the first money that is sent (Paper rule: Kraken opens it on its web pages). The engine must
 * have come to now.
 */
export function derivativesOf(engine: Engine, spot: Account): FuturesAccount | undefined {
  const found = engine.accounts.find(({ owner }) => owner === spot) ??
    (spot.number === 0 ? engine.accounts[0] : undefined);
  const sent = [...spot.futures].flatMap(([asset, amount]) => {
    const currency = currencyOf(asset);
    // What no futures wallet holds stays on its way.
    return currency === undefined ? [] : [{ asset, currency, amount: units(assetText(asset, amount), MONEY) }];
  });
  if (sent.length === 0) return found;
  const account = found ?? opened(engine, spot);
  for (const { asset, currency, amount } of sent) {
    spot.futures.delete(asset);
    log(engine, account, {
      ms: engine.ms,
      asset: currency,
      info: "cross-exchange transfer",
      wallet: "cash",
      decimals: MONEY,
      execution: engine.uuid(),
      ...account.add("cash", currency, amount),
    });
  }
  return account;
}

/** Opens the account of a Spot account; that of its master comes first, so that they are one family. */
function opened(engine: Engine, spot: Account): FuturesAccount {
  const { master } = spot;
  return engine.open(master && (derivativesOf(engine, master) ?? opened(engine, master)).top, spot);
}

/** Puts what Spot's `WalletTransfer` has sent into the cash wallets of all who have sent. */
export function receive(spot: Account, futures: PaperFutures & { readonly engine: Engine }): void {
  const { engine } = futures;
  const owners = engine.accounts.flatMap(({ owner }) => owner instanceof Account ? [owner] : []);
  const senders = [spot, ...spot.subaccounts, ...owners].filter(({ futures: sent }) => sent.size > 0);
  if (senders.length === 0) return;
  futures.settle();
  for (const sender of new Set(senders)) derivativesOf(engine, sender);
}

/** Puts what was withdrawn into the Spot wallet. @throws {RangeError} for digits that Spot's ledger does not have. */
export function credit(spot: Account, { currency, amount, uid }: FuturesWithdrawal, ns: bigint): void {
  const { asset } = CURRENCIES[currency] ?? {};
  if (asset === undefined) throw new RangeError(`No wallet holds "${currency}"`);
  const sum = units(amount, assetDecimals(asset));
  spot.post({ asset, amount: sum, type: "transfer", subtype: "spotfromfutures", refid: uid, ns });
}
