import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { type LiveSource, LiveStream } from "../../websocket/live_stream.ts";
import { Queue } from "../../websocket/queue.ts";

/** A source of one's own, and whether it was left. */
function source(): { queue: Queue<number>; left: () => boolean; counted: LiveSource } {
  let left = false;
  const queue = new Queue<number>("Q", { capacity: 2, overflow: "drop", onReturn: () => void (left = true) });
  const counted: LiveSource = {
    get lag() {
      return queue.size;
    },
    get dropped() {
      return queue.dropped;
    },
    return: () => queue.return(),
  };
  return { queue, left: () => left, counted };
}

/** A stream of a source, which begins when `ready` says so. */
function reading(
  { queue, counted }: ReturnType<typeof source>,
  options: { signal?: AbortSignal; closing?: AbortSignal } = {},
  ready: Promise<void> = Promise.resolve(),
): LiveStream<number> {
  return new LiveStream("numbers", async function* ({ reads }) {
    await ready;
    reads(counted);
    yield* queue;
  }, options);
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

Deno.test("LiveStream rejects once with why it could not begin, and is over then", async () => {
  const failure = new TypeError("no such option");
  const stream = new LiveStream<number>("numbers", () => {
    throw failure;
  });
  assertStrictEquals(await assertRejects(() => stream.next()), failure);
  assertEquals(await stream.next(), { value: undefined, done: true });
  assertEquals(String(stream), "Stream numbers: over, 0 unread, 0 dropped");
});

Deno.test("LiveStream begins nothing when its signal is aborted already, nor when it is left before it is read", async () => {
  let begun = 0;
  const begin = async function* () {
    begun++;
    yield await Promise.resolve(1);
  };
  const reason = new Error("my own reason");
  const stream = new LiveStream("numbers", begin, { signal: AbortSignal.abort(reason) });
  assertStrictEquals(await assertRejects(() => stream.next()), reason);
  const left = new LiveStream("numbers", begin);
  await left.return();
  assertEquals([(await left.next()).done, begun], [true, 0]);
});

Deno.test("LiveStream hears its signal while it begins, and leaves what comes of that", async () => {
  const ready = Promise.withResolvers<void>();
  const controller = new AbortController();
  const from = source();
  const stream = reading(from, { signal: controller.signal }, ready.promise);
  const first = stream.next().catch((error) => error);
  await turn();
  const reason = new Error("my own reason");
  controller.abort(reason);
  assertStrictEquals(await first, reason);
  assertEquals(from.left(), false);
  ready.resolve();
  await turn();
  assertEquals(from.left(), true);
});

Deno.test("LiveStream is over, without an error, when everything is closed while it begins, and goes on when it has begun", async () => {
  const closing = new AbortController();
  const [from, late] = [source(), source()];
  const running = reading(from, { closing: closing.signal });
  from.queue.push(1);
  assertEquals(await running.next(), { value: 1, done: false });
  const starting = reading(late, { closing: closing.signal }, new Promise(() => {}));
  const first = starting.next();
  await turn();
  closing.abort();
  assertEquals(await first, { value: undefined, done: true });
  from.queue.push(2);
  assertEquals(await running.next(), { value: 2, done: false });
});

Deno.test("LiveStream that was made before closing and is read after it is over and begins nothing, one made after begins", async () => {
  const closing = new AbortController();
  let begun = 0;
  const begin = async function* () {
    begun++;
    yield await Promise.resolve(1);
  };
  const before = new LiveStream("numbers", begin, { closing: closing.signal });
  closing.abort();
  assertEquals(await before.next(), { value: undefined, done: true });
  assertEquals(begun, 0);
  const after = new LiveStream("numbers", begin, { closing: closing.signal });
  assertEquals(await after.next(), { value: 1, done: false });
});

Deno.test("return() of a LiveStream ends it at once while a next() waits, and leaves what it reads from", async () => {
  for (const how of ["return", Symbol.asyncDispose] as const) {
    const from = source();
    const stream = reading(from);
    from.queue.push(1);
    await stream.next();
    const [second, third] = [stream.next(), stream.next()];
    await turn();
    await stream[how]();
    assertEquals([(await second).done, (await third).done, from.left()], [true, true, true]);
    await stream[how]();
    assertEquals(await stream.next(), { value: undefined, done: true });
  }
});

Deno.test("LiveStream answers several calls in their order, and leaving its loop leaves what it reads from", async () => {
  const from = source();
  const stream = reading(from);
  const both = Promise.all([stream.next(), stream.next()]);
  await turn();
  from.queue.push(1);
  from.queue.push(2);
  assertEquals((await both).map(({ value }) => value), [1, 2]);
  from.queue.push(3);
  for await (const value of stream) {
    assertEquals(value, 3);
    break;
  }
  assertEquals(from.left(), true);
});

Deno.test("LiveStream shows in one line what waits and what was dropped", async () => {
  const from = source();
  const stream = reading(from);
  assertEquals(Deno.inspect(stream), "Stream numbers: not read yet, 0 unread, 0 dropped");
  from.queue.push(1);
  await stream.next();
  for (const value of [2, 3, 4, 5, 6]) from.queue.push(value);
  assertEquals([stream.lag, stream.dropped], [2, 3]);
  assertEquals(String(stream), "Stream numbers: reading, 2 unread, 3 dropped");
  from.queue.end();
  const rest: number[] = [];
  for await (const value of stream) rest.push(value);
  assertEquals([rest, stream.lag, stream.dropped], [[5, 6], 0, 3]);
});
