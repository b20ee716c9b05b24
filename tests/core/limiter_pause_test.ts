import { assertEquals, assertRejects } from "@std/assert";
import { RateLimitError } from "../../core/errors.ts";
import { createBudget } from "../../core/limiter.ts";
import { manualClock } from "../helpers/fetching.ts";

const call = { pool: "private", cost: 1, name: "Balance" } as const;

Deno.test("acquire() does not wait out a pause of more than a minute, and the queue hears of it too", async () => {
  const clock = manualClock();
  const budget = createBudget({ now: clock.now });
  const never = (_ms: number, signal?: AbortSignal) =>
    new Promise<void>((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
  for (let n = 0; n < 15; n++) await budget.acquire(call, { sleep: clock.sleep });
  const waiting = [1, 2].map(() => budget.acquire(call, { sleep: never }));
  budget.learn({ pool: "private" }, { pausedUntil: clock.now() + 7_200_000 });
  for (const each of waiting) {
    const error = await assertRejects(() => each, RateLimitError, "Kraken has asked for a pause");
    assertEquals(error.retryAfterMs, 7_200_000);
  }
  await assertRejects(() => budget.acquire(call, { sleep: never }), RateLimitError, "over in 2 h");
  assertEquals(clock.slept, []);
});

Deno.test("acquire() waits out a short pause, and a counter as long as it takes", async () => {
  const clock = manualClock();
  const budget = createBudget({ now: clock.now });
  budget.learn({ pool: "private" }, { pausedUntil: clock.now() + 60_000 });
  await budget.acquire(call, { sleep: clock.sleep });
  assertEquals(clock.slept, [60_000]);
  for (let n = 0; n < 110; n++) await budget.acquire({ pool: "history", cost: 6 }, { sleep: clock.sleep });
  assertEquals(clock.slept.reduce((sum, ms) => sum + ms, 0) > 3_000_000, true);
});
