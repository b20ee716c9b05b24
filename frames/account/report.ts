import { csv } from "../../_deps/csv.ts";
import type { Column } from "../_columns.ts";
import { fromCSV } from "../csv_read.ts";
import { Frame, type FrameMeta } from "../frame.ts";
import { asIs, type Label, named } from "./_build.ts";
import type { FillRow } from "./fills.ts";
import type { LedgerRow } from "./ledger.ts";

/** A row of a frame read from a trades report: as far as the report has them, under the same names as in {@linkcode FillRow}. */
export type TradesReportRow = Pick<
  FillRow,
  | "time"
  | "txid"
  | "symbol"
  | "side"
  | "ordertype"
  | "price"
  | "volume"
  | "cost"
  | "fee"
  | "margin"
  | "ordertxid"
  | "misc"
  | "ledgers"
  | "pair"
>;

/** A row of a frame read from a ledgers report: as far as the report has them, under the same names as in {@linkcode LedgerRow}. */
export type LedgersReportRow = Omit<LedgerRow, "amount_token">;

/** Kinds of reports. */
export type ReportKind = "trades" | "ledgers";

/** The row of a kind of report. */
export type ReportRow<Kind extends ReportKind> = Kind extends "trades" ? TradesReportRow : LedgersReportRow;

/** How one kind of report is read. */
interface Layout {
  readonly kind: string;
  /** Columns in the order of the other frames; those that a report has besides come after them, under their own names. */
  readonly order: readonly string[];
  /** The report's name of a column → ours. */
  readonly renamed: Readonly<Record<string, string>>;
  /** The column of ids, which is kept, and the one of names that is made from it. */
  readonly id: string;
  readonly labelled: string;
}

const LAYOUTS: Readonly<Record<ReportKind, Layout>> = {
  trades: {
    kind: "fills",
    order: [
      "time",
      "txid",
      "symbol",
      "side",
      "ordertype",
      "price",
      "volume",
      "cost",
      "fee",
      "margin",
      "ordertxid",
      "misc",
      "ledgers",
      "pair",
    ],
    renamed: { type: "side", vol: "volume" },
    id: "pair",
    labelled: "symbol",
  },
  ledgers: {
    kind: "ledger",
    order: [
      "time",
      "txid",
      "refid",
      "type",
      "subtype",
      "asset",
      "amount",
      "fee",
      "balance",
      "aclass",
      "asset_id",
    ],
    renamed: { asset: "asset_id" },
    id: "asset_id",
    labelled: "asset",
  },
};

// By the report's own names. Whatever is not among them stays text: a column that Kraken adds must not break the rest.
const MONEY: ReadonlySet<string> = new Set([
  "price",
  "cost",
  "fee",
  "vol",
  "margin",
  "costusd",
  "amount",
  "balance",
  "amountusd",
  "feeusd",
  "balanceusd",
  "cprice",
  "ccost",
  "cfee",
  "cvol",
  "cmargin",
  "net",
]);

/** Options of {@linkcode reportFrame}. */
export interface ReportOptions<Kind extends ReportKind> {
  /** What the report is of. */
  report: Kind;
  /** What stands between two fields. @default {","} */
  separator?: string;
  /** Where the data comes from. */
  meta?: FrameMeta;
  /** Name of a market (trades) or an asset (ledgers) by Kraken's id. */
  label?: Label;
}

/**
 * A report of Kraken's (`trades.csv`, `ledgers.csv`, from `RetrieveExport` or downloaded by hand) as a frame, oldest first:
 * times in ms UTC, money with exact text, columns named as in the frames of fills and ledger lines. A column the report
 * does not have is missing in the frame; one that is new to us comes as text under its own name. Lines of pending
 * transfers have neither `txid` nor `balance`, in ledgers, and stand beside the line that settled them.
 *
 * @param text The whole file.
 * @throws {SyntaxError} when it is empty or no CSV, with its line.
 * @throws {RangeError} when an amount is no number or a time no time.
 */
export async function reportFrame<Kind extends ReportKind>(
  text: string,
  { report, separator = ",", meta = {}, label = asIs }: ReportOptions<Kind>,
): Promise<Frame<ReportRow<Kind>>> {
  const { kind, order, renamed, id, labelled } = LAYOUTS[report];
  const lines = text.replace(/^\uFEFF/, "");
  const [header = ""] = lines.split(/\r?\n/, 1);
  if (header.trim() === "") {
    throw new SyntaxError(`Cannot read the ${report} report as it is empty: not even a line of names is there`);
  }
  const { parse } = await csv();
  const [names = []] = parse(header, { separator });
  // All but times comes as text, so that the frame below keeps every digit of an amount.
  const types = Object.fromEntries(names.map((name) => [name, name === "time" ? "time" as const : "text" as const]));
  // A line break tells text from a path.
  const read: Frame = await fromCSV(`${lines.replace(/[\r\n]+$/, "")}\n`, { types, separator });
  const columns = new Map<string, Column>(names.map((name) => [renamed[name] ?? name, read.column(name)]));
  const ids = columns.get(id) as readonly string[] | undefined;
  if (ids !== undefined) columns.set(labelled, named(ids, label, asIs));
  const sorted = [
    ...order.filter((name) => columns.has(name)),
    ...[...columns.keys()].filter((name) => !order.includes(name)),
  ];
  const money = names.filter((name) => MONEY.has(name)).map((name) => renamed[name] ?? name);
  const frame = new Frame<ReportRow<Kind>>({
    kind,
    columns: Object.fromEntries(sorted.map((name) => [name, columns.get(name) as Column])),
    text: Object.fromEntries(money.map((name) => [name, columns.get(name) as readonly string[]])),
    meta,
  });
  return columns.has("time") ? frame.sortBy("time") : frame;
}
