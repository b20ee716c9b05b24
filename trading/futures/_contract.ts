/** What Kraken allows on a contract, fresh from its list of contracts. */

import { type Decimal, plain } from "../../core/decimal.ts";
import { KrakenError } from "../../core/errors.ts";
import { toIso } from "../../core/time.ts";
import type { Instrument, MarginLevel } from "../../futures/market/mod.ts";
import { callOptions, type OrderCallOptions } from "../source.ts";
import type { FuturesTradingSource } from "./source.ts";

/** One step of the margin schedule: a position that reaches `from` takes its rates as a whole. */
export interface Level {
  /** Lower bound: notional in quote (linear) or contracts (inverse). */
  readonly from: Decimal;
  /** Initial margin, a fraction of the notional. */
  readonly initial: Decimal;
  /** Maintenance margin, a fraction of the notional. */
  readonly maintenance: Decimal;
}

/** The rules of one contract. */
export interface ContractRules {
  /** `"PF_XBTUSD"`. */
  readonly symbol: string;
  /** Linear: sizes are base units and profit is in quote. Inverse: sizes are contracts and profit is in base. */
  readonly kind: "linear" | "inverse";
  /** Modern name of the base. */
  readonly base: string;
  /** Modern name of the quote. */
  readonly quote: string;
  /** Step of prices. */
  readonly tick: Decimal;
  /** Step of sizes, and the smallest one. */
  readonly step: Decimal;
  /** Base units (linear) or quote units (inverse) in one unit of size. */
  readonly contractSize: Decimal;
  /** Largest position, in size units. */
  readonly maxPosition: Decimal | undefined;
  /** Margin steps, lowest first; none where Kraken lists none. */
  readonly levels: readonly Level[];
  /** Whether only post-only orders are taken. */
  readonly postOnly: boolean;
  /** End of trading, ms UTC; perpetuals have none. */
  readonly expiry: number | undefined;
}

const MAX_AGE_MS = 60_000;
const kept = new WeakMap<object, { at: number; instruments: readonly Instrument[] }>();

/** The list of contracts, at most a minute old: it is a megabyte long. */
async function listed(
  { market, symbols, now }: FuturesTradingSource,
  options: OrderCallOptions,
): Promise<readonly Instrument[]> {
  const known = kept.get(market);
  const at = now();
  if (known && at >= known.at && at - known.at < MAX_AGE_MS) return known.instruments;
  const { instruments } = await market.instruments({}, callOptions({ ...options, otp: undefined }));
  symbols.refresh({ instruments: instruments.filter(({ type }) => type !== "options") });
  kept.set(market, { at, instruments });
  return instruments;
}

/**
 * The rules of a contract in any spelling. One public call a minute.
 *
 * @throws {RangeError} there is none of that name, it has expired, or it is not open yet.
 */
export async function contractRules(
  source: FuturesTradingSource,
  text: string,
  options: OrderCallOptions = {},
): Promise<ContractRules> {
  const instruments = await listed(source, options);
  const symbol = symbolOf(source, text, instruments);
  const instrument = instruments.find((each) => each.symbol.toUpperCase() === symbol);
  const now = source.now();
  if (!instrument) throw new RangeError(`Cannot order ${symbol} as Kraken does not list it any more`);
  const expiry = instrument.lastTradingTime === undefined ? undefined : Date.parse(instrument.lastTradingTime);
  if (instrument.isExpired || (expiry !== undefined && expiry <= now)) {
    throw new RangeError(expired(symbol, expiry, instruments, now));
  }
  const opening = instrument.openingDate === undefined ? undefined : Date.parse(instrument.openingDate);
  if (opening !== undefined && opening > now) {
    throw new RangeError(`Cannot order ${symbol} as it opens for trading at ${toIso(opening)}`);
  }
  if (!instrument.tradeable) throw new RangeError(`Cannot order ${symbol} as it is not tradeable now`);
  return rulesOf(instrument, symbol, expiry);
}

