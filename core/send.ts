/** One call: check → budget → sign → fetch → unwrap, or raise. Reads are tried again; orders never are. */

import { type Answer, unwrap } from "./answer.ts";
import { clientOrderIdsOf, withClientOrderIds } from "./client_order_id.ts";
import type { Credentials } from "./credentials.ts";
import { buildRequest, encodeParams } from "./encode.ts";
import type { Bound, Call, CallOptions, Endpoint } from "./endpoint.ts";
import { ApiError, KrakenError, OutcomeUnknownError, RateLimitError, TransportError } from "./errors.ts";
import { checkedTimeout, checkedTries, exchange, neverLeft } from "./exchange.ts";
import { type Budget, type Charge, tradingCharge } from "./limiter.ts";
import { type KeyShape, wrongMarket } from "./key_shape.ts";
import { nonceOf, type NonceSource } from "./nonce.ts";
import { knownOptions } from "./options.ts";
import { redacted } from "./redact.ts";
import { backoff, type Clock, LONGEST_PAUSE_MS, systemClock } from "./retry.ts";
import { BASE_URLS, checkedUrl } from "./urls.ts";
import { VERSION } from "./version.ts";

/** What a client is made of; every part has a default. */
export interface SendOptions {
  /** Where Kraken is; `http:` only on loopback. @default {"https://api.kraken.com" or "https://futures.kraken.com"} */
  baseUrl?: string | undefined;
  /** Replaces the platform's `fetch`, for proxies and tests. */
  fetch?: typeof globalThis.fetch | undefined;
  /** The key that signs private calls. */
  credentials?: Credentials | undefined;
  /** The rate budget all calls draw on; without one nothing is waited for. */
  budget?: Budget | undefined;
  /** Where nonces come from. @default {one lane per key in this process} */
  nonce?: NonceSource | undefined;
  /** Attempts of a read, the first one included: a whole number of at least 1. @default {3} */
  tries?: number | undefined;
  /** Limit of one attempt. @default {10_000} */
  timeoutMs?: number | undefined;
  /** `User-Agent` header. */
  userAgent?: string | undefined;
  /** Clock and sleeping, replaced by tests. */
  clock?: Clock | undefined;
  /** Random numbers for jitter, replaced by tests. */
  random?: (() => number) | undefined;
  /** Gets Kraken's warnings, which come beside a result. @default {console.warn} */
  onWarning?: ((message: string) => void) | undefined;
  /** Which market the secret looks like, to say so when Kraken refuses the key. */
  keyShape?: KeyShape | undefined;
  /** Looks up what became of a request whose answer was lost; set by the clients. */
  resolve?: ((request: LostRequest) => Promise<unknown>) | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

const CALL_OPTIONS: readonly (keyof CallOptions)[] = ["signal", "timeoutMs", "extra", "otp"];

/** A request that left and was not answered. */
export interface LostRequest {
  /** The endpoint that was called. */
  readonly endpoint: Endpoint<never, unknown>;
  /** Its parameters, client order ids set by us included. */
  readonly params: Readonly<Record<string, unknown>>;
  /** The client order ids in them. */
  readonly clientOrderIds: readonly string[];
  /** When it left, Unix milliseconds. */
  readonly sentAt: number;
}

/**
 * Calls one endpoint.
 *
 * @throws {TypeError | RangeError} a parameter or option is missing, misspelt or malformed; nothing was sent.
 * @throws {ApiError} Kraken said no. {@linkcode RateLimitError} for too many calls.
 * @throws {TransportError} no usable answer, after the tries a read has.
 * @throws {OutcomeUnknownError} an order or transfer left and no usable answer came; it is never sent again by us.
 */
export async function send<Params, Result>(
  options: SendOptions,
  endpoint: Endpoint<Params, Result>,
  params: Params,
  call: CallOptions = {},
): Promise<Result> {
  const { credentials, clock = systemClock, random = Math.random, budget } = options;
  knownOptions(endpoint.name, call, CALL_OPTIONS);
  const tries = checkedTries(`call ${endpoint.name}`, options.tries ?? 3);
  const { signal } = call;
  const timeoutMs = checkedTimeout(endpoint.name, call.timeoutMs ?? options.timeoutMs ?? 10_000);
  signal?.throwIfAborted();
  const identified = withClientOrderIds(endpoint, params);
  const encoded = encodeParams(endpoint, identified, call.extra);
  const baseUrl = checkedUrl(options.baseUrl ?? BASE_URLS[endpoint.api]);
  if (endpoint.auth && !credentials) throw keyMissing(endpoint);
  const charge = chargeOf(endpoint, identified);

  let left = false;
  const read = async (whole: Promise<Answer>, secrets: readonly (string | undefined)[]): Promise<Result> => {
    const answer = await whole;
    const constant = endpoint as Endpoint<never, unknown>;
    const warn = options.onWarning ?? console.warn;
    try {
      return unwrap(constant, answer, warn) as Result;
    } catch {
      // What failed is read once more without the secrets of the request: its error quotes the answer.
      return unwrap(constant, redacted(answer, secrets), warn) as Result;
    }
  };
  // Resolves when the request is answered, so that the next one of the key may leave, and gives what is still to be read.
  const attempt = async (nonce: string): Promise<() => Promise<Result>> => {
    // Whoever gave up while waiting for a turn must find nothing sent; and a one-time password lasts for seconds only.
    signal?.throwIfAborted();
    const otp = endpoint.auth ? checkedOtp(call.otp ?? await credentials?.oneTimePassword()) : undefined;
    const request = buildRequest(endpoint, encoded, {
      baseUrl,
      credentials,
      nonce,
      otp,
      userAgent: options.userAgent ?? `kraken-deno/${VERSION}`,
    });
    signal?.throwIfAborted();
    left = true;
    const { whole } = await exchange(
      { fetch: options.fetch ?? globalThis.fetch, timeoutMs, signal },
      endpoint,
      request,
    );
    const { "API-Key": key, APIKey = key, "API-Sign": sign, Authent = sign } = request.headers;
    return () => read(whole, [APIKey, Authent, otp]);
  };
  const signed = async (): Promise<Result> => {
    if (!endpoint.auth || !credentials) return await (await attempt(""))();
    const source = options.nonce ?? nonceOf(credentials.key);
    return await (await turnOrAbort((task) => source.run(task), attempt, signal))();
  };

  let sentAt = clock.now();
  for (let tried = 1, resigned = false;; tried++) {
    const permit = await budget?.acquire(charge, { signal, sleep: clock.sleep });
    left = false;
    try {
      sentAt = clock.now();
      const result = await signed();
      if (budget && charge.action) noteOrders(budget, charge, identified, result);
      return result;
    } catch (error) {
      const unsent = !left || (error instanceof Error && neverLeft.has(error));
      if (budget && permit && unsent) budget.refund(permit);
      if (signal?.aborted) {
        const known = clientOrderIdsOf(endpoint, params);
        const made = clientOrderIdsOf(endpoint, identified).filter((id) => !known.includes(id));
        // Their own reason is not ours to change, and an id that we made stands nowhere else.
        if (!unsent && !endpoint.idempotent && made.length > 0) {
          (options.onWarning ?? console.warn)(
            `${endpoint.name} was aborted and may have taken effect: look for ${endpoint.clientOrderId} ${
              made.join(", ")
            } in the open orders`,
          );
        }
        throw signal.reason;
      }
      if (error instanceof RateLimitError) budget?.learn(charge, error);
      // Kraken has told us that it did nothing, so signing anew is no second sending.
      if (error instanceof ApiError && error.category === "nonce" && !resigned) {
        resigned = true;
        tried--;
        if (budget && permit && !unsent) budget.refund(permit);
        continue;
      }
      if (error instanceof ApiError && error.category === "nonce") throw poisoned(endpoint, error);
      if (error instanceof ApiError && error.category === "auth") throw wrongMarket(endpoint, options.keyShape, error);
      if (!endpoint.idempotent) throw unsent ? error : lost(options, endpoint, identified, error, sentAt);
      const again = error instanceof KrakenError && error.retryable && tried < tries;
      if (!again) throw error;
      const waitMs = error instanceof RateLimitError ? error.retryAfterMs : undefined;
      // Who wants to hear of full counters at once wants no waiting for them here either.
      if (error instanceof RateLimitError && budget?.limiter === "throw") throw error;
      if (waitMs !== undefined && waitMs > LONGEST_PAUSE_MS) throw error;
      await clock.sleep(waitMs ?? backoff(tried - 1, { random }), signal);
    }
  }
}

/** Binds a group of endpoint constants to options; each becomes a method. */
export function bind<Group extends object>(options: SendOptions, group: Group): Bound<Group> {
  const bound: Record<string, unknown> = {};
  for (const [name, endpoint] of Object.entries(group)) {
    if (typeof endpoint !== "object" || endpoint === null || !("path" in endpoint)) continue;
    const constant = endpoint as Endpoint<Record<string, unknown>, unknown>;
    const call: Call<Record<string, unknown>, unknown> = (params = {}, callOptions = {}) =>
      send(options, constant, params, callOptions);
    bound[name] = call;
  }
  return bound as Bound<Group>;
}

/** The turn a key's lane gives; who gives up before it has come hears so at once, and the lane finds nothing to do. */
function turnOrAbort<Result>(
  run: NonceSource["run"],
  attempt: (nonce: string) => Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  if (!signal) return run(attempt);
  if (signal.aborted) return Promise.reject(signal.reason); // while the budget was waited for
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    signal.addEventListener("abort", giveUp, { once: true });
    const came = () => signal.removeEventListener("abort", giveUp);
    run((nonce) => {
      came(); // from here on the attempt itself listens
      return attempt(nonce);
    }).then(resolve, reject).finally(came);
  });
}

