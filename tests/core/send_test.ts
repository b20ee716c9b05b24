import { assert, assertEquals, assertInstanceOf, assertRejects, assertStringIncludes } from "@std/assert";
import { boolean, decimal, integer, list, oneOf, required, text } from "../../core/codecs.ts";
import { Credentials } from "../../core/credentials.ts";
import { type Endpoint, funding, futures, privatePost, publicGet } from "../../core/endpoint.ts";
import { ApiError, OutcomeUnknownError, RateLimitError, TransportError } from "../../core/errors.ts";
import { send, type SendOptions } from "../../core/send.ts";
import { answering, manualClock } from "../helpers/fetching.ts";

const secret = "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==";
const credentials = new Credentials({ key: "SENDTEST", secret });

const ticker: Endpoint<{ pair?: string | readonly string[] }, Record<string, unknown>> = publicGet("Ticker", {
  params: { pair: list },
});
const depth: Endpoint<{ pair: string; count?: number }, unknown> = publicGet("Depth", {
  params: { pair: required(text), count: integer(1, 500) },
});
const order: Endpoint<
  { pair: string; type: "buy" | "sell"; volume: string; cl_ord_id?: string; userref?: number; validate?: boolean },
  { txid: string[] }
> = privatePost("AddOrder", {
  params: {
    pair: required(text),
    type: required(oneOf(["buy", "sell"])),
    volume: required(decimal),
    cl_ord_id: text,
    userref: integer(),
    validate: boolean,
  },
  cost: 0,
  pool: "trading",
  idempotent: false,
  clientOrderId: "cl_ord_id",
});
const buy = { pair: "XBTUSD", type: "buy", volume: "1" } as const;

function options(fetch: typeof globalThis.fetch, more: SendOptions = {}): SendOptions {
  return { fetch, credentials, clock: manualClock(), random: () => 1, ...more };
}

Deno.test("send() says what is missing before anything is sent", async () => {
  const fetch = answering({ error: [], result: {} });
  const error = await assertRejects(() => send(options(fetch), depth, {} as never), TypeError);
  assertEquals(error.message, "Cannot call Depth as 'pair' is missing");
  assertEquals(fetch.requests.length, 0);
});

Deno.test("send() names the nearest spelling of an unknown parameter", async () => {
  const fetch = answering({ error: [], result: {} });
  const error = await assertRejects(
    () => send(options(fetch), depth, { pair: "XBTUSD", coutn: 5 } as never),
    TypeError,
  );
  assertStringIncludes(error.message, "Cannot call Depth as it has no parameter 'coutn'; did you mean 'count'?");
  assertEquals(fetch.requests.length, 0);
});

Deno.test("send() names parameter, expectation and value of a malformed argument", async () => {
  const fetch = answering({ error: [], result: {} });
  for (const [count, shown] of [[NaN, "NaN"], [Infinity, "Infinity"], [501, "501"], [1.5, "1.5"]] as const) {
    const error = await assertRejects(() => send(options(fetch), depth, { pair: "XBTUSD", count }), RangeError);
    assertEquals(
      error.message,
      `Cannot call Depth as 'count' must be a whole number from 1 to 500: current value is ${shown}`,
    );
  }
  assertEquals(fetch.requests.length, 0);
});

Deno.test("send() passes undeclared parameters only through extra", async () => {
  const fetch = answering({ error: [], result: {} });
  await send(options(fetch), depth, { pair: "XBTUSD" }, { extra: { brand_new: 1 } });
  assertEquals(fetch.requests[0]?.url, "https://api.kraken.com/0/public/Depth?pair=XBTUSD&brand_new=1");
});

Deno.test("send() rejects with Kraken's own strings, known or not", async () => {
  for (const errors of [["EQuery:Unknown asset pair"], ["EBrandNew:Never seen before"]]) {
    const error = await assertRejects(
      () => send(options(answering({ error: errors })), ticker, { pair: "NOPE" }),
      ApiError,
    );
    assertEquals(error.errors, errors);
    assertStringIncludes(error.message, `Ticker: ${errors[0]}`);
  }
});

