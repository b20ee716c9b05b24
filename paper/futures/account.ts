/** An account of the futures half: wallets, positions, orders, preferences, and everything that happened to it. */

import type { AssignmentParticipant } from "../../futures/assignment/_types.ts";
import type { ExecutionHistoryEvent } from "../../futures/history/executions.ts";
import type { HistoryElement } from "../../futures/history/_types.ts";
import type { OrderHistoryEvent } from "../../futures/history/orders.ts";
import type { PositionHistoryEvent } from "../../futures/history/positions.ts";
import type { TriggerHistoryEvent } from "../../futures/history/triggers.ts";
import type { Fill } from "../../futures/account/fills.ts";
import type { SelfTradeStrategy } from "../../futures/preferences/self_trade_strategy.ts";
import type { TransferRecord } from "../../futures/transfers/transfers.ts";
import type { PaperAccount } from "../accounts/face.ts";
import type { OrderNews } from "./engine/news.ts";
import type { FuturesOrder } from "./engine/order.ts";
import type { PaperFuturesAccount } from "./face.ts";
import type { Position } from "./engine/position.ts";
import type { LogRow } from "./log.ts";
import { NO_PAST, type Past } from "./past.ts";

/** One kind of event, oldest first. */
export type Events<Event> = HistoryElement<Event>[];

/** An account. */
export class FuturesAccount implements PaperFuturesAccount {
  /** Running number. */
  readonly number: number;
  /** Its id. */
  readonly uid: string;
  /** The account it belongs to, if it is a subaccount. */
  readonly master: FuturesAccount | undefined;
  /** Wallet → currency (lower case) → amount in units of `MONEY`. */
  readonly wallets: Map<string, Map<string, bigint>> = new Map([["cash", new Map()], ["flex", new Map()]]);
  /** By symbol. */
  readonly positions: Map<string, Position> = new Map();
  /** Open orders and waiting triggers by id, oldest first. */
  readonly orders: Map<string, FuturesOrder> = new Map();
  /** Orders that ended lately, oldest first. */
  readonly ended: FuturesOrder[] = [];
  /** Every client order id ever used → order id. */
  readonly clientIds: Map<string, string> = new Map();
  /** Symbol → highest leverage in hundredths, of contracts on isolated margin. */
  readonly leverage: Map<string, bigint> = new Map();
  /** Symbol → currency of the profit, where it is not the US dollar. */
  readonly pnlCurrency: Map<string, string> = new Map();
  /** What happens when it would meet its own order. */
  strategy: SelfTradeStrategy = "REJECT_TAKER";
  /** Whether it may trade. */
  trading: PaperFuturesAccount["trading"] = "enabled";
  /** The account of Spot whose keys open it on the Unified socket. */
  readonly owner: PaperAccount | undefined;
  /** Told of everything that happens to its orders, as it happens. */
  readonly watchers: Set<(news: OrderNews) => void> = new Set();
  /** The newest fills of its orders, oldest first. */
  readonly trades: OrderNews[] = [];
  /** When the dead man's switch fires, Unix milliseconds. */
  deadline: number | undefined;
  /** Highest leverage of assigned packages, hundredths. */
  rfqLeverage: bigint | undefined;
  /** Terms in the assignment programme, those removed included. */
  readonly assignments: { id: number; deleted: boolean; ms: number; participant: AssignmentParticipant }[] = [];
  /** What a seeded history put before everything else. */
  past: Past = NO_PAST;
  /** Ledger. */
  readonly log: LogRow[] = [];
  /** Fills, oldest first. */
  readonly fills: (Fill & { ms: number })[] = [];
  /** Moves between wallets, oldest first. */
  readonly transfers: (TransferRecord & { ms: number })[] = [];
  readonly executionEvents: Events<ExecutionHistoryEvent> = [];
  readonly orderEvents: Events<OrderHistoryEvent> = [];
  readonly triggerEvents: Events<TriggerHistoryEvent> = [];
  readonly positionEvents: Events<PositionHistoryEvent> = [];
  readonly #traded: { ms: number; usd: bigint }[] = [];
  #volume = 0n;

  /** Made by the exchange. */
  constructor(number: number, uid: string, master?: FuturesAccount, owner?: PaperAccount) {
    this.number = number;
    this.uid = uid;
    this.master = master;
    this.owner = owner;
  }

  /** Whether it may trade at all: the switch that a master has for it. */
  get tradingEnabled(): boolean {
    return this.trading !== "disabled";
  }

  set tradingEnabled(on: boolean) {
    if (on !== this.tradingEnabled) this.trading = on ? "enabled" : "disabled";
  }

  /** What a wallet holds of a currency. */
  balance(wallet: string, currency: string): bigint {
    return this.wallets.get(wallet)?.get(currency) ?? 0n;
  }

  /** Changes a balance; answers with what it was and is. */
  add(wallet: string, currency: string, amount: bigint): { before: bigint; after: bigint } {
    let held = this.wallets.get(wallet);
    if (!held) this.wallets.set(wallet, held = new Map());
    const before = held.get(currency) ?? 0n;
    const after = before + amount;
    held.set(currency, after);
    return { before, after };
  }

  /** The account at the top of its family. */
  get top(): FuturesAccount {
    return this.master ?? this;
  }

  /** Counts traded US dollars. */
  traded(ms: number, usd: bigint): void {
    this.#traded.push({ ms, usd });
    this.#volume += usd;
  }

  /** Traded US dollars of the 30 days before a time. */
  volumeAt(ms: number): bigint {
    for (let first = this.#traded[0]; first && first.ms <= ms - 30 * 86_400_000; first = this.#traded[0]) {
      this.#volume -= first.usd;
      this.#traded.shift();
    }
    return this.#volume;
  }
}
