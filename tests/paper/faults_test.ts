import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { type FaultRule, paperExchange } from "../../paper/mod.ts";
import { Faults } from "../../paper/faults.ts";
import { NOW } from "./help.ts";

const TIME = "https://api.kraken.com/0/public/Time";
const GOOD = '{"error":[],"result":{"unixtime":1795360633,"rfc1123":"Sun, 22 Nov 26 15:17:13 +0000"}}';

function exchangeWith(...faults: FaultRule[]) {
  return paperExchange({ seed: 7, now: () => NOW, limits: false, faults });
}

Deno.test("Faults.add refuses rules that could not be meant", () => {
  const faults = new Faults(1);
  assertThrows(
    () => faults.add({ kind: "drop", probability: 1.5 }),
    RangeError,
    "'probability' must be from 0 to 1: current value is 1.5",
  );
  assertThrows(() => faults.add({ kind: "drop", count: 0 }), RangeError, "'count' must be 1 or more");
  assertThrows(() => faults.add({ kind: "drop", skip: -1 }), RangeError, "'skip' must be 0 or more");
  assertThrows(() => faults.add({ kind: "delay", ms: NaN }), RangeError, "'ms' must be from 0 to 600000");
});

Deno.test("Faults choose by path, after some calls, a number of times", () => {
  const faults = new Faults(1, [{ kind: "drop", path: "Ticker", skip: 1, count: 2 }, {
    kind: "empty",
    path: /OHLC|Trades/,
  }]);
  const kinds = ["Ticker", "Time", "Ticker", "Ticker", "Ticker", "Trades"].map((name) =>
    faults.next(`/0/public/${name}`)?.kind
  );
  assertEquals(kinds, [undefined, undefined, "drop", "drop", undefined, "empty"]);
  assertEquals(faults.counts, [2, 1]);
  faults.clear();
  assertEquals(faults.next("/0/public/Ticker"), undefined);
});

Deno.test("Faults with a probability are drawn by the seed", () => {
  const draw = (seed: number) => {
    const faults = new Faults(seed, [{ kind: "drop", probability: 0.3 }]);
    return Array.from({ length: 200 }, () => faults.next("/") ? 1 : 0);
  };
  assertEquals(draw(1), draw(1));
  const hits = draw(1).reduce((a: number, b) => a + b, 0);
  assert(hits > 35 && hits < 85, `${hits} of 200`);
});

/** How each fault looks to a caller, in-process and over a socket: status and text, or what the call rejects with. */
const SEEN: [name: string, rule: FaultRule, inProcess: string, served: string][] = [
  ["drop", { kind: "drop" }, "TypeError", "TypeError"],
  ["drop after", { kind: "drop", when: "after" }, "TypeError", "TypeError"],
  ["cut", { kind: "cut" }, "200, then TypeError", "200, then TypeError"],
  ["empty", { kind: "empty" }, "200 ", "200 "],
  ["truncate", { kind: "truncate", bytes: 12 }, '200 {"error":[],', '200 {"error":[],'],
  [
    "rate-limit",
    { kind: "rate-limit" },
    '200 {"error":["EAPI:Rate limit exceeded"]}',
    '200 {"error":["EAPI:Rate limit exceeded"]}',
  ],
  [
    "error",
    { kind: "error", error: "EService:Busy" },
    '200 {"error":["EService:Busy"]}',
    '200 {"error":["EService:Busy"]}',
  ],
  ["delay", { kind: "delay", ms: 15 }, `200 ${GOOD}`, `200 ${GOOD}`],
  ["slow", { kind: "slow", ms: 20, pieces: 4 }, `200 ${GOOD}`, `200 ${GOOD}`],
];

async function look(call: () => Promise<Response>): Promise<string> {
  let response: Response;
  try {
    response = await call();
  } catch (error) {
    return (error as Error).name;
  }
  try {
    return `${response.status} ${await response.text()}`;
  } catch (error) {
    return `${response.status}, then ${(error as Error).name}`;
  }
}

for (const [name, rule, inProcess, served] of SEEN) {
  Deno.test(`a ${name} fault is seen as it should be, and the next call is well`, async () => {
    await using exchange = exchangeWith({ ...rule, count: 1 });
    assertEquals(await look(() => exchange.fetch(TIME)), inProcess);
    assertEquals(await look(() => exchange.fetch(TIME)), `200 ${GOOD}`);
    exchange.faults.clear();
    exchange.faults.add({ ...rule, count: 1 });
    const { url } = exchange.serve();
    assertEquals(await look(() => fetch(`${url}/0/public/Time`)), served);
    assertEquals(await look(() => fetch(`${url}/0/public/Time`)), `200 ${GOOD}`);
    assertEquals(exchange.faults.counts, [1]);
  });
}

Deno.test("a status fault is a page of HTML, not Kraken's JSON", async () => {
  await using exchange = exchangeWith({ kind: "status", status: 503 });
  const response = await exchange.fetch(TIME);
  assertEquals([response.status, response.headers.get("content-type")], [503, "text/html; charset=UTF-8"]);
  assert((await response.text()).includes("503 Service Temporarily Unavailable"));
});

Deno.test("a delayed call ends with its own signal's reason, and leaves no timer", async () => {
  await using exchange = exchangeWith({ kind: "delay", ms: 60_000 });
  const stop = new AbortController();
  const call = exchange.fetch(TIME, { signal: stop.signal });
  const reason = new Error("enough");
  stop.abort(reason);
  assertEquals(await assertRejects(() => call), reason);
});

Deno.test("closing the exchange ends delayed and slow calls", async () => {
  const exchange = exchangeWith({ kind: "delay", ms: 60_000, count: 1 }, { kind: "slow", ms: 60_000 });
  const delayed = exchange.fetch(TIME);
  const slow = (await exchange.fetch(TIME)).text();
  const ends = [assertRejects(() => delayed, Error, "closed"), assertRejects(() => slow, Error, "closed")];
  await exchange.close();
  await Promise.all(ends);
  await assertRejects(() => exchange.fetch(TIME), Error, "The exchange was closed");
});
