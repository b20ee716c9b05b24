import { assert, assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { JUPYTER_DISPLAY } from "../../core/display.ts";
import { RateLimitError } from "../../core/errors.ts";
import { type BudgetOptions, type Charge, createBudget, type LimiterMode, type Tier } from "../../core/limiter.ts";

const START = Date.parse("2026-11-22T12:00:00Z");
const READ: Charge = { pool: "private", cost: 1, name: "Balance" };
const ORDER: Charge = { pool: "derivatives", cost: 10, name: "sendorder" };

/** Time that passes only while somebody sleeps, and at once. */
function virtualTime() {
  let at = START;
  const timers = new Set<{ due: number; resolve: () => void }>();
  const settle = async () => {
    for (let i = 0; i < 40; i++) await Promise.resolve();
  };
  return {
    now: () => at,
    set: (ms: number) => void (at = ms),
    pending: () => timers.size,
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        const timer = { due: at + ms, resolve };
        timers.add(timer);
        signal?.addEventListener("abort", () => {
          timers.delete(timer);
          reject(signal.reason);
        });
      }),
    /** Lets time pass until nobody sleeps, or until a moment given as ms after the start. */
    async run(until = Infinity) {
      for (;;) {
        await settle();
        const [next] = [...timers].sort((a, b) => a.due - b.due);
        if (!next || next.due > START + until) break;
        timers.delete(next);
        at = Math.max(at, next.due);
        next.resolve();
      }
      if (until < Infinity) at = Math.max(at, START + until);
      await settle();
    },
  };
}

function setup(options: BudgetOptions = {}) {
  const time = virtualTime();
  const budget = createBudget({ now: time.now, ...options });
  const left: { label: string; at: number; cost: number }[] = [];
  /** Calls, and writes down when it may leave. */
  const call = (charge: Charge, label = "", signal?: AbortSignal) => {
    const done = budget.acquire(charge, { sleep: time.sleep, signal }).then((permit) => {
      left.push({ label, at: time.now() - START, cost: permit.cost });
      return permit;
    });
    done.catch(() => {});
    return done;
  };
  const state = (name: string) => budget.counters().find((counter) => counter.name === name);
  return { time, budget, call, left, state };
}

const limited = (errors: string[], retryAfterMs?: number) => new RateLimitError("Test", errors, { retryAfterMs });

Deno.test("createBudget() refuses options it does not have", () => {
  assertThrows(
    () => createBudget({ limitr: "none" } as never),
    TypeError,
    "Cannot call createBudget as it has no option 'limitr'; did you mean 'limiter'?",
  );
});

Deno.test("createBudget() refuses tiers and limiters it does not know", () => {
  assertThrows(
    () => createBudget({ tier: "Pro" as Tier }),
    RangeError,
    `'tier' must be one of starter, intermediate, pro: current value is "Pro"`,
  );
  assertThrows(
    () => createBudget({ limiter: "queue" as LimiterMode }),
    RangeError,
    `'limiter' must be one of wait, throw, none: current value is "queue"`,
  );
  assertThrows(() => createBudget({ tier: "toString" as Tier }), RangeError, "'tier' must be one of");
});

Deno.test("acquire() refuses charges that make no sense, and takes nothing for them", async () => {
  const { budget, state } = setup();
  for (const cost of [NaN, -1, Infinity]) {
    await assertRejects(
      () => budget.acquire({ ...READ, cost }),
      RangeError,
      "'cost' of Balance must be zero or more points",
    );
  }
  await assertRejects(
    () => budget.acquire({ pool: "wallet" as "none", cost: 1 }),
    RangeError,
    `'pool' must be one of public, private, trading, derivatives, history, none: current value is "wallet"`,
  );
  await assertRejects(
    () => budget.acquire({ ...ORDER, cost: 501 }),
    RangeError,
    "sendorder costs 501 points, which never fit: derivatives holds 500",
  );
  assertEquals([state("private")?.used, state("derivatives")?.used], [0, 0]);
});

