/** Rows of the v2 dialect's channels. Numbers are JSON numbers; subscribe with `digits: true` for their exact text. */

export * from "./data_private.ts";

/** Any other text: Kraken adds values without asking. */
export type OtherText = string & Record<never, never>;

/** Best prices and 24-hour statistics of a symbol. */
export interface TickerData {
  /** `BTC/USD`, `PF_XBTUSD`. */
  symbol: string;
  /** Best bid. */
  bid: number;
  /** Size at the best bid. */
  bid_qty: number;
  /** Best ask. */
  ask: number;
  /** Size at the best ask. */
  ask_qty: number;
  /** Price of the last trade; sure only when there was one within 24 hours. */
  last: number;
  /** 24-hour volume in base units. */
  volume: number;
  /** 24-hour volume-weighted average price. */
  vwap: number;
  /** 24-hour low. */
  low: number;
  /** 24-hour high. */
  high: number;
  /** 24-hour change in quote units. */
  change: number;
  /** 24-hour change in percent. */
  change_pct: number;
  /** RFC 3339; missing from older servers. */
  timestamp?: string;
}

/** A price level. */
export interface LevelData {
  /** Price. */
  price: number;
  /** New total size at the price; 0 removes it. */
  qty: number;
}

/** Levels of a book. */
export interface BookData {
  /** `BTC/USD`, `PF_XBTUSD`. */
  symbol: string;
  /** Bids; the whole side in a snapshot (highest first), changed levels in an update. */
  bids: LevelData[];
  /** Asks; lowest first in a snapshot. */
  asks: LevelData[];
  /** CRC32 of the best ten levels. Whether Unified derivatives carry it is unconfirmed. */
  checksum: number;
  /** RFC 3339; missing from older snapshots. */
  timestamp?: string;
}

/** An order in a level 3 book. */
export interface L3OrderData {
  /** `add`, `modify` or `delete`; missing from snapshots. */
  event?: "add" | "modify" | "delete" | OtherText;
  /** Kraken's order id. */
  order_id: string;
  /** Price. */
  limit_price: number;
  /** Remaining visible size. */
  order_qty: number;
  /** RFC 3339 with nanoseconds. */
  timestamp: string;
}

/** Orders of a level 3 book. */
export interface L3Data {
  /** `BTC/USD`. */
  symbol: string;
  /** Bids, best first and in queue order within a price. */
  bids: L3OrderData[];
  /** Asks. */
  asks: L3OrderData[];
  /** CRC32 of the orders in the best ten levels. */
  checksum: number;
  /** RFC 3339; missing from older messages. */
  timestamp?: string;
}

/** A candle; the last one of a stream is open until a later `interval_begin` appears. */
export interface CandleData {
  /** `BTC/USD`, `PF_XBTUSD`. */
  symbol: string;
  /** First price. */
  open: number;
  /** Highest price. */
  high: number;
  /** Lowest price. */
  low: number;
  /** Last price. */
  close: number;
  /** Volume-weighted average price. */
  vwap: number;
  /** Number of trades. */
  trades: number;
  /** Volume in base units. */
  volume: number;
  /** Start of the interval, RFC 3339 with nanoseconds. */
  interval_begin: string;
  /** Minutes. */
  interval: number;
  /** End of the interval; deprecated by Kraken, use `interval_begin`. */
  timestamp?: string;
}

/** A trade. */
export interface TradeData {
  /** `BTC/USD`, `PF_XBTUSD`. */
  symbol: string;
  /** The taker's side. */
  side: "buy" | "sell" | OtherText;
  /** Price. */
  price: number;
  /** Size in base units or contracts. */
  qty: number;
  /** The taker's order type. */
  ord_type: "limit" | "market" | OtherText;
  /** Number in the sequence of this symbol. */
  trade_id: number;
  /** RFC 3339 with microseconds. */
  timestamp: string;
}

/** An asset. */
export interface AssetData {
  /** `BTC`. */
  id: string;
  /** What is possible with it. */
  status:
    | "enabled"
    | "depositonly"
    | "withdrawalonly"
    | "fundingtemporarilydisabled"
    | "disabled"
    | "workinprogress"
    | OtherText;
  /** Decimals of the ledger. */
  precision: number;
  /** Decimals Kraken shows. */
  precision_display: number;
  /** Whether it can be borrowed. */
  borrowable: boolean;
  /** Share of its value that counts as collateral. */
  collateral_value?: number;
  /** Rate of borrowing it. */
  margin_rate?: number;
  /** Underlying shares per token, tokenized assets only. */
  multiplier?: number;
  /** Class of the asset, where sent. */
  class?: string;
}

/** A market. */
export interface PairData {
  /** `BTC/USD`, `PF_XBTUSD`. */
  symbol: string;
  /** Base asset. */
  base: string;
  /** Quote asset. */
  quote: string;
  /** What is possible in it. */
  status:
    | "online"
    | "cancel_only"
    | "delisted"
    | "limit_only"
    | "maintenance"
    | "post_only"
    | "reduce_only"
    | "work_in_progress"
    | OtherText;
  /** Decimals of a size. */
  qty_precision: number;
  /** Step of a size. */
  qty_increment: number;
  /** Decimals of a price. */
  price_precision: number;
  /** Step of a price; need not be a power of ten. */
  price_increment: number;
  /** Decimals of a cost. */
  cost_precision: number;
  /** Smallest order in base units. */
  qty_min: number;
  /** Smallest order in quote units. */
  cost_min?: number;
  /** Whether it trades on margin. */
  marginable: boolean;
  /** Whether it has an index price. */
  has_index: boolean;
  /** Initial margin as a fraction: 0.2 is leverage 5. */
  margin_initial?: number;
  /** Largest long position. */
  position_limit_long?: number;
  /** Largest short position. */
  position_limit_short?: number;
  /** Deprecated by Kraken, use `price_increment`. */
  tick_size?: number;
}

/** Reference data: everything in a snapshot, whole records of what changed in an update. */
export interface InstrumentData {
  /** Assets. */
  assets: AssetData[];
  /** Markets. */
  pairs: PairData[];
}
