import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import type { FuturesAnswer, PortfolioMarginBreakdown } from "../_types.ts";

/** One subaccount. */
export interface Subaccount {
  /** Its id. */
  accountUid: string;
  /** Its e-mail address. */
  email: string;
  /** Its owner's name. */
  fullName: string | null;
  /** Money that backs no position. */
  holdingAccounts: {
    /** Lower case, `xbt`. */
    currency: string;
    /** Units of it. */
    amount: number;
  }[];
  /** Wallets of inverse contracts. */
  futuresAccounts: {
    /** `f-xbt:usd`. */
    name: string;
    /** In the base coin; negative when short of margin. */
    availableMargin: number;
  }[];
  /** Multi-collateral wallet; amounts in USD. */
  flexAccount: SubaccountFlex;
}

/** Multi-collateral wallet of a subaccount. Unlike `accounts` it lists the currencies in an array. */
export interface SubaccountFlex {
  /** One row per currency. */
  currencies: {
    /** Lower case, `xbt`. */
    currency: string;
    /** Units of it. */
    quantity: number;
    /** USD value. */
    value: number;
    /** USD value after the haircut. */
    collateral: number;
    /** Units that can be withdrawn. */
    available: number;
  }[];
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
  /** The sum as far as it counts as margin. */
  totalUnrealizedAsMargin: number;
  /** Margin for new positions. */
  availableMargin: number;
  /** Collateral and unrealised amounts. */
  marginEquity: number;
  /** Only on portfolio margining. */
  portfolioMarginBreakdown?: PortfolioMarginBreakdown;
}

/** Answer to {@linkcode subaccounts}. */
export interface SubaccountsResult extends FuturesAnswer {
  /** Id of the master account. */
  masterAccountUid: string;
  /** Its subaccounts. */
  subaccounts: Subaccount[];
}

/**
 * The subaccounts of a master account with their balances and margins.
 *
 * Needs `General API - Read Only`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/guides/futures-rest}
 */
export const subaccounts: Endpoint<Record<never, never>, SubaccountsResult> = derivatives(
  "GET",
  "/derivatives/api/v3/subaccounts",
);