Deno.test("acquire() with limiter throw raises what a caller can wait for", async () => {
  const { time, call, state } = setup({ limiter: "throw" });
  for (let i = 0; i < 14; i++) await call(READ);
  const error = await assertRejects(() => call({ ...READ, cost: 2, name: "Ledgers" }), RateLimitError);
  assertEquals(
    error.message,
    "Ledgers: not sent, as private stands at 14 of 15 and this call adds 2. " +
      'It fits in 3 s; with limiter: "wait" it waits by itself',
  );
  assertEquals([error.retryAfterMs, error.category, error.retryable], [3031, "rate-limit", true]);
  assertEquals(state("private")?.used, 14);
  time.set(START + 3030);
  await assertRejects(() => call({ ...READ, cost: 2 }), RateLimitError);
  time.set(START + 3031);
  await call({ ...READ, cost: 2 });
});

Deno.test("acquire() rejects with the caller's own reason, before and while waiting", async () => {
  const { time, call, left, state } = setup();
  const reason = new Error("enough");
  assertEquals(await call(READ, "", AbortSignal.abort(reason)).catch((error) => error), reason);
  assertEquals(state("private")?.used, 0);
  for (let i = 0; i < 15; i++) call(READ);
  const controller = new AbortController();
  const waiting = call(READ, "gone", controller.signal);
  await time.run(100);
  assertEquals([state("private")?.waiting, time.pending()], [1, 1]);
  controller.abort(reason);
  assertEquals(await waiting.catch((error) => error), reason);
  assertEquals([state("private")?.waiting, time.pending(), left.length], [0, 0, 15]);
});

Deno.test("acquire() lets those behind go on when one leaves the queue, wherever it stood", async () => {
  for (const leaver of [0, 1, 2]) {
    const { time, call, left, state } = setup({ tier: "pro" });
    for (let i = 0; i < 20; i++) call(READ);
    const controllers = [0, 1, 2].map(() => new AbortController());
    controllers.forEach(({ signal }, index) => call(READ, `waiter ${index}`, signal));
    await time.run(500);
    controllers[leaver]?.abort();
    await time.run();
    const stayed = [0, 1, 2].filter((index) => index !== leaver);
    assertEquals(
      left.slice(20),
      stayed.map((index, place) => ({ label: `waiter ${index}`, at: 1000 * (place + 1), cost: 1 })),
    );
    assertEquals([state("private")?.waiting, time.pending()], [0, 0]);
  }
});

Deno.test("acquire() fails only the call whose sleep fails, also when it throws at once", async () => {
  const { time, budget, call, left } = setup({ tier: "pro" });
  for (let i = 0; i < 20; i++) call(READ);
  const broken = budget.acquire(READ, { sleep: () => Promise.reject(new Error("no clock")) });
  const worse = budget.acquire(READ, {
    sleep: () => {
      throw new Error("no sleep");
    },
  });
  call(READ, "behind");
  await assertRejects(() => broken, Error, "no clock");
  await assertRejects(() => worse, Error, "no sleep");
  await time.run();
  assertEquals(left.at(-1), { label: "behind", at: 1000, cost: 1 });
});

Deno.test("acquire() works with a sleep that does not move the clock", async () => {
  const { budget } = setup({ tier: "pro" });
  const sleeps: number[] = [];
  const sleep = (ms: number) => {
    sleeps.push(ms);
    return Promise.resolve();
  };
  await Promise.all(Array.from({ length: 23 }, () => budget.acquire(READ, { sleep })));
  assertEquals(sleeps, [1000, 1000, 1000]);
});

Deno.test("learn() refuses figures that make no sense, and changes nothing", () => {
  const { budget, state } = setup();
  for (const field of ["used", "max", "pausedUntil"]) {
    assertThrows(() => budget.learn(READ, { [field]: NaN }), RangeError, `'${field}' must be zero or more`);
  }
  assertThrows(() => budget.learn({ pool: "wallet" as "none" }, { used: 1 }), RangeError, "'pool' must be one of");
  assertThrows(() => budget.learn(READ, { used: 3, max: -1 }), RangeError, "'max' must be zero or more");
  assertEquals([state("private")?.used, state("private")?.max], [0, 15]);
});

