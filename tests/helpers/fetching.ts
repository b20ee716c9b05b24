/** Stand-ins for Kraken's side of `fetch`. */

/** A `fetch` that answers each call with the next of `answers` (the last one again and again) and keeps the requests. */
export function answering(
  ...answers: (Response | (() => Response | Promise<Response>) | object)[]
): typeof fetch & { requests: Sent[] } {
  const requests: Sent[] = [];
  const answer = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const headers = new Headers(init?.headers);
    requests.push({
      url: String(input),
      method: init?.method ?? "GET",
      headers,
      body: (init?.body ?? undefined) as string | undefined,
    });
    init?.signal?.throwIfAborted();
    const next = answers[Math.min(requests.length, answers.length) - 1];
    if (next instanceof Response) return next.clone();
    return typeof next === "function" ? await next() : Response.json(next);
  };
  return Object.assign(answer, { requests });
}

/** A request as it was sent. */
export interface Sent {
  url: string;
  method: string;
  headers: Headers;
  body: string | undefined;
}

/** A clock that stands still until something sleeps; sleeping moves it. */
export function manualClock(
  start: number = Date.UTC(2026, 0, 1),
): { now(): number; sleep(ms: number, signal?: AbortSignal): Promise<void>; slept: number[] } {
  let time = start;
  const slept: number[] = [];
  return {
    slept,
    now: () => time,
    sleep(ms, signal) {
      if (signal?.aborted) return Promise.reject(signal.reason);
      slept.push(ms);
      time += ms;
      return Promise.resolve();
    },
  };
}
