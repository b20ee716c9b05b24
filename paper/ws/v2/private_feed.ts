/** A private channel of one connection. */

import type { Account } from "../../accounts/account.ts";
import type { Market } from "../../market/market.ts";
import type { JournalEntry } from "./journal.ts";

/** What a private channel is about. */
export interface FeedScene {
  readonly account: Account;
  readonly market: Market;
  /** The time, nanoseconds since 1970. */
  readonly ns: bigint;
  /** Whose rows these are, where those of several accounts come on one subscription. */
  readonly user: string | undefined;
  /** The next number of a message on the subscription. */
  count(): number;
}

/** A private channel. Its messages are numbered on this subscription alone. */
export interface PrivateFeed {
  /** First messages, if any are wanted. */
  snapshot(): string[];
  /** What is to be told of what has happened since. */
  take(entries: readonly JournalEntry[]): string[];
}
