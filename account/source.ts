/** What the calls of this room need of a client, and the options they share. */

import type { Bound, CallOptions } from "../core/endpoint.ts";
import { knownOptions } from "../core/options.ts";
import type { PagesProgress } from "../core/pages.ts";
import type { Symbols } from "../core/symbols.ts";
import type { TimeLike } from "../core/time.ts";
import type * as account from "../spot/account/mod.ts";
import type * as earn from "../spot/earn/mod.ts";
import type * as funding from "../spot/funding/mod.ts";

/** What these functions need of a client: the bound groups of {@linkcode createSpotClient}, and names. */
export interface Source {
  /** Balances, orders, fills, ledgers, exports. */
  readonly account: Bound<typeof account>;
  /** Deposits and withdrawals. */
  readonly funding: Bound<typeof funding>;
  /** Earn. */
  readonly earn: Bound<typeof earn>;
  /** Resolves spellings and labels what Kraken answers; refreshed with live lists by the caller where need be. */
  readonly symbols: Symbols;
  /** Named in the frame's `meta.source`. */
  readonly name: string;
  /** Unix milliseconds. */
  now(): number;
  /** Waits between two looks at a report. @default {the machine's clock} */
  sleep?(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Options of one question. */
export interface AskOptions {
  /** Aborts with its own reason. */
  signal?: AbortSignal | undefined;
  /** Limit of one attempt of one call. @default {10_000} */
  timeoutMs?: number | undefined;
}

/** Options of one question about one of several wallet accounts. */
export interface AccountOptions extends AskOptions {
  /** Wallet account, from `account.listWalletAccounts()`; the key's own when left out. */
  account_id?: string | undefined;
}

/** Options of a question that takes many calls. */
export interface WalkOptions extends AskOptions {
  /** Told after each page how many rows came, and of how many. */
  onProgress?: ((progress: PagesProgress) => void) | undefined;
}

/** Which time. With neither `from` nor `last`: from the first record on. */
export interface RangeOptions {
  /** How far back, e.g. `"30d"`, `"3M"`; excludes `from`. */
  last?: string | number | undefined;
  /** First moment, included. @default {the account's first record} */
  from?: TimeLike | undefined;
  /** Last moment, excluded. @default {now} */
  to?: TimeLike | undefined;
  /** Zone of times written without one. @default {"UTC"} */
  zone?: string | undefined;
}

const ASK = ["signal", "timeoutMs"];
const RANGE = ["last", "from", "to", "zone"];

/** Refuses options a question does not have. @throws {TypeError} with the nearest spelling. */
export function checkOptions(call: string, options: unknown, more: readonly string[] = []): void {
  knownOptions(call, options, [...more, ...ASK]);
}

/** As {@linkcode checkOptions}, for questions about a range of time. */
export function checkRange(call: string, options: unknown, more: readonly string[] = []): void {
  checkOptions(call, options, [...more, ...RANGE]);
}

/** The options of the calls themselves. */
export function callOptions({ signal, timeoutMs }: AskOptions): CallOptions {
  return { signal, timeoutMs };
}

/** Leaves out what is `undefined`, as parameters want it. */
export function given<Params extends object>(params: Params): { [Name in keyof Params]?: NonNullable<Params[Name]> } {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined)) as
    & Params
    & {
      [Name in keyof Params]: NonNullable<Params[Name]>;
    };
}
