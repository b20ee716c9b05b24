/** What the calls of this room need of a client, and the options they share. */

import type { Bound, CallOptions } from "../core/endpoint.ts";
import { knownOptions } from "../core/options.ts";
import { systemClock } from "../core/retry.ts";
import type { Symbols } from "../core/symbols.ts";
import type * as account from "../spot/account/mod.ts";
import type * as earn from "../spot/earn/mod.ts";
import type * as funding from "../spot/funding/mod.ts";
import type * as market from "../spot/market/mod.ts";
import type * as trading from "../spot/trading/mod.ts";

/** Time as these calls see it. */
export interface TradingClock {
  /** Unix milliseconds. */
  now(): number;
  /** Waits between two looks. @default {the machine's clock} */
  sleep?(ms: number, signal?: AbortSignal): Promise<void>;
}

/** What looking up a lost request needs: the bound groups of {@linkcode createSpotClient} and the clock of its calls. */
export interface LookupSource extends TradingClock {
  /** For Kraken's time. */
  readonly market: Pick<Bound<typeof market>, "time">;
  /** Orders and ledgers. */
  readonly account: Pick<
    Bound<typeof account>,
    "openOrders" | "closedOrders" | "queryOrders" | "orderAmends" | "ledgers"
  >;
  /** Withdrawals. */
  readonly funding: Pick<Bound<typeof funding>, "withdrawStatus">;
  /** Moves in and out of Earn. */
  readonly earn: Pick<Bound<typeof earn>, "allocateStatus" | "deallocateStatus">;
}

/** Who follows an order by what is told of it. */
export interface OrderWatcher {
  /** Something happened to it; `ended` when it is filled, cancelled or expired. */
  told(ended: boolean): void;
  /** Whether things are told from now on; where they are not, `why`. */
  turned(live: boolean, why?: string): void;
}

/** What placing and following orders needs of a client: groups of {@linkcode createSpotClient}, and names. */
export interface TradingSource extends TradingClock {
  /** Pairs, prices and books. */
  readonly market: Pick<Bound<typeof market>, "assetPairs" | "ticker" | "depth" | "time">;
  /** Balances, fees and orders. */
  readonly account: Pick<
    Bound<typeof account>,
    "balanceEx" | "tradeVolume" | "queryOrders" | "openOrders" | "closedOrders" | "orderAmends"
  >;
  /** The calls that act. */
  readonly trading: Pick<
    Bound<typeof trading>,
    "addOrder" | "addOrderBatch" | "amendOrder" | "editOrder" | "cancelOrder" | "cancelOrderBatch"
  >;
  /** Resolves spellings; it learns from the live lists that are asked for on the way. */
  readonly symbols: Symbols;
  /** Where orders go, shown on the card: `"kraken"`, `"paper"`. */
  readonly name: string;
  /** Loads the live list of pairs when a name is not in the bundled one. */
  learn?(): Promise<void>;
  /**
   * Tells what happens to an order until it is disposed of, so that those who follow it look when there is something to see. It never
   * fails: where nothing can be told, it says why. Without it orders are polled.
   */
  readonly watch?: ((txid: string, watcher: OrderWatcher) => AsyncDisposable) | undefined;
}

/** Options of one call. */
export interface OrderCallOptions {
  /** Aborts with its own reason. An order in flight may still be placed. */
  signal?: AbortSignal | undefined;
  /** Limit of one attempt of one call. @default {10_000} */
  timeoutMs?: number | undefined;
  /** One-time password, for keys with 2FA. It is used for every call that is made, so prefer the client's option. */
  otp?: string | undefined;
}

/** An order, or several, about to leave: what they are found by, whatever becomes of the answer. */
export interface SentOrders {
  /** Kraken's name of the ids: `cl_ord_id`, or `cliOrdId` of futures. */
  readonly idName: string;
  /** The caller's own ids, those set by us included; empty for orders with a `userref`. */
  readonly clientOrderIds: readonly string[];
  /** The `userref` of a single order that has one. */
  readonly userref?: number | undefined;
  /**
   * Looks up what became of them; may be called again. Reads only, and is not ended by the signal of the call.
   *
   * @returns a {@linkcode LostOutcome}; for futures what the client's own `resolve()` gives.
   */
  resolve(): Promise<unknown>;
}

/** Options of a call that places. */
export interface SendCallOptions extends OrderCallOptions {
  /**
   * Told just before the request leaves, so that an order can be found although its call was aborted. A promise is waited
   * for, so that the ids can be kept first; when it throws, nothing is sent. Without it an abort warns with the ids.
   */
  onSent?: ((sent: SentOrders) => void | Promise<void>) | undefined;
}

/** The options of the calls themselves. */
export function callOptions({ signal, timeoutMs, otp }: OrderCallOptions): CallOptions {
  return { signal, timeoutMs, otp };
}

const CALL = ["signal", "timeoutMs", "otp"];

/** Refuses options a call does not have. @throws {TypeError} with the nearest spelling. */
export function checkCallOptions(call: string, options: unknown, more: readonly string[] = []): void {
  knownOptions(call, options, [...CALL, ...more]);
}

/** As {@linkcode checkCallOptions}, for calls that rehearse or place. */
export function checkPlaceOptions(call: string, options: unknown): void {
  checkCallOptions(call, options, ["live", "extra", "onSent"]);
}

/** Waits by the source's clock. */
export function pause({ sleep }: TradingClock, ms: number, signal?: AbortSignal): Promise<void> {
  return (sleep ?? systemClock.sleep)(ms, signal);
}
