/** Ledgers, QueryLedgers. */

import type { LedgersResult } from "../../../../spot/account/ledgers.ts";
import type { QueryLedgersResult } from "../../../../spot/account/query_ledgers.ts";
import type { LedgerRow } from "../../../accounts/account.ts";
import { plainAsset } from "../../../accounts/money.ts";
import { assetById, findAsset } from "../../../market/names.ts";
import { invalidArgument, Refusal } from "../../refusal.ts";
import { choice, type Fields, isObject, items, text } from "../fields.ts";
import type { PrivateCall } from "../method.ts";
import { pageOf } from "../pages.ts";
import { ledgerEntry } from "./show.ts";

const MOST_IDS = 20;
const TYPES = [
  "all",
  "trade",
  "deposit",
  "withdrawal",
  "transfer",
  "margin",
  "adjustment",
  "rollover",
  "credit",
  "settled",
  "staking",
  "dividend",
  "sale",
  "nft_rebate",
] as const;

/** Asset ids of a call, `.B` and the like kept; nothing for all of them. */
function assetsOf(fields: Fields): ReadonlySet<string> | undefined {
  const listed = fields["asset"];
  const names = Array.isArray(listed) && listed.some(isObject)
    ? listed.map((each) => isObject(each) ? text(each, "asset") ?? "" : String(each))
    : items(fields, "asset");
  if (!names || (names.length === 1 && names[0] === "all")) return undefined;
  return new Set(names.map((name) => {
    const plain = plainAsset(name);
    const asset = findAsset(plain);
    if (!asset) throw new Refusal("EQuery:Unknown asset");
    return asset.id + name.slice(plain.length);
  }));
}

/** `POST /0/private/Ledgers`. */
export function ledgers({ account, fields }: PrivateCall): LedgersResult {
  const assets = assetsOf(fields);
  const type = choice(fields, "type", TYPES) ?? "all";
  const aclass = text(fields, "aclass");
  const wanted = ({ asset, type: own }: LedgerRow) =>
    (!assets || assets.has(asset)) && (type === "all" || own === type) &&
    (aclass === undefined || assetById(plainAsset(asset)).aclass === aclass);
  const { rows, more } = pageOf(fields, {
    rows: account.ledger,
    time: ({ ns }) => ns,
    timeOf: (id) => account.ledgerIds.get(id)?.ns,
    wanted: assets || type !== "all" || aclass !== undefined ? wanted : undefined,
  });
  return { ledger: Object.fromEntries(rows.map((row) => [row.id, ledgerEntry(row)])), ...more };
}

/** `POST /0/private/QueryLedgers`. */
export function queryLedgers({ account, fields }: PrivateCall): QueryLedgersResult {
  const ids = items(fields, "id") ?? [];
  if (ids.length === 0 || ids.length > MOST_IDS) throw invalidArgument("id");
  return Object.fromEntries(ids.map((id) => {
    const row = account.ledgerIds.get(id);
    if (!row) throw new Refusal("EQuery:Unknown ledger");
    return [id, ledgerEntry(row)];
  }));
}