// It travels in a header or body as it is, and what a header can't hold stands in the platform's message.
function checkedOtp(otp: string | undefined): string | undefined {
  if (otp === undefined || (typeof otp === "string" && /^[\x20-\x7e]+$/.test(otp))) return otp;
  throw new TypeError("The one-time password must be printable ASCII text, usually six digits");
}

function keyMissing({ name, api, permission }: Endpoint<never, unknown> | Endpoint<unknown, unknown>): KrakenError {
  const [options, variables] = api === "futures"
    ? ["kraken({ futures: { key, secret } })", "KRAKEN_FUTURES_API_KEY and KRAKEN_FUTURES_API_SECRET"]
    : ["kraken({ key, secret })", "KRAKEN_API_KEY and KRAKEN_API_SECRET"];
  return new KrakenError(`${name} needs an API key${permission ? ` with the permission "${permission}"` : ""}`, {
    category: "auth",
    advice: `Pass ${options}, or set ${variables}`,
  });
}

function poisoned({ api }: { readonly api: string }, error: ApiError): ApiError {
  return new ApiError(error.endpoint, error.errors, {
    cause: error,
    category: "nonce",
    advice:
      "A fresh nonce was refused too. If another program uses this key, give each its own or share a nonce file " +
      "(option nonceFile). If none does, the key has been used with a larger unit (nanoseconds, or the steps of 10 ns " +
      "that python-kraken-sdk takes) or a clock ahead of ours: " +
      "a key's nonce can't be lowered, so make a new key, or " +
      (api === "futures" ? 'leave nonces out (option nonce: "omit")' : "set a nonce window on it"),
  });
}