Deno.test("plan() refuses numbers of calls that make no sense", () => {
  for (const calls of [-1, 1.5, NaN]) {
    assertThrows(
      () => setup().budget.plan({ ...READ, calls }),
      RangeError,
      "'calls' must be a whole number of at least 0",
    );
  }
});

Deno.test("plan() refuses calls that never fit", () => {
  const message = "sendorder costs 501 points, which never fit: derivatives holds 500";
  assertThrows(() => setup().budget.plan({ ...ORDER, cost: 501, calls: 2 }), RangeError, message);
});

Deno.test("acquire() is not held for ever when the server lowers a maximum below the cost of a waiting call", async () => {
  const { time, budget, call, left } = setup({ tier: "pro" });
  for (let i = 0; i < 20; i++) call(READ);
  call({ ...READ, cost: 4 }, "dear");
  await time.run(0);
  budget.learn(READ, { max: 3 });
  await time.run(60_000);
  assertEquals(left.at(-1), { label: "dear", at: 20_000, cost: 4 });
});

Deno.test("acquire() spaces 64 calls made at once as the decay of each tier needs, in order", async () => {
  const tiers: [Tier, max: number, decay: number][] = [["starter", 15, 0.33], ["intermediate", 20, 0.5], [
    "pro",
    20,
    1,
  ]];
  for (const [tier, max, decay] of tiers) {
    const { time, call, left } = setup({ tier });
    for (let i = 0; i < 64; i++) call(READ, String(i));
    await time.run();
    assertEquals(left.map(({ label }) => label), Array.from({ length: 64 }, (_, i) => String(i)));
    // Kraken's counter, kept apart from ours: it must never stand above its maximum, nor we wait for nothing.
    let [counter, before] = [0, 0];
    for (const { at } of left) {
      counter = Math.max(0, counter - (at - before) / 1000 * decay) + 1;
      before = at;
      assert(counter <= max + 1e-6, `${tier}: ${counter} at ${at}`);
      assert(at === 0 || counter > max - decay / 100, `${tier}: ${counter} at ${at} waits too long`);
    }
    assertEquals(left.filter(({ at }) => at === 0).length, max);
    assert(Math.abs(left.at(-1)!.at - (64 - max) / decay * 1000) < 64, String(left.at(-1)?.at));
  }
});

Deno.test("acquire() serves a dear call before cheaper ones that came later", async () => {
  const { time, call, left } = setup({ tier: "pro" });
  for (let i = 0; i < 20; i++) call(READ);
  call({ ...READ, cost: 4 }, "dear");
  call(READ, "cheap");
  await time.run(1500);
  call(READ, "late");
  await time.run();
  assertEquals(left.slice(20).map(({ label, at }) => [label, at]), [["dear", 4000], ["cheap", 5000], ["late", 6000]]);
});

Deno.test("acquire() keeps a counter for each public pair", async () => {
  const { time, call, left } = setup();
  for (const key of ["Trades XBTUSD", "Trades ETHUSD"]) {
    for (let i = 0; i < 5; i++) call({ pool: "public", cost: 1, key }, key);
  }
  await time.run();
  assertEquals(left.filter(({ label }) => label === "Trades XBTUSD").map(({ at }) => at), [0, 0, 0, 1000, 2000]);
  assertEquals(left.filter(({ label }) => label === "Trades ETHUSD").map(({ at }) => at), [0, 0, 0, 1000, 2000]);
});

Deno.test("acquire() spends at most 500 points of derivatives in any ten seconds", async () => {
  const { time, call, left } = setup();
  const costs = [10, 25, 2, 200, 1, 9, 100];
  for (let i = 0; i < 120; i++) {
    call({ ...ORDER, cost: costs[i * 7919 % 7]! });
    if (i % 10 === 0) await time.run(i * 300);
  }
  await time.run();
  assertEquals(left.length, 120);
  for (const { at } of left) {
    const spent = left.filter((other) => other.at > at - 10_000 && other.at <= at).reduce(
      (sum, { cost }) => sum + cost,
      0,
    );
    assert(spent <= 500, `${spent} points up to ${at}`);
  }
});

