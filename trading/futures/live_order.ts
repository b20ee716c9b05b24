/** A futures order that was placed: ask for it, change it, cancel it. */

import { encodeFields } from "../../core/codecs.ts";
import { type Decimal, plain, sumDecimals } from "../../core/decimal.ts";
import { INSPECT } from "../../core/display.ts";
import { ApiError } from "../../core/errors.ts";
import { pages } from "../../core/pages.ts";
import { executionPages } from "../../futures/pages.ts";
import { editOrder, type EditOrderParams, type EditOrderResult, type SendStatus } from "../../futures/trading/mod.ts";
import { isZero } from "../_exact.ts";
import { afterCancel } from "../live_order.ts";
import { placing } from "../request.ts";
import { callOptions, checkCallOptions, type OrderCallOptions } from "../source.ts";
import { checkPrice, checkSize } from "./_amounts.ts";
import type { ContractRules } from "./_contract.ts";
import type { FuturesTradingSource } from "./source.ts";

/** A futures order as it stands. */
export interface FuturesOrderState {
  /** Kraken's id. */
  readonly orderId: string;
  /** Whether it may still be filled: it rests, or waits as a trigger. */
  readonly open: boolean;
  /** Kraken's word, `"ENTERED_BOOK"`, `"untouched"` …; `"closed"` when only its fills are left of it. */
  readonly status: string;
  /** Whole size; unknown when it is no longer listed. */
  readonly size: Decimal | undefined;
  /** Filled size. */
  readonly filled: Decimal;
  /** What says so, in the shape of the call that does. */
  readonly record: object;
}

/** What may be changed of an open order; see `editOrder`. */
export type FuturesOrderChange = Omit<EditOrderParams, "orderId" | "cliOrdId">;

const CLOSED: readonly string[] = ["FULLY_EXECUTED", "REJECTED", "CANCELLED", "TRIGGER_ACTIVATION_FAILURE"];

/** A placed futures order. Made by `futuresOrder(…, { live: true })` or by the `send()` of a preview. */
export class LiveFuturesOrder {
  /** Kraken's id of the order. */
  readonly orderId: string;
  /** Our id. */
  readonly cliOrdId: string | undefined;
  /** The contract. */
  readonly symbol: string;
  /** What Kraken answered, with the events that followed at once. */
  readonly sendStatus: SendStatus;
  readonly #source: FuturesTradingSource;
  readonly #rules: ContractRules;
  readonly #placedAt: number;

  /** For the calls of this room. */
  constructor(
    source: FuturesTradingSource,
    rules: ContractRules,
    sendStatus: SendStatus,
    cliOrdId: string | undefined,
  ) {
    const fill = sendStatus.orderEvents?.find((event) => event.type === "EXECUTION");
    this.orderId = sendStatus.order_id ?? fill?.orderPriorExecution.orderId ?? "";
    this.cliOrdId = sendStatus.cliOrdId ?? cliOrdId;
    this.symbol = rules.symbol;
    this.sendStatus = sendStatus;
    this.#source = source;
    this.#rules = rules;
    this.#placedAt = Date.parse(sendStatus.receivedTime ?? "") || source.now();
  }

  /** What was filled at once, in size units. */
  get filledAtOnce(): Decimal {
    const events = this.sendStatus.orderEvents ?? [];
    return sumDecimals(events.flatMap((event) => event.type === "EXECUTION" ? [plain(event.amount)] : []));
  }