Deno.test("send() hands Kraken's warnings over beside the result", async () => {
  const warnings: string[] = [];
  const fetch = answering({ error: ["WDatabase:No change"], result: { ok: 1 } });
  assertEquals(await send(options(fetch, { onWarning: (text) => warnings.push(text) }), ticker, {}), { ok: 1 });
  assertEquals(warnings, ["Ticker: Kraken warns WDatabase:No change"]);
});

Deno.test("send() raises TransportError naming status and first characters for HTML, cut JSON and empty answers", async () => {
  const cases: [Response, string][] = [
    [
      new Response("<html><title>502 Bad Gateway</title>", { status: 502, headers: { "content-type": "text/html" } }),
      "HTTP 502 with HTML",
    ],
    [new Response("<html>hello", { status: 200, headers: { "content-type": "text/html" } }), "HTTP 200 with HTML"],
    [new Response('{"error":[],"result":{"XXB'), "HTTP 200 with cut or broken JSON"],
    [new Response(""), "HTTP 200 with an empty body"],
    [Response.json({ hello: 1 }), "no answer of Kraken's"],
    [
      new Response("", { status: 302, headers: { location: "https://elsewhere.example/" } }),
      "a redirect to https://elsewhere.example/",
    ],
  ];
  for (const [response, words] of cases) {
    const error = await assertRejects(() => send(options(answering(response)), ticker, {}), TransportError);
    assertStringIncludes(error.message, words);
    assertEquals(error.status, response.status);
  }
});

Deno.test("send() tries a read again after 5xx and shares no more than its tries", async () => {
  const fetch = answering(new Response("<html>", { status: 503 }), { error: [], result: { a: 1 } });
  const clock = manualClock();
  assertEquals(await send(options(fetch, { clock }), ticker, {}), { a: 1 });
  assertEquals(clock.slept, [750]);
  const failing = answering(new Response("<html>", { status: 503 }));
  await assertRejects(() => send(options(failing), ticker, {}), TransportError);
  assertEquals(failing.requests.length, 3);
});

Deno.test("send() never repeats arguments Kraken refused", async () => {
  const fetch = answering({ error: ["EGeneral:Invalid arguments"] });
  await assertRejects(() => send(options(fetch), ticker, {}), ApiError);
  assertEquals(fetch.requests.length, 1);
});

Deno.test("send() waits as long as the server says after a rate limit", async () => {
  const clock = manualClock();
  const fetch = answering(new Response("slow down", { status: 429, headers: { "retry-after": "7" } }), {
    error: [],
    result: {},
  });
  await send(options(fetch, { clock }), ticker, {});
  assertEquals(clock.slept, [7000]);
  const limited = answering({ error: ["EAPI:Rate limit exceeded"] });
  await assertRejects(() => send(options(limited), ticker, {}), RateLimitError);
});

Deno.test("send() signs form bodies exactly as they are sent", async () => {
  const fetch = answering({ error: [], result: { txid: ["O1"] } });
  await send(options(fetch), order, { ...buy, cl_ord_id: "it's [one] + two" });
  const [request] = fetch.requests;
  const body = request?.body ?? "";
  assertStringIncludes(body, "cl_ord_id=it%27s%20%5Bone%5D%20%2B%20two");
  const nonce = new URLSearchParams(body).get("nonce") ?? "";
  assertEquals(request?.headers.get("API-Sign"), credentials.signSpot("/0/private/AddOrder", nonce, body));
  assertEquals(request?.headers.get("API-Key"), "SENDTEST");
});

Deno.test("send() re-signs once with a larger nonce after EAPI:Invalid nonce, even an order", async () => {
  const fetch = answering({ error: ["EAPI:Invalid nonce"] }, { error: [], result: { txid: ["O1"] } });
  await send(options(fetch), order, buy);
  const nonces = fetch.requests.map(({ body }) => Number(new URLSearchParams(body).get("nonce")));
  assertEquals(nonces.length, 2);
  assert(nonces[1]! > nonces[0]!);
  const ids = fetch.requests.map(({ body }) => new URLSearchParams(body).get("cl_ord_id"));
  assertEquals(ids[0], ids[1]);
});

