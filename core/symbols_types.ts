/** What a symbol resolves to. */

import type { Decimal } from "./decimal.ts";

/** What a market trades: coins, tokenised shares (xStocks), or two fiat currencies. Kraken's `asset_class` words. */
export type AssetClass = "currency" | "tokenized_asset" | "forex" | (string & Record<never, never>);

/** What every market has, spot or futures. */
export interface AnyMarket {
  /** The modern name, which keys and labels results: `"BTC/USD"`, `"PF_XBTUSD"`. */
  readonly symbol: string;
  /** The altname, short and accepted everywhere on REST: `"XBTUSD"`; of futures the symbol. */
  readonly pair: string;
  /** The name that keys REST answers: `"XXBTZUSD"`; of futures the symbol. */
  readonly id: string;
  /** The name on WebSocket v1: `"XBT/USD"`; of futures the symbol. */
  readonly wsname: string;
  /** Modern name of what is bought and sold: `"BTC"`. */
  readonly base: string;
  /** Modern name of what prices are in: `"USD"`. */
  readonly quote: string;
  /** What `asset_class` must say where Kraken asks for it. */
  readonly assetClass: AssetClass;
  /** Kraken's word when live (`"online"`, `"post_only"` …; futures `"online"`, `"post_only"` or `"not_tradeable"`); `"delisted"` or `"unknown"` in the bundled list. */
  readonly status: string;
  /** Whether the figures come from a live answer or from the bundled list, whose minimums and ticks may be old. */
  readonly source: "live" | "snapshot";
}

/** A spot pair. */
export interface SpotMarket extends AnyMarket {
  /** Tells the two kinds apart. */
  readonly market: "spot";
  /** Decimals of a price. */
  readonly pair_decimals: number;
  /** Decimals of a volume. */
  readonly lot_decimals: number;
  /** Decimals of a cost; unknown for pairs delisted before 2022. */
  readonly cost_decimals?: number;
  /** Prices are multiples of it. */
  readonly tick_size: Decimal;
  /** Smallest volume of an order, in base. */
  readonly ordermin?: Decimal;
  /** Smallest cost of an order, in quote. */
  readonly costmin?: Decimal;
}

/** A futures contract. */
export interface FuturesMarket extends AnyMarket {
  /** Tells the two kinds apart. */
  readonly market: "futures";
  /** `"flexible_futures"` (linear: PF, FF), `"futures_inverse"` (PI, FI) … */
  readonly type: string;
  /** Whether it never expires (PF, PI). */
  readonly perpetual: boolean;
  /** Prices are multiples of it. */
  readonly tickSize: Decimal;
  /** Contracts or base units in one unit of size. */
  readonly contractSize: number;
  /** Decimals of a size; negative where sizes are multiples of ten, a hundred … */
  readonly contractValueTradePrecision: number;
  /** Smallest size and its step, `10 ** -contractValueTradePrecision`. */
  readonly minimumTradeSize: Decimal;
  /** When trading ends, ISO 8601; only of those that expire. */
  readonly lastTradingTime?: string;
}

/** A market, spot or futures: `market` tells which. */
export type Market = SpotMarket | FuturesMarket;

/** An asset, perhaps in one of the forms balances and ledgers have. */
export interface Asset {
  /** The modern name without suffix: `"BTC"`. Balances of one name add up. */
  readonly name: string;
  /** Kraken's internal name without suffix: `"XXBT"`. */
  readonly id: string;
  /** Kraken's short name without suffix: `"XBT"`. */
  readonly altname: string;
  /** Decimals in the books, where known. */
  readonly decimals?: number;
  /** Decimals shown to people, where known. */
  readonly display_decimals?: number;
  /** `"currency"` for coins and fiat, `"tokenized_asset"` for xStocks. */
  readonly assetClass: AssetClass;
  /** Whether it is a national currency. */
  readonly fiat: boolean;
  /** The form of the balance: `"S"` staked, `"M"` opt-in rewards, `"B"` bonded, `"F"` auto-earning, `"T"` tokenised, `"P"` parachain, `"HOLD"` held fiat … */
  readonly suffix?: "S" | "M" | "B" | "F" | "T" | "P" | "HOLD" | (string & Record<never, never>);
  /** Days of a fixed term: 28 in `"DOT28.S"`. */
  readonly termDays?: number;
  /** Whether it was read from a live answer or from the bundled list. */
  readonly source: "live" | "snapshot";
}
