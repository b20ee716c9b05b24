/** From an HTTP answer to a result or an error, for each of Kraken's envelopes. */

import { adviceFor } from "./advice.ts";
import type { Endpoint } from "./endpoint.ts";
import { ApiError, RateLimitError, TransportError } from "./errors.ts";

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

type AnyEndpoint = Endpoint<never, unknown>;

const decoder = new TextDecoder();
const first = (text: string) => JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);

/** The error for Kraken's own strings: the class by what the caller does next, the strings as they came. */
export function apiError(
  { api, name }: Pick<AnyEndpoint, "api" | "name">,
  errors: readonly string[],
  retryAfterMs?: number,
): ApiError {
  const known = adviceFor(api, errors);
  if (known?.category === "rate-limit") {
    return new RateLimitError(name, errors, { ...known, retryAfterMs: retryAfterMs ?? throttledFor(errors) });
  }
  return new ApiError(name, errors, known ?? {});
}

// EService:Throttled:<unix seconds> says until when.
function throttledFor(errors: readonly string[]): number | undefined {
  const until = errors.map((error) => /^EService:\s?Throttled:\s?(\d+)/.exec(error)?.[1]).find((digits) => digits);
  return until === undefined ? undefined : Math.max(0, Number(until) * 1000 - Date.now());
}

