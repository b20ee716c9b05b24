/** What the v2 dialect needs of the exchange around it. */

import type { House } from "../../accounts/house.ts";
import type { ExchangeStatus } from "../../status.ts";
import type { PaperKey } from "../../accounts/keys.ts";
import type { FuturesDesks } from "../futures/desks.ts";
import type { SocketFaults } from "../faults.ts";
import type { Hub } from "../hub.ts";
import type { Source } from "../source.ts";
import type { DerivativesScene } from "./channel.ts";
import type { Desks } from "./desks.ts";

/** The exchange as a v2 connection sees it. */
export interface V2House {
  readonly hub: Hub;
  readonly faults: SocketFaults;
  readonly status: ExchangeStatus;
  /** Accounts, keys and orders. */
  readonly accounts: House;
  /** Private channels of all connections. */
  readonly desks: Desks;
  /** Channels of derivatives accounts, and the account that a key of Spot opens there. */
  readonly derivatives: { readonly desks: FuturesDesks; scene(key: PaperKey): DerivativesScene | undefined };
  /** Brings everything to now; gives the time, nanoseconds since 1970. */
  now(): bigint;
  /** Milliseconds of the machine, for limits by the second. */
  tick(): number;
  /** The market of a symbol that these connections trade; nothing when there is none. */
  source(symbol: string): Source | undefined;
}