Deno.test("acquire() lets the 51st futures order wait until the first is ten seconds old", async () => {
  const { time, call, left } = setup();
  call(ORDER);
  await time.run(4000);
  for (let i = 0; i < 50; i++) call(ORDER);
  await time.run();
  assertEquals(left.slice(-2).map(({ at }) => at), [4000, 10_000]);
});

Deno.test("acquire() refills history by 100 tokens in ten minutes", async () => {
  const { time, call, left } = setup();
  for (let i = 0; i < 12; i++) call({ pool: "history", cost: 10 });
  await time.run();
  assertEquals(left.map(({ at }) => at).slice(9), [0, 60_000, 120_000]);
});

Deno.test("acquire() asks nothing of calls that cost nothing", async () => {
  const { budget, call, state } = setup({ limiter: "throw" });
  for (let i = 0; i < 100; i++) await call({ pool: "none", cost: 5 });
  for (let i = 0; i < 100; i++) await call({ ...READ, cost: 0 });
  assertEquals(state("private")?.used, 0);
  assertEquals(budget.counters().length, 3);
});

Deno.test("acquire() with limiter none counts and lets everything pass", async () => {
  const { call, left, state } = setup({ limiter: "none" });
  for (let i = 0; i < 40; i++) call(READ);
  await call({ ...ORDER, cost: 600 });
  assertEquals([left.length, left.every(({ at }) => at === 0)], [41, true]);
  assertEquals([state("private")?.used, state("derivatives")?.used], [40, 600]);
});

Deno.test("acquire() charges orders by their age, as in Kraken's worked example", async () => {
  const { time, budget, call } = setup({ tier: "intermediate" });
  const trading = { pool: "trading", cost: 0, key: "XBTUSD" } as const;
  const added = await call({ ...trading, action: "add" });
  budget.noteOrder(["OABC", "my-id"], { pair: "XBTUSD" });
  await time.run(7_000);
  const amended = await call({ pool: "trading", cost: 0, action: "amend", orders: ["OABC"] });
  budget.noteOrder(["OABC", "my-id"]);
  await time.run(43_000);
  const canceled = await call({ pool: "trading", cost: 0, action: "cancel", orders: ["my-id"] });
  assertEquals([added.cost, amended.cost, canceled.cost], [1, 3, 4]);
  assertEquals([amended.key, canceled.key], ["XBTUSD", "XBTUSD"]);
});

Deno.test("acquire() drains a trading counter as in Kraken's worked example", async () => {
  const { time, call, state } = setup({ tier: "intermediate" });
  for (let i = 0; i < 50; i++) await call({ pool: "trading", cost: 0, key: "XBTUSD", action: "add" });
  await time.run(10_000);
  assertEquals(state("trading XBTUSD")?.used.toFixed(1), "26.6");
});

Deno.test("acquire() lets a batch cancel pass a full trading counter, and a single cancel wait for it", async () => {
  const { time, budget, call, left, state } = setup();
  const trading = { pool: "trading", cost: 0, key: "XBTUSD" } as const;
  const ids = Array.from({ length: 60 }, (_, i) => `O${i}`);
  for (const id of ids) {
    await call({ ...trading, action: "add" });
    budget.noteOrder([id], { pair: "XBTUSD" });
  }
  call({ ...trading, action: "add" }, "add");
  call({ ...trading, action: "batchCancel", orders: ids.slice(0, 2) }, "batch cancel");
  await time.run(0);
  assertEquals(left.at(-1), { label: "batch cancel", at: 0, cost: 16 });
  assertEquals(state("trading XBTUSD")?.used, 76);
  call({ ...trading, action: "cancel", orders: ["O5"] }, "cancel");
  await time.run();
  // 76 + 1 − 60 = 17 s for the add; by then the order is 17 s old, and the counter is at 60: the cancel follows at once.
  assertEquals(left.slice(-2), [{ label: "add", at: 17_000, cost: 1 }, { label: "cancel", at: 17_000, cost: 4 }]);
});

