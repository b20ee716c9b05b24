/** What a report says: the ledger or the trades of a window as CSV or TSV, columns as Kraken's reports of 2024 have them. */

import { fromUnits } from "../../../../core/decimal.ts";
import type { Account, LedgerRow, Trade } from "../../../accounts/account.ts";
import { assetText, plainAsset } from "../../../accounts/money.ts";
import { assetById } from "../../../market/names.ts";
import { averageText } from "./show.ts";

/** What is reported. */
export type Report = "trades" | "ledgers";

/** A cell: text is quoted, a number stands bare. */
type Cell = string | { readonly bare: string };
type Column<Row> = readonly [name: string, cell: (row: Row) => Cell];

const bare = (text: string): Cell => ({ bare: text });

/** `2026-11-01 12:00:00`, the fraction where it is wanted. */
function timeText(ns: bigint, digits: 0 | 4): string {
  const iso = new Date(Number(ns / 1_000_000n)).toISOString();
  const fraction = String(ns % 1_000_000_000n).padStart(9, "0").slice(0, digits);
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}${digits ? `.${fraction}` : ""}`;
}

/** Exports name moves of Earn by one word, the ledger call by two. */
const EARN: Readonly<Record<string, string>> = {
  spottostaking: "allocation",
  stakingfromspot: "allocation",
  stakingtospot: "deallocation",
  spotfromstaking: "deallocation",
};

function kindOf({ type, subtype }: LedgerRow): [string, string] {
  if (subtype in EARN) return ["earn", EARN[subtype] ?? ""];
  if (type === "staking") return ["earn", "reward"];
  return [type, type === "trade" ? "tradespot" : subtype];
}

const LEDGERS: readonly Column<LedgerRow>[] = [
  ["txid", ({ id }) => id],
  ["refid", ({ refid }) => refid],
  ["time", ({ ns }) => timeText(ns, 0)],
  ["type", (row) => kindOf(row)[0]],
  ["subtype", (row) => kindOf(row)[1]],
  ["aclass", ({ asset }) => assetById(plainAsset(asset)).aclass],
  ["subclass", ({ asset }) => {
    const { aclass, fiat } = assetById(plainAsset(asset));
    return aclass === "tokenized_asset" ? "tokenized_asset" : fiat ? "fiat" : "crypto";
  }],
  ["asset", ({ asset }) => assetById(plainAsset(asset)).name],
  ["wallet", ({ asset }) => asset.includes(".") ? "earn / bonded" : "spot / main"],
  ["amount", ({ asset, amount }) => bare(assetText(asset, amount))],
  ["fee", ({ asset, fee }) => bare(assetText(asset, fee))],
  ["balance", ({ asset, balance }) => bare(assetText(asset, balance))],
];

const TRADES: readonly Column<Trade>[] = [
  ["txid", ({ id }) => id],
  ["ordertxid", ({ order }) => order.id],
  ["pair", ({ order }) => order.pair.id],
  ["time", ({ ns }) => timeText(ns, 4)],
  ["type", ({ order }) => order.side],
  ["ordertype", ({ order }) => order.kind],
  ["price", ({ order, paid, volume }) => bare(averageText(order.pair, paid, volume))],
  ["cost", ({ order, cost }) => bare(fromUnits(cost, order.pair.costDecimals))],
  [
    "fee",
    ({ order: { pair }, fee, feeIsBase }) => bare(fromUnits(fee, feeIsBase ? pair.lotDecimals : pair.costDecimals)),
  ],
  ["vol", ({ order, volume }) => bare(fromUnits(volume, order.pair.lotDecimals))],
  ["margin", ({ order, margin }) => bare(fromUnits(margin, order.pair.costDecimals))],
  ["misc", ({ misc }) => misc],
  ["ledgers", ({ ledgers }) => ledgers.join(",")],
];

/** Names of the columns a report can have; `txid` always leads. */
export function columnsOf(report: Report): readonly string[] {
  return (report === "trades" ? TRADES : LEDGERS).map(([name]) => name);
}

/** Makes the text of a report over `after < time ≤ until`; `fields` are its columns. */
export function reportText(
  account: Account,
  report: Report,
  fields: readonly string[],
  after: bigint,
  until: bigint,
  separator: "," | "\t",
): string {
  const inside = ({ ns }: { ns: bigint }) => ns >= after && ns <= until;
  return report === "trades"
    ? table(TRADES, account.trades.filter(inside), fields, separator)
    : table(LEDGERS, account.ledger.filter(inside), fields, separator);
}

function table<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  fields: readonly string[],
  separator: string,
): string {
  const kept = columns.filter(([name]) => name === "txid" || fields.includes(name));
  const quoted = (cell: Cell) => typeof cell === "string" ? `"${cell.replaceAll('"', '""')}"` : cell.bare;
  const lines = rows.map((row) => kept.map(([, cell]) => quoted(cell(row))).join(separator));
  return `${[kept.map(([name]) => `"${name}"`).join(separator), ...lines].join("\n")}\n`;
}
