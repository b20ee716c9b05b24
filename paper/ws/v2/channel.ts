/** Channels of the v2 dialect are data here as well: who may subscribe to what, where, and what comes then. */

import type { Account } from "../../accounts/account.ts";
import type { Needs } from "../../accounts/permissions.ts";
import type { FuturesAccount } from "../../futures/account.ts";
import type { Engine } from "../../futures/engine/engine.ts";
import type { Room } from "../faults.ts";
import type { FuturesFeed } from "../futures/desks.ts";
import type { Topic } from "../hub.ts";
import type { JsonObject } from "../json.ts";
import type { Source } from "../source.ts";
import type { FeedScene, PrivateFeed } from "./private_feed.ts";

/** Effective options of a subscription, echoed in its acknowledgement. */
export type Options = Readonly<Record<string, string | number | boolean | undefined>>;

/** What a channel of a derivatives account is about. */
export interface DerivativesScene {
  readonly engine: Engine;
  readonly account: FuturesAccount;
}

/** A channel. */
export interface ChannelKind {
  /** Kraken's name. */
  readonly name: string;
  /** Where it is served. */
  readonly rooms: readonly Room[];
  /** Whether it is subscribed by symbol. */
  readonly bySymbol: boolean;
  /** Permissions of the key behind the token; no token is needed when left out. */
  readonly needs?: Needs;
  /** Reads the options. @throws {Refusal} */
  options(params: JsonObject): Options;
  /** Options that tell subscriptions of a symbol apart, and that unsubscribing repeats. */
  readonly key: readonly string[];
  /** Options that make different streams of what is shared. @default {key} */
  readonly apart?: readonly string[];
  /** What is said to a second subscription of a symbol with other options. */
  readonly clash: string;
  /** What is said to a second subscription that is the same. @default {"Already subscribed"} */
  readonly again?: string;
  /** Deprecated fields, as Kraken warns of them. */
  readonly warnings?: readonly string[];
  /** More fields of the acknowledgement. */
  acknowledge?(account: Account): Options;
  /** Points of a symbol on the subscription counter. */
  points?(options: Options): number;
  /** The stream of a symbol, shared by all who subscribed it with the same options. */
  topic?(source: Source, options: Options, ns: bigint): Topic;
  /**
   * Streams that do not come from the market but from a recording, which decides what there is: makes the stream of a
   * symbol, or says why it is refused.
   */
  recorded?(symbol: string, options: Options): ((ns: bigint) => Topic) | string;
  /** The stream of everything, where there are no symbols. */
  whole?(options: Options): Topic;
  /** The stream of one account and connection. */
  feed?(options: Options, scene: FeedScene): PrivateFeed;
  /** The stream of one derivatives account and connection; `count` numbers the messages of the channel on it. */
  state?(options: Options, scene: DerivativesScene, count: () => number): FuturesFeed;
}

/** `book BTC/USD depth=25`: what a shared stream is known by. */
export function topicKey({ name, key, apart = key, rooms }: ChannelKind, symbol: string, options: Options): string {
  const house = rooms.some((room) => room.startsWith("unified")) ? "unified" : "spot";
  return [house, name, symbol, ...apart.map((option) => `${option}=${options[option]}`)].join(" ");
}