Deno.test("send() explains a key whose nonce was poisoned by a larger unit", async () => {
  const fetch = answering({ error: ["EAPI:Invalid nonce"] });
  const error = await assertRejects(() => send(options(fetch), order, buy), ApiError);
  assertStringIncludes(error.message, "nanoseconds");
  assertEquals(fetch.requests.length, 2);
});

Deno.test("send() gives every order a client order id unless the caller did", async () => {
  const fetch = answering({ error: [], result: { txid: ["O1"] } });
  await send(options(fetch), order, buy);
  await send(options(fetch), order, { ...buy, cl_ord_id: "mine" });
  await send(options(fetch), order, { ...buy, userref: 7 });
  const ids = fetch.requests.map(({ body }) => new URLSearchParams(body).get("cl_ord_id"));
  assert(/^[0-9a-f]{8}-/.test(ids[0] ?? ""));
  assertEquals(ids.slice(1), ["mine", null]);
});

Deno.test("send() sends an order whose answer is lost exactly once and raises OutcomeUnknownError that can be resolved", async () => {
  const broken: (Response | (() => Response))[] = [
    () => {
      throw new TypeError("error sending request: connection closed before message completed");
    },
    new Response("<html>", { status: 504 }),
    new Response('{"error":[],"resu'),
    new Response(""),
    Response.json({ error: ["EService:Deadline elapsed"] }),
    Response.json({ error: ["EGeneral:Internal error"] }),
  ];
  for (const answer of broken) {
    const fetch = answering(answer);
    const resolve = (request: { clientOrderIds: readonly string[] }) => Promise.resolve(request.clientOrderIds);
    const error = await assertRejects(
      () => send(options(fetch, { resolve }), order, { ...buy, cl_ord_id: "mine" }),
      OutcomeUnknownError,
    );
    assertEquals(fetch.requests.length, 1);
    assertEquals(error.clientOrderIds, ["mine"]);
    assertStringIncludes(error.message, "cl_ord_id mine");
    assertStringIncludes(error.message, "not sent again");
    assertEquals(await error.resolve(), ["mine"]);
    assertEquals(error.retryable, false);
  }
});

Deno.test("send() knows that an order never left when no connection was made", async () => {
  const port = unusedPort();
  const error = await assertRejects(
    () => send(options(globalThis.fetch, { baseUrl: `http://127.0.0.1:${port}` }), order, buy),
    TransportError,
  );
  assertEquals(error instanceof OutcomeUnknownError, false);
  assertStringIncludes(error.message, "no connection");
});

Deno.test("send() raises OutcomeUnknownError when the server takes the order and hangs up", async () => {
  let taken = 0;
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const serving = (async () => {
    for await (const connection of listener) {
      await connection.read(new Uint8Array(4096));
      taken++;
      connection.close();
    }
  })();
  await assertRejects(
    () => send(options(globalThis.fetch, { baseUrl: `http://127.0.0.1:${listener.addr.port}` }), order, buy),
    OutcomeUnknownError,
  );
  listener.close();
  await serving;
  assertEquals(taken, 1);
});

Deno.test("send() rejects with the caller's own reason and leaves no handle open", async () => {
  const reason = new Error("enough");
  await withServer(() => new Promise<Response>(() => {}), async (baseUrl) => {
    const controller = new AbortController();
    const pending = send(options(globalThis.fetch, { baseUrl }), ticker, {}, { signal: controller.signal });
    controller.abort(reason);
    try {
      await pending;
      throw new Error("it did not reject");
    } catch (error) {
      assert(error === reason);
    }
  });
});

