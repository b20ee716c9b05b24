import { assert, assertEquals, assertInstanceOf, assertRejects, assertStringIncludes } from "@std/assert";
import { sendOptions } from "../../core/client.ts";
import { list, required, text } from "../../core/codecs.ts";
import { Credentials } from "../../core/credentials.ts";
import { type Endpoint, funding, privatePost, publicGet } from "../../core/endpoint.ts";
import { ApiError, OutcomeUnknownError, RateLimitError, TransportError } from "../../core/errors.ts";
import { createBudget } from "../../core/limiter.ts";
import { memoryNonce } from "../../core/nonce.ts";
import { send, type SendOptions } from "../../core/send.ts";
import { answering, manualClock } from "../helpers/fetching.ts";

const secret = "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==";
const credentials = new Credentials({ key: "GUARDTEST", secret });
const ok = { error: [], result: { txid: ["O1"] } };

const ticker: Endpoint<{ pair?: string | readonly string[] }, Record<string, unknown>> = publicGet("Ticker", {
  params: { pair: list },
});
const order: Endpoint<{ pair: string; cl_ord_id?: string }, { txid: string[] }> = privatePost("AddOrder", {
  params: { pair: required(text), cl_ord_id: text },
  cost: 0,
  pool: "trading",
  idempotent: false,
  clientOrderId: "cl_ord_id",
});
const networks: Endpoint<Record<never, never>, unknown> = funding("GET", "/funding/v1/networks");
const report: Endpoint<{ id: string }, Uint8Array> = privatePost("RetrieveExport", {
  params: { id: required(text) },
  decode: "bytes",
});
const buy = { pair: "XBTUSD" };

function options(fetch: typeof globalThis.fetch, more: SendOptions = {}): SendOptions {
  return { fetch, credentials, nonce: memoryNonce(), clock: manualClock(), random: () => 1, ...more };
}

Deno.test("send() takes null for no answer of Kraken's: of an order the outcome is unknown", async () => {
  const answer = () => new Response("null");
  const read = await assertRejects(() => send(options(answering(answer)), ticker, {}), TransportError);
  assertStringIncludes(read.message, "no answer of Kraken's");
  await assertRejects(() => send(options(answering(answer)), networks, {}), TransportError, "no answer of Kraken's");
  await assertRejects(() => send(options(answering(answer)), order, buy), OutcomeUnknownError);
});

Deno.test("send() says of an order that the outcome is unknown whatever went wrong after it had left", async () => {
  const fetch = answering({ error: ["WDatabase:No change"], result: { txid: ["O1"] } });
  const onWarning = () => {
    throw new TypeError("a fault of the handler's");
  };
  const error = await assertRejects(
    () => send(options(fetch, { onWarning }), order, { ...buy, cl_ord_id: "mine" }),
    OutcomeUnknownError,
  );
  assertInstanceOf(error.cause, TypeError);
  assertEquals(error.clientOrderIds, ["mine"]);
  assertEquals(fetch.requests.length, 1);
});

Deno.test("send() does not call an order's outcome unknown when a fault came before it left", async () => {
  const fetch = answering(ok);
  const otp = () => Promise.reject(new Error("the device is locked"));
  const locked = new Credentials({ key: "GUARDOTP", secret, otp });
  const error = await assertRejects(() => send(options(fetch, { credentials: locked }), order, buy), Error);
  assertEquals(error.message, "the device is locked");
  assertEquals(fetch.requests.length, 0);
});

Deno.test("send() refuses a senseless timeoutMs before anything is sent, of the call and of the client", async () => {
  const fetch = answering(ok);
  for (const timeoutMs of [NaN, 0, -1]) {
    for (const [client, call] of [[{}, { timeoutMs }], [{ timeoutMs }, {}]]) {
      const error = await assertRejects(() => send(options(fetch, client), order, buy, call), RangeError);
      assertStringIncludes(error.message, "'timeoutMs' must be milliseconds above zero");
      assertStringIncludes(error.message, `current value is ${timeoutMs}`);
    }
  }
  await assertRejects(() => send(options(fetch), order, buy, { timeoutMs: "5" as never }), TypeError, "'timeoutMs'");
  assertEquals(fetch.requests.length, 0);
});

