import { modernName, step } from "../../core/symbols_listed.ts";
import type { Instrument } from "../../futures/market/mod.ts";
import { amounts, dates, table, texts } from "../account/_build.ts";
import { numbers } from "../_build.ts";
import type { Frame, FrameMeta } from "../frame.ts";
import { contractName, flags } from "./_build.ts";

/** A row of a frame of contracts. */
export type InstrumentRow = {
  /** `"PF_XBTUSD"`. */
  symbol: string;
  /** `"flexible_futures"` (linear), `"futures_inverse"` … */
  type: string;
  /** Modern name; empty for some inverse contracts. */
  base: string;
  /** Modern name; empty for some inverse contracts. */
  quote: string;
  /** Whether it never expires. */
  perpetual: boolean;
  /** Step of prices, in quote. */
  tick_size: number;
  /** Step and minimum of sizes: base units (linear) or contracts (inverse). */
  size_step: number;
  /** Base units (linear) or quote units (inverse) in one unit of size. */
  contract_size: number;
  /** Largest position, in size units. */
  max_position_size: number;
  /** Initial margin of the first step for professional clients, a fraction. */
  initial_margin: number;
  /** Maintenance margin of the first step, a fraction. */
  maintenance_margin: number;
  /** 1 / initial margin. A float. */
  max_leverage: number;
  /** Cap of the hourly relative funding rate, a fraction; `NaN` without funding. */
  max_relative_funding_rate: number;
  /** First trading, ms UTC. */
  opening: number;
  /** Last trading, ms UTC; `NaN` for perpetuals. */
  expiry: number;
  /** Whether it is listed for trading. */
  tradeable: boolean;
  /** Whether only post-only orders are taken. */
  post_only: boolean;
  /** Whether it has expired. */
  expired: boolean;
  /** Sector such as `"Layer 1"`. */
  category: string;
};

const MONEY = [
  "tick_size",
  "size_step",
  "contract_size",
  "max_position_size",
  "initial_margin",
  "maintenance_margin",
  "max_relative_funding_rate",
] as const;

/** The contracts of `instruments` as a frame, by symbol; indices among them are left out. */
export function instrumentFrame(instruments: readonly Instrument[], meta: FrameMeta = {}): Frame<InstrumentRow> {
  const rows = instruments.filter(({ tickSize }) => tickSize !== undefined)
    .toSorted((a, b) => contractName(a.symbol) < contractName(b.symbol) ? -1 : 1);
  const first = ({ marginLevels = [] }: Instrument) =>
    marginLevels.reduce<typeof marginLevels[number] | undefined>(
      (least, level) => least === undefined || level.initialMargin < least.initialMargin ? level : least,
      undefined,
    );
  return table<InstrumentRow>("instruments", {
    symbol: rows.map(({ symbol }) => contractName(symbol)),
    type: texts(rows, ({ type }) => type),
    base: texts(rows, ({ base, pair }) => modernName(base ?? pair?.split(":")[0] ?? "")),
    quote: texts(rows, ({ quote, pair }) => quote ?? pair?.split(":")[1]),
    perpetual: rows.map(({ lastTradingTime, symbol }) => lastTradingTime === undefined && !/_\d{6}/.test(symbol)),
    tick_size: amounts(rows, ({ tickSize }) => tickSize),
    size_step: amounts(
      rows,
      ({ contractValueTradePrecision: decimals }) => decimals === undefined ? undefined : step(decimals),
    ),
    contract_size: amounts(rows, ({ contractSize }) => contractSize),
    max_position_size: amounts(rows, ({ maxPositionSize }) => maxPositionSize),
    initial_margin: amounts(rows, (row) => first(row)?.initialMargin),
    maintenance_margin: amounts(rows, (row) => first(row)?.maintenanceMargin),
    max_leverage: numbers(rows, (row) => first(row) && 1 / (first(row)?.initialMargin ?? NaN)),
    max_relative_funding_rate: amounts(rows, ({ maxRelativeFundingRate }) => maxRelativeFundingRate),
    opening: dates(rows, ({ openingDate }) => openingDate),
    expiry: dates(rows, ({ lastTradingTime }) => lastTradingTime),
    tradeable: flags(rows, ({ tradeable }) => tradeable),
    post_only: flags(rows, ({ postOnly }) => postOnly),
    expired: flags(rows, ({ isExpired }) => isExpired),
    category: texts(rows, ({ category }) => category),
  }, { money: MONEY, times: ["opening", "expiry"], meta });
}
