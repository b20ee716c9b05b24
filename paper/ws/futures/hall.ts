/** What Futures v1 needs of the exchange around it. */

import type { Contract } from "../../futures/contracts/contracts.ts";
import type { Engine } from "../../futures/engine/engine.ts";
import type { FuturesKey } from "../../futures/keys.ts";
import type { ExchangeStatus } from "../../status.ts";
import type { SocketFaults } from "../faults.ts";
import type { Hub, Topic } from "../hub.ts";
import type { Source } from "../source.ts";
import type { FuturesDesks } from "./desks.ts";

/** The exchange as a futures connection sees it. */
export interface FuturesHall {
  readonly hub: Hub;
  readonly faults: SocketFaults;
  /** Accounts, orders and markets. */
  readonly engine: Engine;
  /** Mode and announcements. */
  readonly status: ExchangeStatus;
  /** Private feeds of all connections. */
  readonly desks: FuturesDesks;
  /** The key with a public part. */
  key(name: string): FuturesKey | undefined;
  /** Brings everything to now; gives the time, nanoseconds since 1970. */
  now(): bigint;
  /** Milliseconds of the machine. */
  tick(): number;
  /** The contract of a symbol that trades now. */
  contract(symbol: string): Contract | undefined;
  /**
   * Public feeds from a recording, which decides what there is: makes the stream of a product, or nothing. They come from
   * the market where this is left out.
   */
  recorded?(feed: string, symbol: string): ((ns: bigint) => Topic) | undefined;
  /** Its market. */
  source(symbol: string): Source | undefined;
  /** Numbers of a product's book messages: the last one, which `next` makes one more. */
  readonly seq: { last(symbol: string): number; next(symbol: string): number };
}
