/** What is asked on a v2 connection: subscriptions in pieces, trading methods, and the token that both need. */

import { ApiError, OutcomeUnknownError, TransportError } from "../../core/errors.ts";
import { orAbort } from "../../core/retry.ts";
import { AMBIGUOUS } from "../../core/send.ts";
import { isObject } from "../book/source.ts";
import { type Patience, within } from "../patience.ts";
import { type Entry, meterOf, type OrderMeter } from "./order_meter.ts";
import { Points } from "./points.ts";
import type { AnyChannel, Fields, SentCall, SessionOptions } from "./reader.ts";
import { type Enough, refusal, Requests } from "./requests.ts";
import type { V2Response } from "./types.ts";

/** Symbols in one request; Kraken answers each. More requests a second bring the over-rate notice. */
const CHUNK = 100;
/** A token must be used within 15 minutes, unless a private subscription keeps it alive. */
const TOKEN_MS = 14 * 60_000;

/** How a method is sent. */
export interface CallPlan {
  /** Answers to wait for. */
  readonly expected: number;
  /** Whether more may come than that, as when a number of the client's stands for several orders. */
  readonly more?: boolean | undefined;
  /** Whether a lost answer is only a failure, rather than an unknown outcome. */
  readonly idempotent: boolean;
  /** Ids by which to look up what was sent. */
  readonly clientOrderIds: readonly string[];
  /** Limit of the answer. */
  readonly timeoutMs: number;
  /** Aborting rejects with the signal's own reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told before it leaves, where a lost answer matters. */
  readonly onSent?: ((sent: SentCall) => void | Promise<void>) | undefined;
}

/** When a request left, if it did. */
interface Sent {
  at: number | undefined;
}

/** Asks, and matches the answers. */
export class Asker {
  readonly #requests: Requests;
  readonly #options: SessionOptions;
  readonly #keeps: () => boolean;
  /** Charges orders; none without a budget. */
  readonly meter: OrderMeter | undefined;
  readonly #points: Points = new Points();
  // Aborted with the connection, so that what waits for its turn is not sent over the next one.
  #life: AbortController = new AbortController();
  #token: { value: Promise<string>; at: number } | undefined;

  /** `keeps` says whether a private subscription keeps the token alive. */
  constructor(send: (text: string) => void, options: SessionOptions, keeps: () => boolean) {
    this.#requests = new Requests(send);
    this.#options = options;
    this.#keeps = keeps;
    this.meter = meterOf(options.budget);
  }

  /** Takes an answer; false when nobody waits for it. */
  answer(response: V2Response): boolean {
    return this.#requests.answer(response);
  }

  /** The connection is gone: nothing that was asked will be answered, and the token belongs to it. */
  down(error: TransportError): void {
    this.forgetToken();
    this.#life.abort(error);
    this.#life = new AbortController();
    this.#requests.down(error);
  }

