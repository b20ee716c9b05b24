/** Key, secret, one-time password, signature and token stand in nothing that is thrown, printed or serialised. */

import { assert, assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import { Credentials } from "../../core/credentials.ts";
import { totp } from "../../core/totp.ts";
import { kraken } from "../../kraken.ts";
import { createSpotClient, type SpotClient } from "../../spot/client.ts";
import { createFuturesClient } from "../../futures/client.ts";
import { resolveLost } from "../../trading/lookup.ts";
import { order, orders } from "../../trading/mod.ts";
import type { TradingSource } from "../../trading/source.ts";
import { manualClock } from "../helpers/fetching.ts";
import { LIMIT, no, NOW, sourceOf, standardAnswer, TXID } from "./_desk.ts";

const KEY = "KEYzzKEYzzKEYzzKEYzzKEYzzKEYzzKEYzzKEYzzKEYzzKEYzz123456";
const PLAIN = "nobody may ever read this, it is the secret that signs every order of the account";
const SECRET = btoa(PLAIN);
const OTP = "otp-9137-zz";
const TOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const TOKEN = "WStokenWStokenWStokenWStokenWStoken+zz/4711";

/** Everything that must not be seen; signatures are added as they are sent. */
class Watch {
  readonly needles = new Map<string, string>([
    ["the key", KEY],
    ["the secret", SECRET],
    ["the secret, escaped", encodeURIComponent(SECRET)],
    ["the secret, decoded", PLAIN],
    ["the secret in hex", Buffer.from(PLAIN).toString("hex")],
    ["the bytes of the secret", [...Buffer.from(PLAIN)].slice(0, 12).join(", ")],
    ["the one-time password", OTP],
    ["the TOTP secret", TOTP],
    ["the token", TOKEN],
    ["the token, escaped", JSON.stringify(TOKEN).slice(1, -1)],
  ]);
  looked = 0;

  /** Fails when a needle stands in any form of the value. */
  look(what: string, value: unknown): void {
    for (const [form, text] of forms(value)) {
      this.looked++;
      for (const [name, needle] of this.needles) {
        assert(!text.includes(needle), `${name} stands in the ${form} of ${what}: ${text.slice(0, 400)}`);
      }
    }
  }
}

/** All texts one can get out of a value. */
function* forms(value: unknown, seen: Set<unknown> = new Set()): Generator<[form: string, text: string]> {
  if (value === null || (typeof value !== "object" && typeof value !== "function") || seen.has(value)) {
    yield ["text", String(value)];
    return;
  }
  seen.add(value);
  yield ["inspection", Deno.inspect(value, { depth: 20, showHidden: true, getters: false, iterableLimit: 1000 })];
  yield ["inspection as shown", Deno.inspect(value)];
  yield ["JSON", JSON.stringify(value, circular()) ?? ""];
  if (value instanceof Error) {
    yield ["message", value.message];
    yield ["stack", value.stack ?? ""];
    yield ["text", String(value)];
  }
  const display = (value as Record<symbol, unknown>)[Symbol.for("Jupyter.display")];
  if (typeof display === "function") yield ["notebook", JSON.stringify(display.call(value))];
  if (value instanceof Uint8Array) yield ["bytes", new TextDecoder().decode(value)];
  for (const name of Object.getOwnPropertyNames(value)) {
    const own = Object.getOwnPropertyDescriptor(value, name);
    if (own && "value" in own) yield* forms(own.value, seen);
  }
}

function circular(): (key: string, value: unknown) => unknown {
  const path = new Set<unknown>();
  return (_, value) => {
    if (value === null || typeof value !== "object") return value;
    if (path.has(value)) return "[again]";
    path.add(value);
    return value;
  };
}

interface Sent {
  url: string;
  headers: Headers;
  body: string;
  signal: AbortSignal | null | undefined;
}

type Reply = (request: Sent) => Response | Promise<Response>;

/** A client with all secrets, at a server that answers so; its signatures are watched for too. */
function client(watch: Watch, reply: Reply, otp: () => string | Promise<string> = () => OTP): SpotClient {
  return createSpotClient({
    key: KEY,
    secret: SECRET,
    otp,
    clock: manualClock(NOW),
    random: () => 0,
    limiter: "none",
    fetch: watched(watch, reply),
    onWarning: (text) => watch.look("a warning", text),
  });
}

function watched(watch: Watch, reply: Reply): typeof globalThis.fetch {
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    for (const name of ["API-Sign", "Authent"]) {
      const signature = headers.get(name);
      if (signature) watch.needles.set(`a signature`, signature);
    }
    return await reply({ url: String(input), headers, body: String(init?.body ?? ""), signal: init?.signal });
  };
}

async function thrownBy(task: () => unknown): Promise<unknown> {
  const [error] = await outcomeOf(task);
  assert(error !== undefined, "nothing was thrown");
  return error;
}

async function outcomeOf(task: () => unknown): Promise<[error: unknown, result?: unknown]> {
  try {
    return [undefined, await task()];
  } catch (error) {
    return [error];
  }
}

