/** One call: check → budget → sign → fetch → unwrap, or raise. Reads are tried again; orders never are. */

import { type Answer, unwrap } from "./answer.ts";
import { clientOrderIdsOf, withClientOrderIds } from "./client_order_id.ts";
import type { Credentials } from "./credentials.ts";
import { buildRequest, encodeParams } from "./encode.ts";
import type { Bound, Call, CallOptions, Endpoint } from "./endpoint.ts";
import { ApiError, KrakenError, OutcomeUnknownError, RateLimitError, TransportError } from "./errors.ts";
import { type Budget, type Charge, tradingCharge } from "./limiter.ts";
import { nonceOf, type NonceSource } from "./nonce.ts";
import { backoff, type Clock, systemClock } from "./retry.ts";
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
  /** Attempts of a read, the first one included. @default {3} */
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
  /** Looks up what became of a request whose answer was lost; set by the clients. */
  resolve?: ((request: LostRequest) => Promise<unknown>) | undefined;
}

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
 * @throws {TypeError | RangeError} a parameter is missing, misspelt or malformed; nothing was sent.
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
  const { credentials, tries = 3, clock = systemClock, random = Math.random, budget } = options;
  call.signal?.throwIfAborted();
  const identified = withClientOrderIds(endpoint, params);
  const encoded = encodeParams(endpoint, identified, call.extra);
  const baseUrl = checkedUrl(options.baseUrl ?? BASE_URLS[endpoint.api]);
  if (endpoint.auth && !credentials) throw keyMissing(endpoint);
  const otp = call.otp ?? await credentials?.oneTimePassword();
  const charge = chargeOf(endpoint, identified);

  const attempt = async (nonce: string): Promise<Result> => {
    const request = buildRequest(endpoint, encoded, {
      baseUrl,
      credentials,
      nonce,
      otp,
      userAgent: options.userAgent ?? `kraken-deno/${VERSION}`,
    });
    const answer = await exchange(options, endpoint, request, call);
    return unwrap(endpoint as Endpoint<never, unknown>, answer, options.onWarning ?? console.warn) as Result;
  };
  const signed = (): Promise<Result> => {
    if (!endpoint.auth || !credentials) return attempt("");
    const source = options.nonce ?? nonceOf(credentials.key);
    return source.run(attempt);
  };

  let sentAt = clock.now();
  for (let tried = 1, resigned = false;; tried++) {
    const permit = await budget?.acquire(charge, { signal: call.signal, sleep: clock.sleep });
    try {
      sentAt = clock.now();
      const result = await signed();
      if (budget && charge.action) noteOrders(budget, charge, identified, result);
      return result;
    } catch (error) {
      if (budget && permit && error instanceof TransportError && neverLeft.has(error)) budget.refund(permit);
      if (call.signal?.aborted) throw call.signal.reason;
      if (error instanceof RateLimitError) budget?.learn(charge, error);
      // Kraken has told us that it did nothing, so signing anew is no second sending.
      if (error instanceof ApiError && error.category === "nonce" && !resigned) {
        resigned = true;
        tried--;
        continue;
      }
      if (error instanceof ApiError && error.category === "nonce") throw poisoned(error);
      if (!endpoint.idempotent) throw lost(options, endpoint, identified, error, sentAt);
      const again = error instanceof KrakenError && error.retryable && tried < tries;
      if (!again) throw error;
      const waitMs = error instanceof RateLimitError ? error.retryAfterMs : undefined;
      await clock.sleep(waitMs ?? backoff(tried - 1, { random }), call.signal);
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

async function exchange<Params, Result>(
  { fetch = globalThis.fetch, timeoutMs: usual = 10_000 }: SendOptions,
  { name, idempotent }: Endpoint<Params, Result>,
  { url, method, headers, body }: ReturnType<typeof buildRequest>,
  { signal, timeoutMs = usual }: CallOptions,
): Promise<Answer> {
  const controller = new AbortController();
  const expired = new TransportError(`${name}: no answer within ${timeoutMs} ms`, {
    category: "timeout",
    advice: idempotent ? "Try again, or pass a larger timeoutMs" : undefined,
  });
  const forward = () => controller.abort(signal?.reason);
  signal?.addEventListener("abort", forward, { once: true });
  const timer = setTimeout(() => controller.abort(expired), timeoutMs);
  try {
    const response = await fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      signal: controller.signal,
      redirect: "manual", // a signed request must not be carried elsewhere, nor an order be sent again
    });
    return { status: response.status, headers: response.headers, bytes: new Uint8Array(await response.arrayBuffer()) };
  } catch (error) {
    if (controller.signal.aborted) throw controller.signal.reason;
    throw network(name, error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", forward);
  }
}

// Deno says "client error (Connect)" when no connection was made: then nothing has left this machine.
const neverLeft = new WeakSet<TransportError>();

function network(name: string, cause: unknown): TransportError {
  // "fetch failed" alone helps nobody: what happened stands in its cause.
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const said = inner instanceof Error ? inner.message : String(inner);
  const denied = cause instanceof Deno.errors.NotCapable || cause instanceof Deno.errors.PermissionDenied;
  const connecting = denied || said.includes("client error (Connect)");
  const error = new TransportError(`${name}: ${connecting ? "no connection" : "the connection broke"}: ${said}`, {
    cause,
    retryable: !denied,
    advice: denied
      ? "Run with --allow-net for Kraken's host"
      : connecting
      ? "Check the network and the base URL; kraken.paper() works without any"
      : undefined,
  });
  if (connecting) neverLeft.add(error);
  return error;
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

function poisoned(error: ApiError): ApiError {
  return new ApiError(error.endpoint, error.errors, {
    cause: error,
    category: "nonce",
    advice:
      "A fresh nonce was refused too. If another program uses this key, give each its own or share a nonce file " +
      "(option nonceFile). If none does, the key has been used with a larger unit (nanoseconds) or a clock ahead of ours: " +
      "a key's nonce can't be lowered, so make a new key, or set a nonce window on it",
  });
}

// Answers after which an order may exist although they sound like a no.
const AMBIGUOUS = new Set(["service", "deadline"]);

function lost<Params, Result>(
  { resolve }: SendOptions,
  endpoint: Endpoint<Params, Result>,
  params: Params,
  error: unknown,
  sentAt: number,
): unknown {
  const unclear = error instanceof TransportError
    ? !neverLeft.has(error)
    : error instanceof ApiError && AMBIGUOUS.has(error.category);
  if (!unclear) return error;
  const clientOrderIds = clientOrderIdsOf(endpoint, params);
  const request: LostRequest = {
    endpoint: endpoint as Endpoint<never, unknown>,
    params: params as Readonly<Record<string, unknown>>,
    clientOrderIds,
    sentAt,
  };
  const ids = clientOrderIds.length ? ` (${endpoint.clientOrderId} ${clientOrderIds.join(", ")})` : "";
  return new OutcomeUnknownError(
    `It is unknown whether ${endpoint.name} took effect${ids}: ${(error as Error).message}`,
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
  if (pool === "trading") return { pool, cost, name, ...tradingCharge(name, fields) };
  return { pool, cost, name, key: pool === "public" && typeof market === "string" ? `${name} ${market}` : name };
}

// Young orders are dear to change, so the budget must know when they were made.
function noteOrders(budget: Budget, { key, action }: Charge, params: unknown, result: unknown): void {
  if (action !== "add" && action !== "batchAdd" && action !== "amend" && action !== "edit") return;
  const [asked, got] = [params, result] as readonly (Readonly<Record<string, unknown>> | null)[];
  const several = [asked?.["orders"], got?.["orders"]].flatMap((list) => Array.isArray(list) ? list : []);
  const ids = [asked, got, ...several].flatMap((each) => [each?.["txid"], each?.["cl_ord_id"]].flat());
  budget.noteOrder(ids.filter((id) => typeof id === "string"), { pair: key });
}