  /** The next request that needs a token asks for a fresh one; where one is named, only if it is still in use. */
  forgetToken(used: Promise<string> | undefined = this.#token?.value): void {
    if (this.#token?.value === used) this.#token = undefined;
  }

  /**
   * Sends a subscription request in pieces and gives each symbol its answer. The pieces leave together, but where Kraken counts points:
   * there each waits for its own, and `timeoutMs` limits the answers only.
   */
  async subscriptions(
    method: "subscribe" | "unsubscribe",
    channel: AnyChannel,
    params: Fields,
    symbols: readonly string[],
    patience: Patience,
  ): Promise<Map<string, V2Response>> {
    const { signal: life } = this.#life;
    const request = { method, channel, params, life };
    const budget = method === "subscribe" ? channel.budget?.(params) : undefined;
    const found = new Map<string, V2Response>();
    const keep = (answers: Map<string, V2Response>) => {
      for (const [symbol, answer] of answers) found.set(symbol, answer);
    };
    if (budget) {
      const { each, perSecond } = budget;
      const { signal } = patience;
      for (const part of chunks(symbols, Math.max(1, Math.floor(perSecond / each)))) {
        const waited = signal ? AbortSignal.any([signal, life]) : life;
        const spent = await this.#points.take(part.length * each, perSecond, waited);
        keep(await this.#askPart(request, part, patience));
        spent.at = performance.now();
      }
      return found;
    }
    const parts = await Promise.allSettled(
      chunks(symbols, CHUNK).map((part) => this.#askPart(request, part, patience)),
    );
    for (const part of parts) {
      if (part.status === "rejected") throw part.reason;
      keep(part.value);
    }
    return found;
  }

  /** Asks for symbols, and once more for those whose token has expired. */
  async #askPart(request: Request, symbols: readonly string[], patience: Patience): Promise<Map<string, V2Response>> {
    const answers = await this.#askOnce(request, symbols, patience);
    const expired = [...answers].filter(([, { error }]) => isSessionError(error)).map(([symbol]) => symbol);
    if (!request.channel.token || expired.length === 0) return answers;
    return new Map([...answers, ...await this.#askOnce(request, expired, patience)]);
  }

  async #askOnce(
    { method, channel, params, life }: Request,
    symbols: readonly string[],
    patience: Patience,
  ): Promise<Map<string, V2Response>> {
    const used = channel.token ? this.#currentToken() : undefined;
    const token = used && await this.#patiently(orAbort(used, life), `${method} ${channel.name}`, patience);
    life.throwIfAborted();
    const whole = {
      ...params,
      ...(channel.bySymbol ? { symbol: symbols } : {}),
      ...(channel.token ? { token } : {}),
    };
    const about = (answer: V2Response) => channel.bySymbol ? symbolOf(answer) : "";
    const answers = await this.#requests.ask(method, whole, (all) => {
      const last = all.at(-1);
      // An answer that comes twice is no answer about another symbol.
      const named = all.map(about);
      const distinct = new Set(named.filter((symbol) => symbol !== undefined));
      if (distinct.size + named.filter((symbol) => symbol === undefined).length >= symbols.length) return true;
      // A refusal that names no symbol speaks for the whole request, but for those of a single symbol that come without it.
      return last?.success === false && symbolOf(last) === undefined && !SINGLE.test(last.error ?? "");
    }, patience);
    const placed = new Map<string, V2Response>();
    const homeless: V2Response[] = [];
    for (const answer of answers) {
      const symbol = about(answer);
      if (symbol !== undefined && symbols.includes(symbol)) placed.set(symbol, answer);
      else homeless.push(answer);
    }
    for (const symbol of symbols) {
      const answer = placed.get(symbol) ?? homeless.shift() ?? answers.at(-1);
      if (answer) placed.set(symbol, answer);
    }
    if (answers.some(({ error }) => isSessionError(error))) this.forgetToken(used);
    return placed;
  }

  /** A token, waited for no longer than for an answer: whoever makes it may be waiting for a limit of REST. */
  async #patiently(token: Promise<string>, what: string, { timeoutMs, signal }: Patience): Promise<string> {
    const late = () =>
      new TransportError(`${what}: no token within ${timeoutMs} ms: nothing was sent`, { category: "timeout" });
    return await within(token, late, { timeoutMs, signal });
  }

