import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import type { FuturesAnswer, PortfolioMarginBreakdown } from "../_types.ts";

/** Money that backs no position. */
export interface CashAccount {
  /** Kind of wallet. */
  type: "cashAccount";
  /** Amounts by currency, lower case (`xbt`); text, in older answers numbers. */
  balances: Record<string, string | number>;
}

/** Wallet of the inverse contracts of one pair (`fi_xbtusd`), in the base coin. */
export interface MarginAccount {
  /** Kind of wallet. */
  type: "marginAccount";
  /** The coin that all amounts but {@linkcode triggerEstimates} are in. */
  currency: string;
  /** The coin, and open contracts by symbol (negative when short); text, in older answers numbers. */
  balances: Record<string, string | number>;
  /** Derived amounts. */
  auxiliary: {
    /** USD in the wallet. */
    usd?: number;
    /** Portfolio value: balance, unrealised profit and funding. */
    pv: number;
    /** Unrealised profit or loss. */
    pnl: number;
    /** Available funds. */
    af: number;
    /** Unrealised funding. */
    funding?: number;
  };
  /** Amounts of the coin at which something happens. */
  marginRequirements: MarginThresholds;
  /** Prices of the pair at which it happens. */
  triggerEstimates: MarginThresholds;
}

/** Initial margin, maintenance margin, liquidation threshold, termination threshold. */
export interface MarginThresholds {
  /** Initial margin. */
  im: number;
  /** Maintenance margin. */
  mm: number;
  /** Liquidation threshold. */
  lt: number;
  /** Termination threshold. */
  tt: number;
}

/** One currency of the multi-collateral wallet. */
export interface FlexCurrency {
  /** Units of the currency. */
  quantity: number;
  /** USD value. */
  value: number;
  /** USD value after the haircut. */
  collateral: number;
  /** Units that can be withdrawn. */
  available: number;
}

/** Margin figures of a multi-collateral wallet, in USD. */
export interface FlexMargins {
  /** Initial margin of the positions. */
  initialMargin: number;
  /** Initial margin of positions and open orders. */
  initialMarginWithOrders: number;
  /** Maintenance margin of the positions. */
  maintenanceMargin: number;
  /** Value of all currencies. */
  balanceValue: number;
  /** Value of all currencies and unrealised amounts. */
  portfolioValue: number;
  /** Value of all currencies after haircuts. */
  collateralValue: number;
  /** Unrealised profit or loss. */
  pnl: number;
  /** Unrealised funding. */
  unrealizedFunding: number;
  /** Sum of both. */
  totalUnrealized: number;
  /** The sum as far as it counts as margin: gains in other currencies take haircut and fee. */
  totalUnrealizedAsMargin: number;
  /** Margin for new positions: equity minus {@linkcode initialMarginWithOrders}. */
  availableMargin: number;
  /** Collateral and unrealised amounts. */
  marginEquity: number;
  /** Only on portfolio margining. */
  portfolioMarginBreakdown?: PortfolioMarginBreakdown;
}

/** The multi-collateral wallet (`flex`) of all linear contracts. */
export interface FlexAccount extends FlexMargins {
  /** Kind of wallet. */
  type: "multiCollateralMarginAccount";
  /** By currency, upper case (`XBT`). */
  currencies: Record<string, FlexCurrency>;
  /** Interest on unrealised losses that USD does not cover. */
  upnlInterestRate?: number | null;
}

/** All wallets by name. */
export interface Wallets {
  /** Money that backs no position. */
  cash: CashAccount;
  /** Multi-collateral wallet. */
  flex: FlexAccount;
  /** One per pair of inverse contracts, such as `fi_xbtusd`: `type` tells the kinds apart. */
  [name: string]: CashAccount | FlexAccount | MarginAccount;
}

/** Answer to {@linkcode accounts}. */
export interface AccountsResult extends FuturesAnswer {
  /** All wallets by name. */
  accounts: Wallets;
}

/**
 * All wallets with balances, margins and unrealised amounts.
 *
 * Needs `General API - Read Only`; costs 2. Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-accounts}
 */
export const accounts: Endpoint<Record<never, never>, AccountsResult> = derivatives(
  "GET",
  "/derivatives/api/v3/accounts",
);
