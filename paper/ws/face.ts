/** The sockets as users of the exchange see them. */

import type { SocketFaults } from "./faults.ts";
import type { InProcessHandlers, InProcessSocket } from "./link.ts";
import type { PaperBookState } from "./topics/book.ts";

/** The WebSockets of an exchange: what they send, what goes wrong on them, and connections within this process. */
export interface ExchangeSockets {
  /** Number of open connections. */
  readonly size: number;
  /** What goes wrong; may be changed at any time. */
  readonly faults: SocketFaults;
  /**
   * The book that whoever follows a symbol to a depth must have now, on a tape with the digits and the checksum it has
   * there. @default {depth 10}
   *
   * @throws {RangeError} for an unknown symbol, or one that a tape does not have to this depth.
   */
  book(symbol: string, depth?: number): PaperBookState;
  /** Ids of the trades of a symbol that were sent as updates, oldest first: the last 100,000 of them. */
  tradeIds(symbol: string): readonly number[];
  /** Brings what is followed to the exchange's time; it happens by itself ten times a second while somebody is connected. */
  advance(): void;
  /** Closes all connections with code 1012, as when the service restarts. Whoever comes back has a new session. */
  restart(): void;
  /**
   * Opens a connection in this process: what the client's option `transport` takes. Kraken's own addresses do, as do the
   * paths of a served exchange on any host. Nothing leaves the process, and no permission is needed.
   */
  readonly transport: (url: string, handlers: InProcessHandlers) => Promise<InProcessSocket>;
}
