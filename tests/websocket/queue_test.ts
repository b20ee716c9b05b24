import { assertEquals, assertRejects, assertStrictEquals, assertThrows } from "@std/assert";
import { Queue, QueueOverflowError } from "../../websocket/queue.ts";

const done = { value: undefined, done: true } as const;

Deno.test("Queue refuses a capacity that is no whole number of at least 1", () => {
  assertThrows(() => new Queue("q", { capacity: 0, overflow: "drop" }), RangeError, "'capacity'");
  assertThrows(() => new Queue("q", { capacity: 1.5, overflow: "drop" }), RangeError);
});

Deno.test("Queue that must not have holes ends with an error after what is unread", async () => {
  const queue = new Queue<number>("book", { capacity: 2, overflow: "fail" });
  [1, 2, 3, 4].forEach((value) => queue.push(value));
  assertEquals([(await queue.next()).value, (await queue.next()).value], [1, 2]);
  await assertRejects(() => queue.next(), QueueOverflowError, "the reader is too slow");
  assertEquals(await queue.next(), done);
});

Deno.test("Queue that may have holes drops the oldest and counts", async () => {
  const queue = new Queue<number>("ticker", { capacity: 2, overflow: "drop" });
  [1, 2, 3, 4].forEach((value) => queue.push(value));
  assertEquals([(await queue.next()).value, (await queue.next()).value, queue.dropped, queue.highest], [3, 4, 2, 2]);
});

Deno.test("Queue hands unread values out before the error that ended it", async () => {
  const queue = new Queue<number>("q", { capacity: 9, overflow: "drop" });
  const reason = new Error("gone");
  queue.push(1);
  queue.end(reason);
  queue.push(2);
  assertEquals(await queue.next(), { value: 1, done: false });
  assertStrictEquals(await queue.next().catch((error) => error), reason);
  assertEquals(await queue.next(), done);
});

Deno.test("Queue wakes a waiting reader by a value, an end or an error", async () => {
  for (
    const [act, expected] of [
      [(queue: Queue<number>) => queue.push(5), { value: 5, done: false }],
      [(queue: Queue<number>) => queue.end(), done],
      [(queue: Queue<number>) => queue.end("why"), "why"],
    ] as const
  ) {
    const queue = new Queue<number>("q", { capacity: 1, overflow: "fail" });
    const next = queue.next().catch((error) => error);
    act(queue);
    assertEquals(await next, expected);
  }
});

Deno.test("Queue has one reader at a time", async () => {
  const queue = new Queue<number>("trades", { capacity: 1, overflow: "drop" });
  const first = queue.next();
  await assertRejects(() => queue.next(), TypeError, "trades has a reader already");
  queue.push(1);
  assertEquals(await first, { value: 1, done: false });
});

Deno.test("Queue tells its owner when the reader leaves, and leaving twice is fine", async () => {
  let left = 0;
  const queue = new Queue<number>("q", { capacity: 9, overflow: "drop", onReturn: () => void left++ });
  [1, 2].forEach((value) => queue.push(value));
  for await (const value of queue) {
    assertEquals(value, 1);
    break;
  }
  assertEquals([left, queue.size, queue.ended], [1, 0, true]);
  await queue[Symbol.asyncDispose]();
  assertEquals(await queue.next(), done);
});

Deno.test("Queue keeps its order through hundreds of thousands of values", async () => {
  const queue = new Queue<number>("q", { capacity: 10_000, overflow: "fail" });
  let [pushed, read] = [0, 0];
  while (pushed < 200_000) {
    for (let i = 0; i < 7_000; i++) queue.push(pushed++);
    while (queue.size > 3_000) assertStrictEquals((await queue.next()).value, read++);
  }
  while (queue.size > 0) assertStrictEquals((await queue.next()).value, read++);
  assertEquals(read, pushed);
});

Deno.test("Queue never forgets what it is to keep, and leaves in place of the rest how much it was", async () => {
  const told = (value: string) => value.startsWith("event");
  const queue = new Queue<string>("Q", { capacity: 2, overflow: "drop" });
  queue.keep(told, (count) => `${count} missing`);
  const values = ["a", "b", "c", "event 1", "d", "e", "event 2", "event 3", "f"];
  for (const value of values) queue.push(value);
  queue.end();
  const seen: string[] = [];
  for await (const value of queue) seen.push(value);
  assertEquals(seen, ["3 missing", "event 1", "2 missing", "event 2", "event 3", "f"]);
  assertEquals(queue.dropped, 5);
  const silent = new Queue<string>("Q", { capacity: 2, overflow: "drop" });
  silent.keep(told);
  for (const value of values) silent.push(value);
  silent.end();
  const rest: string[] = [];
  for await (const value of silent) rest.push(value);
  assertEquals(rest, ["event 1", "event 2", "event 3", "f"]);
});
