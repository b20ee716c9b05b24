import { plain } from "../../core/decimal.ts";
import type { AccountLogRow } from "../../futures/history/mod.ts";
import { amounts, dates, minus, table, texts } from "../account/_build.ts";
import { numbers } from "../_build.ts";
import type { Frame, FrameMeta } from "../frame.ts";
import { assetName, contractName } from "./_build.ts";

/**
 * A row of a frame of the futures account log. A trade gives two: its `leg` `"position"` changes the signed position, its
 * leg `"cash"` the money, by realised profit − fee + realised funding. Amounts have exact text; what a row has not is `NaN`.
 */
export type AccountLogFrameRow = {
  /** When, ms UTC. */
  time: number;
  /** Kraken's running number. */
  id: number;
  /** Kind: `"futures trade"`, `"funding rate change"`, `"transfer"` … */
  info: string;
  /** `"cash"` when a currency changes, `"position"` when a position does. */
  leg: string;
  /** Modern name of the currency, or the contract of a position. */
  asset: string;
  /** `"PF_XBTUSD"`; empty where none is concerned. */
  contract: string;
  /** Wallet, such as `"flex"`. */
  margin_account: string;
  /** Before: balance, or signed position. */
  old_balance: number;
  /** After. */
  new_balance: number;
  /** `new_balance` − `old_balance`, exact. */
  change: number;
  /** Before the fee. */
  realized_pnl: number;
  fee: number;
  /** Booked funding; negative when paid. */
  realized_funding: number;
  /** Absolute rate that applied, per hour. */
  funding_rate: number;
  trade_price: number;
  mark_price: number;
  old_average_entry_price: number;
  new_average_entry_price: number;
  liquidation_fee: number;
  /** Modern name of the collateral's currency. */
  collateral: string;
  /** Percent. */
  conversion_spread_percentage: number;
  /** In USD; with `conversion_details`. */
  exchange_rate: number;
  /** Percent; with `conversion_details`. */
  conversion_fee: number;
  /** Id of the fill, or a reference of a transfer. */
  execution: string;
  position_uid: string;
  booking_uid: string;
};

const AMOUNTS = [
  "realized_pnl",
  "fee",
  "realized_funding",
  "funding_rate",
  "trade_price",
  "mark_price",
  "old_average_entry_price",
  "new_average_entry_price",
  "liquidation_fee",
  "conversion_spread_percentage",
  "exchange_rate",
  "conversion_fee",
] as const;

/** Rows of the account log as a frame, oldest first by their running number. */
export function accountLogFrame(logs: readonly AccountLogRow[], meta: FrameMeta = {}): Frame<AccountLogFrameRow> {
  const rows = logs.toSorted((a, b) => a.id - b.id);
  const money = Object.fromEntries(AMOUNTS.map((name) => [name, amounts(rows, (row) => row[name])])) as Record<
    typeof AMOUNTS[number],
    string[]
  >;
  const { conversion_spread_percentage, exchange_rate, conversion_fee, ...others } = money;
  const isPosition = ({ asset, contract }: AccountLogRow) => contract === asset || /^[pf][fiv]_/i.test(asset);
  return table<AccountLogFrameRow>("account log", {
    time: dates(rows, ({ date }) => date),
    id: numbers(rows, ({ id }) => id),
    info: texts(rows, ({ info }) => info),
    leg: rows.map((row) => isPosition(row) ? "position" : "cash"),
    asset: rows.map((row) => isPosition(row) ? contractName(row.asset) : assetName(row.asset)),
    contract: rows.map(({ contract }) => contractName(contract)),
    margin_account: texts(rows, ({ margin_account }) => margin_account),
    old_balance: amounts(rows, ({ old_balance }) => old_balance),
    new_balance: amounts(rows, ({ new_balance }) => new_balance),
    change: rows.map(({ old_balance, new_balance }) => minus(plain(new_balance), plain(old_balance))),
    ...others,
    collateral: rows.map(({ collateral }) => assetName(collateral)),
    conversion_spread_percentage,
    exchange_rate,
    conversion_fee,
    execution: texts(rows, ({ execution }) => execution),
    position_uid: texts(rows, ({ position_uid }) => position_uid),
    booking_uid: texts(rows, ({ booking_uid }) => booking_uid),
  }, { money: ["old_balance", "new_balance", "change", ...AMOUNTS], meta });
}
