/** What is asked on a v2 connection: subscriptions in pieces, trading methods, and the token that both need. */

import { OutcomeUnknownError, TransportError } from "../../core/errors.ts";
import { systemClock } from "../../core/retry.ts";
import { isObject } from "../book/source.ts";
import type { AnyChannel, Fields, SessionOptions } from "./reader.ts";
import { refusal, Requests } from "./requests.ts";
import type { V2Response } from "./types.ts";

/** Symbols in one request; Kraken answers each. More requests a second bring the over-rate notice. */
const CHUNK = 100;
/** A token must be used within 15 minutes, unless a private subscription keeps it alive. */
const TOKEN_MS = 14 * 60_000;

/** How a method is sent. */
export interface CallPlan {
  /** Answers to wait for. */
  readonly expected: number;
  /** Whether a lost answer is only a failure, rather than an unknown outcome. */
  readonly idempotent: boolean;
  /** Ids by which to look up what was sent. */
  readonly clientOrderIds: readonly string[];
  /** Limit of the answer. */
  readonly timeoutMs: number;
  /** Aborting rejects with the signal's own reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Asks, and matches the answers. */
export class Asker {
  readonly #requests: Requests;
  readonly #options: SessionOptions;
  readonly #keeps: () => boolean;
  #token: { value: Promise<string>; at: number } | undefined;

  /** `keeps` says whether a private subscription keeps the token alive. */
  constructor(send: (text: string) => void, options: SessionOptions, keeps: () => boolean) {
    this.#requests = new Requests(send);
    this.#options = options;
    this.#keeps = keeps;
  }

  /** Takes an answer; false when nobody waits for it. */
  answer(response: V2Response): boolean {
    return this.#requests.answer(response);
  }

  /** The connection is gone: nothing that was asked will be answered, and the token belongs to it. */
  down(error: TransportError): void {
    this.forgetToken();
    this.#requests.down(error);
  }

  /** The next request that needs a token asks for a fresh one. */
  forgetToken(): void {
    this.#token = undefined;
  }

  /** Sends a subscription request in pieces and gives each symbol its answer. */
  async subscriptions(
    method: "subscribe" | "unsubscribe",
    channel: AnyChannel,
    params: Fields,
    symbols: readonly string[],
    options: { timeoutMs: number; signal?: AbortSignal | undefined },
  ): Promise<Map<string, V2Response>> {
    const budget = method === "subscribe" ? channel.budget?.(params) : undefined;
    const chunk = budget ? Math.max(1, Math.floor(budget.perSecond / budget.each)) : CHUNK;
    const found = new Map<string, V2Response>();
    for (let at = 0; at < symbols.length; at += chunk) {
      if (at > 0 && budget) await systemClock.sleep(1000, options.signal);
      const part = symbols.slice(at, at + chunk);
      let answers = await this.#askOnce(method, channel, params, part, options);
      const expired = [...answers].filter(([, { error }]) => isSessionError(error)).map(([symbol]) => symbol);
      if (channel.token && expired.length > 0) {
        this.#token = undefined;
        answers = new Map([...answers, ...await this.#askOnce(method, channel, params, expired, options)]);
      }
      for (const [symbol, answer] of answers) found.set(symbol, answer);
    }
    return found;
  }

  async #askOnce(
    method: string,
    channel: AnyChannel,
    params: Fields,
    symbols: readonly string[],
    options: { timeoutMs: number; signal?: AbortSignal | undefined },
  ): Promise<Map<string, V2Response>> {
    const whole = {
      ...params,
      ...(channel.bySymbol ? { symbol: symbols } : {}),
      ...(channel.token ? { token: await this.#currentToken() } : {}),
    };
    const answers = await this.#requests.ask(method, whole, (all) => {
      const last = all.at(-1);
      if (all.length >= symbols.length) return true;
      // A refusal that names no symbol speaks for the whole request, but for those of a single symbol that come without it.
      return last?.success === false && symbolOf(last) === undefined && !SINGLE.test(last.error ?? "");
    }, options);
    const placed = new Map<string, V2Response>();
    const homeless: V2Response[] = [];
    for (const answer of answers) {
      const symbol = channel.bySymbol ? symbolOf(answer) : "";
      if (symbol !== undefined && symbols.includes(symbol)) placed.set(symbol, answer);
      else homeless.push(answer);
    }
    for (const symbol of symbols) {
      const answer = placed.get(symbol) ?? homeless.shift() ?? answers.at(-1);
      if (answer) placed.set(symbol, answer);
    }
    return placed;
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
   * Sends a method and returns its answers.
   *
   * @throws {ApiError} when Kraken refused all of it. {@linkcode OutcomeUnknownError} when it left and no answer came.
   */
  async call(
    name: string,
    params: Fields,
    { expected, idempotent, clientOrderIds, timeoutMs, signal }: CallPlan,
  ): Promise<readonly V2Response[]> {
    for (let attempt = 0;; attempt++) {
      let sentAt: number | undefined;
      let answers: readonly V2Response[];
      try {
        const whole = { ...params, token: await this.#currentToken() };
        signal?.throwIfAborted();
        answers = await this.#requests.ask(name, whole, (all) => {
          const last = all.at(-1);
          // Each order has its own answer; a refusal that is not about an order speaks for all of them.
          return all.length >= expected || (last?.success === false && !/^EOrder:/.test(last.error ?? ""));
        }, { timeoutMs, signal, sent: () => sentAt = Date.now() });
      } catch (error) {
        if (sentAt === undefined || idempotent || !(error instanceof TransportError)) throw error;
        const { lookup } = this.#options;
        const at = sentAt;
        throw new OutcomeUnknownError(`${name}: it was sent and no answer came`, {
          cause: error,
          clientOrderIds,
          resolve: lookup && clientOrderIds.length > 0 ? () => lookup(clientOrderIds, at) : undefined,
          advice: "It may have been carried out: look it up before deciding, nothing is sent again by itself",
        });
      }
      const errors = answers.filter(({ success }) => success !== true).map(({ error }) =>
        error ?? "refused without a reason"
      );
      if (errors.length < answers.length) return answers;
      // An expired token means that Kraken did nothing, so the same request may go once more with a fresh one.
      if (attempt === 0 && errors.every(isSessionError)) {
        this.#token = undefined;
        continue;
      }
      throw refusal(name, [...new Set(errors)].join("; "));
    }
  }
}

/** Refusals of one symbol that do not name it. */
const SINGLE = /already subscribed|subscription not found/i;

function symbolOf({ symbol, result }: V2Response): string | undefined {
  if (typeof symbol === "string") return symbol;
  return isObject(result) && typeof result.symbol === "string" ? result.symbol : undefined;
}

const isSessionError = (error: string | undefined) => /^ESession:|^Token\(s\) not found/.test(error ?? "");