function symbolOf({ symbols, now }: FuturesTradingSource, text: string, listed: readonly Instrument[]): string {
  const found = symbols.find(text, { market: "futures" });
  if (found) return found.symbol;
  // Expired contracts leave the list, so a maturity in the past is told by the name.
  const [, , year, month, day] = /^(F[FI]_[A-Z0-9]+)_(\d\d)(\d\d)(\d\d)$/i.exec(text.trim()) ?? [];
  const expiry = year === undefined ? NaN : Date.UTC(2000 + Number(year), Number(month) - 1, Number(day), 16);
  if (expiry < now()) throw new RangeError(expired(text.trim().toUpperCase(), expiry, listed, now()));
  return symbols.futures(text).symbol; // fails, with suggestions
}

function expired(symbol: string, expiry: number | undefined, listed: readonly Instrument[], now: number): string {
  const stem = symbol.replace(/_\d{6}$/, "");
  const trades = ({ isExpired, lastTradingTime }: Instrument) =>
    !isExpired && (lastTradingTime === undefined || Date.parse(lastTradingTime) > now);
  const others = listed.filter((each) => trades(each) && each.symbol.startsWith(`${stem}_`)).map((each) => each.symbol);
  const perpetual = `P${stem.slice(1)}`;
  if (listed.some((each) => each.symbol === perpetual)) others.push(perpetual);
  const when = expiry === undefined || Number.isNaN(expiry) ? "" : ` on ${toIso(expiry).slice(0, 10)}`;
  return `Cannot order ${symbol} as it expired${when}` +
    (others.length > 0 ? `; there are ${others.sort().join(", ")}` : "");
}

function rulesOf(instrument: Instrument, symbol: string, expiry: number | undefined): ContractRules {
  const { type, tickSize, contractValueTradePrecision: precision, contractSize = 1, maxPositionSize } = instrument;
  if (type === "options") {
    throw new RangeError(
      `Cannot order ${symbol} as it is an option, whose margin is reckoned otherwise: ` +
        "futures.trading.sendOrder() places it without our checks",
    );
  }
  if (tickSize === undefined || precision === undefined) {
    throw new KrakenError(`instruments gives no ${tickSize === undefined ? "tickSize" : "precision"} for ${symbol}`, {
      category: "malformed-answer",
      advice: "The order can't be checked: futures.trading.sendOrder() places it without our checks",
    });
  }
  const kind = type === "futures_inverse" ? "inverse" : "linear";
  const [base = "", quote = ""] = namesOf(instrument, symbol);
  return {
    symbol,
    kind,
    base,
    quote,
    tick: plain(tickSize),
    step: precision > 0 ? `0.${"0".repeat(precision - 1)}1` : `1${"0".repeat(-precision)}`,
    contractSize: plain(contractSize),
    maxPosition: maxPositionSize === undefined ? undefined : plain(maxPositionSize),
    levels: levelsOf(instrument.marginLevels ?? [], kind),
    postOnly: instrument.postOnly ?? false,
    expiry,
  };
}

function namesOf({ base, quote, pair }: Instrument, symbol: string): string[] {
  if (base !== undefined && quote !== undefined) return [base, quote];
  if (pair?.includes(":")) return pair.split(":").map((name) => name === "XBT" ? "BTC" : name);
  const [, letters = ""] = symbol.split("_");
  const [, left = letters, right = "USD"] = /^(.+?)(USDT|USDC|USD|EUR|GBP)$/.exec(letters) ?? [];
  return [left === "XBT" ? "BTC" : left, right];
}

/** Kraken's margin steps as exact figures, lowest first. */
export function levelsOf(levels: readonly MarginLevel[], kind: ContractRules["kind"]): Level[] {
  return levels.map(({ contracts, numNonContractUnits, initialMargin, maintenanceMargin }) => ({
    from: plain((kind === "inverse" ? contracts ?? numNonContractUnits : numNonContractUnits ?? contracts) ?? 0),
    initial: plain(initialMargin),
    maintenance: plain(maintenanceMargin),
  })).sort((a, b) => Number(a.from) - Number(b.from));
}
