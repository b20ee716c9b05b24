/** An account: what it has, what it holds back, what it ordered and traded, and the ledger that proves it. */

import type { Decimal } from "../../core/decimal.ts";
import type { Order } from "../matching/order.ts";
import type { Alarm } from "../matching/engine.ts";
import type { PaperPair } from "../market/pairs.ts";
import type { PaperAccount } from "./face.ts";
import { assetText } from "./money.ts";
import type { Sequence } from "./sequence.ts";
import { Counter, type PaperTier } from "./tiers.ts";

/** A line of the ledger, amounts in units of the asset. `balance` = balance before + `amount` − `fee`. */
export interface LedgerRow {
  readonly id: string;
  /** Place in the ledger, from 0. */
  readonly seq: number;
  readonly refid: string;
  readonly ns: bigint;
  readonly type: string;
  readonly subtype: string;
  readonly asset: string;
  readonly amount: bigint;
  readonly fee: bigint;
  readonly balance: bigint;
}

/** One fill within a trade. */
export interface TradePart {
  readonly id: string;
  /** Number of the fill within the pair. */
  readonly number: number;
  /** Ticks. */
  readonly price: number;
  readonly volume: bigint;
  readonly cost: bigint;
  readonly fee: bigint;
}

/**
 * A trade: what an order took at one moment, or one fill of a resting order. Volumes in units of the lot, cost in those of
 * the pair's cost, the fee in one of the two.
 */
export interface Trade {
  readonly id: string;
  /** Place among the trades, from 0. */
  readonly seq: number;
  readonly order: Order;
  readonly ns: bigint;
  readonly parts: readonly TradePart[];
  readonly volume: bigint;
  readonly cost: bigint;
  /** Price times volume, exact: what the average price comes from. */
  readonly paid: bigint;
  readonly fee: bigint;
  readonly feeIsBase: boolean;
  readonly maker: boolean;
  /** Ids of the ledger rows. */
  readonly ledgers: string[];
  /** Margin it took, in units of the cost. */
  margin: bigint;
  /** `closing`, `liquidated`. */
  misc: string;
  /** Position it opened. */
  position?: Position;
  /** Positions it closed a part of. */
  readonly closes: Position[];
}

/** A position on margin, opened by one trade. Volumes in units of the lot, amounts in units of the pair's cost. */
export interface Position {
  readonly id: string;
  readonly pair: PaperPair;
  readonly order: Order;
  readonly opened: bigint;
  readonly volume: bigint;
  readonly cost: bigint;
  readonly fee: bigint;
  readonly margin: bigint;
  closedVolume: bigint;
  /** Of what was closed: what it cost to open, what it brought, fees, margin set free, profit. */
  closedCost: bigint;
  closedFee: bigint;
  closedMargin: bigint;
  net: bigint;
  /** Next time the loan is paid for. */
  rollover: bigint;
  readonly closedBy: string[];
}

/** What an account is made from. */
export interface AccountMakings {
  readonly number: number;
  readonly id: string;
  readonly iban: string;
  readonly name: string;
  readonly tier: PaperTier;
  readonly master: Account | undefined;
  readonly created: bigint;
}

/** An account as the exchange keeps it. */
export class Account implements PaperAccount {
  /** Number on the exchange, from 0. */
  readonly number: number;
  /** What calls take as `account_id`. */
  readonly id: string;
  /** Public id. */
  readonly iban: string;
  /** Its name. */
  readonly name: string;
  /** Verification tier; may be changed at any time. */
  tier: PaperTier;
  /** The account it belongs to. */
  readonly master: Account | undefined;
  /** Accounts below it. */
  readonly subaccounts: Account[] = [];
  /** When it was made, nanoseconds. */
  readonly created: bigint;
  /** Balances in units of the asset. */
  readonly balances: Map<string, bigint> = new Map();
  /** On hold for open orders, in units of the asset. */
  readonly holds: Map<string, bigint> = new Map();
  /** Oldest first. */
  readonly ledger: LedgerRow[] = [];
  /** By id. */
  readonly ledgerIds: Map<string, LedgerRow> = new Map();
  /** All orders by id. */
  readonly orders: Map<string, Order> = new Map();
  /** Those that are not over, by id. */
  readonly open: Map<string, Order> = new Map();
  /** Those that are over, in the order they ended. */
  readonly closed: Order[] = [];
  /** Oldest first. */
  readonly trades: Trade[] = [];
  /** By id, and by the ids of their parts. */
  readonly tradeIds: Map<string, Trade> = new Map();
  /** Open positions on margin, oldest first. */
  readonly positions: Position[] = [];
  /** Points on the trading counters, by pair. */
  readonly counters: Map<string, Counter> = new Map();
  /** Points on the counters shared with subaccounts, by pair; of a master account only. */
  readonly domainCounters: Map<string, Counter> = new Map();
  /** The dead man's switch, if armed. */
  deadman: Alarm | undefined;
  /** What was moved to the Futures wallet, in units of the asset. */
  readonly futures: Map<string, bigint> = new Map();
  /** Changes of orders by amending, oldest first, by order. */
  readonly amends: Map<string, Amend[]> = new Map();
  /** Volume in US dollars (eight decimals) that counts besides the trades. */
  volumeOffset = 0n;
  readonly #ids: Sequence;
  readonly #clientIds = new Map<string, Order>();
  readonly #onPair = new Map<string, number>();
  readonly #volumes: { readonly ns: bigint; readonly usd: bigint }[] = [];
  #oldest = 0;
  #volume = 0n;

