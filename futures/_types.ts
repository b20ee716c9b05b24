/** Shapes that several groups of the Futures REST API share. */

/** What every answer of the derivatives API carries beside its own fields. */
export interface FuturesAnswer {
  /** Says that the request was processed, not that an order was accepted. An `"error"` is raised, never returned. */
  result: "success";
  /** Kraken's clock, ISO 8601 UTC. */
  serverTime: string;
}

/** Kinds of contract that can be asked for. */
export type ContractType = "futures_inverse" | "futures_vanilla" | "flexible_futures" | "options" | "all";

/** One step of a margin schedule: the whole position takes the rates of the highest step it reaches. */
export interface MarginLevel {
  /** Lower bound of an inverse contract, in contracts of 1 USD. */
  contracts?: number | null;
  /** Lower bound of a linear contract, in quote currency. */
  numNonContractUnits?: number | null;
  /** Initial margin as a fraction of the notional; `0.02` allows 50×. */
  initialMargin: number;
  /** Maintenance margin as a fraction of the notional. */
  maintenanceMargin: number;
}

/** Sensitivities of an option. */
export interface Greeks {
  /** Implied volatility as a fraction; `-1` when it cannot be computed. */
  iv: number;
  /** Change of value for a change of the underlying. */
  delta: number;
  /** Change of delta for a change of the underlying. */
  gamma?: number | null;
  /** Change of value for a change of volatility. */
  vega?: number | null;
  /** Change of value with time. */
  theta?: number | null;
  /** Change of value for a change of the interest rate. */
  rho?: number | null;
}

/** What a portfolio margin figure is made of, in USD. Accounts on portfolio margining only. */
export interface PortfolioMarginBreakdown {
  /** Market risk after netting between assets. */
  totalCrossAssetNettedMarketRisk: number;
  /** Market risk before netting between assets. */
  totalMarketRisk: number;
  /** Profit or loss of the portfolio in each scenario. */
  totalScenarioPnls?: number[];
  /** Sum of absolute delta notionals of the options. */
  totalAbsoluteOptionPositionDeltaNotional: number;
  /** Delta of the whole portfolio. */
  netPortfolioDelta: number;
  /** Premium of the options. */
  totalPremium: number;
  /** Whether the portfolio holds bought options only. */
  isBuyOnly: boolean;
  /** Maintenance margin of the futures. */
  futuresMaintenanceMargin: number;
}
