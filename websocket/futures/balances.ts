import { type Feed, privateFeed } from "./feed.ts";

/** Margin figures of a group of positions. */
export interface MarginFigures {
  /** Initial margin. */
  initial_margin: number;
  /** Initial margin without open orders. */
  initial_margin_without_orders: number;
  /** Maintenance margin. */
  maintenance_margin: number;
  /** Profit not realised. */
  pnl: number;
  /** Funding not paid yet. */
  unrealized_funding: number;
  /** Both. */
  total_unrealized: number;
  /** Both, as far as it counts as margin. */
  total_unrealized_as_margin: number;
}

/** A currency of the multi-collateral wallet. */
export interface FlexCurrency {
  /** Amount. */
  quantity: number;
  /** Value in USD. */
  value: number;
  /** Value as collateral in USD. */
  collateral_value: number;
  /** Amount that can be withdrawn. */
  available: number;
  /** Share of the value that does not count. */
  haircut: number;
  /** Spread of a conversion. */
  conversion_spread: number;
}

/** The multi-collateral wallet. */
export interface FlexFutures extends MarginFigures, Record<string, unknown> {
  /** By currency. */
  currencies: Record<string, FlexCurrency>;
  /** Value of the currencies. */
  balance_value: number;
  /** Value with profit. */
  portfolio_value: number;
  /** Value as collateral. */
  collateral_value: number;
  /** Collateral with profit. */
  margin_equity: number;
  /** What new positions may use. */
  available_margin: number;
  /** Isolated positions by contract. */
  isolated?: Record<string, MarginFigures>;
  /** Cross positions together. */
  cross?: MarginFigures & Record<string, unknown>;
}

/** A single-collateral wallet. */
export interface FuturesWallet {
  /** `F-XBT:USD`. */
  name: string;
  /** `XBT/USD`. */
  pair: string;
  /** Currency. */
  unit: string;
  /** Value with profit. */
  portfolio_value: number;
  /** Balance. */
  balance: number;
  /** Maintenance margin. */
  maintenance_margin: number;
  /** Initial margin. */
  initial_margin: number;
  /** What can be used. */
  available: number;
  /** Funding not paid yet. */
  unrealized_funding: number;
  /** Profit not realised. */
  pnl: number;
  /** Cash value. */
  cash_value?: number;
}

/** A message of {@linkcode balances}: everything first, then the sections that changed. */
export interface FuturesBalancesMessage {
  /** `balances_snapshot`, then `balances`. */
  readonly feed: "balances_snapshot" | "balances";
  /** Account. */
  account: string;
  /** Unix milliseconds. */
  timestamp?: number;
  /** Sequence. */
  seq?: number;
  /** Currencies that are no collateral. */
  holding?: Record<string, number>;
  /** Single-collateral wallets. */
  futures?: Record<string, FuturesWallet>;
  /** The multi-collateral wallet. */
  flex_futures?: FlexFutures;
  /** Cash value of the single-collateral wallets. */
  futures_cash_value?: number;
  /** Cash value of their profit. */
  futures_upnl_cash_value?: number;
}

/**
 * Your wallets and margin figures.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/websocket/balances}
 */
export const balances: Feed<FuturesBalancesMessage> = privateFeed("balances");
