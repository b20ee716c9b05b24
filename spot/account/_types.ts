/** Shapes that several account calls answer with. */

import type { Decimal } from "../../core/decimal.ts";

/** Order states. */
export type OrderStatus =
  | "pending"
  | "open"
  | "closed"
  | "canceled"
  | "expired"
  | (string & Record<never, never>);

/** Execution models as Kraken reports them. */
export type ReportedOrderType =
  | "market"
  | "limit"
  | "iceberg"
  | "stop-loss"
  | "take-profit"
  | "stop-loss-limit"
  | "take-profit-limit"
  | "trailing-stop"
  | "trailing-stop-limit"
  | "settle-position"
  | (string & Record<never, never>);

/** Sides as Kraken reports them. */
export type ReportedSide = "buy" | "sell" | (string & Record<never, never>);

/** What an order asks for. */
export interface OrderDescription {
  /** Altname of the pair (`XBTUSD`), not its id (`XXBTZUSD`). */
  pair: string;
  /** Class of the pair, e.g. `"forex"`. */
  aclass?: string;
  /** Side. */
  type: ReportedSide;
  /** Execution model. */
  ordertype: ReportedOrderType;
  /** Limit or trigger price, relative forms with their sign (`"+5.0%"`); `"0"` when unused. */
  price: string;
  /** Secondary price, in the same forms; `"0"` when unused. */
  price2: string;
  /** `"none"`, or `"5:1"`. */
  leverage: string;
  /** The order in a sentence of Kraken's. */
  order: string;
  /** The conditional close in a sentence, empty without one. Not sent before about 2018. */
  close?: string;
}

/** One order of one's own. Amounts are decimal text in the precision of the pair. */
export interface OrderInfo {
  /** Order that created this one (conditional close); `null` for most. */
  refid: string | null;
  /** The caller's number for a group of orders; 0 or `null` when unset. */
  userref?: number | null;
  /** The caller's own id of the order. */
  cl_ord_id?: string | null;
  /** Id at an external partner. */
  ext_ord_id?: string | null;
  /** Order this one is linked with. */
  link_id?: string | null;
  /** State. */
  status: OrderStatus;
  /** When it was placed, Unix seconds with fraction. */
  opentm: number;
  /** When it ended, Unix seconds with fraction; ended orders only. */
  closetm?: number;
  /** Scheduled start, Unix seconds; 0 when unset. */
  starttm: number;
  /** End of its life, Unix seconds; 0 when unset. */
  expiretm: number;
  /** Why it ended, e.g. `"User requested"`; `null` when there is nothing to say. */
  reason?: string | null;
  /** What it asks for. */
  descr: OrderDescription;
  /** Time in force, in lower case although it is sent in upper case. */
  time_in_force?: "gtc" | "ioc" | "gtd" | "fok" | (string & Record<never, never>);
  /** Ordered quantity, in base (in quote with flag `viqc`). */
  vol: Decimal;
  /** Filled quantity, in base. */
  vol_exec: Decimal;
  /** Cost of the fills, in quote. */
  cost: Decimal;
  /** Fees of the fills, in quote unless `oflags` says otherwise. */
  fee: Decimal;
  /** Average price of the fills, not the limit; that stands in `descr.price`. */
  price: Decimal;
  /** Trigger price, in quote. */
  stopprice?: Decimal;
  /** Limit price after triggering, in quote. */
  limitprice?: Decimal;
  /** Visible quantity of an iceberg, in base. */
  displayvol?: Decimal;
  /** What is left of the visible quantity, in base. */
  displayvolremain?: Decimal;
  /** Price signal of the trigger; the last trade when absent. */
  trigger?: "last" | "index" | (string & Record<never, never>);
  /** Whether it is on margin. */
  margin?: boolean;
  /** Whether it may only shrink a position. */
  reduce_only?: boolean;
  /** Comma list: `stopped`, `touched`, `liquidated`, `partial`, `amended`. */
  misc: string;
  /** Institutional sub-sender, for self-trade prevention. */
  sender_sub_id?: string | null;
  /** Comma list: `post`, `fcib`, `fciq`, `nompp`, `viqc`. */
  oflags: string;
  /** Ids of the fills, when asked for with `trades`. */
  trades?: string[];
}