Deno.test("acquire() cannot count an order whose pair nobody told, and says so by cost 0", async () => {
  const { budget, call } = setup();
  const permit = await call({ pool: "trading", cost: 0, key: "", action: "cancel", orders: ["OUNKNOWN"] });
  assertEquals([permit.cost, budget.counters().filter(({ pool }) => pool === "trading")], [0, []]);
  budget.noteOrder(["OABC"], { pair: "XBTUSD" });
  budget.noteClosed(["OABC"]);
  assertEquals((await call({ pool: "trading", cost: 0, action: "cancel", orders: ["OABC"] })).cost, 0);
});

Deno.test("acquire() counts all spellings of a pair together when told their name", async () => {
  const { call, state } = setup({ pairName: (pair) => pair === "XBTUSD" ? "BTC/USD" : pair });
  await call({ pool: "trading", cost: 0, key: "XBTUSD", action: "add" });
  await call({ pool: "trading", cost: 0, key: "BTC/USD", action: "batchAdd", count: 5 });
  assertEquals(state("trading BTC/USD")?.used, 3.5);
});

Deno.test("learn() takes a refusal for a full counter and pauses, since asking again prolongs it", async () => {
  const { time, budget, call, left, state } = setup({ tier: "pro" });
  await call(READ);
  budget.learn(READ, limited(["EAPI:Rate limit exceeded"]));
  assertEquals([state("private")?.used, state("private")?.pausedForMs], [20, 5000]);
  call(READ, "next");
  await time.run();
  assertEquals(left.at(-1), { label: "next", at: 5000, cost: 1 });
});

Deno.test("learn() makes limiter throw say how long the pause is", async () => {
  const { budget, call } = setup({ limiter: "throw" });
  budget.learn(READ, limited(["HTTP 429"], 30_000));
  const error = await assertRejects(
    () => call(READ),
    RateLimitError,
    "not sent, as Kraken has asked for a pause on private",
  );
  // The counter itself needs 1 / 0.33 s, the pause is longer.
  assertEquals(error.retryAfterMs, 30_000);
});

Deno.test("learn() waits until the time a throttled answer names, and does not fill the counter", async () => {
  const { time, budget, call, left, state } = setup();
  budget.learn(READ, limited([`EService:Throttled:${START / 1000 + 12}`], 12_000));
  assertEquals([state("private")?.used, state("private")?.pausedForMs], [0, 12_000]);
  for (let i = 0; i < 3; i++) call(READ);
  await time.run();
  assertEquals(left.map(({ at }) => at), [12_000, 12_000, 12_000]);
});

Deno.test("learn() fills the trading counter of the pair alone", async () => {
  const { time, budget, call, left, state } = setup();
  budget.learn({ pool: "trading", key: "XBTUSD" }, limited(["EOrder:Rate limit exceeded"]));
  call({ pool: "trading", cost: 0, key: "XBTUSD", action: "add" }, "same pair");
  call({ pool: "trading", cost: 0, key: "ETHUSD", action: "add" }, "other pair");
  await time.run();
  assertEquals(left.map(({ label, at }) => [label, at]), [["other pair", 0], ["same pair", 1000]]);
  assertEquals(state("private")?.used, 0);
});

Deno.test("learn() knows which counter an order call ran into", () => {
  const { budget, state } = setup();
  const order = { pool: "trading", key: "XBTUSD" } as const;
  budget.learn(order, limited(["EOrder:Orders limit exceeded"]));
  assertEquals([state("trading XBTUSD"), state("private")?.used], [undefined, 0]);
  budget.learn(order, limited(["EAPI:Rate limit exceeded"]));
  assertEquals([state("trading XBTUSD"), state("private")?.used], [undefined, 15]);
  budget.noteOrder(["OABC"], { pair: "ETHUSD" });
  budget.learn({ pool: "trading", key: "", orders: ["OABC"] }, limited(["EOrder:Rate limit exceeded"]));
  assertEquals(state("trading ETHUSD")?.used, 60);
});

