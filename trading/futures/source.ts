/** What placing futures orders needs of a client. */

import type { Bound } from "../../core/endpoint.ts";
import type { Symbols } from "../../core/symbols.ts";
import type * as account from "../../futures/account/mod.ts";
import type * as history from "../../futures/history/mod.ts";
import type * as market from "../../futures/market/mod.ts";
import type * as preferences from "../../futures/preferences/mod.ts";
import type * as trading from "../../futures/trading/mod.ts";
import type { TradingClock } from "../source.ts";

/** Groups of {@linkcode createFuturesClient}, and names. */
export interface FuturesTradingSource extends TradingClock {
  /** Contracts and prices. */
  readonly market: Pick<Bound<typeof market>, "instruments" | "instrumentStatus" | "ticker">;
  /** Wallets and positions. */
  readonly account: Pick<Bound<typeof account>, "accounts" | "openPositions" | "tradingInstruments" | "fills">;
  /** Cross or isolated margin. */
  readonly preferences: Pick<Bound<typeof preferences>, "leveragePreferences">;
  /** The calls that act. */
  readonly trading: Pick<
    Bound<typeof trading>,
    "sendOrder" | "editOrder" | "cancelOrder" | "ordersStatus" | "openOrders"
  >;
  /** Fills and orders that are closed, and what else a lost order is looked up in. */
  readonly history: Pick<Bound<typeof history>, "executions" | "orders" | "triggers" | "accountLog">;
  /** Resolves spellings; it learns from the live list that is asked for on the way. */
  readonly symbols: Symbols;
  /** Where orders go, shown on the card: `"kraken"`, `"paper"`. */
  readonly name: string;
}
