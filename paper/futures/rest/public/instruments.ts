/** Instruments, their state, and the fee schedules they refer to. */

import type { FeeSchedule } from "../../../../futures/market/fee_schedules.ts";
import type { InstrumentStatus } from "../../../../futures/market/instrument_status.ts";
import type { Instrument, MarginSchedule } from "../../../../futures/market/instruments.ts";
import type { MarginLevel } from "../../../../futures/_types.ts";
import type { Engine } from "../../engine/engine.ts";
import { FEE_RATE, SCHEDULES, TIERS } from "../../engine/fees.ts";
import { type Contract, contractsAt, expiredAt } from "../../contracts/contracts.ts";
import { type Level, MARGIN_RATE, RETAIL_INVERSE } from "../../contracts/levels.ts";
import { FUNDING_COEFFICIENT, MAX_RELATIVE } from "../../market/premium.ts";
import { json, jsonPrice, RATE } from "../../money.ts";
import { flag, type PublicCall, publicContract, wantsKind } from "../call.ts";

const date = (ms: number) => new Date(ms).toISOString().replace(".000Z", "Z");

/** Margin steps as they are sent. */
export function levelRows(levels: readonly Level[], inverse: boolean): MarginLevel[] {
  return levels.map(({ from, im, mm }) => ({
    ...(inverse ? { contracts: from } : { numNonContractUnits: from }),
    initialMargin: json(im, MARGIN_RATE),
    maintenanceMargin: json(mm, MARGIN_RATE),
  }));
}

/** Steps that ask for 10 % and more, which is what Europe allows. */
function european(levels: readonly Level[]): readonly Level[] {
  const high = levels.filter(({ im }) => im >= 100_000n);
  const [first] = high;
  return first ? [{ ...first, from: 0 }, ...high.slice(1)] : levels;
}

/** Specification of a contract. */
export function instrument(engine: Engine, contract: Contract, now: number): Instrument {
  const { family, underlying, inverse, perpetual, symbol } = contract;
  const retail = inverse ? RETAIL_INVERSE : family.levels;
  const schedule: MarginSchedule = {
    retail: levelRows(european(retail), inverse),
    professional: levelRows(european(family.levels), inverse),
  };
  return {
    symbol,
    type: inverse ? "futures_inverse" : "flexible_futures",
    ...(inverse ? { underlying: `rr_${underlying.code.toLowerCase()}usd` } : {}),
    ...(perpetual ? {} : { lastTradingTime: date(contract.expiry) }),
    tickSize: jsonPrice(contract.tick),
    contractSize: 1,
    tradeable: true,
    impactMidSize: Number(family.impactMidSize),
    maxPositionSize: family.maxPosition,
    openingDate: date(contract.opening),
    marginLevels: levelRows(family.levels, inverse),
    ...(perpetual
      ? { fundingRateCoefficient: Number(FUNDING_COEFFICIENT), maxRelativeFundingRate: json(MAX_RELATIVE, RATE) }
      : {}),
    ...(family.isin === undefined ? {} : { isin: family.isin }),
    contractValueTradePrecision: contract.precision,
    postOnly: engine.conditionsOf(contract).postOnly ?? false,
    feeScheduleUid: inverse ? SCHEDULES.inverse : SCHEDULES.linear,
    mtf: true,
    base: underlying.base,
    quote: "USD",
    pair: `${underlying.base}:USD`,
    retailMarginLevels: levelRows(retail, inverse),
    marginSchedules: { europa: schedule, europa_crypto: schedule },
    category: inverse ? "" : "Layer 1",
    tags: [],
    rebateLevels: {},
    tradfi: false,
    isExpired: contract.expiry <= now,
    platformsPermitted: [],
    countriesBanned: [],
  };
}

/** `GET /instruments`. */
export function instruments(call: PublicCall): { instruments: Instrument[] } {
  const listed = flag(call.fields, "expired") ? expiredAt(call.ms) : contractsAt(call.ms);
  const wanted = listed.filter(wantsKind(call.fields));
  return { instruments: wanted.map((contract) => instrument(call.engine, contract, call.ms)) };
}

function status(engine: Engine, contract: Contract): InstrumentStatus {
  const { dislocation, volatility = 1 } = engine.conditionsOf(contract);
  return {
    tradeable: contract.symbol,
    experiencingDislocation: dislocation !== undefined,
    priceDislocationDirection: dislocation ?? null,
    experiencingExtremeVolatility: volatility > 1,
    extremeVolatilityInitialMarginMultiplier: volatility,
  };
}

/** `GET /instruments/status`. */
export function instrumentsStatus(call: PublicCall): { instrumentStatus: InstrumentStatus[] } {
  const wanted = contractsAt(call.ms).filter(wantsKind(call.fields));
  return { instrumentStatus: wanted.map((contract) => status(call.engine, contract)) };
}

/** `GET /instruments/{symbol}/status`. */
export function instrumentStatus(call: PublicCall): InstrumentStatus {
  return status(call.engine, publicContract(call, call.path["symbol"]));
}

/** `GET /feeschedules`: fees in percent. */
export function feeSchedules(): { feeSchedules: FeeSchedule[] } {
  const tiers = TIERS.map(({ usd, maker, taker }) => ({
    makerFee: json(maker, FEE_RATE - 2),
    takerFee: json(taker, FEE_RATE - 2),
    usdVolume: usd,
  }));
  return {
    feeSchedules: [
      { uid: SCHEDULES.linear, name: "linear", tiers },
      { uid: SCHEDULES.inverse, name: "inverse", tiers },
    ],
  };
}