Deno.test("send() sends nothing when the caller gave up while waiting for the key's turn", async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => release = resolve);
  let calls = 0;
  const fetch = () => {
    calls++;
    return held.then(() => Response.json({ error: [], result: { txid: ["O1"] } }));
  };
  const first = send(options(fetch), order, buy);
  const controller = new AbortController();
  const second = send(options(fetch), order, buy, { signal: controller.signal });
  controller.abort(new Error("changed my mind"));
  release();
  await first;
  await assertRejects(() => second, Error, "changed my mind");
  assertEquals(calls, 1);
});

Deno.test("send() asks for a fresh one-time password for every attempt", async () => {
  let asked = 0;
  const withOtp = new Credentials({ key: "SENDOTP", secret, otp: () => `00000${++asked}` });
  const fetch = answering({ error: ["EAPI:Invalid nonce"] }, { error: [], result: { txid: ["O1"] } });
  await send(options(fetch, { credentials: withOtp }), order, buy);
  assertEquals(fetch.requests.map(({ body }) => new URLSearchParams(body).get("otp")), ["000001", "000002"]);
});

Deno.test("send() gives up an attempt after timeoutMs, and says so", async () => {
  let calls = 0;
  await withServer(() => (calls++, new Promise<Response>(() => {})), async (baseUrl) => {
    const error = await assertRejects(
      () => send(options(globalThis.fetch, { baseUrl, tries: 2 }), ticker, {}, { timeoutMs: 30 }),
      TransportError,
    );
    assertEquals(error.category, "timeout");
    assertStringIncludes(error.message, "no answer within 30 ms");
    const lost = await assertRejects(
      () => send(options(globalThis.fetch, { baseUrl }), order, buy, { timeoutMs: 30 }),
      OutcomeUnknownError,
    );
    assertInstanceOf(lost.cause, TransportError);
  });
  assertEquals(calls, 3);
});

Deno.test("send() reads an answer of 10 MB", async () => {
  const rows = Array.from(
    { length: 200_000 },
    (_, i) => ["67234.10000", "0.00500000", 1767225600.1234 + i, "b", "l", "", i],
  );
  const body = JSON.stringify({ error: [], result: { XXBTZUSD: rows, last: "1" } });
  assert(body.length > 1e7);
  await withServer(() => new Response(body, { headers: { "content-type": "application/json" } }), async (baseUrl) => {
    const result = await send(options(globalThis.fetch, { baseUrl }), ticker, {}) as { XXBTZUSD: unknown[] };
    assertEquals(result.XXBTZUSD.length, 200_000);
  });
});

Deno.test("send() refuses to sign without a key, naming options and variables", async () => {
  const fetch = answering({});
  const error = await assertRejects(() => send(options(fetch, { credentials: undefined }), order, buy));
  assertStringIncludes(String(error), "KRAKEN_API_SECRET");
  assertEquals(fetch.requests.length, 0);
});

Deno.test("send() talks unencrypted to this machine only", async () => {
  const fetch = answering({ error: [], result: {} });
  for (const baseUrl of ["http://api.kraken.com", "ftp://127.0.0.1", "kraken"]) {
    await assertRejects(() => send(options(fetch, { baseUrl }), ticker, {}), TypeError, "base URL");
  }
  assertEquals(fetch.requests.length, 0);
});

Deno.test("send() writes Funding calls with verb, path parameters, API-Nonce and problem errors", async () => {
  const address: Endpoint<{ address_id: string; account_id?: string }, unknown> = funding(
    "DELETE",
    "/funding/v1/addresses/{address_id}",
    {
      params: { address_id: required(text), account_id: text },
    },
  );
  const problem = new Response(
    JSON.stringify({
      type: "tag:kraken.com,2025:InvalidKey",
      status: 401,
      title: "Invalid key",
      detail: "no such key",
    }),
    { status: 401, headers: { "content-type": "application/problem+json" } },
  );
  const fetch = answering(problem);
  const error = await assertRejects(
    () => send(options(fetch), address, { address_id: "a/b", account_id: "AA 1" }),
    ApiError,
  );
  assertEquals(error.errors, ["InvalidKey: Invalid key: no such key"]);
  assertEquals(error.category, "auth");
  const [request] = fetch.requests;
  assertEquals(request?.url, "https://api.kraken.com/funding/v1/addresses/a%2Fb?account_id=AA%201");
  const nonce = request?.headers.get("API-Nonce") ?? "";
  assertEquals(
    request?.headers.get("API-Sign"),
    credentials.signSpot("/funding/v1/addresses/a%2Fb?account_id=AA%201", nonce, ""),
  );
});

