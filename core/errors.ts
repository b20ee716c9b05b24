/** The error tree. A class says what the caller does next; the message carries Kraken's words and one piece of advice. */

/** What kind of trouble it is; open, since Kraken adds kinds without asking. */
export type ErrorCategory =
  | "argument"
  | "auth"
  | "nonce"
  | "permission"
  | "lockout"
  | "rate-limit"
  | "not-found"
  | "order-rejected"
  | "insufficient-funds"
  | "margin"
  | "funding"
  | "earn"
  | "market-state"
  | "service"
  | "deadline"
  | "export"
  | "network"
  | "timeout"
  | "malformed-answer"
  | "outcome-unknown"
  | "book"
  | "stream"
  | "unknown"
  | (string & Record<never, never>);

/** What every error of ours can say of itself. */
export interface ErrorDetails {
  /** The first failure, kept. */
  cause?: unknown;
  /** What kind of trouble it is. @default {"unknown"} */
  category?: ErrorCategory;
  /** Whether the same call may succeed later without being changed. @default {false} */
  retryable?: boolean;
  /** One sentence saying what to do; it is part of the message, since a notebook shows nothing else. */
  advice?: string | undefined;
}

/** Base of all errors raised by the toolkit. */
export class KrakenError extends Error {
  static {
    this.prototype.name = "KrakenError";
  }
  /** What kind of trouble it is. */
  readonly category: ErrorCategory;
  /** Whether the same call may succeed later without being changed. */
  readonly retryable: boolean;
  /** What to do, in one sentence; also the end of the message. */
  readonly advice: string | undefined;

  /** `message` says what happened and where; the advice is appended. */
  constructor(message: string, { cause, category = "unknown", retryable = false, advice }: ErrorDetails = {}) {
    super(advice ? `${message}. ${advice}` : message, cause === undefined ? undefined : { cause });
    this.category = category;
    this.retryable = retryable;
    this.advice = advice;
  }
}

/** Kraken answered no. */
export class ApiError extends KrakenError {
  static {
    this.prototype.name = "ApiError";
  }
  /** Kraken's own strings; never empty, never reworded. */
  readonly errors: readonly string[];
  /** The endpoint that was asked, e.g. `"AddOrder"`. */
  readonly endpoint: string;

  /** The strings come first in the message, as Kraken wrote them. */
  constructor(endpoint: string, errors: readonly string[], details: ErrorDetails = {}) {
    super(`${endpoint}: ${errors.join("; ")}`, details);
    this.endpoint = endpoint;
    this.errors = errors;
  }
}

/** Too many calls; wait, then go on. */
export class RateLimitError extends ApiError {
  static {
    this.prototype.name = "RateLimitError";
  }
  /** How long to wait in milliseconds, where Kraken or our model of its counter tells. */
  readonly retryAfterMs: number | undefined;

  /** `retryAfterMs` is what the server said or the model knows. */
  constructor(
    endpoint: string,
    errors: readonly string[],
    { retryAfterMs, ...details }: ErrorDetails & { retryAfterMs?: number | undefined } = {},
  ) {
    super(endpoint, errors, { category: "rate-limit", retryable: true, ...details });
    this.retryAfterMs = retryAfterMs;
  }
}

/** No usable answer came: network, 5xx, HTML, cut JSON. */
export class TransportError extends KrakenError {
  static {
    this.prototype.name = "TransportError";
  }
  /** The HTTP status, when an answer came at all. */
  readonly status: number | undefined;

  /** A transport failure is worth another try unless said otherwise. */
  constructor(message: string, { status, ...details }: ErrorDetails & { status?: number | undefined } = {}) {
    super(message, { category: "network", retryable: true, ...details });
    this.status = status;
  }
}

/** An order left and no answer came: it may or may not exist. Look it up before deciding; we never send it again. */
export class OutcomeUnknownError<Outcome = unknown> extends TransportError {
  static {
    this.prototype.name = "OutcomeUnknownError";
  }
  /** The client order ids that travelled with the request, `cl_ord_id` or `cliOrdId`. */
  readonly clientOrderIds: readonly string[];
  readonly #resolve: (() => Promise<Outcome>) | undefined;

  /** `resolve` looks the order up; without it the caller does that with {@linkcode clientOrderIds}. */
  constructor(
    message: string,
    { clientOrderIds = [], resolve, ...details }: ErrorDetails & {
      status?: number | undefined;
      clientOrderIds?: readonly string[];
      resolve?: (() => Promise<Outcome>) | undefined;
    } = {},
  ) {
    super(message, { category: "outcome-unknown", ...details, retryable: false });
    this.clientOrderIds = clientOrderIds;
    this.#resolve = resolve;
  }

  /** Asks Kraken what became of the request. Reads only; may be called again. */
  resolve(): Promise<Outcome> {
    if (!this.#resolve) {
      const ids = this.clientOrderIds.join(", ") || "its ids";
      return Promise.reject(
        new KrakenError(`This call cannot be looked up by itself: search open and closed orders for ${ids}`),
      );
    }
    return this.#resolve();
  }
}

/** A book's checksum or sequence is broken; it has to be subscribed anew. */
export class BookError extends KrakenError {
  static {
    this.prototype.name = "BookError";
  }

  /** Book errors heal by a fresh snapshot. */
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { category: "book", retryable: true, ...details });
  }
}
