/** What a futures order is weighed against: market, wallets, positions. What can't be had is a remark, not a failure. */

import { type Decimal, plain } from "../../core/decimal.ts";
import { ApiError, KrakenError, TransportError } from "../../core/errors.ts";
import type { AccountsResult, FlexAccount, MarginAccount } from "../../futures/account/mod.ts";
import type { MarketTicker } from "../../futures/market/mod.ts";
import { callOptions, type OrderCallOptions } from "../source.ts";
import { type ContractRules, type Level, levelsOf } from "./_contract.ts";
import type { Position } from "./_margin.ts";
import type { FuturesTradingSource } from "./source.ts";

/** Prices of this moment; what the market has not is missing. */
export interface Quotes {
  readonly bid: Decimal | undefined;
  readonly ask: Decimal | undefined;
  readonly last: Decimal | undefined;
  readonly mark: Decimal;
  readonly index: Decimal;
  /** Whether trading is suspended. */
  readonly suspended: boolean;
}

/** The wallet that backs the contract. */
export interface Wallet {
  /** `"flex"`, `"fi_xbtusd"`. */
  readonly name: string;
  /** Margin for new positions, in {@linkcode unit}. */
  readonly available: Decimal;
  /** What backs positions, unrealised profit left out, in {@linkcode unit}. */
  readonly backing: Decimal;
  /** `"USD"`, or the base coin. */
  readonly unit: string;
}

/** What the account allows. */
export interface Allowance {
  /** The margin steps that apply to this account. */
  readonly levels: readonly Level[];
  /** Whether it may only reduce positions in the contract. */
  readonly restricted: boolean;
}

/** What is known around an order. */
export interface FuturesSurroundings {
  readonly quotes: Quotes | undefined;
  /** Factor on the initial margin in extreme volatility; `"1"` in normal times and when unknown. */
  readonly volatility: Decimal;
  /** `undefined` without a key. */
  readonly wallet: Wallet | undefined;
  /** The position in the contract, `null` for none; `undefined` when positions are unknown. */
  readonly position: Position | null | undefined;
  /** Other contracts with a position that the same wallet backs. */
  readonly others: readonly string[];
  /** Highest leverage of an isolated position; `undefined` on cross margin and when unknown. */
  readonly isolated: Decimal | undefined;
  /** `undefined` without a key. */
  readonly allowance: Allowance | undefined;
  /** What could not be found out, and why. */
  readonly remarks: readonly string[];
}

/** Asks for everything at once: two public calls, and with a key four of cost 2 each. */
export async function futuresSurroundings(
  source: FuturesTradingSource,
  rules: ContractRules,
  options: OrderCallOptions,
): Promise<FuturesSurroundings> {
  const { symbol, kind } = rules;
  const remarks: string[] = [];
  const call = callOptions(options);
  const part = async <Result>(what: string, ask: () => Promise<Result>): Promise<Result | undefined> => {
    try {
      return await ask();
    } catch (error) {
      const remark = remarkOn(what, error);
      if (remark === undefined || options.signal?.aborted) throw error;
      if (remark !== "") remarks.push(remark);
      return undefined;
    }
  };
  const { market, account, preferences } = source;
  const [ticker, status, wallets, positions, leverages, instruments] = await Promise.all([
    part("prices", () => market.ticker({ symbol }, call)),
    part("the state of the market", () => market.instrumentStatus({ symbol }, call)),
    part("wallets", () => account.accounts({}, call)),
    part("positions", () => account.openPositions({}, call)),
    kind === "inverse" ? undefined : part("the margin mode", () => preferences.leveragePreferences({}, call)),
    part("the account's margin steps", () => account.tradingInstruments({}, call)),
  ]);
  if (status?.experiencingDislocation) {
    remarks.push(`${symbol} trades away from its index now: Kraken refuses orders that push it further`);
  }
  const same = (name: string) => name.toUpperCase() === symbol;
  const open = positions?.openPositions ?? [];
  const own = open.find((each) => same(each.symbol));
  const mine = instruments?.instruments.find((each) => same(each.symbol));
  const leverage = leverages?.leveragePreferences.find((each) => same(each.symbol))?.maxLeverage;
  return {
    quotes: ticker && "markPrice" in ticker.ticker ? quotesOf(ticker.ticker) : undefined,
    volatility: plain(status?.extremeVolatilityInitialMarginMultiplier ?? 1),
    wallet: wallets && walletOf(wallets, rules),
    position: positions === undefined ? undefined : own === undefined ? null : {
      size: `${own.side === "short" ? "-" : ""}${plain(Number(own.size))}`,
      entry: plain(Number(own.price)),
    },
    others: open.filter((each) => !same(each.symbol) && backs(each.symbol.toUpperCase(), rules)).map((each) =>
      each.symbol.toUpperCase()
    ),
    isolated: leverage === undefined ? undefined : plain(leverage),
    allowance: instruments &&
      { levels: levelsOf(mine?.marginLevels ?? [], kind), restricted: mine === undefined || mine.restricted },
    remarks,
  };
}

/** `undefined`: the failure itself must be seen; empty: nothing to say, since there is simply no key. */
function remarkOn(what: string, error: unknown): string | undefined {
  if (error instanceof ApiError) {
    return ["auth", "nonce", "lockout"].includes(error.category) ? undefined : `${what} unknown: ${error.message}`;
  }
  if (error instanceof TransportError) return `${what} unknown: ${error.message}`;
  return error instanceof KrakenError && error.category === "auth" ? "" : undefined;
}

function quotesOf({ bid, ask, last, markPrice, indexPrice, suspended }: MarketTicker): Quotes {
  // Zero stands for a price there is not.
  const some = (price: number | undefined) => !price ? undefined : plain(price);
  return {
    bid: some(bid),
    ask: some(ask),
    last: some(last),
    mark: plain(markPrice),
    index: plain(indexPrice),
    suspended,
  };
}

/** Multi-collateral contracts share one wallet; the inverse ones of a pair share another. */
function backs(symbol: string, { symbol: own, kind }: ContractRules): boolean {
  if (kind === "linear") return /^[PF]F_/.test(symbol);
  return symbol.split("_")[1] === own.split("_")[1] && /^[PF]I_/.test(symbol);
}

function walletOf({ accounts }: AccountsResult, { kind, symbol }: ContractRules): Wallet | undefined {
  if (kind === "linear") {
    const flex: FlexAccount | undefined = accounts.flex;
    if (!flex) return undefined;
    const { availableMargin, collateralValue } = flex;
    return { name: "flex", available: plain(availableMargin), backing: plain(collateralValue), unit: "USD" };
  }
  const name = `fi_${symbol.split("_")[1]?.toLowerCase()}`;
  const wallet = accounts[name];
  if (wallet?.type !== "marginAccount") return undefined;
  const { currency, balances, auxiliary: { af } } = wallet as MarginAccount;
  const coins = balances[currency] ?? 0;
  const unit = currency.toUpperCase() === "XBT" ? "BTC" : currency.toUpperCase();
  return { name, available: plain(af), backing: typeof coins === "number" ? plain(coins) : coins, unit };
}
