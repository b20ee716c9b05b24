/** Requests signed by hand, from Kraken's description of its signature: neither the client nor the exchange takes part. */

import { createHash, createHmac } from "node:crypto";
import type { PaperExchange } from "../../paper/mod.ts";

/** `API-Sign` over a target (path with query), nonce and body. */
export function signature(secret: string, target: string, nonce: string, body: string): string {
  const digest = createHash("sha256").update(nonce + body).digest("binary");
  return createHmac("sha512", atob64(secret)).update(target + digest, "binary").digest("base64");
}

const atob64 = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

let last = 1_700_000_000_000;

/** What a call may say besides its parameters. */
export interface CallOptions {
  readonly key?: string;
  readonly secret?: string;
  readonly nonce?: string | number;
  readonly json?: boolean;
  readonly query?: string;
  /** Replaces the signature. */
  readonly sign?: string;
}

/** Parameters: texts and numbers, or for JSON whatever JSON has. */
export type Params = Readonly<Record<string, unknown>>;

/** A signed request of a private method. */
export function signed(
  exchange: PaperExchange,
  method: string,
  params: Params = {},
  options: CallOptions = {},
): Request {
  const { key = exchange.key, secret = exchange.secret, nonce = ++last, json = false, query = "", sign } = options;
  const body = json
    ? JSON.stringify({ nonce, ...params })
    : new URLSearchParams({ nonce: String(nonce), ...params as Record<string, string> }).toString();
  const target = `/0/private/${method}${query}`;
  return new Request(`https://api.kraken.com${target}`, {
    method: "POST",
    body,
    headers: {
      "API-Key": key,
      "API-Sign": sign ?? signature(secret, target, String(nonce), body),
      "Content-Type": json ? "application/json" : "application/x-www-form-urlencoded; charset=utf-8",
    },
  });
}

/** The whole answer of a private call. */
export async function ask(
  exchange: PaperExchange,
  method: string,
  params: Params = {},
  options: CallOptions = {},
): Promise<{ error: string[]; result?: unknown }> {
  return await (await exchange.fetch(signed(exchange, method, params, options))).json();
}

/** The result of a private call that must succeed. */
export async function got<T = Record<string, unknown>>(
  exchange: PaperExchange,
  method: string,
  params: Params = {},
  options: CallOptions = {},
): Promise<T> {
  const { error, result } = await ask(exchange, method, params, options);
  if (error.length > 0) throw new Error(`${method}: ${error.join("; ")}`);
  return result as T;
}

/** A signed request of Funding (Beta); `target` is the path with its query as sent. */
export function fundingRequest(
  exchange: PaperExchange,
  verb: string,
  target: string,
  sent?: unknown,
  { key = exchange.key, secret = exchange.secret, nonce = ++last }: CallOptions = {},
): Request {
  const body = sent === undefined ? "" : JSON.stringify(sent);
  return new Request(`https://api.kraken.com${target}`, {
    method: verb,
    ...(body === "" ? {} : { body }),
    headers: {
      "API-Key": key,
      "API-Sign": signature(secret, target, String(nonce), body),
      "API-Nonce": String(nonce),
      "Content-Type": "application/json",
    },
  });
}

/** Calls Funding (Beta). */
export async function funding<T = Record<string, unknown>>(
  exchange: PaperExchange,
  verb: string,
  target: string,
  sent?: unknown,
): Promise<T> {
  const response = await exchange.fetch(fundingRequest(exchange, verb, target, sent));
  if (!response.ok) throw new Error(`${verb} ${target}: ${await response.text()}`);
  return await response.json();
}
