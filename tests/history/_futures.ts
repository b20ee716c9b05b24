/** A {@linkcode FuturesSource} over canned answers. */

import { createFuturesClient } from "../../futures/client.ts";
import type { FuturesSource } from "../../history/futures_source.ts";
import { answering, manualClock, type Sent } from "../helpers/fetching.ts";

/** Now, in these tests: 2 November 2026, 08:30 UTC. */
export const NOW = Date.UTC(2026, 10, 2, 8, 30);

/** A source whose calls get the next of `answers` each, and a table of what each request asked for. */
export function futuresSourceOf(
  ...answers: (object | Response | (() => Response | Promise<Response>))[]
): FuturesSource & { requests: Sent[]; queries(): Record<string, string>[] } {
  const fetch = answering(...answers);
  const clock = manualClock(NOW);
  const options = { key: "made-up", secret: btoa("made-up secret"), fetch, clock, limiter: "none", tries: 1 } as const;
  const { market, charts, history, account, trading } = createFuturesClient(options);
  const { requests } = fetch;
  return {
    ...{ market, charts, history, account, trading },
    name: "test",
    now: () => NOW,
    requests,
    queries: () => requests.map(({ url }) => Object.fromEntries(new URL(url).searchParams)),
  };
}
