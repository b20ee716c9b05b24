/** What every endpoint must do, as one table row each: write all its parameters, and refuse wrong ones before any I/O. */

import { assert, assertEquals, assertRejects } from "@std/assert";
import { Credentials } from "../../core/credentials.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { send, type SendOptions } from "../../core/send.ts";

/** A request as `fetch` got it. */
export interface Asked {
  /** `GET https://…`. */
  readonly line: string;
  /** Request body. */
  readonly body: string;
  /** Request headers. */
  readonly headers: Headers;
}

/** Options whose `fetch` answers everything with `answer`, and the requests made so far. */
export function calling(answer: unknown, status: number = 200): { options: SendOptions; asked: Asked[] } {
  const asked: Asked[] = [];
  const isText = typeof answer === "string";
  const text = isText ? answer : JSON.stringify(answer);
  const fetch: typeof globalThis.fetch = (input, init) => {
    asked.push({
      line: `${init?.method ?? "GET"} ${input instanceof Request ? input.url : input}`,
      body: String(init?.body ?? ""),
      headers: new Headers(init?.headers),
    });
    const type = isText ? "text/csv" : "application/json";
    return Promise.resolve(new Response(text, { status, headers: { "content-type": type } }));
  };
  const credentials = new Credentials({ key: "public", secret: btoa("secret") });
  return { asked, options: { fetch, credentials, clock: { now: () => 0, sleep: () => Promise.resolve() } } };
}

/** One call and what it must look like on the wire. */
export interface Case<Params, Result> {
  /** Exported name of the endpoint. */
  readonly name: string;
  /** The endpoint. */
  readonly endpoint: Endpoint<Params, Result>;
  /** A value for **every** parameter it has. */
  readonly params: Params;
  /** Path and query as sent. */
  readonly path: string;
  /** Form as sent. @default {""} */
  readonly body?: string;
  /** Headers beside the usual ones. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What Kraken answers, and what the call must return unchanged. */
  readonly answer: NoInfer<Result>;
}

const HOST = "https://futures.kraken.com";

/** Registers the tests of one endpoint. */
export function tests<Params extends object, Result>(
  { name, endpoint, params, path, body = "", headers = {}, answer }: Case<Params, Result>,
): void {
  const names = Object.keys(endpoint.params);
  const codecs = endpoint.params as Readonly<Record<string, { required?: boolean }>>;

  const required = names.filter((each) => codecs[each]?.required);
  if (required.length > 0) {
    Deno.test(`${name} refuses to be called without ${required.join(" or ")}`, async () => {
      const { options, asked } = calling(answer);
      for (const missing of required) {
        const { [missing]: _, ...rest } = params as Record<string, unknown>;
        await assertRejects(() => send(options, endpoint, rest as Params), TypeError, `'${missing}' is missing`);
      }
      assertEquals(asked, []);
    });
  }

  Deno.test(`${name} refuses a parameter that it does not have, and names the nearest`, async () => {
    const { options, asked } = calling(answer);
    const near = names.find((each) => each.length > 4);
    const wrong = near === undefined ? "nonsense" : `${near.slice(0, -1)}_`;
    const error = await assertRejects(
      () => send(options, endpoint, { ...params, [wrong]: "x" }),
      TypeError,
      `has no parameter '${wrong}'`,
    );
    if (near !== undefined) assert(error.message.includes("did you mean '"), error.message);
    assertEquals(asked, []);
  });

  if (names.length > 0) {
    Deno.test(`${name} refuses nonsense in each of its parameters`, async () => {
      const { options, asked } = calling(answer);
      for (const given of names) {
        const wrong = { ...params, [given]: Symbol("no value of Kraken's") };
        const error = await assertRejects(() => send(options, endpoint, wrong), Error, `'${given}'`);
        assert(error instanceof TypeError || error instanceof RangeError, String(error));
      }
      assertEquals(asked, []);
    });
  }

  Deno.test(`${name} writes all its parameters and returns the answer as it is`, async () => {
    assertEquals(Object.keys(params).sort(), [...names].sort(), "the case must give every parameter");
    const { options, asked } = calling(answer);
    assertEquals(await send(options, endpoint, params), answer);
    assertEquals(asked.map(({ line, body }) => ({ line, body })), [{
      line: `${endpoint.method} ${HOST}${path}`,
      body,
    }]);
    const sent = asked[0]?.headers ?? new Headers();
    assertEquals(sent.has("Authent") && sent.get("APIKey") === "public", endpoint.auth);
    for (const [header, value] of Object.entries(headers)) assertEquals(sent.get(header), value);
  });
}
