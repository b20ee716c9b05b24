/** A futures order rehearsed: what it is, what margin it needs, where it would be liquidated, and a button to place it. */

import type { Decimal } from "../../core/decimal.ts";
import { INSPECT, JUPYTER_DISPLAY, type MediaBundle } from "../../core/display.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import type { LostRequest } from "../../core/send.ts";
import { resolveLost } from "../../futures/lookup.ts";
import { sendOrder, type SendOrderParams } from "../../futures/trading/mod.ts";
import { type Card, cardBundle, cardText } from "../_card.ts";
import { refuseLate, refuseStale } from "../_age.ts";
import { type PlaceOptions, refuseProblems } from "../_draft.ts";
import { Once } from "../_once.ts";
import { answered, objectOf, sending, unanswered } from "../_sending.ts";
import { callOptions, checkCallOptions, pause, type SendCallOptions } from "../source.ts";
import type { FuturesAssessment } from "./_assess.ts";
import type { ContractRules } from "./_contract.ts";
import { futuresHeading, futuresLines } from "./_describe.ts";
import type { FuturesEstimate } from "./_estimate.ts";
import type { Position } from "./_margin.ts";
import type { FuturesSurroundings } from "./_surroundings.ts";
import { LiveFuturesOrder } from "./live_order.ts";
import type { WireFuturesOrder } from "./request.ts";
import type { FuturesTradingSource } from "./source.ts";

/** An order, checked and weighed, not sent. */
export interface FuturesDraft extends FuturesAssessment {
  readonly order: WireFuturesOrder;
  readonly rules: ContractRules;
  readonly around: FuturesSurroundings;
  readonly reckon: FuturesEstimate;
  /** What sendorder gets. */
  readonly params: SendOrderParams;
  /** Parameters we do not declare. */
  readonly extra?: PlaceOptions["extra"];
}

/** A dry run of one futures order. Nothing is sent until {@linkcode FuturesPreview.send} is called. */
export class FuturesPreview {
  /** Exactly what sendorder would get. */
  readonly params: Readonly<SendOrderParams>;
  /** The contract. */
  readonly symbol: string;
  /** Price it is reckoned at, in quote; `undefined` where only the future tells. */
  readonly price: Decimal | undefined;
  /** Whether {@linkcode price} is the order's own limit; else it follows the market of this moment. */
  readonly exact: boolean;
  /** Worth of the order in quote. */
  readonly notional: Decimal | undefined;
  /** Currency of margin, fee and profit: quote of linear contracts, base coin of inverse ones. */
  readonly unit: string;
  /** Estimated initial margin of what it opens; zero when it only reduces. */
  readonly initialMargin: Decimal | undefined;
  /** Estimated fee, by the first step of the schedule of 2026: Kraken charges what Spot's TradeVolume says. */
  readonly fee: Decimal | undefined;
  /** The position before; `null` for none, `undefined` when unknown. */
  readonly positionBefore: Position | null | undefined;
  /** The position once it is filled; `null` when closed. */
  readonly positionAfter: Position | null | undefined;
  /** Estimated mark price of liquidation; `undefined` when unknown or when no price does that. */
  readonly liquidationPrice: Decimal | undefined;
  /** What the liquidation price assumes. */
  readonly assumes: readonly string[];
  /** What Kraken would refuse it for as things stand; {@linkcode send} refuses it too. */
  readonly problems: readonly string[];
  /** What deserves a second look. */
  readonly warnings: readonly string[];
  /** Our id of the order, made up when none was given. */
  readonly cliOrdId: string | undefined;
  readonly #source: FuturesTradingSource;
  readonly #draft: FuturesDraft;
  readonly #once: Once = new Once();
  readonly #at: number;