Deno.test("learn() pauses all public calls, those on new pairs too", async () => {
  const { time, budget, call, left } = setup();
  await call({ pool: "public", cost: 1, key: "Ticker XBTUSD" });
  await call({ pool: "public", cost: 1, key: "Depth XBTUSD" });
  budget.learn({ pool: "public", key: "Ticker XBTUSD" }, limited(["EAPI:Rate limit exceeded"]));
  for (const key of ["Ticker XBTUSD", "Depth XBTUSD", "Trades ETHUSD"]) call({ pool: "public", cost: 1, key }, key);
  await time.run();
  assertEquals(left.slice(2).map(({ at }) => at), [5000, 5000, 5000]);
});

Deno.test("learn() fills the futures window", async () => {
  const { time, budget, call, left } = setup();
  await call(ORDER);
  budget.learn(ORDER, limited(["apiLimitExceeded"]));
  call(ORDER, "next");
  await time.run();
  assertEquals(left.at(-1), { label: "next", at: 10_000, cost: 10 });
});

Deno.test("learn() takes the server's figures, and calls that fit by them leave at once", async () => {
  const { time, budget, call, left, state } = setup();
  const trading = { pool: "trading", cost: 0, key: "BTC/USD", action: "add" } as const;
  for (let i = 0; i < 61; i++) call(trading);
  await time.run(300);
  assertEquals(state("trading BTC/USD")?.waiting, 1);
  budget.learn(trading, { used: 10, max: 180 });
  await time.run(300);
  assertEquals([state("trading BTC/USD")?.waiting, time.pending(), left.at(-1)?.at], [0, 0, 300]);
  assertEquals([state("trading BTC/USD")?.used, state("trading BTC/USD")?.max], [11, 180]);
  budget.learn(READ, { pausedUntil: START + 2_300 });
  assertEquals(state("private")?.pausedForMs, 2_000);
});

Deno.test("refund() gives points back once, and lets the next in line go", async () => {
  const { time, budget, call, left, state } = setup();
  const permits = await Promise.all(Array.from({ length: 15 }, () => call(READ)));
  call(READ, "next");
  call(READ, "after");
  await time.run(10);
  budget.refund(permits[0]!);
  budget.refund(permits[0]!);
  await time.run(10);
  assertEquals([left.at(-1)?.label, state("private")?.waiting], ["next", 1]);
  await time.run();
  const order = await call({ ...ORDER, cost: 300 });
  budget.refund(order);
  assertEquals(state("derivatives")?.used, 0);
  budget.refund({ pool: "private", key: "", cost: 15 });
  assert(state("private")!.used > 10);
});

Deno.test("acquire() goes on when the clock is set back", async () => {
  const { time, call, left, state } = setup({ tier: "pro" });
  for (let i = 0; i < 20; i++) await call(READ);
  time.set(START - 3_600_000);
  assertEquals(state("private")?.used, 20);
  call(READ, "next");
  await time.run();
  assertEquals(left.at(-1)?.label, "next");
});

Deno.test("acquire() leaves no timer behind on the system's clock", async () => {
  const budget = createBudget({ tier: "pro" });
  for (let i = 0; i < 20; i++) await budget.acquire(READ);
  const controller = new AbortController();
  const waiting = [1, 2, 3].map(() => budget.acquire(READ, { signal: controller.signal }));
  controller.abort("done");
  assertEquals(await Promise.all(waiting.map((each) => each.catch((reason) => reason))), ["done", "done", "done"]);
});

Deno.test("acquire() waits in real time", async () => {
  const budget = createBudget({ tier: "pro" });
  budget.learn(READ, { used: 19.01 });
  const before = performance.now();
  await budget.acquire(READ);
  assert(performance.now() - before >= 5, String(performance.now() - before));
});