  /** The order as it stands: one to three calls, since Kraken lists closed orders for five seconds only. */
  async status(options: OrderCallOptions = {}): Promise<FuturesOrderState> {
    checkCallOptions("status", options);
    const { trading, history } = this.#source;
    const { orderId } = this;
    const call = callOptions(options);
    const [known] = (await trading.ordersStatus({ orderIds: orderId }, call)).orders;
    if (known) {
      const { status, order: { quantity, filled } } = known;
      const size = quantity === null ? undefined : plain(quantity);
      return { orderId, open: !CLOSED.includes(status), status, size, filled: plain(filled ?? 0), record: known };
    }
    const open = (await trading.openOrders({}, call)).openOrders.find((each) => each.order_id === orderId);
    if (open) {
      const [filled, left] = [plain(open.filledSize), plain(open.unfilledSize ?? 0)];
      return { orderId, open: true, status: open.status, size: sumDecimals([filled, left]), filled, record: open };
    }
    // Clocks differ: what happened may be dated before we sent it.
    const window = { since: this.#placedAt - 300_000, before: this.#source.now() + 300_000, tradeable: this.symbol };
    const fills = (await pages(history.executions, window, executionPages, call).all()).map(({ event }) =>
      "execution" in event ? event.execution.execution : event.Execution.execution
    ).filter(({ order, makerOrder, takerOrder }) =>
      [order, makerOrder, takerOrder].some((each) => each?.uid === orderId)
    );
    const filled = sumDecimals(fills.map(({ quantity }) => quantity));
    return { orderId, open: false, status: "closed", size: undefined, filled, record: fills };
  }

  /**
   * Cancels what is left of it, and says how it stands then. An order that had ended by itself is no failure: look at
   * `filled`.
   *
   * @throws {KrakenError} also when it was cancelled and how it stands now can't be told; the message says so.
   */
  async cancel(options: OrderCallOptions = {}): Promise<FuturesOrderState> {
    checkCallOptions("cancel", options);
    try {
      await this.#source.trading.cancelOrder({ order_id: this.orderId }, callOptions(options));
    } catch (error) {
      // Also what a repeated cancel gets to hear after its first answer was lost: only the order itself tells.
      const over = error instanceof ApiError && ["notFound", "filled"].includes(error.errors[0] ?? "");
      if (!over) throw error;
      return await this.status(options);
    }
    return await afterCancel("cancelorder", this.orderId, options.signal, () => this.status(options));
  }

  /**
   * Changes size or prices; its id stays.
   *
   * @throws {RangeError} for a price off the tick or a size off the step, before anything is sent.
   * @throws {ApiError} Kraken changed nothing.
   * @throws {OutcomeUnknownError} the answer is lost; its `resolve()` finds out.
   */
  async edit(change: FuturesOrderChange, options: OrderCallOptions = {}): Promise<EditOrderResult> {
    checkCallOptions("edit", options);
    placing(`Cannot edit an order of ${this.symbol}`, () => {
      for (const name of ["orderId", "cliOrdId"]) {
        if (name in change) throw new TypeError(`'${name}' is no change: this order is meant`);
      }
      const wire = encodeFields(editOrder.params, change);
      const text = (name: string) => wire[name] === undefined ? undefined : String(wire[name]);
      if (Object.keys(wire).every((name) => ["algoId", "processBefore", "qtyMode"].includes(name))) {
        throw new TypeError(
          "it must say what changes: one or more of size, limitPrice, stopPrice, trailingStopMaxDeviation",
        );
      }
      checkSize("size", text("size"), this.#rules);
      checkPrice("limitPrice", text("limitPrice"), this.#rules);
      checkPrice("stopPrice", text("stopPrice"), this.#rules);
    });
    return await this.#source.trading.editOrder({ ...change, orderId: this.orderId }, callOptions(options));
  }

  /** In words. */
  toString(): string {
    const { orderId, symbol, sendStatus: { status } } = this;
    const filled = this.filledAtOnce;
    return `LiveFuturesOrder ${orderId} · ${symbol} · ${status}` +
      (isZero(filled) ? "" : `, ${filled} filled`);
  }

  /** What it is known by. */
  toJSON(): { orderId: string; cliOrdId: string | undefined; symbol: string; sendStatus: SendStatus } {
    const { orderId, cliOrdId, symbol, sendStatus } = this;
    return { orderId, cliOrdId, symbol, sendStatus };
  }

  /** In words, also inside other things that are printed. */
  [INSPECT](): string {
    return this.toString();
  }
}