  #currentToken(): Promise<string> {
    const { token } = this.#options;
    if (!token) {
      return Promise.reject(
        new TypeError(
          "Private channels and orders need a token: pass 'token', a function that asks GetWebSocketsToken",
        ),
      );
    }
    const kept = this.#keeps();
    if (this.#token && (kept || Date.now() - this.#token.at < TOKEN_MS)) return this.#token.value;
    const value = token();
    this.#token = { value, at: Date.now() };
    // A failure must not stick: the next request asks again.
    value.catch(() => this.#token?.value === value && (this.#token = undefined));
    return value;
  }

  /**
   * Sends a method and returns its answers. Its points are taken once, however often Kraken wants a fresh token; `opened` waits for the
   * connection, which may be lost while they are waited for.
   *
   * @throws {ApiError} when Kraken refused all of it. {@linkcode OutcomeUnknownError} when it left and no answer came.
   * {@linkcode RateLimitError} when it does not fit the budget and that does not wait; nothing was sent.
   */
  async call(
    name: string,
    params: Fields,
    plan: CallPlan,
    opened: () => Promise<void>,
  ): Promise<readonly V2Response[]> {
    const { signal, idempotent, onSent } = plan;
    // Before the points are taken, as it may take a while, in which they would decay in our model only.
    await this.#patiently(this.#currentToken(), name, plan);
    const entry = await this.meter?.enter(name, params, signal);
    const sent: Sent = { at: undefined };
    let answers: readonly V2Response[] | undefined;
    try {
      if (!idempotent) await onSent?.(this.#sentCall(name, params, plan, () => sent.at));
      await opened();
      answers = await this.#send(name, params, plan, sent);
      if (answers.every(({ success, error }) => success !== true && isSessionError(error))) {
        // An expired token means that Kraken did nothing, so the same request may go once more with a fresh one.
        this.#token = undefined;
        sent.at = answers = undefined;
        answers = await this.#send(name, params, plan, sent);
      }
      const errors = answers.filter(({ success }) => success !== true).map(({ error }) =>
        error ?? "refused without a reason"
      );
      if (errors.length < answers.length) return answers;
      throw refusal(name, [...new Set(errors)].join("; "));
    } catch (error) {
      throw sent.at === undefined ? error : this.#lost(name, params, plan, sent.at, error);
    } finally {
      if (entry) this.#account(entry, params, sent.at, answers);
    }
  }

  #account(entry: Entry, params: Fields, sentAt: number | undefined, answers: readonly V2Response[] | undefined): void {
    if (answers) this.meter?.answered(entry, params, answers);
    else if (sentAt === undefined) this.meter?.unsent(entry);
    else this.meter?.lost(entry);
  }

  async #send(
    name: string,
    params: Fields,
    { expected, more, timeoutMs, signal }: CallPlan,
    sent: Sent,
  ): Promise<readonly V2Response[]> {
    const token = await this.#patiently(this.#currentToken(), name, { timeoutMs, signal });
    const whole = { ...params, token };
    signal?.throwIfAborted();
    return await this.#requests.ask(name, whole, (all): Enough => {
      const last = all.at(-1);
      // Each order has its own answer; a refusal that is not about an order speaks for all of them.
      if (last?.success === false && !/^EOrder:/.test(last.error ?? "")) return true;
      return all.length < expected ? false : more ? "when quiet" : true;
    }, { timeoutMs, signal, sent: () => sent.at = Date.now() });
  }

  #sentCall(
    method: string,
    params: Fields,
    { clientOrderIds }: CallPlan,
    sentAt: () => number | undefined,
  ): SentCall {
    const { lookup } = this.#options;
    const about = Date.now();
    const resolve = lookup && (() => lookup(clientOrderIds, sentAt() ?? about, { method, params }));
    return { method, params, clientOrderIds, resolve };
  }

  /** What to say of a method that left, and of which we do not know what became. */
  #lost(name: string, params: Fields, plan: CallPlan, sentAt: number, error: unknown): unknown {
    const { idempotent, signal, onSent } = plan;
    if (idempotent || (error instanceof ApiError && !AMBIGUOUS.has(error.category))) return error;
    const { clientOrderIds, resolve } = this.#sentCall(name, params, plan, () => sentAt);
    const ids = idsOf(clientOrderIds, params);
    if (signal?.aborted && error === signal.reason) {
      // Their own reason is not ours to change, and without the ids the order would be out of reach.
      if (!onSent) console.warn(`${name} was aborted and may have taken effect: look for ${ids} in the open orders`);
      return error;
    }
    const why = error instanceof ApiError ? `: ${error.errors.join("; ")}` : " as it was sent and no answer came";
    return new OutcomeUnknownError(`It is unknown whether ${name} took effect (${ids})${why}`, {
      cause: error,
      clientOrderIds,
      resolve,
      advice: "It was not sent again" +
        (resolve ? ". Call error.resolve() to look it up before you decide" : ": look it up before you decide"),
    });
  }
}

/** A subscription request; `life` is aborted with the connection it is meant for. */
interface Request {
  readonly method: "subscribe" | "unsubscribe";
  readonly channel: AnyChannel;
  readonly params: Fields;
  readonly life: AbortSignal;
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

/** "cl_ord_id a, b", for messages. */
function idsOf(clientOrderIds: readonly string[], { order_userref, order_id, cl_ord_id }: Fields): string {
  if (clientOrderIds.length > 0) return `cl_ord_id ${clientOrderIds.join(", ")}`;
  for (const [name, id] of Object.entries({ order_userref, order_id, cl_ord_id })) {
    if (id !== undefined) return `${name} ${id}`;
  }
  return "the newest orders";
}

/** Refusals of one symbol that do not name it. */
const SINGLE = /already subscribed|subscription not found/i;

function symbolOf({ symbol, result }: V2Response): string | undefined {
  if (typeof symbol === "string") return symbol;
  return isObject(result) && typeof result.symbol === "string" ? result.symbol : undefined;
}

const isSessionError = (error: string | undefined) => /^ESession:|^Token\(s\) not found/.test(error ?? "");
