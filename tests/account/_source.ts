/** A {@linkcode Source} over canned answers. */

import type { Source } from "../../account/mod.ts";
import { symbols } from "../../core/symbols.ts";
import { createSpotClient } from "../../spot/client.ts";
import { answering, manualClock, type Sent } from "../helpers/fetching.ts";

/** Now, in these tests: 1 November 2026, 12:00 UTC. */
export const NOW = Date.UTC(2026, 10, 1, 12);

/** A source whose calls get the next of `answers` each, in Kraken's envelope unless they are functions or responses. */
export function sourceOf(
  ...answers: (object | Response | (() => Response | Promise<Response>))[]
): Source & { requests: Sent[]; slept: number[] } {
  const fetch = answering(
    ...answers.map((answer) =>
      answer instanceof Response || typeof answer === "function" ? answer : { error: [], result: answer }
    ),
  );
  const clock = manualClock(NOW);
  const options = { key: "made-up key", secret: btoa("made-up secret"), fetch, clock, limiter: "none" } as const;
  const { account, funding, earn } = createSpotClient(options);
  const { requests } = fetch;
  return { account, funding, earn, symbols: symbols(), name: "test", ...clock, requests };
}

/** The parameters of a request, without what every private request has. */
export function sent({ body = "" }: Sent): Record<string, string> {
  const fields = body.startsWith("{") ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
  delete fields.nonce;
  return fields;
}

/** Name of the endpoint that was asked. */
export const asked = ({ url }: Sent): string => new URL(url).pathname.replace("/0/private/", "");