Deno.test("send() waits for an answer without a limit where timeoutMs is more than a timer holds", async () => {
  const late = () => new Promise<Response>((resolve) => setTimeout(() => resolve(Response.json(ok)), 20));
  for (const timeoutMs of [Infinity, 2 ** 31, Number.MAX_SAFE_INTEGER]) {
    const seen: AbortSignal[] = [];
    const fetch: typeof globalThis.fetch = async (_url, init) => {
      if (init?.signal) seen.push(init.signal);
      const response = await late();
      init?.signal?.throwIfAborted();
      return response;
    };
    await send(options(fetch), order, buy, { timeoutMs });
    assertEquals(seen.map(({ aborted }) => aborted), [false]);
  }
});

Deno.test("send() refuses options it does not have, with the nearest spelling", async () => {
  const fetch = answering(ok);
  const error = await assertRejects(() => send(options(fetch), ticker, {}, { timeoutMS: 5 } as never), TypeError);
  assertEquals(error.message, "Cannot call Ticker as it has no option 'timeoutMS'; did you mean 'timeoutMs'?");
  const { signal } = new AbortController();
  await assertRejects(() => send(options(fetch), ticker, {}, signal as never), TypeError, "has no option");
  await assertRejects(() => send(options(fetch), ticker, {}, null as never), TypeError, "must be an object");
  assertEquals(fetch.requests.length, 0);
});

Deno.test("send() refuses in extra what it sets itself and what the call declares", async () => {
  const fetch = answering(ok);
  for (const name of ["nonce", "otp", "pair"]) {
    const error = await assertRejects(() => send(options(fetch), order, buy, { extra: { [name]: "1" } }), TypeError);
    assertStringIncludes(error.message, `Cannot call AddOrder as 'extra' must not have '${name}'`);
  }
  assertEquals(fetch.requests.length, 0);
});

Deno.test("send() raises a pause of more than a minute in place of sleeping through it", async () => {
  const answer = () => new Response("slow down", { status: 429, headers: { "retry-after": "3600" } });
  for (const more of [{}, { budget: createBudget({ limiter: "none" }) }]) {
    const clock = manualClock();
    const fetch = answering(answer);
    const error = await assertRejects(() => send(options(fetch, { clock, ...more }), ticker, {}), RateLimitError);
    assertEquals(error.retryAfterMs, 3_600_000);
    assertEquals(clock.slept, []);
    assertEquals(fetch.requests.length, 1);
  }
});

Deno.test("send() does not send or wait after Kraken has asked for a long pause, and says how long it lasts", async () => {
  const clock = manualClock(Math.ceil(Date.now() / 1000) * 1000); // Kraken says a time of day
  const until = clock.now() / 1000 + 7200;
  const fetch = answering({ error: [`EService:Throttled: ${until}`] }, { error: [], result: {} });
  const budget = createBudget({ now: clock.now });
  await assertRejects(() => send(options(fetch, { clock, budget }), ticker, {}), RateLimitError);
  const error = await assertRejects(() => send(options(fetch, { clock, budget }), ticker, {}), RateLimitError);
  assert(error.retryAfterMs !== undefined && Math.abs(error.retryAfterMs - 7_200_000) < 60_000);
  assertStringIncludes(error.message, "longer than is waited for");
  assertEquals(clock.slept, []);
  assertEquals(fetch.requests.length, 1);
});

Deno.test("send() never sleeps for a rate limit with limiter 'throw'", async () => {
  const clock = manualClock();
  const fetch = answering(new Response("slow down", { status: 429, headers: { "retry-after": "7" } }));
  const budget = createBudget({ limiter: "throw", now: clock.now });
  const error = await assertRejects(() => send(options(fetch, { clock, budget }), ticker, {}), RateLimitError);
  assertEquals(error.retryAfterMs, 7000);
  assertEquals(clock.slept, []);
  assertEquals(fetch.requests.length, 1);
});

