/** Several orders rehearsed. */

import { INSPECT, JUPYTER_DISPLAY, type MediaBundle } from "../core/display.ts";
import { sumDecimals } from "../core/decimal.ts";
import type { AddOrderBatchParams, PlacedDescription } from "../spot/trading/mod.ts";
import { type BatchDraft, placeBatch, type RefusedOrder } from "./_batch.ts";
import { type Card, cardBundle, cardText } from "./_card.ts";
import { checkCombinations } from "./_combinations.ts";
import { headingOf } from "./_describe.ts";
import { refuseProblems } from "./_draft.ts";
import { tidy } from "./_exact.ts";
import { followsMarket, refuseStale } from "./_age.ts";
import { usable } from "./_sending.ts";
import { Once } from "./_once.ts";
import type { LiveOrder } from "./live_order.ts";
import { harmless, Preview } from "./preview.ts";
import { placing } from "./request.ts";
import {
  callOptions,
  checkCallOptions,
  type OrderCallOptions,
  type SendCallOptions,
  type TradingSource,
} from "./source.ts";

/** One order of a batch that Kraken checked and did not place. */
export interface BatchValidation {
  /** Always true; tells it from a placed order. */
  readonly validated: true;
  /** The order in words of Kraken's. */
  readonly descr: PlacedDescription | undefined;
  /** Why it would be refused, e.g. `"EOrder:Insufficient funds"`. */
  readonly error: string | undefined;
}

/** A dry run of 2 to 15 orders. Nothing is sent until {@linkcode BatchPreview.send} is called. */
export class BatchPreview {
  /** Exactly what AddOrderBatch would get. */
  readonly params: Readonly<AddOrderBatchParams>;
  /** The market, by its modern name. */
  readonly symbol: string;
  /** Each of them with its figures. They are sent together or not at all: their own `send()` is not for use here. */
  readonly orders: readonly Pick<
    Preview,
    "params" | "price" | "exact" | "worth" | "fee" | "feeAsset" | "changes" | "clOrdId" | "problems" | "warnings"
  >[];
  /** What Kraken would refuse some of them for as things stand; {@linkcode send} refuses them all. */
  readonly problems: readonly string[];
  /** What deserves a second look. */
  readonly warnings: readonly string[];
  readonly #source: TradingSource;
  readonly #draft: BatchDraft;
  readonly #once: Once = new Once();
  readonly #at: number;

  /** For the calls of this room. */
  constructor(source: TradingSource, draft: BatchDraft) {
    this.#source = source;
    this.#draft = draft;
    this.#at = source.now();
    this.params = draft.params;
    this.symbol = draft.drafts[0]?.rules.symbol ?? "";
    this.orders = draft.drafts.map((each) => new Preview(source, each).toJSON() as unknown as Preview);
    this.problems = draft.problems;
    this.warnings = draft.warnings;
  }

  /** Whether {@linkcode send} was called. */
  get sent(): boolean {
    return this.#once.went !== undefined;
  }

  /**
   * Places them, once. A second call is refused, however the first went.
   *
   * Permission: Create & modify orders AND Cancel & close orders.
   *
   * @returns What became of each, in order: a {@linkcode LiveOrder} has a `txid`, a refused one an `error`.
   * @throws {KrakenError} there is a problem, they were sent already, or a price follows the market and the preview is more
   * than 5 minutes old; nothing was sent now.
   * @throws {OutcomeUnknownError} the answer is lost; its `resolve()` finds out. It is not sent again.
   */
  async send(options: SendCallOptions = {}): Promise<readonly (LiveOrder | RefusedOrder)[]> {
    checkCallOptions("send", options, ["onSent"]);
    if (!this.sent) {
      options.signal?.throwIfAborted();
      refuseProblems(this.problems, `Cannot order ${this.symbol}`);
      for (const { order } of this.#draft.drafts) {
        if (followsMarket(order)) refuseStale(`Cannot order ${this.symbol}`, this.#source.now() - this.#at);
        placing(`Cannot order ${this.symbol}`, () => checkCombinations(order, this.#source.now()));
      }
    }
    return await this.#once.run(
      `This preview of ${this.params.orders.length} orders`,
      () => placeBatch(this.#source, this.#draft, options),
      (all) => all.map((each) => "error" in each ? each.error.errors.join("; ") : `placed as ${each.txid}`).join(", "),
      options.signal,
    );
  }

  /**
   * Lets Kraken check them without placing any.
   *
   * @throws {ApiError} Kraken refuses the batch as a whole.
   */
  async validate(options: OrderCallOptions = {}): Promise<readonly BatchValidation[]> {
    checkCallOptions("validate", options);
    const params = { ...this.params, validate: true };
    const call = { ...callOptions(options), extra: this.#draft.extra };
    const answer = await harmless(() => this.#source.trading.addOrderBatch(params, call));
    const { orders } = usable("AddOrderBatch", Array.isArray(answer?.orders) ? answer : undefined);
    return orders.map(({ descr, error }) => ({ validated: true, descr, error }));
  }

  #card(): Card {
    const { drafts } = this.#draft;
    const went = this.#once.went;
    const quote = drafts[0]?.rules.quote ?? "";
    const total = (side: "buy" | "sell") => {
      const worths = drafts.filter(({ order }) => order.fields.type === side).map(({ reckon }) => reckon.worth);
      const known = worths.filter((worth) => worth !== undefined);
      if (worths.length === 0) return [];
      const sum = known.length === worths.length ? `about ${tidy(sumDecimals(known))} ${quote}` : "unknown";
      return [[`${side}s`, `${worths.length} orders worth ${sum}`] as const];
    };
    return {
      banner: went === undefined ? "DRY RUN" : "SENT",
      meaning: went === undefined ? `nothing has been sent to ${this.#source.name}` : went,
      headings: drafts.map(({ order, rules }, index) => `${index + 1}. ${headingOf(order, rules)}`),
      lines: [...total("buy"), ...total("sell")],
      problems: this.problems,
      warnings: this.warnings,
      next: went !== undefined
        ? "A preview is sent once."
        : this.problems.length > 0
        ? "Kraken would refuse this: change it and make a new preview."
        : "await preview.validate() lets Kraken check them; await preview.send() places them.",
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
