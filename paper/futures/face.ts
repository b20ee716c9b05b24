/** The futures half as its callers see it. */

import type { Decimal } from "../../core/decimal.ts";
import type { PaperAccount } from "../accounts/face.ts";

/** An account of the futures half. */
export interface PaperFuturesAccount {
  /** Running number, 1 for the default account. */
  readonly number: number;
  /** Its id, a UUID. */
  readonly uid: string;
  /**
   * Whether it may trade, as the Unified channel `preferences` tells it; may be changed at any time. With `reduce_only`
   * every new order is a reduce-only one; what stands already stays.
   *
   * @default {"enabled"}
   */
  trading: "enabled" | "reduce_only" | "disabled";
  /** The Spot account it was opened for; the default one belongs to the default account of Spot without naming it. */
  readonly owner: PaperAccount | undefined;
}

/** An API key of the futures half. */
export interface PaperFuturesKey {
  /** Public part, the header `APIKey`. */
  readonly key: string;
  /** Secret, base64; not shown when the key is printed. */
  readonly secret: string;
  /** The account it opens. */
  readonly account: PaperFuturesAccount;
  /** General API: nothing, reading, or everything but withdrawals. */
  readonly general: "none" | "read" | "full";
  /** Withdrawal API: transfers to the Spot wallet. */
  readonly withdrawal: "none" | "full";
  /** When it was made, Unix milliseconds. */
  readonly created: number;
  /** Set it, and the key opens nothing any more. */
  revoked: boolean;
}

/** What a key is made from. */
export interface FuturesKeyOptions {
  /** The account it opens. @default the default account */
  account?: PaperFuturesAccount | undefined;
  /** General API: nothing, reading, or everything but withdrawals. @default {"full"} */
  general?: "none" | "read" | "full" | undefined;
  /** Withdrawal API: transfers to the Spot wallet. @default {"full"} */
  withdrawal?: "none" | "full" | undefined;
}

/** What an account begins with. */
export interface FuturesAccountOptions {
  /** US dollars in the multi-collateral wallet. @default {10_000} for the default account, 0 for others */
  usd?: number | string | undefined;
  /**
   * Further money: wallet (`cash`, `flex`, `fi_xbtusd`, `fi_ethusd`) → currency (`xbt`) → amount as decimal text.
   *
   * @default none
   */
  wallets?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
  /**
   * About how many rows of the account log came before the exchange was opened: round trips in PF_XBTUSD, up to
   * millions, since they take no memory. The balance of `usd` is what is left after them.
   *
   * @default {0}
   */
  history?: number | undefined;
  /** The account it belongs to, which makes it a subaccount. @default none */
  master?: PaperFuturesAccount | undefined;
  /**
   * The Spot account it belongs to, whose keys open it on the Unified WebSocket. The default account of Spot has the
   * default one here; others get one when they first send money with `WalletTransfer`, unless it was made before.
   *
   * @default none
   */
  owner?: PaperAccount | undefined;
}

/** Money on its way to the Spot wallet. */
export interface FuturesWithdrawal {
  /** The futures account it comes from. */
  readonly account: PaperFuturesAccount;
  /** Lower case, `xbt`. */
  readonly currency: string;
  /** Decimal text, with no more digits than Spot's ledger has of the currency: others are refused (Paper rule). */
  readonly amount: Decimal;
  /** Its id. */
  readonly uid: string;
}

/** What the futures half is made from. */
export interface FuturesOptions extends Omit<FuturesAccountOptions, "master" | "owner"> {
  /** Whether the token pools are kept: 500 points in 10 seconds, 100 of the history in 10 minutes. @default {true} */
  limits?: boolean | undefined;
  /** Most rows of the account log as CSV, which Kraken says are the newest 500,000. @default {500_000} */
  csvRows?: number | undefined;
  /** Takes what is withdrawn to the Spot wallet. @default it is gone */
  withdrawn?: ((withdrawal: FuturesWithdrawal) => void) | undefined;
}

/** What may be wrong with a market; all off unless it is set. */
export interface FuturesConditions {
  /** Trading is suspended. */
  suspended?: boolean;
  /** Only post-only orders are taken. */
  postOnly?: boolean;
  /** Orders may only reduce. */
  restricted?: boolean;
  /** The price has left the index upwards or downwards: orders that push further are refused. */
  dislocation?: "ABOVE_UPPER_BOUND" | "BELOW_LOWER_BOUND";
  /** Factor on initial margins, a whole number above 1 in extreme volatility. */
  volatility?: number;
}

/** The keys of the futures half. */
export interface PaperFuturesKeys {
  /** Makes a key. @throws {RangeError} for an account of another exchange. */
  create(options?: FuturesKeyOptions): PaperFuturesKey;
  /** The key with a public part; nothing when there is none. */
  find(key: string): PaperFuturesKey | undefined;
}

/** The accounts of the futures half. */
export interface PaperFuturesAccounts {
  /** The account that the default key opens. */
  readonly default: PaperFuturesAccount;
  /**
   * Opens an account.
   *
   * @throws {RangeError} for a malformed amount, a wallet or currency that there is not, or an owner who has one already.
   */
  create(options?: FuturesAccountOptions): PaperFuturesAccount;
  /** The account of a Spot account; nothing when it has none. */
  of(owner: PaperAccount): PaperFuturesAccount | undefined;
  /** Puts money into a wallet: `deposit(account, "flex", "usd", "100")`. @throws {RangeError} */
  deposit(account: PaperFuturesAccount, wallet: string, currency: string, amount: number | string): void;
}

/**
 * The futures half of an exchange: Kraken's derivatives, history, charts and auth protocols on contracts that follow the
 * simulated Spot market. Like all of the exchange it does nothing by itself: each call first lets everything happen that
 * was due since the last one: fills, triggers, funding, liquidations, settlements.
 *
 * Each Spot trade is met by one of every contract on the coin, at its price with the premium of the hour; that premium
 * makes the mark price, and divided by 8 the funding rate of the next hour. Orders take what the book shows, and other
 * accounts' orders; what rests is filled by the simulated trades behind the size that stood at its price. Public trades
 * are those of the simulated market alone. Where Kraken publishes no rule (size of liquidation steps, price collar, margin
 * of open orders), the choice stands in the code as a "Paper rule".
 */
export interface PaperFutures {
  /** The keys. */
  readonly keys: PaperFuturesKeys;
  /** The accounts. */
  readonly accounts: PaperFuturesAccounts;
  /** The default key: everything, for the default account. */
  readonly key: PaperFuturesKey;
  /** What is wrong with markets, by symbol; may be changed at any time. */
  readonly conditions: Map<string, FuturesConditions>;
  /** Prices of a contract at this moment. @throws {RangeError} for a symbol that there is not. */
  prices(symbol: string): { readonly mark: Decimal; readonly index: Decimal; readonly last: Decimal };
  /** Lets everything happen up to now without a call. */
  settle(): void;
}