const CALLS: readonly [name: string, call: (spot: SpotClient) => Promise<unknown>][] = [
  ["BalanceEx", (spot) => spot.account.balanceEx()],
  ["AddOrder", (spot) => spot.trading.addOrder({ ...LIMIT, pair: "XBTUSD", symbol: undefined } as never)],
  ["AddOrderBatch", (spot) => {
    const { symbol: _, ...each } = LIMIT;
    return spot.trading.addOrderBatch({ pair: "XBTUSD", orders: [each, each] });
  }],
  ["CancelOrder", (spot) => spot.trading.cancelOrder({ txid: TXID })],
  ["Withdraw", (spot) => spot.funding.withdraw({ asset: "XBT", key: "cold", amount: "1" })],
  ["TradeVolume", (spot) => spot.account.tradeVolume({ pair: "XBTUSD" })],
  ["GetWebSocketsToken", (spot) => spot.trading.getWebSocketsToken()],
  ["RetrieveExport", (spot) => spot.account.retrieveExport({ id: "ABCD" })],
  ["ListWithdrawals", (spot) => spot.fundingBeta.listWithdrawals()],
];

const html = (status: number) =>
  new Response("<html>gateway</html>", { status, headers: { "content-type": "text/html" } });

const REPLIES: readonly [what: string, reply: Reply][] = [
  ...[
    "EAPI:Invalid key",
    "EAPI:Invalid signature",
    "EAPI:Invalid nonce",
    "EGeneral:Permission denied",
    "EGeneral:Temporary lockout",
    "EGeneral:Invalid arguments",
    "EOrder:Insufficient funds",
    "EAPI:Rate limit exceeded",
    "EService:Unavailable",
    "EService:Deadline elapsed",
    "EFuture:Never seen before",
  ].map((text): [string, Reply] => [text, () => no(text)]),
  ["HTTP 502", () => html(502)],
  ["HTTP 403", () => html(403)],
  ["HTTP 429", () => new Response("slow down", { status: 429 })],
  ["HTML", () => html(200)],
  ["an empty body", () => new Response("")],
  ["cut JSON", () => new Response(`{"error":[],"resu`)],
  ["foreign JSON", () => Response.json({ hello: 1 })],
  ["a redirect", () => new Response("", { status: 302, headers: { location: "https://elsewhere.example/" } })],
  ["a broken connection", () => Promise.reject(new TypeError("error sending request: connection closed"))],
  [
    "an error with its cause",
    () => Promise.reject(new TypeError("fetch failed", { cause: new Error("socket hang up") })),
  ],
];

for (const [what, reply] of REPLIES) {
  Deno.test(`no secret stands in what a client throws after ${what}`, async () => {
    const watch = new Watch();
    const spot = client(watch, reply);
    let errors = 0;
    for (const [name, call] of CALLS) {
      const [error, result] = await outcomeOf(() => call(spot));
      if (error !== undefined) errors++;
      watch.look(`the outcome of ${name}`, error ?? result);
    }
    // Files and the bare objects of Funding have no envelope, so what came instead of them can pass for one.
    assert(errors >= CALLS.length - 2, `${errors} of ${CALLS.length} calls failed`);
    assert(watch.needles.has("a signature"));
  });
}

Deno.test("no secret stands in what a client throws after a time-out or a refused connection", async () => {
  const watch = new Watch();
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  const refused = createSpotClient({
    key: KEY,
    secret: SECRET,
    otp: OTP,
    baseUrl: `http://127.0.0.1:${port}`,
    tries: 1,
    limiter: "none",
  });
  const hanging: Reply = ({ signal }) =>
    new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
  const slow = createSpotClient({
    key: KEY,
    secret: SECRET,
    otp: OTP,
    limiter: "none",
    fetch: watched(watch, hanging),
    timeoutMs: 5,
    tries: 1,
  });
  for (const [name, call] of CALLS) {
    watch.look(`the refused ${name}`, await thrownBy(() => call(refused)));
    watch.look(`the late ${name}`, await thrownBy(() => call(slow)));
  }
  assert(watch.needles.has("a signature"));
});

Deno.test("no secret stands in what is thrown for wrong arguments and wrong keys", async () => {
  const watch = new Watch();
  const spot = client(watch, () => no("EGeneral:Invalid arguments"));
  const tasks: [what: string, task: () => unknown][] = [
    ["a misspelt parameter", () => spot.trading.cancelOrder({ txidd: TXID } as never)],
    ["a wrong value", () => spot.account.closedOrders({ ofs: -1 })],
    ["half a key", () => createSpotClient({ key: KEY })],
    ["half a key, the other one", () => createSpotClient({ secret: SECRET })],
    ["a secret that is cut", () => createSpotClient({ key: KEY, secret: `${SECRET.slice(0, -3)}?` })],
    ["key and secret swapped", () => createSpotClient({ key: SECRET, secret: `${KEY}!` })],
    ["a wrong address", () => createSpotClient({ key: KEY, secret: SECRET, baseUrl: "http://api.kraken.com" })],
    ["a TOTP secret that is none", () => totp(`${TOTP}!!`)],
    ["a one-time password that fails", () => {
      const failing = client(watch, () => no("EX"), () => Promise.reject(new Error("the authenticator is away")));
      return failing.account.balanceEx();
    }],
  ];
  for (const [what, task] of tasks) watch.look(what, await thrownBy(task));
});

