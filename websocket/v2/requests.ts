/** Requests and their answers, matched by number. */

import { apiError } from "../../core/answer.ts";
import { type ApiError, RateLimitError, TransportError } from "../../core/errors.ts";
import { after } from "../patience.ts";
import type { V2Response } from "./types.ts";

interface Pending {
  readonly method: string;
  take(response: V2Response): void;
  fail(error: unknown): void;
}

/** Kraken's string as an error of the class that says what to do next. */
export function refusal(what: string, error: string): ApiError {
  const found = apiError({ api: "spot", name: what }, [error]);
  if (found.category !== "unknown" || !/exceeded msg rate/i.test(error)) return found;
  return new RateLimitError(what, [error], {
    advice: "Wait some seconds before the next request on this connection, and put many symbols into one request",
  });
}

/** Whether the answers are all; `"when quiet"` when there may be more, of which nobody says how many. */
export type Enough = boolean | "when quiet";

/** Kraken answers within milliseconds of one another. */
const QUIET_MS = 250;

/** The requests of one connection that wait for an answer. */
export class Requests {
  readonly #send: (text: string) => void;
  readonly #pending: Map<number, Pending> = new Map();
  #last = 0;

  /** `send` writes a text frame, or throws when there is no socket. */
  constructor(send: (text: string) => void) {
    this.#send = send;
  }

  /** How many requests wait. */
  get size(): number {
    return this.#pending.size;
  }

  /**
   * Sends a request and collects its answers until `enough` says so.
   *
   * Rejects with what `down` was given when the connection is lost, with a {@linkcode TransportError} when no answer comes in
   * time, and with the signal's reason when it aborts; `sent` tells whether the request had left by then. Answers that are enough
   * `"when quiet"` are the result then too.
   */
  async ask(
    method: string,
    params: object | undefined,
    enough: (answers: readonly V2Response[]) => Enough,
    { timeoutMs, signal, sent }: {
      timeoutMs: number;
      signal?: AbortSignal | undefined;
      sent?: (() => void) | undefined;
    },
  ): Promise<readonly V2Response[]> {
    signal?.throwIfAborted();
    const id = ++this.#last;
    const answers: V2Response[] = [];
    const { promise, resolve, reject } = Promise.withResolvers<readonly V2Response[]>();
    let quiet: ReturnType<typeof setTimeout> | undefined;
    const fail = (error: unknown) => quiet === undefined ? reject(error) : resolve(answers);
    const timer = after(timeoutMs, () =>
      fail(
        new TransportError(`${method}: no answer within ${timeoutMs} ms (${answers.length} came)`, {
          category: "timeout",
        }),
      ));
    const abort = () => reject(signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    this.#pending.set(id, {
      method,
      take: (response) => {
        answers.push(response);
        const isEnough = enough(answers);
        clearTimeout(quiet);
        quiet = isEnough === "when quiet" ? setTimeout(() => resolve(answers), QUIET_MS) : undefined;
        if (isEnough === true) resolve(answers);
      },
      fail,
    });
    try {
      this.#send(JSON.stringify(params === undefined ? { method, req_id: id } : { method, params, req_id: id }));
      sent?.();
      return await promise;
    } finally {
      clearTimeout(timer);
      clearTimeout(quiet);
      signal?.removeEventListener("abort", abort);
      this.#pending.delete(id);
    }
  }

  /** Takes an answer; false when nobody waits for it. */
  answer(response: V2Response): boolean {
    const pending = response.req_id === undefined ? undefined : this.#pending.get(response.req_id);
    pending?.take(response);
    return pending !== undefined;
  }

  /** Everything that waits fails with `error`. */
  down(error: unknown): void {
    for (const { fail } of this.#pending.values()) fail(error);
  }
}
