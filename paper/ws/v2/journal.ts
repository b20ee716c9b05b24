/**
 * What happens on an account, in order. The books of the exchange know no listeners: they are compared with what was known
 * of them when they were last looked at, so whoever changed them – REST, a socket, the clock – is told about alike.
 */

import type { Account, Amend, LedgerRow, Trade, TradePart } from "../../accounts/account.ts";
import type { Order } from "../../matching/order.ts";

/** Sums of an order's fills up to one of them. */
export interface Filled {
  /** Units of the lot. */
  readonly volume: bigint;
  /** Units of the cost. */
  readonly cost: bigint;
  /** Units of the cost, or of the lot where it is paid in base. */
  readonly fee: bigint;
}

/** Something that happened. */
export type JournalEntry =
  & { readonly ns: bigint }
  & (
    | { readonly kind: "placed" | "live" | "fired" | "ended"; readonly order: Order; readonly filled: Filled }
    | {
      readonly kind: "trade";
      readonly order: Order;
      readonly trade: Trade;
      readonly part: TradePart;
      readonly filled: Filled;
    }
    | { readonly kind: "amended"; readonly order: Order; readonly amend: Amend; readonly filled: Filled }
    | {
      readonly kind: "refill";
      readonly order: Order;
      /** What the new slice shows, units of the lot. */
      readonly shown: bigint;
      readonly filled: Filled;
    }
    | { readonly kind: "ledger"; readonly row: LedgerRow }
  );

interface Known {
  readonly order: Order;
  live: boolean;
  fired: boolean;
  amends: number;
  volume: bigint;
  cost: bigint;
  fee: bigint;
  /** What is left of the slice that an iceberg shows; nothing until it is known to rest. */
  shown: bigint | undefined;
}

/** The journal of an account, from the moment it is made. */
export class Journal {
  readonly #account: Account;
  readonly #orders = new Map<string, Known>();
  #trades: number;
  #closed: number;
  #ledger: number;

  /** Begins with what there is now, of which nothing is told. */
  constructor(account: Account) {
    this.#account = account;
    this.#trades = account.trades.length;
    this.#closed = account.closed.length;
    this.#ledger = account.ledger.length;
    for (const order of account.open.values()) {
      const known = this.#know(order);
      known.live = order.state === "open";
      known.fired = order.trigger?.fired !== undefined;
      known.amends = this.#amendsOf(order).length;
      const { filled: volume, cost, fee, shown } = order;
      Object.assign(known, { volume, cost, fee, shown: order.state === "open" ? shown : undefined });
    }
  }

  /** What happened since the last look, oldest first. */
  look(): JournalEntry[] {
    const account = this.#account;
    const closed = account.closed.slice(this.#closed);
    const trades = account.trades.slice(this.#trades);
    const rows = account.ledger.slice(this.#ledger);
    this.#closed = account.closed.length;
    this.#trades = account.trades.length;
    this.#ledger = account.ledger.length;
    const entries: JournalEntry[] = [];
    const touched = new Set([...account.open.values(), ...closed]);
    for (const order of touched) this.#follow(order, trades.filter((each) => each.order === order), entries);
    for (const { id } of closed) this.#orders.delete(id);
    for (const row of rows) entries.push({ kind: "ledger", row, ns: row.ns });
    // What happened at one moment stays in the order it was found in: an order comes, fills, ends.
    return entries.sort((a, b) => a.ns < b.ns ? -1 : a.ns > b.ns ? 1 : 0);
  }

  #follow(order: Order, trades: readonly Trade[], entries: JournalEntry[]): void {
    const isNew = !this.#orders.has(order.id);
    const known = this.#know(order);
    const filled = (): Filled => ({ volume: known.volume, cost: known.cost, fee: known.fee });
    if (isNew) entries.push({ kind: "placed", order, filled: filled(), ns: order.opened });
    if (!known.live && (order.state === "open" || order.start === 0n)) {
      known.live = true;
      entries.push({
        kind: "live",
        order,
        filled: filled(),
        ns: order.start > order.opened ? order.start : order.opened,
      });
    }
    for (const amend of this.#amendsOf(order).slice(known.amends)) {
      known.amends++;
      if (amend.type === "user") entries.push({ kind: "amended", order, amend, filled: filled(), ns: amend.ns });
    }
    const fired = order.trigger?.fired;
    if (fired !== undefined && !known.fired) {
      known.fired = true;
      entries.push({ kind: "fired", order, filled: filled(), ns: fired });
    }
    for (const trade of trades) {
      for (const part of trade.parts) {
        known.volume += part.volume;
        known.cost += part.cost;
        known.fee += part.fee;
        entries.push({ kind: "trade", order, trade, part, filled: filled(), ns: trade.ns });
        const shown = trade.maker ? refillOf(known, part.volume) : 0n;
        // What ended with the fill, for lack of funds, shows nothing any more.
        if (shown > 0n && order.ended !== trade.ns) {
          entries.push({ kind: "refill", order, shown, filled: filled(), ns: trade.ns });
        }
      }
    }
    if (order.state === "open" && order.shown > 0n) known.shown = order.shown;
    if (order.ended > 0n) entries.push({ kind: "ended", order, filled: filled(), ns: order.ended });
  }

  #know(order: Order): Known {
    let known = this.#orders.get(order.id);
    if (!known) {
      known = { order, live: false, fired: false, amends: 0, volume: 0n, cost: 0n, fee: 0n, shown: undefined };
      this.#orders.set(order.id, known);
    }
    return known;
  }

  #amendsOf({ id }: Order): readonly Amend[] {
    return this.#account.amends.get(id) ?? [];
  }
}

/** Takes a fill from the slice of an iceberg; gives what the next one shows when that was all of it, else 0. */
function refillOf(known: Known, volume: bigint): bigint {
  const { display, volume: size } = known.order;
  if (display === undefined) return 0n;
  const left = size - known.volume;
  const slice = known.shown ?? smaller(display, left + volume);
  known.shown = slice > volume ? slice - volume : smaller(display, left);
  return slice > volume ? 0n : known.shown;
}

const smaller = (a: bigint, b: bigint) => a < b ? a : b;
