/** Endpoints are data: a typed constant says all that the sender, the rate limiter, the docs and the tests must know. */

import type { Codecs } from "./codecs.ts";

/** The HTTP verbs Kraken uses. */
export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** Which signing, envelope and error style an endpoint has. */
export type Api = "spot" | "funding" | "futures";

/** Which rate counter a call draws on. */
export type Pool = "public" | "private" | "trading" | "derivatives" | "history" | "none";

/** One endpoint of Kraken's, as data. */
export interface Endpoint<Params, Result> {
  /** Signing, envelope and error style. */
  readonly api: Api;
  /** Kraken's name, used in messages: `"AddOrder"`. */
  readonly name: string;
  /** HTTP verb. */
  readonly method: Method;
  /** The whole path, with `{placeholders}` for parameters that stand in it: `/0/public/Ticker`. */
  readonly path: string;
  /** Whether a key must sign it. */
  readonly auth: boolean;
  /** The key setting it needs, as Kraken words it. */
  readonly permission?: string;
  /** Points on the counter of {@linkcode pool}. */
  readonly cost: number;
  /** Points that depend on the parameters (a batch of n orders); takes precedence over {@linkcode cost}. */
  costOf?(params: Params): number;
  /** The counter that is charged. */
  readonly pool: Pool;
  /** Whether sending twice has the effect of sending once. Only these are ever sent again by us. */
  readonly idempotent: boolean;
  /** Checks each parameter and writes it to the wire, keyed by Kraken's name for it. */
  readonly params: Codecs<Params>;
  /**
   * What must hold between parameters. Gives the end of the sentence "Cannot call AmendOrder as …" when it does not:
   * `"exactly one of 'txid' and 'cl_ord_id' must be given"`. Called after the codecs, before any I/O.
   */
  check?(params: Params): string | undefined;
  /** How the body is written. @default {"form"} */
  readonly encode: "form" | "json";
  /** What the answer is; a `"stream"` hands its body over as it comes, however long. @default {"json"} */
  readonly decode: "json" | "bytes" | "text" | "stream";
  /** The parameter that identifies an order of ours; set by us when the caller gave neither it nor `userref`. */
  readonly clientOrderId?: "cl_ord_id" | "cliOrdId";
  /**
   * Kraken's words for doing nothing in an answer whose envelope says success, one for each thing that was refused; they
   * are raised as an {@linkcode ApiError}. None when something took effect, `undefined` when it is no such answer.
   */
  refused?(result: Result): readonly string[] | undefined;
  /** Why not to use it any more, and what instead. */
  readonly deprecated?: string;
  /** For the compiler only, never set. */
  readonly types?: { params: Params; result: Result };
}

/** What {@linkcode publicGet} and its kind leave to the caller. */
export type Details<Params> =
  & Partial<
    Pick<
      Endpoint<Params, unknown>,
      | "permission"
      | "cost"
      | "pool"
      | "encode"
      | "decode"
      | "deprecated"
      | "costOf"
      | "check"
      | "clientOrderId"
      | "idempotent"
      | "refused"
    >
  >
  & (keyof Params extends never ? { readonly params?: Codecs<Params> } : { readonly params: Codecs<Params> });

/** Options every call takes. */
export interface CallOptions {
  /** Aborting rejects the call with the signal's own reason. An order in flight may still be placed. */
  signal?: AbortSignal | undefined;
  /** Limit of one attempt, waiting for the rate budget excluded; of a stream, until it begins. @default {10_000} */
  timeoutMs?: number | undefined;
  /** Parameters Kraken has and we do not declare; sent as they are. */
  extra?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** One-time password of this call, for keys with 2FA. */
  otp?: string | undefined;
}

/** An endpoint bound to a client: parameters first (left out where all are optional), then the options. */
export type Call<Params, Result> = Record<never, never> extends Params
  ? (params?: Params, options?: CallOptions) => Promise<Result>
  : (params: Params, options?: CallOptions) => Promise<Result>;

/** A group of endpoint constants bound to a client. */
export type Bound<Group> = {
  readonly [Name in keyof Group as Group[Name] extends Endpoint<infer _P, infer _R> ? Name : never]: Group[Name] extends
    Endpoint<infer Params, infer Result> ? Call<Params, Result> : never;
};

function build<Params, Result>(
  fixed: Pick<Endpoint<Params, Result>, "api" | "name" | "method" | "path" | "auth">,
  standard: Pick<Endpoint<Params, Result>, "cost" | "pool" | "idempotent">,
  details: Details<Params> | undefined,
): Endpoint<Params, Result> {
  return {
    ...fixed,
    ...standard,
    encode: "form",
    decode: "json",
    ...details,
    params: (details?.params ?? {}) as Codecs<Params>,
  };
}

/** Spot market data: `GET /0/public/<name>`, limited by IP and pair. */
export function publicGet<Params, Result>(
  name: string,
  ...[details]: keyof NoInfer<Params> extends never ? [Details<NoInfer<Params>>?] : [Details<NoInfer<Params>>]
): Endpoint<Params, Result> {
  return build(
    { api: "spot", name, method: "GET", path: `/0/public/${name}`, auth: false },
    { cost: 1, pool: "public", idempotent: true },
    details,
  );
}

/** Spot private call: `POST /0/private/<name>`. Reads unless `idempotent: false` is said. */
export function privatePost<Params, Result>(
  name: string,
  ...[details]: keyof NoInfer<Params> extends never ? [Details<NoInfer<Params>>?] : [Details<NoInfer<Params>>]
): Endpoint<Params, Result> {
  return build(
    { api: "spot", name, method: "POST", path: `/0/private/${name}`, auth: true },
    { cost: 1, pool: "private", idempotent: true },
    details,
  );
}

/** Funding (Beta) call with a real verb, `API-Nonce` header, JSON body and problem+json errors. Reads repeat, writes never. */
export function funding<Params, Result>(
  method: Method,
  path: string,
  ...[details]: keyof NoInfer<Params> extends never ? [Details<NoInfer<Params>>?] : [Details<NoInfer<Params>>]
): Endpoint<Params, Result> {
  return build(
    { api: "funding", name: `${method} ${path}`, method, path, auth: true },
    { cost: 1, pool: "private", idempotent: method === "GET" },
    { encode: "json", ...details } as Details<Params>,
  );
}

/** Futures call under one of its bases; `auth`, cost and pool are said by the endpoint. GET repeats, writes never by default. */
export function futures<Params, Result>(
  method: Method,
  path: string,
  { auth, ...details }: Details<NoInfer<Params>> & { auth: boolean },
): Endpoint<Params, Result> {
  return build(
    { api: "futures", name: `${method} ${path}`, method, path, auth },
    { cost: 0, pool: "none", idempotent: method === "GET" },
    details as Details<Params>,
  );
}