/** Categories of errors after which an order may exist although they sound like a no. */
export const AMBIGUOUS: ReadonlySet<string> = new Set(["service", "deadline"]);

function lost<Params, Result>(
  { resolve }: SendOptions,
  endpoint: Endpoint<Params, Result>,
  params: Params,
  error: unknown,
  sentAt: number,
): unknown {
  // Whatever else went wrong after it had left, a fault of ours included, says nothing of the order.
  if (error instanceof ApiError && !AMBIGUOUS.has(error.category)) return error;
  const clientOrderIds = clientOrderIdsOf(endpoint, params);
  const request: LostRequest = {
    endpoint: endpoint as Endpoint<never, unknown>,
    params: params as Readonly<Record<string, unknown>>,
    clientOrderIds,
    sentAt,
  };
  const ids = clientOrderIds.length ? ` (${endpoint.clientOrderId} ${clientOrderIds.join(", ")})` : "";
  return new OutcomeUnknownError(
    `It is unknown whether ${endpoint.name} took effect${ids}: ${error instanceof Error ? error.message : error}`,
    {
      cause: error,
      status: error instanceof TransportError ? error.status : undefined,
      clientOrderIds,
      resolve: resolve && (() => resolve(request)),
      advice: "It was not sent again. Call error.resolve() to look it up before you decide",
    },
  );
}

// Public limits count per IP and pair, trading limits per pair and by the age of the orders touched.
function chargeOf<Params, Result>(endpoint: Endpoint<Params, Result>, params: Params): Charge {
  const { pool, name } = endpoint;
  const fields = (params ?? {}) as Readonly<Record<string, unknown>>;
  const market = fields["pair"] ?? fields["symbol"];
  const cost = endpoint.costOf?.(params) ?? endpoint.cost;
  // Cancels, and the switch that cancels when we fall silent, must not wait behind a long list of reads.
  const urgent = /\/cancel[a-z]*$/i.test(endpoint.path);
  if (pool === "trading") return { pool, cost, name, urgent, ...tradingCharge(name, fields) };
  return {
    pool,
    cost,
    name,
    urgent,
    key: pool === "public" && typeof market === "string" ? `${name} ${market}` : name,
  };
}

// Young orders are dear to change, so the budget must know when they were made.
function noteOrders(budget: Budget, { key, action }: Charge, params: unknown, result: unknown): void {
  if (action !== "add" && action !== "batchAdd" && action !== "amend" && action !== "edit") return;
  const [asked, got] = [params, result] as readonly (Fields | null | undefined)[];
  const [orders, answers] = [asked?.["orders"], got?.["orders"]].map((list) =>
    Array.isArray(list) ? list as Fields[] : []
  );
  // An edited order is another one, and the first is gone.
  if (action === "edit") budget.noteClosed([asked?.["txid"]].filter((id) => typeof id === "string"));
  const several = (orders ?? []).map((order, index) => [order, answers?.[index]]);
  for (const parts of [action === "edit" ? [got] : [asked, got], ...several]) {
    const ids = parts.flatMap((part) => [part?.["txid"], part?.["cl_ord_id"]].flat());
    budget.noteOrder(ids.filter((id) => typeof id === "string"), { pair: key });
  }
}
