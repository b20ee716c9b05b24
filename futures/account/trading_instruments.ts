import type { Endpoint } from "../../core/endpoint.ts";
import { contractTypes } from "../_codecs.ts";
import { derivatives } from "../_endpoint.ts";
import type { ContractType, FuturesAnswer, MarginLevel } from "../_types.ts";

/** Query of {@linkcode tradingInstruments}. */
export interface TradingInstrumentsParams {
  /** Kinds of contract, one or several. @default all kinds of futures; options only when asked for */
  contractType?: ContractType | readonly ContractType[];
}

/** Specification of a contract as it applies to this account. */
export interface TradingInstrument {
  /** `PF_XBTUSD`. */
  symbol: string;
  /** Kind of contract. */
  type: "flexible_futures" | "futures_inverse" | "futures_vanilla" | "options" | (string & Record<never, never>);
  /** `BTC:USD`. */
  pair: string;
  /** Base currency. */
  base: string;
  /** Quote currency. */
  quote: string;
  /** The reference rate of an inverse contract. */
  underlying?: string;
  /** The future under an option. */
  underlyingFuture?: string;
  /** A price must be a multiple of it. */
  tickSize: number;
  /** Decimals of a size; may be negative. */
  contractValueTradePrecision: number;
  /** Smallest size of an order. */
  minimumTradeSize: number;
  /** Size that the impact prices of the funding rate are measured with. */
  impactMidSize: number;
  /** Largest position. */
  maxPositionSize: number;
  /** First trading, ISO 8601. */
  openingDate: string;
  /** Expiry of a dated contract, ISO 8601. */
  lastTradingTime?: string;
  /** The margin steps that apply to this account. */
  marginLevels?: MarginLevel[];
  /** The hourly premium is divided by it; perpetuals only. */
  fundingRateCoefficient?: number;
  /** Cap of the hourly relative funding rate as a fraction; perpetuals only. */
  maxRelativeFundingRate?: number;
  /** Security number. */
  isin: string | null;
  /** Whether only post-only orders are taken at the moment. */
  postOnly: boolean;
  /** @deprecated Fee schedules tell no fees since 22 June 2026; ask Spot's TradeVolume. */
  feeScheduleUid: string;
  /** Call or put; options only. */
  optionType?: "call" | "put" | (string & Record<never, never>);
  /** Strike price; options only. */
  strikePrice?: number;
  /** Rebates in percent, keyed by volume. */
  rebateLevels: Record<string, number>;
  /** Whether it trades on the multilateral trading facility. */
  mtf: boolean;
  /** Whether the underlying is a traditional market. */
  tradfi: boolean;
  /** Whether this account may only reduce positions in it. */
  restricted: boolean;
  /** Whether it has expired. */
  isExpired: boolean;
  /** Milliseconds for which orders that could take liquidity are held back; 0 when absent. */
  makerProtectionMillis?: number;
}

/** Answer to {@linkcode tradingInstruments}. */
export interface TradingInstrumentsResult extends FuturesAnswer {
  /** Only the contracts this account may use. */
  instruments: TradingInstrument[];
}

/**
 * Specifications of the contracts this account may use, with the margin steps that apply to it.
 *
 * Needs `General API - Read Only`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-trading-instruments}
 */
export const tradingInstruments: Endpoint<TradingInstrumentsParams, TradingInstrumentsResult> = derivatives(
  "GET",
  "/derivatives/api/v3/trading/instruments",
  { params: { contractType: contractTypes } },
);
