/** An order that was placed: ask for it, change it, cancel it, follow it to its end. */

import { encodeFields } from "../core/codecs.ts";
import type { Decimal } from "../core/decimal.ts";
import { INSPECT } from "../core/display.ts";
import { ApiError, KrakenError } from "../core/errors.ts";
import { backoff } from "../core/retry.ts";
import type { OrderInfo, OrderStatus } from "../spot/account/mod.ts";
import { amendOrder, type AmendOrderParams, type AmendOrderResult } from "../spot/trading/amend_order.ts";
import { checkLot, checkPrice } from "./_amounts.ts";
import { checkDeadline } from "./_combinations.ts";
import { isZero, subtract } from "./_exact.ts";
import { answered, objectOf, unanswered } from "./_sending.ts";
import { sentOrders } from "./_sent.ts";
import type { PairRules } from "./_rules.ts";
import { Watch } from "./_watch.ts";
import { placing } from "./request.ts";
import { callOptions, checkCallOptions, type OrderCallOptions, pause, type TradingSource } from "./source.ts";

/** An order as it stands. Amounts are decimal text as Kraken writes it. */
export interface OrderState {
  /** Kraken's id of the order. */
  readonly txid: string;
  /** Kraken's word. */
  readonly status: OrderStatus;
  /** Whether it may still be filled. */
  readonly open: boolean;
  /** Ordered quantity, in base (in quote with flag `viqc`). */
  readonly vol: Decimal;
  /** Filled quantity, in base. */
  readonly vol_exec: Decimal;
  /** Not filled, in base; `undefined` with flag `viqc`, where the two are not of one kind. */
  readonly left: Decimal | undefined;
  /** Cost of the fills, in quote. */
  readonly cost: Decimal;
  /** Fees of the fills, in quote unless the order said otherwise. */
  readonly fee: Decimal;
  /** Average price of the fills, in quote; zero without any. */
  readonly price: Decimal;
  /** Why it ended, in words of Kraken's. */
  readonly reason: string | undefined;
  /** All Kraken says of it. */
  readonly order: OrderInfo;
}

/** How an order ended. */
export interface SettledOrder extends OrderState {
  /**
   * `"filled"`: whole. `"partially filled"`: ended by cancelling or expiry with a part filled; `status` says by which.
   * `"cancelled"` and `"expired"`: nothing was filled.
   */
  readonly state: "filled" | "partially filled" | "cancelled" | "expired";
}

/** Options of {@linkcode LiveOrder.settled}. */
export interface SettledOptions extends OrderCallOptions {
  /**
   * First pause between two looks; it grows by half each time, up to 15 seconds or to this if longer. While events come, there is a look
   * after each (at once after the last, else at most one in this time) and one a minute besides.
   *
   * @default {1000}
   */
  pollMs?: number | undefined;
  /** Told of every look at which something had changed. Without it only the end of the order leads to a look while events come. */
  onChange?: ((state: OrderState) => void) | undefined;
  /**
   * Whether an order that is still open at the first look is followed by the account's stream of executions, where there is one (that of
   * `kraken()`): a connection and one call for its token, shared by all orders that are followed at a time and closed after the last.
   * `false` only asks, ever more slowly.
   *
   * @default {true}
   */
  watch?: boolean | undefined;
}

/** What may be changed of an open order; see `AmendOrder`. */
export type OrderChange = Omit<AmendOrderParams, "txid" | "cl_ord_id" | "pair">;

/** What a placed order is known by. */
export interface PlacedOrder {
  /** Kraken's id. */
  readonly txid: string;
  /** The caller's own id, if it has one. */
  readonly clOrdId: string | undefined;
  /** The order in words of Kraken's. */
  readonly descr: string;
}

const ENDED: readonly string[] = ["closed", "canceled", "expired"];

/** A placed order. Made by `order(…, { live: true })`, by the `send()` of a preview, or by `findOrder`. */
export class LiveOrder implements PlacedOrder {
  /** Kraken's id of the order. */
  readonly txid: string;
  /** The caller's own id; `undefined` when a `userref` was used instead. */
  readonly clOrdId: string | undefined;
  /** The order in words of Kraken's: `"buy 0.10000000 XBTUSD @ limit 60000.0"`. */
  readonly descr: string;
  /** The market, by its modern name. */
  readonly symbol: string;
  readonly #source: TradingSource;
  readonly #rules: PairRules;
  #note: string | undefined;

