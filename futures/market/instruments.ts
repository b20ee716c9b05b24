import { boolean } from "../../core/codecs.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { contractTypes } from "../_codecs.ts";
import { open } from "../_endpoint.ts";
import type { ContractType, FuturesAnswer, MarginLevel } from "../_types.ts";

/** Query of {@linkcode instruments}. */
export interface InstrumentsParams {
  /** Kinds of contract, one or several. @default all kinds of futures; options only when asked for */
  contractType?: ContractType | readonly ContractType[];
  /** `true` lists only the expired contracts. @default {false} */
  expired?: boolean;
}

/** Margin steps of one regulatory region. */
export interface MarginSchedule {
  /** For retail clients. */
  retail: MarginLevel[];
  /** For professional clients. */
  professional: MarginLevel[];
}

/** Specification of a contract. */
export interface Instrument {
  /** `PF_XBTUSD`; perpetual `PF_`/`PI_`, dated `FF_`/`FI_`, options `OF_`. Bitcoin reads `XBT` here. */
  symbol: string;
  /** Kind of contract. */
  type: "flexible_futures" | "futures_inverse" | "futures_vanilla" | "options" | (string & Record<never, never>);
  /** `BTC:USD`; Bitcoin reads `BTC` here. */
  pair?: string;
  /** Base currency, `BTC`. */
  base?: string;
  /** Quote currency, `USD`. */
  quote?: string;
  /** The reference rate of an inverse contract, `rr_xbtusd`. */
  underlying?: string;
  /** The future under an option. */
  underlyingFuture?: string | null;
  /** A price must be a multiple of it, in quote currency. */
  tickSize?: number;
  /** Base units (linear) or USD (inverse) of one contract; 1 on all contracts. */
  contractSize?: number;
  /** Decimals of a size: a multiple of `10 ** -precision`. May be negative: -3 means multiples of 1000. */
  contractValueTradePrecision?: number;
  /** Size that the impact prices of the funding rate are measured with. */
  impactMidSize?: number;
  /** Largest position, in size units. */
  maxPositionSize?: number;
  /** First trading, ISO 8601. */
  openingDate?: string;
  /** Expiry of a dated contract, ISO 8601. */
  lastTradingTime?: string;
  /** Default margin steps, for professional clients. */
  marginLevels?: MarginLevel[];
  /** Default margin steps for retail clients. */
  retailMarginLevels?: MarginLevel[];
  /** Margin steps of regulatory regions, keyed by region (`europa`, `dlt`, …). */
  marginSchedules?: Record<string, MarginSchedule>;
  /** The hourly premium is divided by it; perpetuals only. */
  fundingRateCoefficient?: number;
  /** Cap of the hourly relative funding rate as a fraction; perpetuals only. */
  maxRelativeFundingRate?: number;
  /** International securities identification number. */
  isin?: string;
  /** Sector such as `"Layer 1"`; empty for inverse contracts. */
  category?: string;
  /** Labels of Kraken's. */
  tags?: string[];
  /** @deprecated Fee schedules tell no fees since 22 June 2026; ask Spot's TradeVolume. */
  feeScheduleUid?: string;
  /** Whether only post-only orders are taken at the moment. */
  postOnly?: boolean;
  /** Whether it is listed for trading; `true` on expired contracts too. */
  tradeable: boolean;
  /** Whether the underlying is a traditional market; not set on each of them. */
  tradfi?: boolean;
  /** Whether it trades on the multilateral trading facility. */
  mtf?: boolean;
  /** Whether it has expired. */
  isExpired?: boolean;
  /** Milliseconds for which orders that could take liquidity are held back; 0 when absent. */
  makerProtectionMillis?: number;
  /** Platforms that may trade it. */
  platformsPermitted?: string[];
  /** ISO codes of countries that may not. */
  countriesBanned?: string[];
  /** Rebates in percent, keyed by volume. */
  rebateLevels?: Record<string, number>;
}

/** Answer to {@linkcode instruments}. */
export interface InstrumentsResult extends FuturesAnswer {
  /** In no particular order; about 300 rows and 1 MB. */
  instruments: Instrument[];
}

/**
 * Specifications of all contracts: tick size, size precision, margin steps, expiry.
 *
 * Public, free of rate cost. Ends with the derivatives REST API on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/get-instruments}
 */
export const instruments: Endpoint<InstrumentsParams, InstrumentsResult> = open("/derivatives/api/v3/instruments", {
  params: { contractType: contractTypes, expired: boolean },
});
