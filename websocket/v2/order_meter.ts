/** Orders of a socket on the trading counters, which they share with those sent by REST. */

import { RateLimitError } from "../../core/errors.ts";
import { type Budget, type Charge, type Permit, tradingCharge } from "../../core/limiter.ts";
import { isObject } from "../book/source.ts";
import { batchOutcomes } from "./orders.ts";
import { refusal } from "./requests.ts";
import type { V2Response } from "./types.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A request that was let through; hand it back by one of the meter's methods. */
export interface Entry {
  /** What it was charged for. */
  readonly charge: Charge;
  /** What it was charged. */
  readonly permit: Permit;
  /** Ids of the orders it is about, by which an event is known to come after it. */
  readonly orders: ReadonlySet<unknown>;
}

const ENDED: readonly unknown[] = ["filled", "canceled", "expired"];
const YOUNG: readonly unknown[] = ["pending_new", "new", "amended"];

/** Charges the requests of sockets and corrects the counters by what Kraken tells. One for each budget. */
export class OrderMeter {
  readonly #budget: Budget;
  /** Requests that Kraken has neither answered nor told an event of: they are not in its figure yet. */
  readonly #underway: Set<Entry> = new Set();
  #max: number | undefined;

  /** For {@linkcode meterOf}. */
  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /**
   * Takes the points of a request; nothing for one that does not count.
   *
   * @throws {RateLimitError} when the budget does not wait and they do not fit.
   */
  async enter(name: string, params: Fields, signal: AbortSignal | undefined): Promise<Entry | undefined> {
    const known = tradingCharge(name, params);
    if (!known) return undefined;
    const charge: Charge = { pool: "trading", cost: 0, name, urgent: name.includes("cancel"), ...known };
    const permit = await this.#budget.acquire(charge, { signal });
    const entry: Entry = { charge, permit, orders: new Set(referencesOf(params)) };
    this.#underway.add(entry);
    return entry;
  }

  /** The request never left. */
  unsent(entry: Entry): void {
    this.#underway.delete(entry);
    this.#budget.refund(entry.permit);
  }

  /** Whether it was carried out is not known: the points stay. */
  lost(entry: Entry): void {
    this.#underway.delete(entry);
  }

  /** Kraken answered: young orders are dear to change, and a refusal for too many requests says that the counter is full. */
  answered(entry: Entry, params: Fields, answers: readonly V2Response[]): void {
    this.#underway.delete(entry);
    const { charge } = entry;
    for (const { error = "" } of answers) {
      // The limit of messages a socket may send is another one.
      const refused = error.startsWith("EOrder:") ? refusal(charge.name ?? "", error) : undefined;
      if (refused instanceof RateLimitError) this.#budget.learn(charge, refused);
    }
    const [answer] = answers;
    if (answer?.success !== true) return;
    const { action, key: pair } = charge;
    const results: readonly unknown[] = action === "batchAdd" ? batchOutcomes(answers) : [answer.result];
    const asked = action === "batchAdd" ? params.orders as readonly Fields[] : [params];
    if (action === "edit") this.#budget.noteClosed(idsOf(params)); // an edited order is another one, and the first is gone
    if (action === "cancel" || action === "batchCancel") return;
    results.forEach((result, index) => {
      if (!isObject(result) || result.success === false) return;
      const ids = idsOf(result, action === "edit" ? {} : asked[index]);
      if (ids.length > 0) this.#budget.noteOrder(ids, { pair });
    });
  }

  /** Kraken's maximum, as the acknowledgement of `executions` has it. */
  limit(max: unknown): void {
    if (typeof max === "number" && max > 0 && max < Infinity) this.#max = max;
  }

  /** Takes a message of `executions`: when orders were made and ended, by whichever program, and how the counter stands. */
  tell({ type, data }: { readonly type?: unknown; readonly data?: unknown }): void {
    for (const row of Array.isArray(data) ? data as unknown[] : []) {
      if (!isObject(row)) continue;
      const ids = idsOf(row);
      const pair = typeof row.symbol === "string" ? row.symbol : undefined;
      // What was there before we came is as old as it says; what happens now is new, whatever our clock says.
      const old = type === "snapshot" ? Date.parse(String(row.timestamp)) || 0 : undefined;
      const ended = ENDED.includes(row.order_status);
      if (ids.length > 0 && !ended && (old !== undefined || YOUNG.includes(row.exec_type))) {
        this.#budget.noteOrder(ids, { pair, at: old });
      }
      const about = referencesOf(row);
      for (const entry of this.#underway) if (about.some((id) => entry.orders.has(id))) this.#underway.delete(entry);
      // The name in this dialect is unconfirmed; the older one has `ratecount`.
      const told = row.ratecount ?? row.ratecounter;
      if (typeof told === "number" && told >= 0 && told < Infinity) {
        const ahead = [...this.#underway].reduce((sum, { permit }) => sum + permit.cost, 0);
        this.#budget.learn({ pool: "trading", key: pair, orders: ids }, { used: told + ahead, max: this.#max });
      }
      if (ended) this.#budget.noteClosed(ids);
    }
  }
}

function idsOf(...rows: readonly (Fields | undefined)[]): string[] {
  const ids = rows.flatMap((row) => [row?.order_id, row?.cl_ord_id]);
  return [...new Set(ids.filter((id) => typeof id === "string"))];
}

/** Every id of an order in a request or a row: texts, and numbers of the client's. */
function referencesOf({ order_id, cl_ord_id, order_userref, orders }: Fields): unknown[] {
  const list = Array.isArray(orders) ? orders : [];
  const inner = list.flatMap((each: unknown) => isObject(each) ? referencesOf(each) : [each]);
  return [order_id, cl_ord_id, order_userref, inner].flat().filter((id) => id !== undefined);
}

const meters = new WeakMap<Budget, OrderMeter>();

/** The meter of a budget, whichever socket asks; none without one. */
export function meterOf(budget: Budget | undefined): OrderMeter | undefined {
  if (!budget) return undefined;
  let meter = meters.get(budget);
  if (!meter) meters.set(budget, meter = new OrderMeter(budget));
  return meter;
}