Deno.test("no secret stands in clients, their parts, previews, placed orders and the budget", async () => {
  const watch = new Watch();
  const reply: Reply = ({ url, body }) => {
    const name = new URL(url).pathname.split("/").slice(3).join("/");
    const result = name === "AddOrderBatch"
      ? { orders: [{ txid: TXID }, { error: "EOrder:Insufficient funds" }] }
      : name === "QueryOrders"
      ? {}
      : standardAnswer(name, Object.fromEntries(new URLSearchParams(body)), NOW);
    return Response.json({ error: [], result });
  };
  const spot = client(watch, reply, totp(TOTP));
  const source: TradingSource = sourceOf(spot, manualClock(NOW));
  const preview = await order(source, LIMIT);
  const batch = await orders(source, [{ ...LIMIT, volume: "0.01" }, { ...LIMIT, volume: "0.01" }]);
  const k = kraken({ key: KEY, secret: SECRET, otp: OTP, fetch: watched(watch, reply) });
  const futures = createFuturesClient({ key: KEY, secret: SECRET });
  const things: [what: string, thing: unknown][] = [
    ["Credentials", new Credentials({ key: KEY, secret: SECRET, otp: OTP })],
    ["the Spot client", spot],
    ["the futures client", futures],
    ["k", k],
    ["the budget", k.budget],
    ["the preview", preview],
    ["the placed order", await preview.send()],
    ["the sent preview", preview],
    ["its second sending", await thrownBy(() => preview.send())],
    ["its unknown state", await thrownBy(async () => (await (await order(source, LIMIT)).send()).status())],
    ["the batch", batch],
    ["the placed batch", await batch.send()],
  ];
  for (const [what, thing] of things) watch.look(what, thing);
  assert(watch.needles.has("a signature"));
});

Deno.test("no secret stands in lost requests, their errors and what is found out about them", async () => {
  const watch = new Watch();
  const reply: Reply = ({ url, body }) => {
    const name = new URL(url).pathname.split("/").slice(3).join("/");
    if (name === "AddOrder") return html(504);
    return Response.json({
      error: [],
      result: standardAnswer(name, Object.fromEntries(new URLSearchParams(body)), NOW),
    });
  };
  const clock = manualClock(NOW);
  let lost: unknown;
  const spot: SpotClient = createSpotClient({
    key: KEY,
    secret: SECRET,
    otp: OTP,
    clock,
    limiter: "none",
    fetch: watched(watch, reply),
    resolve: (request) => (lost = request, resolveLost({ ...spot, now: clock.now, sleep: clock.sleep })(request)),
  });
  const error = await thrownBy(() => order(sourceOf(spot, clock), LIMIT, { live: true })) as {
    resolve(): Promise<unknown>;
  };
  watch.look("the error", error);
  watch.look("the outcome", await error.resolve());
  watch.look("the lost request", lost);
  assertEquals(lost !== undefined, true);
});

Deno.test("no secret stands in the error when a server repeats the request in its answer", async () => {
  const repeat = ({ url, headers, body }: Parameters<Reply>[0]) =>
    `${headers.get("API-Key")} ${headers.get("API-Sign")} ${body} ${url} ${[...headers].join(" ")}`;
  const echoes: Reply[] = [
    (request) => new Response(`<html>${repeat(request)}</html>`, { status: 400 }),
    (request) => new Response(repeat(request), { status: 500 }),
    (request) => new Response(`{"${repeat(request)}`),
    (request) => Response.json({ echo: repeat(request) }),
    (request) => no(`EProxy:${repeat(request)}`),
    (request) =>
      new Response("", {
        status: 302,
        headers: { location: `https://elsewhere.example/${request.headers.get("API-Key")}` },
      }),
  ];
  for (const [at, echo] of echoes.entries()) {
    const watch = new Watch();
    const spot = client(watch, echo);
    let errors = 0;
    for (const [name, call] of CALLS) {
      const [error] = await outcomeOf(() => call(spot));
      if (error !== undefined) errors++;
      watch.look(`echo ${at} of ${name}`, error);
    }
    assert(errors >= CALLS.length - 1, `${errors} of ${CALLS.length} calls failed`);
  }
});

Deno.test("no token stands in the error when the answer that carries it is broken", async () => {
  const answers: Reply[] = [
    () => new Response(`{"error":[],"result":{"token":"${TOKEN}","expires":9`),
    () => new Response(`<html>{"token":"${TOKEN}"}</html>`),
    () => Response.json({ result_of_a_proxy: { token: TOKEN } }),
  ];
  for (const [at, answer] of answers.entries()) {
    const watch = new Watch();
    const error = await thrownBy(() => client(watch, answer).trading.getWebSocketsToken());
    watch.look(`broken answer ${at}`, error);
  }
});
