/** An order rehearsed: what it is, what it would come to, and a button to place it. */

import type { Decimal } from "../core/decimal.ts";
import { INSPECT, JUPYTER_DISPLAY, type MediaBundle } from "../core/display.ts";
import { OutcomeUnknownError } from "../core/errors.ts";
import { addOrder } from "../spot/trading/add_order.ts";
import type { AddOrderParams, PlacedDescription } from "../spot/trading/mod.ts";
import { type Card, cardBundle, cardText } from "./_card.ts";
import { checkCombinations } from "./_combinations.ts";
import { headingOf, linesOf } from "./_describe.ts";
import { type Draft, refuseProblems } from "./_draft.ts";
import type { BalanceChange } from "./_estimate.ts";
import { followsMarket, refuseStale } from "./_age.ts";
import { Once } from "./_once.ts";
import { answered, objectOf, sending, unanswered, usable } from "./_sending.ts";
import { sentOrders } from "./_sent.ts";
import { LiveOrder } from "./live_order.ts";
import { placing } from "./request.ts";
import {
  callOptions,
  checkCallOptions,
  type OrderCallOptions,
  type SendCallOptions,
  type TradingSource,
} from "./source.ts";

/** An order that Kraken checked and did not place: there is no txid. */
export interface OrderValidation {
  /** Always true; tells it from a placed order. */
  readonly validated: true;
  /** The order in words of Kraken's. */
  readonly descr: PlacedDescription;
}

/** A dry run of one order. Nothing is sent until {@linkcode Preview.send} is called. */
export class Preview {
  /** Exactly what AddOrder would get. */
  readonly params: Readonly<AddOrderParams>;
  /** The market, by its modern name. */
  readonly symbol: string;
  /** Price it is reckoned at, in quote; `undefined` where only the future tells. */
  readonly price: Decimal | undefined;
  /** Whether {@linkcode price} is the order's own limit; else it follows the market of this moment. */
  readonly exact: boolean;
  /** Quantity times price, in quote. */
  readonly worth: Decimal | undefined;
  /** Estimated fee, in {@linkcode feeAsset}; `undefined` when no fees are known. */
  readonly fee: Decimal | undefined;
  /** Modern name of the asset the fee is in. */
  readonly feeAsset: string;
  /** Where the fee comes from, in words. */
  readonly feeOrigin: string | undefined;
  /** What would change once it is filled; empty for orders on margin. */
  readonly changes: readonly BalanceChange[];
  /** What Kraken would refuse it for as things stand; {@linkcode send} refuses it too. */
  readonly problems: readonly string[];
  /** What deserves a second look. */
  readonly warnings: readonly string[];
  /** The order's id of the caller's, set by us when none was given; `undefined` with a `userref`. */
  readonly clOrdId: string | undefined;
  readonly #source: TradingSource;
  readonly #draft: Draft;
  readonly #once: Once = new Once();
  readonly #at: number;

  /** For the calls of this room. */
  constructor(source: TradingSource, draft: Draft) {
    this.#source = source;
    this.#draft = draft;
    this.#at = source.now();
    const { params, reckon, rules, around, problems, warnings } = draft;
    this.params = params;
    this.symbol = rules.symbol;
    this.price = reckon.price;
    this.exact = reckon.exact;
    this.worth = reckon.worth;
    this.fee = reckon.fee;
    this.feeAsset = reckon.feeAsset;
    this.feeOrigin = around.fees?.origin;
    this.changes = reckon.changes;
    this.problems = problems;
    this.warnings = warnings;
    this.clOrdId = params.cl_ord_id;
  }

  /** Whether {@linkcode send} was called. */
  get sent(): boolean {
    return this.#once.went !== undefined;
  }

