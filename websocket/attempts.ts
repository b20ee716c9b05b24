/** Connection attempts are counted, since Kraken's edge blocks an address for ten minutes when there are too many. */

import { TransportError } from "../core/errors.ts";
import { systemClock } from "../core/retry.ts";
import type { ConnectionOptions } from "./connection_types.ts";
import { defaultTransport, type OpenTransport, platformTransport, wsTransport } from "./transport.ts";

/** Kraken's edge allows about 150 attempts in ten minutes; the official tool stops at 120, and so do we. */
const LIMIT = 120;
const WINDOW_MS = 600_000;

/** A rolling count of connection attempts. */
export class AttemptBudget {
  readonly #limit: number;
  readonly #windowMs: number;
  readonly #now: () => number;
  #attempts: number[] = [];

  /**
   * `limit` attempts in any `windowMs` milliseconds, by a clock that nobody sets. @default {120 in 600_000, performance.now}
   */
  constructor(limit: number = LIMIT, windowMs: number = WINDOW_MS, now: () => number = () => performance.now()) {
    this.#limit = limit;
    this.#windowMs = windowMs;
    this.#now = now;
  }

  /** How many milliseconds the next attempt would have to wait; 0 nearly always. Counts nothing. */
  get waitMs(): number {
    const now = this.#now();
    return this.#next(now) - now;
  }

  /** Counts an attempt. Returns how many milliseconds to wait before making it; 0 nearly always. */
  take(): number {
    const now = this.#now();
    this.#attempts = this.#attempts.filter((at) => at > now - this.#windowMs);
    const at = this.#next(now);
    this.#attempts.push(at);
    return at - now;
  }

  #next(now: number): number {
    const blocking = this.#attempts[this.#attempts.length - this.#limit];
    return blocking === undefined ? now : Math.max(now, blocking + this.#windowMs);
  }
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const OURS: readonly OpenTransport[] = [defaultTransport, wsTransport, platformTransport];
const budgets = new Map<string, AttemptBudget>();

/** The hosts of Spot and Unified stand behind one edge, which counts whoever comes; Futures has one of its own. */
const edgeOf = (host: string) => /^(?!futures\.)([a-z0-9-]+\.)*kraken\.com$/.test(host) ? "kraken.com" : host;

/**
 * The budget of an address, shared by all connections of the process to its edge. There is none for this machine, nor for a transport of
 * one's own: what that connects to, if anything, only its maker knows.
 */
export function budgetOf(
  url: string,
  transport?: "ws" | "platform" | OpenTransport,
): AttemptBudget | undefined {
  const { host, hostname } = new URL(url);
  if (LOOPBACK.test(hostname) || (typeof transport === "function" && !OURS.includes(transport))) return undefined;
  const edge = edgeOf(host);
  let budget = budgets.get(edge);
  if (!budget) budgets.set(edge, budget = new AttemptBudget());
  return budget;
}

/**
 * Waits until an address may be tried once more, which it nearly always may; `told` hears of a wait before it begins.
 *
 * @throws {TransportError} when the wait would be longer than a handshake may take, for those who are not patient.
 */
export async function itsTurn(
  url: string,
  { transport, handshakeTimeoutMs = 10_000, signal, isPatient }:
    & Pick<ConnectionOptions, "transport" | "handshakeTimeoutMs">
    & { signal: AbortSignal; isPatient: boolean },
  told: (detail: string, waitMs: number) => void,
): Promise<void> {
  const budget = budgetOf(url, transport);
  if (!budget) return;
  const often = `${new URL(url).host} was tried too often within ten minutes, and Kraken blocks those who go on`;
  const seconds = (ms: number) => `${Math.ceil(ms / 1000)} s`;
  const due = budget.waitMs;
  if (!isPatient && due > handshakeTimeoutMs) {
    throw new TransportError(`Cannot connect to ${url}: ${often}: the next attempt is due in ${seconds(due)}`, {
      category: "rate-limit",
      advice: "Wait, and keep fewer connections: one socket carries many subscriptions",
    });
  }
  const waitMs = budget.take();
  if (waitMs === 0) return;
  told(`${often}: next attempt in ${seconds(waitMs)}`, waitMs);
  await systemClock.sleep(waitMs, signal);
}
