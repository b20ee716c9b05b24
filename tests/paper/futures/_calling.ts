/** Calls to the futures half, signed here by hand. */

import { createHash, createHmac } from "node:crypto";
import {
  createFuturesHandler,
  type FuturesHalf,
  type FuturesOptions,
  type PaperFuturesKey,
} from "../../../paper/futures/mod.ts";
import { Market } from "../../../paper/market/market.ts";
import type { ExchangeStatus } from "../../../paper/status.ts";

/** A Sunday afternoon. */
export const NOW = Date.parse("2026-11-22T15:17:13.123Z");

/** One Spot market for all tests: it remembers what it made. */
const spot = new Market(7);

/** What a call answered. */
// deno-lint-ignore no-explicit-any
export type Answer = any;

/** The futures half with a clock that is put forward by hand. */
export interface Rig {
  readonly futures: FuturesHalf;
  readonly status: ExchangeStatus;
  /** Puts the clock forward. */
  pass(ms: number): void;
  now(): number;
  /** An unsigned call. */
  open(path: string, init?: RequestInit): Promise<Response>;
  /** The JSON of an unsigned call. */
  get(path: string): Promise<Answer>;
  /** The JSON of a signed call. */
  call(
    method: string,
    path: string,
    params?: Record<string, string | number | boolean>,
    key?: PaperFuturesKey,
  ): Promise<Answer>;
  /** A signed call. */
  signed(
    method: string,
    path: string,
    params?: Record<string, string | number | boolean>,
    key?: PaperFuturesKey,
  ): Promise<Response>;
  /** `sendStatus` of an order. */
  send(params: Record<string, string | number | boolean>, key?: PaperFuturesKey): Promise<Answer>;
}

const HOST = "https://futures.kraken.com";

/** `Authent`, from Kraken's description. */
export function authent(secret: string, sent: string, nonce: string, path: string): string {
  const inner = createHash("sha256").update(sent + nonce + path.replace("/derivatives", "")).digest();
  const key = Uint8Array.from(atob(secret), (character) => character.charCodeAt(0));
  return createHmac("sha512", key).update(inner).digest("base64");
}

/** A fresh futures half. */
export function rig(options: FuturesOptions = {}, from: number = NOW): Rig {
  let at = from;
  const status: ExchangeStatus = { mode: "online", maintenance: [], emergency: [] };
  const futures = createFuturesHandler({ market: spot, now: () => at, status }, { limits: false, ...options });
  const self: Rig = {
    futures,
    status,
    pass(ms) {
      at += ms;
    },
    now: () => at,
    open: (path, init) => futures.answer(new Request(HOST + path, init)),
    get: async (path) => await (await self.open(path)).json(),
    signed(method, path, params = {}, key = futures.key) {
      const pairs = Object.entries(params).map(([name, value]) => [name, String(value)]);
      const sent = pairs.map(([name = "", value = ""]) => `${name}=${encodeURIComponent(value)}`).join("&");
      const inQuery = method === "GET" || method === "DELETE";
      const headers: Record<string, string> = { APIKey: key.key, Authent: authent(key.secret, sent, "", path) };
      if (!inQuery) headers["content-type"] = "application/x-www-form-urlencoded";
      return self.open(inQuery && sent ? `${path}?${sent}` : path, {
        method,
        headers,
        ...(inQuery ? {} : { body: sent }),
      });
    },
    call: async (method, path, params, key) => await (await self.signed(method, path, params, key)).json(),
    send: async (params, key) => (await self.call("POST", V3 + "/sendorder", params, key)).sendStatus,
  };
  return self;
}

/** Base of the derivatives calls. */
export const V3 = "/derivatives/api/v3";
/** Base of the history calls. */
export const HISTORY = "/api/history/v3";

/** An exact decimal as units of `10 ** -decimals`, from text or a JSON number. */
export function exact(value: string | number, decimals: number = 10): bigint {
  const [whole = "0", fraction = ""] = String(value).replace("-", "").split(".");
  const units = BigInt(whole + fraction.padEnd(decimals, "0").slice(0, decimals));
  return String(value).startsWith("-") ? -units : units;
}

/** JSON with its numbers kept as the text they were written with. */
export function digits(text: string): Answer {
  const keep = (_key: string, value: unknown, { source }: { source?: string }) =>
    typeof value === "number" ? source : value;
  return JSON.parse(text, keep as (key: string, value: unknown) => unknown);
}