/** One fill of one's own. Amounts are decimal text in the precision of the pair. */
export interface TradeInfo {
  /** Order that was filled. */
  ordertxid: string;
  /** Position it belongs to. */
  postxid?: string;
  /** Pair id, e.g. `XXBTZUSD`. */
  pair: string;
  /** Class of the pair, e.g. `"forex"`. */
  aclass?: string;
  /** When, Unix seconds with fraction. */
  time: number;
  /** Side. */
  type: ReportedSide;
  /** Execution model of the order. */
  ordertype: ReportedOrderType;
  /** Execution model the order had when it was placed. */
  tradeordertype?: string;
  /** Price, in quote. */
  price: Decimal;
  /** Price times quantity, in quote. */
  cost: Decimal;
  /** Fee, in quote unless the order said otherwise; negative for a maker rebate. */
  fee: Decimal;
  /** Quantity, in base. */
  vol: Decimal;
  /** Initial margin, in quote; zero for a cash trade. */
  margin: Decimal;
  /** Leverage; `"0"` for a cash trade. */
  leverage?: string;
  /** Comma list, e.g. `closing`. */
  misc: string;
  /** Ids of the ledger entries, when asked for with `ledgers`. */
  ledgers?: string[];
  /** Number of the trade within the pair, rising by one. */
  trade_id?: number;
  /** Whether the order rested when it was hit. */
  maker?: boolean;
  /** Id at an external partner. */
  ext_exec_id?: string;
  /** State of the position this fill opened; this and the rest only where it opened one. */
  posstatus?: string;
  /** Average price of what was closed, in quote. Documented as number, seen as text. */
  cprice?: number | Decimal;
  /** Cost of what was closed, in quote. */
  ccost?: number | Decimal;
  /** Fees of what was closed, in quote. */
  cfee?: number | Decimal;
  /** Closed quantity, in base. */
  cvol?: number | Decimal;
  /** Margin freed, in quote. */
  cmargin?: number | Decimal;
  /** Profit or loss of what was closed, in quote, signed. */
  net?: number | Decimal;
  /** Fills that closed the position. */
  trades?: string[];
}

/** Kinds of ledger entries. */
export type LedgerType =
  | "none"
  | "trade"
  | "deposit"
  | "withdrawal"
  | "transfer"
  | "margin"
  | "adjustment"
  | "rollover"
  | "spend"
  | "receive"
  | "settled"
  | "credit"
  | "staking"
  | "reward"
  | "dividend"
  | "sale"
  | "conversion"
  | "nfttrade"
  | "nftcreatorfee"
  | "nftrebate"
  | "custodytransfer"
  | (string & Record<never, never>);

/** One line of the ledger: `balance` = balance before + `amount` − `fee`, all in `asset`. */
export interface LedgerEntry {
  /** What caused it: a trade, a transfer, a deposit …; the two lines of one trade share it. */
  refid: string;
  /** When, Unix seconds with fraction. */
  time: number;
  /** Kind. */
  type: LedgerType;
  /** Finer kind, e.g. `"spotfromfutures"`; often empty. Absent in old answers. */
  subtype?: string;
  /** Class of the asset, e.g. `"currency"`. */
  aclass: string;
  /** Asset id, e.g. `XXBT`, with a suffix for staked or rewarded balances (`DOT.S`). */
  asset: string;
  /** Change before the fee, signed, in `asset`. */
  amount: Decimal;
  /** Fee in `asset`; negative for a rebate. */
  fee: Decimal;
  /** Balance afterwards, in `asset`. */
  balance: Decimal;
  /** Change in token units, for tokenised assets. */
  amount_token?: Decimal;
}

/** Fee of one pair in one role. Fees are percent, volumes US dollars of 30 days. */
export interface FeeTierInfo {
  /** Fee now, percent. */
  fee: Decimal;
  /** Lowest fee of the schedule, percent. */
  minfee: Decimal;
  /** Highest fee of the schedule, percent. */
  maxfee: Decimal;
  /** Fee of the next tier, percent; `null` on the last. */
  nextfee: Decimal | null;
  /** Volume this tier starts at. */
  tiervolume: Decimal;
  /** Volume the next tier starts at; `null` on the last. */
  nextvolume: Decimal | null;
  /** Futures volume this tier starts at. */
  tierfuturesvolume?: Decimal | null;
  /** Futures volume the next tier starts at. */
  nextfuturesvolume?: Decimal | null;
  /** Volume credited on top. */
  volumeoffset?: Decimal | null;
}
