/** Private calls against canned answers, and what went over the wire. Shared by the private rooms of Spot. */

import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { Credentials } from "../../../core/credentials.ts";
import type { Endpoint } from "../../../core/endpoint.ts";
import { ApiError } from "../../../core/errors.ts";
import { send } from "../../../core/send.ts";

/** A key that opens nothing. */
const credentials = new Credentials({ key: "made-up-key", secret: btoa("a secret that opens nothing") });

/** What went over the wire, with nonce and base address taken off. */
export interface Wired<Result> {
  /** Verb, path and query: `POST /0/private/Balance?account_id=AA00`. */
  line: string;
  /** A form as readable text, JSON as what it says, and `""` without body. */
  body: unknown;
  /** What the call resolved to. */
  result: Result;
}

function readable(headers: Headers, body: string): unknown {
  if (headers.get("content-type") === "application/json") {
    const { nonce: _, ...fields } = JSON.parse(body);
    return fields;
  }
  return decodeURIComponent(body.replaceAll("+", "%20").replace(/^nonce=\d+&?/, ""));
}

/** Sends a call that is answered with `answer`, and checks that it was signed. */
export async function sent<Params, Result>(
  endpoint: Endpoint<Params, Result>,
  params: Params,
  answer: unknown,
): Promise<Wired<Result>> {
  const wired: Omit<Wired<Result>, "result">[] = [];
  const fetch = (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const { origin, pathname, search } = new URL(String(input));
    const headers = new Headers(init?.headers);
    const body = String(init?.body ?? "");
    assertEquals([origin, headers.get("API-Key")], ["https://api.kraken.com", "made-up-key"]);
    assertEquals(headers.get("API-Sign")?.length, 88);
    assertEquals(/\d{13,}/.test((headers.get("API-Nonce") ?? "") + body), true);
    wired.push({ line: `${init?.method} ${pathname}${search}`, body: readable(headers, body) });
    return Promise.resolve(Response.json(endpoint.api === "funding" ? answer : { error: [], result: answer }));
  };
  const result = await send({ fetch, credentials }, endpoint, params);
  const [first, ...more] = wired;
  if (first === undefined || more.length > 0) throw new Error(`one request was expected: there were ${wired.length}`);
  return { ...first, result };
}

/** Asserts that the parameters are refused, with these words, before anything is sent. */
export async function refused<Params, Result>(
  endpoint: Endpoint<Params, Result>,
  params: unknown,
  Kind: typeof TypeError | typeof RangeError,
  words: string,
): Promise<void> {
  let requests = 0;
  const fetch = (): Promise<Response> => {
    requests++;
    return Promise.resolve(Response.json({ error: [], result: null }));
  };
  const error = await assertRejects(() => send({ fetch, credentials }, endpoint, params as Params));
  assertEquals(error instanceof Kind, true);
  assertStringIncludes((error as Error).message, `Cannot call ${endpoint.name} as `);
  assertStringIncludes((error as Error).message, words);
  assertEquals(requests, 0);
}

/** Calls an endpoint that Kraken refuses, with its strings or with a problem, and hands over the error. */
export async function failing<Params, Result>(
  endpoint: Endpoint<Params, Result>,
  params: Params,
  refusal: readonly string[] | { status: number },
): Promise<ApiError> {
  const answer = "status" in refusal
    ? Response.json(refusal, { status: refusal.status, headers: { "content-type": "application/problem+json" } })
    : Response.json({ error: refusal });
  const clock = { now: () => 1_793_534_400_000, sleep: () => Promise.resolve() };
  const fetch = () => Promise.resolve(answer.clone());
  return await assertRejects(() => send({ fetch, credentials, clock }, endpoint, params), ApiError);
}