  /** For the calls of this room. */
  constructor(source: FuturesTradingSource, draft: FuturesDraft) {
    this.#source = source;
    this.#draft = draft;
    this.#at = source.now();
    const { params, reckon, rules: { symbol }, problems, warnings } = draft;
    this.params = params;
    this.symbol = symbol;
    this.price = reckon.price;
    this.exact = reckon.exact;
    this.notional = reckon.worth;
    this.unit = reckon.unit;
    this.initialMargin = reckon.initialMargin;
    this.fee = reckon.fee;
    this.positionBefore = reckon.before;
    this.positionAfter = reckon.after;
    this.liquidationPrice = reckon.liquidation;
    this.assumes = reckon.assumes;
    this.problems = problems;
    this.warnings = warnings;
    this.cliOrdId = params.cliOrdId;
  }

  /** Whether {@linkcode send} was called. */
  get sent(): boolean {
    return this.#once.went !== undefined;
  }

  /**
   * Places the order, once. A second call is refused, however the first went.
   *
   * Needs `General API - Full Access`. Aborting does not take the order back: `onSent` keeps what it is found by.
   *
   * @throws {KrakenError} the order has a problem or was sent already, its `processBefore` has passed, or its price follows
   * the market and the preview is more than 5 minutes old; nothing was sent now.
   * @throws {ApiError} Kraken refused it; nothing was placed.
   * @throws {OutcomeUnknownError} the answer is lost; its `resolve()` finds out. It is not sent again.
   */
  async send(options: SendCallOptions = {}): Promise<LiveFuturesOrder> {
    checkCallOptions("send", options, ["onSent"]);
    if (!this.sent) {
      options.signal?.throwIfAborted();
      const place = `Cannot order ${this.symbol}`;
      const { order: { fields: { orderType, processBefore } } } = this.#draft;
      if (orderType === "mkt" || orderType === "trailing_stop") refuseStale(place, this.#source.now() - this.#at);
      refuseLate(place, processBefore, this.#source.now());
      refuseProblems(this.problems, place);
    }
    return await this.#once.run(
      `This preview of ${this.symbol}`,
      () => placeFutures(this.#source, this.#draft, options),
      ({ orderId }) => `it was placed as ${orderId}`,
      options.signal,
    );
  }

  #card(): Card {
    const { order, rules, around, reckon } = this.#draft;
    const went = this.#once.went;
    return {
      banner: went === undefined ? "DRY RUN" : "SENT",
      meaning: went === undefined ? `nothing has been sent to ${this.#source.name}` : went,
      headings: [futuresHeading(order, rules)],
      lines: futuresLines(order, rules, around, reckon),
      problems: this.problems,
      warnings: this.warnings,
      next: went !== undefined
        ? "A preview is sent once."
        : this.problems.length > 0
        ? "Kraken would refuse this order: change it and make a new preview."
        : "await preview.send() places it. Margin, fee and liquidation price are estimates.",
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

/** Sends the order, which places it. */
export async function placeFutures(
  source: FuturesTradingSource,
  { params, rules, extra }: FuturesDraft,
  options: SendCallOptions,
): Promise<LiveFuturesOrder> {
  const clientOrderIds = params.cliOrdId === undefined ? [] : [params.cliOrdId];
  const request: LostRequest = {
    endpoint: sendOrder as Endpoint<never, unknown>,
    params: { ...params },
    clientOrderIds,
    sentAt: source.now(),
  };
  const clock = { now: () => source.now(), sleep: (ms: number) => pause(source, ms) };
  const sent = { idName: "cliOrdId", clientOrderIds, resolve: () => resolveLost(source, clock)(request) };
  const call = { ...callOptions(options), extra };
  const answer = await sending("sendorder", sent, options, () => source.trading.sendOrder(params, call));
  const sendStatus = objectOf(answer)?.sendStatus;
  // A part that was filled names the order where the status does not.
  const filled = sendStatus?.orderEvents?.find((event) => event.type === "EXECUTION");
  if (!sendStatus || !(sendStatus.order_id || filled)) {
    throw unanswered("sendorder", sent, `it gave no order_id, ${answered(answer)}`);
  }
  return new LiveFuturesOrder(source, rules, sendStatus, params.cliOrdId);
}