  /** @param ids names the rows of the ledger. */
  constructor({ number, id, iban, name, tier, master, created }: AccountMakings, ids: Sequence) {
    this.number = number;
    this.id = id;
    this.iban = iban;
    this.name = name;
    this.tier = tier;
    this.master = master;
    this.created = created;
    this.#ids = ids;
  }

  /** Balance of an asset, in its units. */
  balance(asset: string): bigint {
    return this.balances.get(asset) ?? 0n;
  }

  /** Balance of an asset with all its decimals. */
  balanceText(asset: string): Decimal {
    return assetText(asset, this.balance(asset));
  }

  /** What `console.log` shows: the balances, not the thousands of rows behind them. */
  [Symbol.for("Deno.customInspect")](): string {
    const held = [...this.balances.keys()].map((asset) => `${asset} ${this.balanceText(asset)}`);
    return `PaperAccount ${this.name} (${this.id}, ${this.tier}): ${held.join(", ") || "empty"}`;
  }

  /** What of it is not on hold. */
  available(asset: string): bigint {
    return this.balance(asset) - (this.holds.get(asset) ?? 0n);
  }

  /** Writes a line into the ledger, which is the only way a balance changes. */
  post(row: Pick<LedgerRow, "asset" | "amount" | "type" | "refid" | "ns"> & Partial<LedgerRow>): LedgerRow {
    const { asset, amount, fee = 0n, type, subtype = "", refid, ns } = row;
    const balance = this.balance(asset) + amount - fee;
    const id = this.#ids.id("L");
    const written = { id, seq: this.ledger.length, refid, ns, type, subtype, asset, amount, fee, balance };
    this.balances.set(asset, balance);
    this.ledger.push(written);
    this.ledgerIds.set(id, written);
    return written;
  }

  /** Holds an amount back, or with a negative one sets it free. */
  hold(asset: string, amount: bigint): void {
    if (amount !== 0n) this.holds.set(asset, (this.holds.get(asset) ?? 0n) + amount);
  }

  /** Counts the worth of a trade (US dollars, eight decimals) towards the volume of 30 days. */
  traded(ns: bigint, usd: bigint): void {
    this.#volumes.push({ ns, usd });
    this.#volume += usd;
  }

  /** Volume of the 30 days before a time, US dollars with eight decimals. Times must not go back. */
  volume(ns: bigint): bigint {
    for (let first = this.#volumes[this.#oldest]; first && first.ns <= ns - MONTH;) {
      this.#volume -= first.usd;
      first = this.#volumes[++this.#oldest];
    }
    return this.#volume + this.volumeOffset;
  }

  /** Takes an order into the books. */
  entered(order: Order): void {
    this.orders.set(order.id, order);
    this.open.set(order.id, order);
    if (order.clientId !== undefined) this.#clientIds.set(order.clientId, order);
    this.#onPair.set(order.pair.id, this.ordersOn(order.pair) + 1);
  }

  /** An order is over. */
  left(order: Order): void {
    if (!this.open.delete(order.id)) return;
    this.closed.push(order);
    if (order.clientId !== undefined) this.#clientIds.delete(order.clientId);
    this.#onPair.set(order.pair.id, this.ordersOn(order.pair) - 1);
  }

  /** The order that is not over with an id of the caller's. */
  byClientId(clientId: string): Order | undefined {
    return this.#clientIds.get(clientId);
  }

  /** Number of orders on a pair that are not over. */
  ordersOn(pair: PaperPair): number {
    return this.#onPair.get(pair.id) ?? 0;
  }

  /** Open positions on a pair. */
  positionsOn(pair: PaperPair): Position[] {
    return this.positions.filter((each) => each.pair === pair);
  }
}

/** A change of an order. */
export interface Amend {
  readonly id: string;
  readonly type: "original" | "user";
  readonly volume: bigint;
  readonly display: bigint | undefined;
  readonly remaining: bigint;
  readonly limit: number | undefined;
  readonly trigger: number | undefined;
  readonly reason: string | undefined;
  readonly postOnly: boolean;
  readonly ns: bigint;
}

const MONTH = 30n * 86_400_000_000_000n;