  /** For the calls of this room. */
  constructor(source: TradingSource, rules: PairRules, { txid, clOrdId, descr }: PlacedOrder) {
    this.txid = txid;
    this.clOrdId = clOrdId;
    this.descr = descr;
    this.symbol = rules.symbol;
    this.#source = source;
    this.#rules = rules;
  }

  /**
   * The order as it stands. One private call.
   *
   * @throws {KrakenError} when Kraken does not know it, which may be so for a moment after placing.
   */
  async status(options: OrderCallOptions = {}): Promise<OrderState> {
    checkCallOptions("status", options);
    const order = await this.#look(options);
    if (order) return stateOf(this.txid, order);
    throw new KrakenError(`QueryOrders does not know ${this.txid} (yet)`, {
      category: "not-found",
      retryable: true,
      advice: "A new order can take a moment to show: ask again",
    });
  }

  /**
   * Cancels what is left of it, and says how it stands then. An order that had ended by itself is no failure: look at
   * `open` and `vol_exec`.
   *
   * Permission: Create & modify orders OR Cancel & close orders, and a query permission for the answer.
   *
   * @throws {KrakenError} also when it was cancelled and how it stands now can't be told; the message says so.
   */
  async cancel(options: OrderCallOptions = {}): Promise<OrderState> {
    checkCallOptions("cancel", options);
    try {
      await this.#source.trading.cancelOrder({ txid: this.txid }, callOptions(options));
    } catch (error) {
      // Also what a repeated cancel gets to hear after its first answer was lost: only the order itself tells.
      if (!isUnknownOrder(error)) throw error;
      const order = await this.#look(options);
      if (!order) throw error;
      return stateOf(this.txid, order);
    }
    return await afterCancel("CancelOrder", this.txid, options.signal, () => this.status(options));
  }

  /**
   * Changes it in place; its ids stay. More quantity or another price lose the place in the queue.
   *
   * @throws {TypeError | RangeError} for a price off the tick or a quantity off the lot, before anything is sent.
   * @throws {OutcomeUnknownError} when the answer is lost; its `resolve()` finds out.
   */
  async amend(change: OrderChange, options: OrderCallOptions = {}): Promise<AmendOrderResult> {
    checkCallOptions("amend", options);
    checkChange(change, this.#rules, this.#source.now());
    const { tokenized, pair } = this.#rules;
    const params: AmendOrderParams = { ...change, txid: this.txid, ...(tokenized && { pair }) };
    const sent = sentOrders(this.#source, "AmendOrder", amendOrder, params, this.clOrdId ? [this.clOrdId] : []);
    const answer = await this.#source.trading.amendOrder(params, callOptions(options));
    const result = objectOf(answer);
    if (!result) throw unanswered("AmendOrder", sent, answered(answer));
    return result;
  }

  /**
   * Follows the order to its end: filled, cancelled or expired. What it tells is what QueryOrders says, one private call a look. When to
   * look is told by the account's stream where there is one; where there is none, or the key may not have a token for it, it asks again
   * and again, ever more slowly, and the order as text says why. An aborted wait leaves the order as it is.
   *
   * @throws {unknown} the signal's reason.
   * @throws {KrakenError} when five looks in a row fail, or Kraken keeps not knowing the order.
   */
  async settled(given: SettledOptions = {}): Promise<SettledOrder> {
    checkCallOptions("settled", given, ["pollMs", "onChange", "watch"]);
    const { pollMs = 1000, onChange, watch = true, ...options } = given;
    if (!Number.isFinite(pollMs) || pollMs <= 0) {
      throw new RangeError(`Cannot follow ${this.txid} as 'pollMs' must be above zero: current value is ${pollMs}`);
    }
    if (typeof watch !== "boolean") {
      throw new TypeError(`Cannot follow ${this.txid} as 'watch' must be true or false: current value is ${watch}`);
    }
    await using watching = new Watch(this.#source, this.txid, {
      signal: options.signal,
      changes: onChange !== undefined,
      onNote: (why) => this.#note = why,
    });
    let seen = "";
    let failures = 0;
    for (let waitMs = pollMs;;) {
      options.signal?.throwIfAborted();
      let told = true;
      try {
        const state = await this.status(options);
        failures = 0;
        const shown = `${state.status} ${state.vol} ${state.vol_exec} ${state.order.descr?.price}`;
        if (shown !== seen) onChange?.(state);
        seen = shown;
        const settled = settledOf(state);
        if (settled) return settled;
        // Most orders that take are over by now: a socket is worth its while for those that rest.
        if (watch) watching.begin();
      } catch (error) {
        // A network that is away for a minute must not end the watch over an order that lives for days.
        if (options.signal?.aborted) throw options.signal.reason;
        if (!(error instanceof KrakenError) || !error.retryable || ++failures >= 5) throw error;
        await pause(this.#source, backoff(failures, { baseMs: 1000, capMs: 30_000 }), options.signal);
        told = false;
      }
      // The event that led to a look which failed does not come again, so the next one waits for none.
      const over = told && await watching.pause(waitMs, pollMs);
      if (!told) await pause(this.#source, waitMs, options.signal);
      waitMs = over ? pollMs : Math.max(pollMs, Math.min(15_000, waitMs * 1.5));
    }
  }

  /** The order, if Kraken knows it. */
  async #look(options: OrderCallOptions): Promise<OrderInfo | undefined> {
    try {
      return (await this.#source.account.queryOrders({ txid: this.txid }, callOptions(options)))?.[this.txid];
    } catch (error) {
      if (isUnknownOrder(error)) return undefined;
      throw error;
    }
  }

  /** In words; with the reason, when it is followed by polling although it was to be watched. */
  toString(): string {
    const note = this.#note === undefined ? "" : ` · polled, since no events come: ${this.#note}`;
    return `LiveOrder ${this.txid} · ${this.descr}${note}`;
  }

  /** What it is known by. */
  toJSON(): PlacedOrder & { symbol: string } {
    const { txid, clOrdId, descr, symbol } = this;
    return { txid, clOrdId, descr, symbol };
  }

  /** In words, also inside other things that are printed. */
  [INSPECT](): string {
    return this.toString();
  }
}

/** How an order stands after its cancel was taken; that the cancel was taken must not get lost when nobody can tell. */
export async function afterCancel<State>(
  name: string,
  id: string,
  signal: AbortSignal | undefined,
  ask: () => Promise<State>,
): Promise<State> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof KrakenError) || signal?.aborted) throw error;
    throw new KrakenError(
      `${name} took the cancel of ${id}; how the order stands now can't be told: ${error.message}`,
      {
        cause: error,
        category: error.category,
        advice: "It need not be cancelled again",
      },
    );
  }
}

