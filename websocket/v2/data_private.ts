/** Rows of the v2 dialect's private channels. */

import type { OtherText } from "./data.ts";

/** A fee. */
export interface FeeData {
  /** Asset it is paid in. */
  asset: string;
  /** Amount. */
  qty: number;
}

/** When a triggered order fires. */
export interface TriggersData {
  /** Price that is watched. */
  reference?: "last" | "index" | OtherText;
  /** Trigger price or offset. */
  price?: number;
  /** How `price` is meant. */
  price_type?: "static" | "pct" | "quote" | OtherText;
  /** The trigger price in effect. */
  actual_price?: number;
  /** Extreme reached, trailing orders. */
  peak_price?: number;
  /** Price that fired the trigger. */
  last_price?: number;
  /** Whether it has fired. */
  status?: "triggered" | "untriggered" | OtherText;
  /** When it fired. */
  timestamp?: string;
}

/** The order that each fill creates. */
export interface ContingentData {
  /** Its type. */
  order_type?: string;
  /** Trigger price. */
  trigger_price?: number;
  /** How `trigger_price` is meant. */
  trigger_price_type?: string;
  /** Limit price. */
  limit_price?: number;
  /** How `limit_price` is meant. */
  limit_price_type?: string;
}

/** An event of an order, or a fill. Later events leave out what does not change: keep a map by `order_id`. */
export interface ExecutionData {
  /** Kraken's order id; a UUID for derivatives. */
  order_id: string;
  /** What happened. */
  exec_type:
    | "pending_new"
    | "new"
    | "trade"
    | "filled"
    | "iceberg_refill"
    | "canceled"
    | "expired"
    | "amended"
    | "restated"
    | "status"
    | OtherText;
  /**
   * State of the order. A last fill may still say `partially_filled`; `filled` follows. For derivatives no `filled` event may follow: the
   * fill itself may say `filled`.
   */
  order_status: "pending_new" | "new" | "partially_filled" | "filled" | "canceled" | "expired" | OtherText;
  /** RFC 3339. */
  timestamp: string;
  /** Market; first event and trades. */
  symbol?: string;
  /** Side. */
  side?: "buy" | "sell" | OtherText;
  /** Type. */
  order_type?: string;
  /** Size in base units. */
  order_qty?: number;
  /** Size in quote units, of market buys by amount. */
  cash_order_qty?: number;
  /** Filled so far, base units. */
  cum_qty?: number;
  /** Filled so far, quote units. */
  cum_cost?: number;
  /** Average fill price. */
  avg_price?: number;
  /** Limit price. */
  limit_price?: number;
  /** How `limit_price` is meant. */
  limit_price_type?: "static" | "pct" | "quote" | OtherText;
  /** How long it stays; upper case here. */
  time_in_force?: "GTC" | "GTD" | "IOC" | "FOK" | OtherText;
  /** Scheduled start. */
  effective_time?: string;
  /** End of a GTD order. */
  expire_time?: string;
  /** Never takes. */
  post_only?: boolean;
  /** Only reduces a position. */
  reduce_only?: boolean;
  /** On margin. */
  margin?: boolean;
  /** Without market price protection; deprecated by Kraken. */
  no_mpp?: boolean;
  /** Placed by a liquidation. */
  liquidated?: boolean;
  /** Changed by its owner. */
  amended?: boolean;
  /** Visible size of an iceberg. */
  display_qty?: number;
  /** What remains of the visible slice. */
  display_qty_remain?: number;
  /** Client order id. */
  cl_ord_id?: string;
  /** Client's number; 0 when none was given, in older messages. */
  order_userref?: number;
  /** Order that created this one. */
  ord_ref_id?: string;
  /** Institutional sender. */
  sender_sub_id?: string;
  /** Partner's order id. */
  ext_ord_id?: string;
  /** Partner's execution id. */
  ext_exec_id?: string;
  /** What each fill creates. */
  contingent?: ContingentData;
  /** When it fires. */
  triggers?: TriggersData;
  /** Fill id, trades only. */
  exec_id?: string;
  /** Trade number, trades only. */
  trade_id?: number;
  /** Size of the fill. */
  last_qty?: number;
  /** Price of the fill. */
  last_price?: number;
  /** Cost of the fill. */
  cost?: number;
  /** `m` maker or `t` taker. */
  liquidity_ind?: "m" | "t" | OtherText;
  /** Fees of the fill. */
  fees?: FeeData[];
  /** All fees in USD. */
  fee_usd_equiv?: number;
  /** Currency the fee is taken in: `fcib` base, `fciq` quote. */
  fee_ccy_pref?: "fcib" | "fciq" | OtherText;
  /** Whether the fill borrowed. */
  margin_borrow?: boolean;
  /** State of the position. */
  position_status?: "opened" | "closing" | "closed" | OtherText;
  /** Why it was cancelled, expired, amended or restated. */
  reason?: string;
  /** Whose order, with `users: "all"`. */
  user?: string;
  /** Orders counter, with `ratecounter`; its name is unconfirmed for v2. */
  ratecount?: number;
  /** Deprecated by Kraken, use `reason`. */
  cancel_reason?: string;
  /** Deprecated by Kraken, use `triggers.price`. */
  stop_price?: number;
  /** Deprecated by Kraken, use `triggers.reference`. */
  trigger?: string;
  /** Deprecated by Kraken, use `triggers.last_price`. */
  triggered_price?: number;
}

/** A wallet of an asset. */
export interface WalletData {
  /** `spot`, `earn`, and others for derivatives. */
  type: "spot" | "earn" | OtherText;
  /** `main`, `flex`, `bonded`, `flexible`, `liquid`, `locked`, `closed`. */
  id: string;
  /** Amount. */
  balance: number;
}

/** An asset's balance, in the snapshot. */
export interface BalanceSnapshotData {
  /** Asset. */
  asset: string;
  /** `currency`. */
  asset_class: string;
  /** Sum over the wallets; orders on hold are not taken off. */
  balance: number;
  /** Each wallet; may be empty. */
  wallets: WalletData[];
}

/** A ledger entry, in updates. A trade makes two, with the same `ref_id`. */
export interface LedgerData {
  /** Ledger id. */
  ledger_id: string;
  /** What caused it, such as a trade id. */
  ref_id: string;
  /** RFC 3339. */
  timestamp: string;
  /** `trade`, `deposit`, `withdrawal`, `transfer`, `staking` … */
  type: string;
  /** Closer description of transfers. */
  subtype?: string;
  /** Business reason: `trade`, `margin-trade`, `conversion` … */
  category?: string;
  /** Asset. */
  asset: string;
  /** `currency`. */
  asset_class?: string;
  /** Wallet type. */
  wallet_type?: string;
  /** Wallet. */
  wallet_id?: string;
  /** Change, signed, fee not included. */
  amount: number;
  /** Fee in the same asset, zero or more. */
  fee: number;
  /** New total of the asset. */
  balance: number;
  /** Whose, with `users: "all"`. */
  user?: string;
}