Deno.test("counters() shows what is in use, and what every account has", async () => {
  const { time, call, budget } = setup();
  await call({ pool: "trading", cost: 0, key: "XBTUSD", action: "add" });
  await call({ pool: "public", cost: 1, key: "Depth XBTUSD" });
  for (let i = 0; i < 17; i++) call(READ);
  await time.run(0);
  assertEquals(budget.counters().map(({ name, used, max, waiting }) => [name, used, max, waiting]), [
    ["public Depth XBTUSD", 1, 3, 0],
    ["private", 15, 15, 2],
    ["trading XBTUSD", 1, 60, 0],
    ["derivatives", 0, 500, 0],
    ["history", 0, 100, 0],
  ]);
  const [pair, account] = budget.counters();
  assertEquals([pair?.pool, pair?.key, pair?.decayPerSecond, pair?.freeInMs], ["public", "Depth XBTUSD", 1, 1000]);
  assertEquals([account?.freeInMs, account?.pausedForMs], [45_455, 0]);
  await time.run();
  time.set(START + 600_000);
  assertEquals(budget.counters().map(({ name }) => name), ["private", "derivatives", "history"]);
});

Deno.test("plan() says how long the calls last, and is right", async () => {
  const jobs: [Charge, calls: number][] = [
    [{ ...READ, cost: 2 }, 40],
    [READ, 15],
    [READ, 0],
    [{ pool: "public", cost: 1, key: "Trades XBTUSD" }, 50],
    [ORDER, 130],
    [{ pool: "history", cost: 6 }, 20],
  ];
  for (const [charge, calls] of jobs) {
    const { budget, time, call, left } = setup();
    const { durationMs } = budget.plan({ ...charge, calls });
    for (let i = 0; i < calls; i++) call(charge);
    await time.run();
    const took = left.at(-1)?.at ?? 0;
    assert(
      Math.abs(took - durationMs) <= calls,
      `${calls} × ${charge.cost} ${charge.pool}: ${took}, planned ${durationMs}`,
    );
  }
});

Deno.test("plan() adds up calls on one counter, and counts those that wait already", async () => {
  const { budget, call } = setup({ tier: "pro" });
  assertEquals(budget.plan([{ ...READ, calls: 30 }, { ...READ, cost: 2, calls: 20 }]).durationMs, 50_000);
  assertEquals(budget.plan({ ...READ, calls: 1 }), { calls: 1, durationMs: 0, text: "1 call, at once" });
  const big = budget.plan([{ ...READ, calls: 2000 }, { ...ORDER, calls: 100 }]);
  assertEquals(big, { calls: 2100, durationMs: 1_980_000, text: "2,100 calls, at least 33 min" });
  const controller = new AbortController();
  for (let i = 0; i < 25; i++) call(READ, "", controller.signal);
  assertEquals(budget.plan({ ...READ, calls: 10 }).durationMs, 15_000);
  await Promise.resolve();
  controller.abort();
});

Deno.test("a budget shows its counters as bars, in a terminal and in a notebook", async () => {
  const { time, budget, call } = setup({ tier: "pro" });
  for (let i = 0; i < 12; i++) await call(READ);
  await call({ pool: "public", cost: 1, key: "<b>&" });
  for (let i = 0; i < 61; i++) call({ ...ORDER, cost: 8.5 });
  await time.run(0);
  const text = Deno.inspect(budget);
  assertEquals(text.split("\n"), [
    'rate budget: pro, limiter "wait"',
    "public <b>& ███████············· 1/3 1/s, free in 1 s",
    "private     ████████████········ 12/20 1/s, free in 12 s",
    "derivatives ████████████████████ 493/500 50/s, free in 10 s, 3 waiting",
    "history     ···················· 0/100 0.17/s",
  ]);
  const shown = budget[JUPYTER_DISPLAY]();
  assertEquals(shown["text/plain"], text);
  assertStringIncludes(shown["text/html"]!, "public &lt;b&gt;&amp;</td>");
  assertStringIncludes(shown["text/html"]!, "width:60.0%");
  assert(!shown["text/html"]!.includes("<b>"));
  await time.run();
});