Deno.test("send() does not advise the default limiter to those who use it", async () => {
  for (const answer of [new Response("", { status: 429 }), { error: ["EAPI:Rate limit exceeded"] }]) {
    const clock = manualClock();
    const budget = createBudget({ now: clock.now });
    const call = () => send(options(answering(answer), { clock, budget, tries: 1 }), ticker, {});
    const error = await assertRejects(call, RateLimitError);
    assertEquals(error.message.includes("default limiter"), false);
    assertStringIncludes(error.message, "Other programs");
  }
});

Deno.test("send() hears an abort at once while it waits for the key's turn, and gives the budget its points back", async () => {
  const gate = Promise.withResolvers<Response>();
  let calls = 0;
  const fetch = () => (calls++, gate.promise);
  const nonce = memoryNonce();
  const budget = createBudget();
  const balance: Endpoint<Record<never, never>, unknown> = privatePost("Balance");
  const first = send(options(fetch, { nonce, budget }), balance, {});
  const controller = new AbortController();
  const second = send(options(fetch, { nonce, budget }), balance, {}, { signal: controller.signal });
  const reason = new Error("changed my mind");
  controller.abort(reason);
  // The first is still on its way: nothing but the abort can end the second.
  const rejected = await second.catch((error) => error);
  assert(rejected === reason);
  gate.resolve(Response.json({ error: [], result: {} }));
  await first;
  await nonce.run(() => Promise.resolve()); // its turn has come and gone
  assertEquals(calls, 1);
  const used = budget.counters().find(({ pool }) => pool === "private")?.used ?? NaN;
  assert(used > 0.5 && used <= 1, String(used));
});

Deno.test("send() sends nothing when the caller gave up while the one-time password was asked for", async () => {
  const fetch = answering(ok);
  const controller = new AbortController();
  const asking = new Credentials({
    key: "GUARDOTP2",
    secret,
    otp: () => {
      controller.abort(new Error("enough"));
      return "123456";
    },
  });
  await assertRejects(
    () => send(options(fetch, { credentials: asking }), order, buy, { signal: controller.signal }),
    Error,
    "enough",
  );
  assertEquals(fetch.requests.length, 0);
});

Deno.test("send() refuses a one-time password that no header can carry, without repeating it", async () => {
  const fetch = answering(ok);
  const error = await assertRejects(() => send(options(fetch), networks, {}, { otp: "123\n456" }), TypeError);
  assertEquals(error.message.includes("123"), false);
  assertEquals(fetch.requests.length, 0);
});

Deno.test("send() takes neither a page, nor text, nor JSON, nor nothing for a file", async () => {
  const cases: [string, string][] = [
    ["<html>maintenance</html>", "HTML in place of a zip archive"],
    ["Service unavailable", "text in place of a zip archive"],
    ["", "an empty body in place of a zip archive"],
    ['{"error":[],"result":{}}', "JSON in place of a zip archive"],
  ];
  for (const [body, words] of cases) {
    const fetch = answering(() => new Response(body));
    await assertRejects(() => send(options(fetch, { tries: 1 }), report, { id: "QWZT" }), TransportError, words);
  }
  const archive = Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0);
  assertEquals(await send(options(answering(() => new Response(archive))), report, { id: "QWZT" }), archive);
});

Deno.test("sendOptions() tells a Futures secret, so that Spot says which key it is given", async () => {
  const fetch = answering({ error: ["EAPI:Invalid key"] });
  const clock = manualClock();
  const client = sendOptions({ key: "FUTURESKEY", secret: new Uint8Array(66).fill(7).toBase64(), fetch, clock });
  const error = await assertRejects(() => send(client, order, buy), ApiError);
  assertStringIncludes(error.message, "this is a Futures key");
});

Deno.test("Credentials refuses a key that no header can carry, without repeating it", async () => {
  for (const key of ["PUBLIC\nKEY", "PUBLIC\u00e9KEY", "PUBLIC\u{1f511}"]) {
    const error = await assertRejects(() => Promise.try(() => new Credentials({ key, secret })), TypeError);
    assertStringIncludes(error.message, "printable ASCII");
    assertEquals(error.message.includes("PUBLIC"), false);
  }
});