/** Kraken knows no such order. */
export function isUnknownOrder(error: unknown): boolean {
  return error instanceof ApiError && error.errors.some((text) => text.startsWith("EOrder:Unknown order"));
}

/** Checks a change against the rules of its pair, before anything is sent. */
export function checkChange(change: OrderChange, rules: PairRules, now: number): void {
  placing(`Cannot amend an order of ${rules.symbol}`, () => {
    for (const name of ["txid", "cl_ord_id", "pair"]) {
      if (name in change) throw new TypeError(`'${name}' is no change: say in the first place which order is meant`);
    }
    const wire = encodeFields(amendOrder.params, change as AmendOrderParams);
    const text = (name: string) => wire[name] === undefined ? undefined : String(wire[name]);
    const changes = ["order_qty", "display_qty", "limit_price", "trigger_price"];
    if (!changes.some((name) => wire[name] !== undefined)) {
      throw new TypeError(`it must say what changes: one or more of ${changes.join(", ")}`);
    }
    checkLot("order_qty", text("order_qty"), rules);
    checkLot("display_qty", text("display_qty"), rules);
    checkPrice("limit_price", text("limit_price"), rules);
    checkPrice("trigger_price", text("trigger_price"), rules);
    const deadline = text("deadline");
    checkDeadline(deadline === undefined ? undefined : Date.parse(deadline), now);
  });
}

/** An order of QueryOrders, read. */
export function stateOf(txid: string, order: OrderInfo): OrderState {
  const { status, vol, vol_exec, cost, fee, price, reason } = order;
  return {
    txid,
    status,
    open: !ENDED.includes(status),
    vol,
    vol_exec,
    left: order.oflags?.split(",").includes("viqc") ? undefined : subtract(vol, vol_exec),
    cost,
    fee,
    price,
    reason: reason ?? undefined,
    order,
  };
}

/** How it ended; `undefined` while it has not. */
export function settledOf(state: OrderState): SettledOrder | undefined {
  const { status, vol_exec } = state;
  if (state.open) return undefined;
  if (status === "closed") {
    // Kraken also closes what a market order could not fill.
    const whole = state.left === undefined || isZero(state.left);
    return { ...state, state: whole ? "filled" : isZero(vol_exec) ? "cancelled" : "partially filled" };
  }
  if (!isZero(vol_exec)) return { ...state, state: "partially filled" };
  return { ...state, state: status === "expired" ? "expired" : "cancelled" };
}