/** `Retry-After` and Kraken's `rate-limit-reset` in milliseconds. */
function serverWait(headers: Headers): number | undefined {
  const text = headers.get("retry-after") ?? headers.get("rate-limit-reset");
  if (!text) return undefined;
  const seconds = Number(text);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

function unusable(
  { name }: AnyEndpoint,
  { status, headers }: Answer,
  what: string,
  text: string,
  retryable: boolean,
): TransportError {
  const kind = headers.get("content-type")?.split(";")[0] ?? "no content type";
  return new TransportError(`${name}: HTTP ${status} with ${what} (${kind}): ${first(text)}`, {
    status,
    retryable,
    category: status >= 200 && status < 300 ? "malformed-answer" : "service",
    advice: status === 403
      ? "The request was blocked before Kraken's application: check proxy, country and base URL"
      : status >= 300 && status < 400
      ? "We follow no redirects, since a signed request must not go elsewhere: check the base URL"
      : status === 404
      ? "Check the base URL: this server does not know the path"
      : "The answer did not come from Kraken's application: try again later",
  });
}

/**
 * The result an answer carries.
 *
 * @throws {ApiError} Kraken said no. {@linkcode RateLimitError} when it was too many calls.
 * @throws {TransportError} there is no usable answer in it; the message names status and first characters.
 */
export function unwrap(endpoint: AnyEndpoint, answer: Answer, warn: (message: string) => void): unknown {
  const { status, headers, bytes } = answer;
  const ok = status >= 200 && status < 300;
  const looksJson = bytes[0] === 0x7b || bytes[0] === 0x5b;
  if (ok && endpoint.decode === "bytes" && !looksJson) return bytes;
  const text = decoder.decode(bytes);
  if (ok && endpoint.decode === "text" && !looksJson) return text;
  if (status === 429) throw rateLimited(endpoint, answer, text);
  if (status >= 300 && status < 400) {
    throw unusable(endpoint, answer, `a redirect to ${headers.get("location") ?? "nowhere"}`, text, false);
  }
  if (bytes.length === 0) {
    if (ok && endpoint.api === "funding") return {};
    throw unusable(endpoint, answer, "an empty body", text, true);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    const what = text.trimStart().startsWith("<")
      ? "HTML instead of JSON"
      : looksJson
      ? "cut or broken JSON"
      : "something else than JSON";
    throw unusable(endpoint, answer, what, text, ok || status >= 500);
  }
  const result = endpoint.api === "futures"
    ? unwrapFutures(endpoint, answer, parsed)
    : endpoint.api === "funding"
    ? unwrapFunding(endpoint, answer, parsed)
    : unwrapSpot(endpoint, parsed, warn);
  if (result !== undefined) return result;
  throw unusable(endpoint, answer, "JSON that is no answer of Kraken's", text, status >= 500);
}

function rateLimited(endpoint: AnyEndpoint, { headers }: Answer, text: string): RateLimitError {
  let strings: string[] = [];
  try {
    const body = JSON.parse(text) as { error?: unknown };
    strings = [body.error].flat().filter((item) => typeof item === "string");
  } catch {
    // A page of the proxy's: the status alone says enough.
  }
  return new RateLimitError(endpoint.name, strings.length ? strings : ["HTTP 429"], {
    retryAfterMs: serverWait(headers),
    advice: "Wait some seconds, or use the default limiter, which waits by itself",
  });
}

function unwrapSpot(endpoint: AnyEndpoint, parsed: unknown, warn: (message: string) => void): unknown {
  const { error, result } = parsed as { error?: unknown; result?: unknown };
  const strings = (Array.isArray(error) ? error.flat() : [error]).filter((item) => typeof item === "string");
  const errors = strings.filter((item) => !item.startsWith("W"));
  if (errors.length) throw apiError(endpoint, errors);
  for (const warning of strings) warn(`${endpoint.name}: Kraken warns ${warning}`);
  return result ?? undefined;
}

function unwrapFunding(endpoint: AnyEndpoint, { status, headers }: Answer, parsed: unknown): unknown {
  const { type, title, detail, error } = parsed as {
    type?: unknown;
    title?: unknown;
    detail?: unknown;
    error?: unknown;
  };
  if (Array.isArray(error) && error.length) throw apiError(endpoint, error.map(String));
  const isProblem = headers.get("content-type")?.includes("problem+json") ||
    (status >= 400 && typeof type === "string");
  if (!isProblem) return status < 400 ? parsed : undefined;
  const code = String(type ?? "").split(":").at(-1) || `HTTP ${status}`;
  const words = [title, detail].filter((item) => typeof item === "string").join(": ");
  const known = PROBLEMS.find(([name]) => code.startsWith(name));
  throw new ApiError(endpoint.name, [words ? `${code}: ${words}` : code], {
    category: known?.[1] ?? (status >= 500 ? "service" : "funding"),
    retryable: status >= 500,
    advice: known?.[2],
  });
}

const PROBLEMS: readonly (readonly [code: string, category: string, advice: string])[] = [
  ["InvalidKey", "auth", "Check that the key is a Spot key, is whole, and was not deleted"],
  ["InvalidSignature", "auth", "Check that the secret belongs to this key and was copied whole"],
  [
    "InvalidNonce",
    "nonce",
    "Another program may use this key at the same time: give each its own key, or share a nonce file (option nonceFile)",
  ],
  ["PermissionDenied", "permission", "The key lacks a permission for this call: edit the key at Kraken"],
  ["TooManyDepositAddresses", "funding", "Use one of the existing addresses: see the list of deposit addresses"],
];

function unwrapFutures(endpoint: AnyEndpoint, { status }: Answer, parsed: unknown): unknown {
  if (parsed === null || typeof parsed !== "object") return undefined;
  const { result, error, errors, reason } = parsed as {
    result?: unknown;
    error?: unknown;
    errors?: unknown;
    reason?: unknown;
  };
  if (result !== "error" && status < 400) return parsed;
  const strings = [error, ...(Array.isArray(errors) ? errors : []), reason].flatMap((item) =>
    typeof item === "string" ? [item] : item && typeof item === "object" && "message" in item ? [describe(item)] : []
  );
  if (strings.length === 0) return undefined;
  throw apiError(endpoint, strings);
}

// Preference writes answer with numbers whose meaning stands in Kraken's documentation.
const CODES: Readonly<Record<string, string>> = {
  41: "would cause liquidation",
  87: "contract does not exist",
  88: "contract is not multi-collateral",
  89: "currency does not exist",
  90: "currency is not enabled as collateral",
};

function describe({ code, message }: { code?: unknown; message?: unknown }): string {
  return code ? `${message} (code ${code}${CODES[String(code)] ? `: ${CODES[String(code)]}` : ""})` : String(message);
}
