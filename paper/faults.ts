/** Misbehaviour on request: what networks and exchanges do on bad days, at the calls one chooses. */

import { extend, type KeyPart, Random } from "./market/random.ts";
import { page } from "./rest/handler.ts";
import { Dropped } from "./rest/serve.ts";

/** What goes wrong. */
export type Fault =
  /** The answer comes `ms` milliseconds late. */
  | { readonly kind: "delay"; readonly ms: number }
  /** The connection closes before any answer. */
  | { readonly kind: "drop" }
  /** The connection closes in the middle of the body, after `bytes` of it. */
  | { readonly kind: "cut"; readonly bytes?: number }
  /** An HTML page with an error status. */
  | { readonly kind: "status"; readonly status?: number }
  /** Status 200 and only the first part of the JSON, half of it or `bytes`. */
  | { readonly kind: "truncate"; readonly bytes?: number }
  /** Status 200 and no body. */
  | { readonly kind: "empty" }
  /** The body comes in `pieces` over `ms` milliseconds. */
  | { readonly kind: "slow"; readonly ms: number; readonly pieces?: number }
  /** One of Kraken's errors. */
  | { readonly kind: "error"; readonly error: string }
  /** `EAPI:Rate limit exceeded`. */
  | { readonly kind: "rate-limit" };

/** When it goes wrong. */
export type FaultRule = Fault & {
  /** Method (`"Ticker"`), whole path (`"/0/public/Ticker"`), or pattern of it; every call when left out. */
  readonly path?: string | RegExp;
  /** So many matching calls go well first. @default {0} */
  readonly skip?: number;
  /** How many times it happens. @default {Infinity} */
  readonly count?: number;
  /** From 0 to 1, drawn by the seed. @default {1} */
  readonly probability?: number;
  /**
   * Whether the call has its effect (`"after"`) or not (`"before"`) when the answer is lost or replaced.
   *
   * @default {"before"}
   */
  readonly when?: "before" | "after";
};

const TITLES: Readonly<Record<number, string>> = {
  403: "Forbidden",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Temporarily Unavailable",
  504: "Gateway Time-out",
};

/** How a fault reaches the caller's connection. */
export interface Line {
  /** Closes the connection at once. In-process, the call then rejects with the error given back. */
  drop(): Promise<never>;
  /** Ends the wait when the caller has gone. */
  readonly signal: AbortSignal;
}

/** The faults of an exchange; change them while it runs. */
export class Faults {
  readonly #random: Random;
  #rules: { rule: FaultRule; seen: number; done: number }[] = [];

  /** Probabilities are drawn by the seed. @throws {RangeError} for a rule that could not be meant. */
  constructor(seed: KeyPart, rules: readonly FaultRule[] = []) {
    this.#random = new Random(extend(0x4641554c, String(seed)));
    for (const rule of rules) this.add(rule);
  }

  /** Adds a rule; of several that match a call the first one added counts. @throws {RangeError} */
  add(rule: FaultRule): void {
    const { skip = 0, count = Infinity, probability = 1 } = rule;
    const ms = "ms" in rule ? rule.ms : 0;
    if (!(skip >= 0)) throw outside("skip", "0 or more", skip);
    if (!(count >= 1)) throw outside("count", "1 or more", count);
    if (!(probability >= 0 && probability <= 1)) throw outside("probability", "from 0 to 1", probability);
    if (!(ms >= 0 && ms <= 600_000)) throw outside("ms", "from 0 to 600000", ms);
    this.#rules.push({ rule, seen: 0, done: 0 });
  }

  /** Removes all rules. */
  clear(): void {
    this.#rules = [];
  }

  /** How many times each rule has happened, in the order they were added. */
  get counts(): readonly number[] {
    return this.#rules.map(({ done }) => done);
  }

  /** The fault that befalls a call, counted as happened. */
  next(path: string): FaultRule | undefined {
    for (const entry of this.#rules) {
      const { rule: { skip = 0, count = Infinity, probability = 1 }, rule } = entry;
      if (entry.done >= count || !matches(rule.path, path)) continue;
      if (entry.seen++ < skip || (probability < 1 && this.#random.next() >= probability)) continue;
      entry.done++;
      return rule;
    }
    return undefined;
  }
}

/** Answers a call with a fault in it. `answer` has the call's effect and must run at most once. */
export async function misbehave(fault: FaultRule, answer: () => Promise<Response>, line: Line): Promise<Response> {
  const replaced = async (instead: () => Response | Promise<Response>) => {
    if (fault.when === "after") await (await answer()).body?.cancel();
    return instead();
  };
  switch (fault.kind) {
    case "delay":
      await pause(fault.ms, line.signal);
      return answer();
    case "drop":
      return replaced(() => line.drop());
    case "status":
      return replaced(() => page(fault.status ?? 502, TITLES[fault.status ?? 502] ?? "Web server error"));
    case "empty":
      return replaced(() => new Response("", { headers: { "content-type": "application/json; charset=utf-8" } }));
    case "error":
    case "rate-limit": {
      const error = fault.kind === "error" ? fault.error : "EAPI:Rate limit exceeded";
      return replaced(() => Response.json({ error: [error] }));
    }
    case "truncate": {
      const { body, headers } = await whole(answer);
      return new Response(body.slice(0, fault.bytes ?? Math.floor(body.length / 2)), { headers });
    }
    case "cut": {
      const { body, headers } = await whole(answer);
      headers.set("content-length", String(body.length));
      const stream = new ReadableStream<Uint8Array>({
        start: (control) => control.enqueue(body.slice(0, fault.bytes ?? Math.floor(body.length / 2))),
        // Not in `start`: what was enqueued is lost when the connection dies before it is sent.
        pull: async (control) => {
          await pause(20, line.signal);
          await line.drop().catch((error) => error instanceof Dropped ? control.close() : control.error(error));
        },
      }, { highWaterMark: 0 });
      return new Response(stream, { headers });
    }
    case "slow": {
      const { body, headers } = await whole(answer);
      return new Response(dripping(body, fault.ms, fault.pieces ?? 10, line.signal), { headers });
    }
  }
}

function matches(wanted: string | RegExp | undefined, path: string): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === "string" ? path === wanted || path.endsWith(`/${wanted}`) : wanted.test(path);
}

function outside(name: string, expected: string, value: number): RangeError {
  return new RangeError(`Cannot add a fault as '${name}' must be ${expected}: current value is ${value}`);
}

async function whole(answer: () => Promise<Response>): Promise<{ body: Uint8Array<ArrayBuffer>; headers: Headers }> {
  const response = await answer();
  return { body: new Uint8Array(await response.arrayBuffer()), headers: new Headers(response.headers) };
}

function dripping(body: Uint8Array, ms: number, pieces: number, signal: AbortSignal): ReadableStream<Uint8Array> {
  const size = Math.max(1, Math.ceil(body.length / pieces));
  const gone = new AbortController();
  const either = AbortSignal.any([signal, gone.signal]);
  let sent = 0;
  return new ReadableStream({
    pull: async (control) => {
      await pause(ms / pieces, either);
      control.enqueue(body.slice(sent, sent += size));
      if (sent >= body.length) control.close();
    },
    cancel: (reason) => gone.abort(reason),
  });
}

/** Waits; rejects with the signal's reason when that aborts first. Leaves no timer behind. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal.addEventListener("abort", stop, { once: true });
  });
}
