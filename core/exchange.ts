/** One request over the network, within its time: an answer of any kind, or a failure that says whether anything left. */

import type { Answer } from "./answer.ts";
import { bodyOf } from "./answer_stream.ts";
import { shown } from "./codecs.ts";
import type { BuiltRequest } from "./encode.ts";
import type { Endpoint } from "./endpoint.ts";
import { TransportError } from "./errors.ts";

// More milliseconds than a timer holds would fire at once.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The limit of an attempt as it was given.
 *
 * @throws {TypeError | RangeError} when it is no number above zero; `Infinity` means no limit.
 */
export function checkedTimeout(name: string, timeoutMs: number): number {
  if (typeof timeoutMs === "number" && timeoutMs > 0) return timeoutMs;
  const Kind = typeof timeoutMs === "number" ? RangeError : TypeError;
  throw new Kind(
    `Cannot call ${name} as 'timeoutMs' must be milliseconds above zero, or Infinity for no limit: ` +
      `current value is ${shown(timeoutMs)}`,
  );
}

/**
 * The number of attempts as it was given.
 *
 * @throws {TypeError | RangeError} when it is no whole number of at least 1.
 */
export function checkedTries(what: string, tries: number): number {
  if (Number.isSafeInteger(tries) && tries >= 1) return tries;
  const Kind = typeof tries === "number" ? RangeError : TypeError;
  throw new Kind(
    `Cannot ${what} as 'tries' must be a whole number of at least 1: current value is ${shown(tries)}`,
  );
}

/** What {@linkcode exchange} needs. */
export interface Exchange {
  /** Sends it. */
  readonly fetch: typeof globalThis.fetch;
  /** Limit of this attempt, as {@linkcode checkedTimeout} lets it through. */
  readonly timeoutMs: number;
  /** Ends it with its own reason. */
  readonly signal: AbortSignal | undefined;
}

/** An answer whose head is here. */
export interface Answered {
  /** The whole of it, or what broke it; it is read at once, whether anybody waits for it or not. */
  readonly whole: Promise<Answer>;
}

/**
 * Sends a request. Resolves as soon as it is answered, which is when the head is here: by then Kraken has looked at the nonce, and what
 * follows may take as long as an export is large.
 *
 * @throws {TransportError} no answer began, or none in time; {@linkcode neverLeft} knows those that sent nothing. `whole` rejects
 * with one when the answer does not come to its end.
 */
export async function exchange<Params, Result>(
  { fetch, timeoutMs, signal }: Exchange,
  { name, idempotent, decode }: Endpoint<Params, Result>,
  { url, method, headers, body }: BuiltRequest,
): Promise<Answered> {
  signal?.throwIfAborted(); // an abort that has happened already raises no event
  const controller = new AbortController();
  const expired = new TransportError(`${name}: no answer within ${timeoutMs} ms`, {
    category: "timeout",
    advice: idempotent ? "Try again, or pass a larger timeoutMs" : undefined,
  });
  const forward = () => controller.abort(signal?.reason);
  signal?.addEventListener("abort", forward, { once: true });
  const timer = timeoutMs > LONGEST_TIMER_MS ? undefined : setTimeout(() => controller.abort(expired), timeoutMs);
  // Deno's fetch sends a request anew by itself when a reused connection closes before the answer, also a POST that was
  // received whole (denoland/deno#32566, #36415). What must not be sent twice gets a connection of its own.
  const client = idempotent || fetch !== globalThis.fetch
    ? undefined
    : Deno.createHttpClient({ poolMaxIdlePerHost: 0, http2: false });
  const release = () => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", forward);
  };
  const failure = (error: unknown) =>
    controller.signal.aborted ? controller.signal.reason : network(name, new URL(url).host, error);

  async function read(response: Response): Promise<Answer> {
    const { status, headers: received } = response;
    let streaming = false;
    try {
      if (decode !== "stream" || !response.ok) {
        return { status, headers: received, bytes: new Uint8Array(await response.arrayBuffer()) };
      }
      // From here on it lasts as long as the file is long; aborting still ends it.
      clearTimeout(timer);
      const opened = await bodyOf(response, { signal: controller.signal, release, failure });
      streaming = opened.stream !== undefined;
      return { status, headers: received, ...opened };
    } catch (error) {
      throw failure(error);
    } finally {
      client?.close();
      if (!streaming) release();
    }
  }

  try {
    const response = await fetch(url, {
      method,
      headers,
      ...(client && { client }),
      ...(body === undefined ? {} : { body }),
      signal: controller.signal,
      redirect: "manual", // a signed request must not be carried elsewhere, nor an order be sent again
    });
    const whole = read(response);
    whole.catch(() => {}); // whoever asks for it hears of it; a turn that fails meanwhile leaves nobody to ask
    return { whole };
  } catch (error) {
    client?.close();
    release();
    throw failure(error);
  }
}

/** Failures of requests that have not left: Deno says "client error (Connect)" when no connection was made. */
export const neverLeft: WeakSet<Error> = new WeakSet();

function network(name: string, host: string, cause: unknown): TransportError {
  // "fetch failed" alone helps nobody: what happened stands in its cause.
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const said = inner instanceof Error ? inner.message : String(inner);
  const denied = cause instanceof Deno.errors.NotCapable || cause instanceof Deno.errors.PermissionDenied;
  const connecting = denied || said.includes("client error (Connect)");
  const error = new TransportError(`${name}: ${connecting ? "no connection" : "the connection broke"}: ${said}`, {
    cause,
    retryable: !denied,
    advice: denied
      ? `Run with --allow-net=${host}`
      : connecting
      ? "Check the network and the base URL; kraken.paper() works without any"
      : undefined,
  });
  if (connecting) neverLeft.add(error);
  return error;
}