  /**
   * Places the order, once. A second call is refused, however the first went.
   *
   * Permission: Create & modify orders. Aborting does not take the order back: `onSent` keeps what it is found by.
   *
   * @throws {KrakenError} the order has a problem or was sent already, or its price follows the market and the preview is
   * more than 5 minutes old; nothing was sent now.
   * @throws {ApiError} Kraken said no; nothing was placed.
   * @throws {OutcomeUnknownError} the answer is lost; its `resolve()` finds out. It is not sent again.
   */
  async send(options: SendCallOptions = {}): Promise<LiveOrder> {
    checkCallOptions("send", options, ["onSent"]);
    const { order, problems } = this.#draft;
    if (!this.sent) {
      options.signal?.throwIfAborted();
      if (followsMarket(order)) refuseStale(`Cannot order ${this.symbol}`, this.#source.now() - this.#at);
      refuseProblems(problems, `Cannot order ${this.symbol}`);
      // A deadline or an expiry may have passed while the preview was looked at.
      placing(`Cannot order ${this.symbol}`, () => checkCombinations(order, this.#source.now()));
    }
    return await this.#once.run(
      `This preview of ${this.symbol}`,
      () => place(this.#source, this.#draft, options),
      ({ txid }) => `it was placed as ${txid}`,
      options.signal,
    );
  }

  /**
   * Lets Kraken check the order without placing it. May be called again and again.
   *
   * Permission: Create & modify orders. Whether Kraken counts it on the trading counter is not documented; our rate budget
   * takes no point for it.
   *
   * @throws {ApiError} Kraken would refuse the order.
   */
  async validate(options: OrderCallOptions = {}): Promise<OrderValidation> {
    checkCallOptions("validate", options);
    const params = { ...this.params, validate: true };
    const call = { ...callOptions(options), extra: this.#draft.extra };
    const answer = await harmless(() => this.#source.trading.addOrder(params, call));
    const { descr } = usable("AddOrder", answer);
    return { validated: true, descr };
  }

  #card(): Card {
    const { order, rules, around, reckon } = this.#draft;
    const went = this.#once.went;
    return {
      banner: went === undefined ? "DRY RUN" : "SENT",
      meaning: went === undefined ? `nothing has been sent to ${this.#source.name}` : went,
      headings: [headingOf(order, rules)],
      lines: linesOf(order, rules, around, reckon, this.#at),
      problems: this.problems,
      warnings: this.warnings,
      next: went !== undefined
        ? "A preview is sent once."
        : this.problems.length > 0
        ? "Kraken would refuse this order: change it and make a new preview."
        : "await preview.validate() lets Kraken check it; await preview.send() places it.",
      color: went === undefined ? "#1565c0" : "#2e7d32",
    };
  }

  /** The card as text. */
  toString(): string {
    return cardText(this.#card());
  }

  /** The figures, without the machinery. */
  toJSON(): Record<string, unknown> {
    return { ...Object.fromEntries(Object.entries(this)), sent: this.sent };
  }

  /** The card, in a terminal. */
  [INSPECT](): string {
    return this.toString();
  }

  /** The card, in a notebook. */
  [JUPYTER_DISPLAY](): MediaBundle {
    return cardBundle(this.#card());
  }
}

/** Sends AddOrder, which places. */
export async function place(
  source: TradingSource,
  { params, rules, extra }: Draft,
  options: SendCallOptions,
): Promise<LiveOrder> {
  const { cl_ord_id, userref } = params;
  const sent = sentOrders(source, "AddOrder", addOrder, params, cl_ord_id === undefined ? [] : [cl_ord_id], userref);
  const call = { ...callOptions(options), extra };
  const answer = await sending("AddOrder", sent, options, () => source.trading.addOrder(params, call));
  const { descr, txid } = objectOf(answer) ?? {};
  const [id] = Array.isArray(txid) ? txid : [];
  if (typeof id !== "string" || id === "") {
    throw unanswered("AddOrder", sent, `it gave no txid, ${answered(answer)}`);
  }
  return new LiveOrder(source, rules, { txid: id, clOrdId: cl_ord_id, descr: descr?.order ?? "" });
}

/** With `validate` nothing is placed, so a lost answer is an ordinary failure and nothing has to be looked up. */
export async function harmless<Result>(check: () => Promise<Result>): Promise<Result> {
  try {
    return await check();
  } catch (error) {
    throw error instanceof OutcomeUnknownError && error.cause !== undefined ? error.cause : error;
  }
}
