/** What an order is weighed against: market, balances, fees. What can't be had is a remark, not a failure. */

import { type Decimal, isDecimal, plain } from "../core/decimal.ts";
import { ApiError, KrakenError, TransportError } from "../core/errors.ts";
import type { BalanceExResult } from "../spot/account/mod.ts";
import type { DepthResult } from "../spot/market/mod.ts";
import { add, isZero, subtract } from "./_exact.ts";
import type { PairRules } from "./_rules.ts";
import { callOptions, type OrderCallOptions, type TradingSource } from "./source.ts";

/** The market of this moment. */
export interface Quote {
  /** Best bid; `undefined` when nobody bids. */
  readonly bid: Decimal | undefined;
  /** Best ask; `undefined` when nobody offers. */
  readonly ask: Decimal | undefined;
  /** Last trade; `undefined` on a pair that has never traded. */
  readonly last: Decimal | undefined;
}

/** Levels of a side, best first. */
export type Levels = readonly (readonly [price: Decimal, volume: Decimal])[];

/** Fees in percent. */
export interface FeeRates {
  /** Of an order that takes. */
  readonly taker: Decimal;
  /** Of an order that rested; negative for a rebate. */
  readonly maker: Decimal;
  /** Where they come from, in words. */
  readonly origin: string;
  /** Whether they are the account's own. */
  readonly own: boolean;
}

/** What is known around an order. */
export interface Surroundings {
  /** Unknown when Ticker could not be had. */
  readonly quote: Quote | undefined;
  /** The side a market order would take from. */
  readonly levels: Levels | undefined;
  /** Unknown without a key. */
  readonly balances: BalanceExResult | undefined;
  /** Unknown for xStocks without a key. */
  readonly fees: FeeRates | undefined;
  /** What could not be found out, and why. */
  readonly remarks: readonly string[];
}

/** Which parts to ask for. */
export interface Wanted {
  /** Ask for the account's balances; one private call. */
  readonly balances: boolean;
  /** Ask for the account's fees; one private call, kept for ten minutes. */
  readonly fees: boolean;
  /** The side of the book to ask for. */
  readonly book: "asks" | "bids" | undefined;
}

/** Asks for everything at once. */
export async function surroundings(
  source: TradingSource,
  rules: PairRules,
  wanted: Wanted,
  options: OrderCallOptions,
): Promise<Surroundings> {
  const remarks: string[] = [];
  const call = callOptions(options);
  const open = callOptions({ ...options, otp: undefined });
  const assetClass = rules.tokenized ? { asset_class: "tokenized_asset" as const } : {};
  const part = async <Result>(what: string, ask: () => Promise<Result>): Promise<Result | undefined> => {
    try {
      return await ask();
    } catch (error) {
      if (options.signal?.aborted) throw options.signal.reason;
      const remark = remarkOn(what, error);
      if (remark === undefined) throw error;
      if (remark !== "") remarks.push(remark);
      return undefined;
    }
  };
  const [quote, levels, balances, fees] = await Promise.all([
    part("prices", async () => {
      const answer = await source.market.ticker({ pair: rules.pair, ...assetClass }, open);
      const ticker = Object.values(answer)[0];
      return ticker && { bid: priced(ticker.b?.[0]), ask: priced(ticker.a?.[0]), last: priced(ticker.c?.[0]) };
    }),
    wanted.book === undefined ? undefined : part("the order book", async () => {
      const answer: DepthResult = await source.market.depth({ pair: rules.pair, count: 100, ...assetClass }, open);
      return levelsOf(Object.values(answer)[0]?.[wanted.book ?? "asks"] ?? []);
    }),
    wanted.balances
      // An account without assets may answer null.
      ? part("balances", async (): Promise<BalanceExResult> => await source.account.balanceEx({}, call) ?? {})
      : undefined,
    wanted.fees ? part("the account's fees", () => accountFees(source, rules, options)) : undefined,
  ]);
  return { quote, levels, balances, fees: fees ?? publicFees(rules), remarks };
}

/** `undefined`: the failure itself must be seen; empty: nothing to say, since there is simply no key. */
function remarkOn(what: string, error: unknown): string | undefined {
  if (error instanceof ApiError) {
    // A key that is refused must not be tried again and again: Kraken locks it out.
    return ["auth", "nonce", "lockout"].includes(error.category) ? undefined : `${what} unknown: ${error.message}`;
  }
  if (error instanceof TransportError) return `${what} unknown: ${error.message}`;
  return error instanceof KrakenError && error.category === "auth" ? "" : undefined;
}

/** Kraken writes 0.0 where there is no price. */
function priced(price: Decimal | undefined): Decimal | undefined {
  return price === undefined || isZero(price) ? undefined : price;
}

function levelsOf(side: readonly (readonly (string | number)[])[]): Levels {
  return side.map(([price = "", volume = ""]) => [String(price), String(volume)] as const)
    .filter(([price, volume]) => isDecimal(price) && isDecimal(volume) && !isZero(price));
}

const FEES_MAX_AGE_MS = 600_000;
const kept = new WeakMap<object, Map<string, { at: number; fees: FeeRates }>>();

async function accountFees(
  source: TradingSource,
  rules: PairRules,
  options: OrderCallOptions,
): Promise<FeeRates | undefined> {
  const { account } = source;
  let cache = kept.get(account);
  if (!cache) kept.set(account, cache = new Map());
  const known = cache.get(rules.id);
  const now = source.now();
  if (known && now >= known.at && now - known.at < FEES_MAX_AGE_MS) return known.fees;
  const pair = rules.tokenized ? [{ asset: rules.pair, aclass: "tokenized_asset" as const }] : rules.pair;
  const answer = await account.tradeVolume({ pair }, callOptions(options));
  const taker = Object.values(answer.fees ?? {})[0]?.fee;
  if (taker === undefined) return undefined;
  const maker = Object.values(answer.fees_maker ?? {})[0]?.fee ?? taker;
  const fees: FeeRates = { taker, maker, origin: "the account's own", own: true };
  cache.set(rules.id, { at: now, fees });
  return fees;
}

const STABLE = new Set([
  "USDT",
  "USDC",
  "DAI",
  "PYUSD",
  "USDG",
  "USDD",
  "TUSD",
  "EURT",
  "EURC",
  "RLUSD",
  "USDS",
  "USDQ",
]);

/** The first tier of the public schedule; the account's own may be lower. */
function publicFees({ listedFee, assetClass, base, tokenized }: PairRules): FeeRates | undefined {
  if (listedFee) {
    const [taker, maker] = [plain(listedFee.taker), plain(listedFee.maker)];
    return { taker, maker, origin: "first tier of the pair, the account's own may be lower", own: false };
  }
  // Kraken lists no fees with its pairs since 8 September 2026 and publishes none for xStocks in a form we could read.
  if (tokenized) return undefined;
  const origin = "first tier of the public schedule of 2025-26, the account's own may be lower";
  return assetClass === "forex" || STABLE.has(base)
    ? { taker: "0.20", maker: "0.20", origin, own: false }
    : { taker: "0.40", maker: "0.25", origin, own: false };
}

/** What can be spent of an asset: balance, plus credit, less what is used and held. */
export function freeOf(balances: BalanceExResult, asset: string): Decimal {
  const entry = balances[asset];
  if (!entry) return "0";
  const { balance, hold_trade, credit = "0", credit_used = "0" } = entry;
  return subtract(subtract(add(balance, credit), credit_used), hold_trade);
}
