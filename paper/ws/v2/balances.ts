/** Channel `balances`. */

import { fromUnits } from "../../../core/decimal.ts";
import type { Account, LedgerRow } from "../../accounts/account.ts";
import { assetDecimals, plainAsset } from "../../accounts/money.ts";
import { assetById } from "../../market/names.ts";
import { iso } from "../../market/time.ts";
import { raw } from "../json.ts";
import type { FeedScene, PrivateFeed } from "./private_feed.ts";

/** Wallets by the suffix that their balances have at REST. */
const WALLETS: Readonly<Record<string, string>> = { B: "bonded", F: "flexible", M: "flex", S: "locked" };

function walletOf(asset: string): { type: "spot" | "earn"; id: string } {
  const point = asset.indexOf(".");
  if (point < 0) return { type: "spot", id: "main" };
  return { type: "earn", id: WALLETS[asset.slice(point + 1)] ?? "flexible" };
}

const amount = (asset: string, units: bigint) => raw(fromUnits(units, assetDecimals(asset)));
const nameOf = (asset: string) => assetById(plainAsset(asset)).name;

/** The channel on one connection. */
export function balancesFeed(snapshot: boolean, scene: FeedScene): PrivateFeed {
  const { account, user } = scene;
  const message = (type: "snapshot" | "update", data: readonly unknown[]) =>
    JSON.stringify({ channel: "balances", type, data, sequence: scene.count() });
  return {
    snapshot: () => snapshot ? [message("snapshot", assetsOf(account))] : [],
    take: (entries) =>
      entries.flatMap((entry) => {
        if (entry.kind !== "ledger") return [];
        const row = ledgerRow(account, entry.row);
        return [message("update", [user === undefined ? row : { ...row, user }])];
      }),
  };
}

function assetsOf({ balances }: Account): unknown[] {
  const names = new Set([...balances.keys()].map(plainAsset));
  return [...names].map((id) => {
    const wallets = [...balances].filter(([asset]) => plainAsset(asset) === id);
    return {
      asset: nameOf(id),
      asset_class: "currency",
      balance: amount(id, wallets.reduce((sum, [, units]) => sum + units, 0n)),
      wallets: wallets.map(([asset, units]) => ({ ...walletOf(asset), balance: amount(asset, units) })),
    };
  });
}

/** `balance` is the total of the asset, so the other wallets of the asset count as well. */
function ledgerRow({ balances }: Account, row: LedgerRow): Readonly<Record<string, unknown>> {
  const { id, refid, ns, type, subtype, asset, amount: change, fee, balance } = row;
  const wallet = walletOf(asset);
  let total = balance;
  for (const [other, units] of balances) {
    if (other !== asset && plainAsset(other) === plainAsset(asset)) total += units;
  }
  return {
    ledger_id: id,
    ref_id: refid,
    timestamp: iso(ns, 6),
    type,
    ...(subtype === "" ? {} : { subtype }),
    asset: nameOf(asset),
    asset_class: "currency",
    category: type,
    wallet_type: wallet.type,
    wallet_id: wallet.id,
    amount: amount(asset, change),
    fee: amount(asset, fee),
    balance: amount(asset, total),
  };
}
