/** From an HTTP answer to a result or an error, for each of Kraken's envelopes. */

import { adviceFor } from "./advice.ts";
import type { Endpoint } from "./endpoint.ts";
import { ApiError, RateLimitError, TransportError } from "./errors.ts";

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The body of an endpoint that decodes to a stream, in place of `bytes`; answers that carry an error have none. */
  readonly stream?: ReadableStream<Uint8Array<ArrayBuffer>> | undefined;
}

type AnyEndpoint = Endpoint<never, unknown>;

const decoder = new TextDecoder();
const first = (text: string) => JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);

// What a proxy or a server in trouble sends in place of a file: nothing, or something to read.
// deno-lint-ignore no-control-regex
const isReadable = (bytes: Uint8Array) => !/[\0-\x08\x0e-\x1f\ufffd]/.test(decoder.decode(bytes.subarray(0, 200)));

/** Whether a body begins as JSON objects and arrays do: then it is not the file that was asked for. */
export const looksJson = (bytes: Uint8Array): boolean => bytes[0] === 0x7b || bytes[0] === 0x5b;

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
  const { status, headers, bytes, stream } = answer;
  if (stream) return stream;
  const ok = status >= 200 && status < 300;
  const isJson = looksJson(bytes);
  // The files there are, exports, are zip archives and begin with PK; a cut one is for those to judge who unpack it.
  if (ok && endpoint.decode === "bytes" && !isReadable(bytes)) return bytes;
  const text = decoder.decode(bytes);
  if (ok && endpoint.decode === "text" && !isJson) return text;
  if (status === 429) throw rateLimited(endpoint, answer, text);
  if (status >= 300 && status < 400) {
    throw unusable(endpoint, answer, `a redirect to ${headers.get("location") ?? "nowhere"}`, text, false);
  }
  if (ok && endpoint.decode === "bytes" && !isJson) {
    const what = bytes.length === 0 ? "an empty body" : text.trimStart().startsWith("<") ? "HTML" : "text";
    throw unusable(endpoint, answer, `${what} in place of a zip archive`, text, true);
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
      : isJson
      ? "cut or broken JSON"
      : "something else than JSON";
    throw unusable(endpoint, answer, what, text, ok || status >= 500);
  }
  const result = unwrapEnvelope(endpoint, answer, parsed, warn);
  if (endpoint.decode === "bytes") throw unusable(endpoint, answer, "JSON in place of a zip archive", text, true);
  // Reads may answer null for nothing (Earn does); what acts must say what it did.
  if (result !== undefined && (result !== null || endpoint.idempotent)) return result;
  throw unusable(endpoint, answer, "JSON that is no answer of Kraken's", text, status >= 500);
}

function unwrapEnvelope(
  endpoint: AnyEndpoint,
  answer: Answer,
  parsed: unknown,
  warn: (message: string) => void,
): unknown {
  try {
    if (endpoint.api === "futures") return unwrapFutures(endpoint, answer, parsed);
    if (endpoint.api === "funding") return unwrapFunding(endpoint, answer, parsed);
    return unwrapSpot(endpoint, parsed, warn);
  } catch (error) {
    // Words nobody knows under a status of 500 and more are no clear no: an order may have been taken.
    if (!(error instanceof ApiError) || error.category !== "unknown" || answer.status < 500) throw error;
    throw new ApiError(error.endpoint, error.errors, {
      category: "service",
      retryable: true,
      advice: "Kraken failed inside: try again later; look an order up before placing it again",
    });
  }
}

const SLOWER = "Other programs with this key or behind this address count too: wait some seconds before the next call";

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
    advice: SLOWER,
  });
}

function unwrapSpot(endpoint: AnyEndpoint, parsed: unknown, warn: (message: string) => void): unknown {
  if (!isObject(parsed)) return undefined;
  const { error, result } = parsed;
  const strings = (Array.isArray(error) ? error.flat() : [error]).filter((item) => typeof item === "string");
  const errors = strings.filter((item) => !item.startsWith("W"));
  if (errors.length) throw apiError(endpoint, errors);
  for (const warning of strings) warn(`${endpoint.name}: Kraken warns ${warning}`);
  return result; // null is an answer too: Earn has it for nothing
}

function unwrapFunding(endpoint: AnyEndpoint, { status, headers }: Answer, parsed: unknown): unknown {
  if (!isObject(parsed)) return undefined;
  const { type, title, detail, error } = parsed;
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
  if (!isObject(parsed)) return undefined;
  const { result, error, errors, reason, status: word } = parsed;
  const several: readonly unknown[] = Array.isArray(errors) ? errors : [];
  // Analytics say what went wrong with HTTP 200 too, beside an empty result.
  if (result !== "error" && status < 400 && !several.some((item) => isObject(item) && "error_class" in item)) {
    return effective(endpoint, parsed);
  }
  const said = [error, ...several, reason].flatMap((item) =>
    typeof item === "string" ? [item] : isObject(item) ? describe(item) : []
  );
  // The history and auth services put the kind of failure into `status` and free words into `reason`.
  const kind = typeof word === "string" && word !== "" ? [word] : [];
  const strings = [...new Set(said.length > 0 ? said : kind)];
  if (strings.length === 0) return undefined;
  const known = adviceFor("futures", [...strings, ...kind]);
  if (known?.category === "rate-limit") throw apiError(endpoint, strings);
  throw new ApiError(endpoint.name, strings, known ?? (status === 404 ? { category: "not-found" } : {}));
}

/** The answer itself when something took effect; "success" alone does not say so. */
function effective(endpoint: AnyEndpoint, parsed: object): unknown {
  if (!endpoint.refused) return parsed;
  const refused = endpoint.refused(parsed);
  if (refused === undefined) return undefined;
  if (refused.length === 0) return parsed;
  const advice = "Kraken understood the request and did nothing";
  throw new ApiError(endpoint.name, refused, adviceFor("futures", refused) ?? { category: "order-rejected", advice });
}

const isObject = (item: unknown): item is Readonly<Record<string, unknown>> =>
  typeof item === "object" && item !== null;

// Preference writes answer with numbers whose meaning stands in Kraken's documentation.
const CODES: Readonly<Record<string, string>> = {
  41: "would cause liquidation",
  87: "contract does not exist",
  88: "contract is not multi-collateral",
  89: "currency does not exist",
  90: "currency is not enabled as collateral",
};

function describe({ code, message, msg, type, field, value }: Readonly<Record<string, unknown>>): string[] {
  if (typeof message === "string") {
    return [code ? `${message} (code ${code}${CODES[String(code)] ? `: ${CODES[String(code)]}` : ""})` : message];
  }
  const words = [type, msg].filter((part) => typeof part === "string" && part !== "").join(": ");
  if (words === "") return [];
  const about = typeof field === "string" && field !== ""
    ? ` (${field}${value === undefined || value === null ? "" : ` ${JSON.stringify(value)}`})`
    : "";
  return [words + about];
}