Deno.test("send() carries the one-time password of Funding in a header, also where there is no body, and never in the body", async () => {
  const list: Endpoint<Record<never, never>, unknown> = funding("GET", "/funding/v1/networks");
  const rename: Endpoint<{ address_id: string; name: string }, unknown> = funding(
    "PUT",
    "/funding/v1/addresses/{address_id}",
    { params: { address_id: required(text), name: required(text) } },
  );
  const fetch = answering({});
  await send(options(fetch), list, {}, { otp: "123456" });
  await send(options(fetch), rename, { address_id: "A", name: "cold" }, { otp: "123 456" });
  await send(options(fetch), rename, { address_id: "A", name: "cold" });
  assertEquals(fetch.requests.map(({ headers }) => headers.get("API-OTP")), ["123456", "123 456", null]);
  assertEquals(fetch.requests.map(({ body }) => body), [undefined, '{"name":"cold"}', '{"name":"cold"}']);
  const nonce = fetch.requests[1]?.headers.get("API-Nonce") ?? "";
  assertEquals(
    fetch.requests[1]?.headers.get("API-Sign"),
    credentials.signSpot("/funding/v1/addresses/A", nonce, '{"name":"cold"}'),
  );
});

Deno.test("send() carries the one-time password of Spot behind the nonce in the body, signed", async () => {
  const fetch = answering({ error: [], result: { txid: ["O1"] } });
  await send(options(fetch), order, { ...buy, cl_ord_id: "mine" }, { otp: "123456" });
  const [request] = fetch.requests;
  const body = request?.body ?? "";
  const nonce = new URLSearchParams(body).get("nonce") ?? "";
  assertEquals(body, `nonce=${nonce}&otp=123456&pair=XBTUSD&type=buy&volume=1&cl_ord_id=mine`);
  assertEquals(request?.headers.get("API-Sign"), credentials.signSpot("/0/private/AddOrder", nonce, body));
  assertEquals(request?.headers.get("API-OTP"), null);
});

Deno.test("send() understands the three error bodies of Futures", async () => {
  const accounts: Endpoint<Record<never, never>, unknown> = futures("GET", "/derivatives/api/v3/accounts", {
    auth: true,
  });
  const bodies: [Response, string[], string][] = [
    [Response.json({ result: "error", error: "authenticationError", serverTime: "" }), ["authenticationError"], "auth"],
    [Response.json({ status: "unauthorized", reason: "missing APIKey header" }, { status: 401 }), [
      "missing APIKey header",
    ], "auth"],
    [
      Response.json({ status: "BAD_REQUEST", result: "error", errors: [{ code: 0, message: "400 BAD_REQUEST" }] }, {
        status: 400,
      }),
      ["400 BAD_REQUEST"],
      "unknown",
    ],
  ];
  for (const [response, errors, category] of bodies) {
    const error = await assertRejects(() => send(options(answering(response)), accounts, {}), ApiError);
    assertEquals(error.errors, errors);
    assertEquals(error.category, category);
  }
});

async function withServer(
  handler: () => Response | Promise<Response>,
  use: (baseUrl: string) => Promise<void>,
): Promise<void> {
  // Some handlers never answer: only aborting ends them.
  const stop = new AbortController();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {}, signal: stop.signal }, handler);
  try {
    await use(`http://127.0.0.1:${server.addr.port}`);
  } finally {
    stop.abort();
    await server.finished;
  }
}

function unusedPort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  listener.close();
  return listener.addr.port;
}
