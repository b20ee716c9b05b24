import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { Points } from "../../../websocket/v2/points.ts";

Deno.test("Points tell an abort to who waits for them at once, and those behind go on", async () => {
  const points = new Points();
  await points.take(200, 200);
  const [controller, reason] = [new AbortController(), new Error("enough")];
  const given = points.take(150, 200, controller.signal).catch((error) => error);
  const behind = points.take(150, 200);
  controller.abort(reason);
  assertStrictEquals(await given, reason);
  assertEquals((await behind).cost, 150);
});

Deno.test("Points are free again a second after the request has arrived, in the order in which they were asked for", async () => {
  const points = new Points();
  const first = await points.take(200, 200);
  first.at += 300; // the answer came later
  const arrived = first.at;
  const order: number[] = [];
  await Promise.all([1, 2].map(async (index) => {
    const { at } = await points.take(100, 200);
    order.push(index);
    // Timers may be early by a fraction of a millisecond.
    assert(at >= arrived + 999, `${at - arrived} ms after the first`);
  }));
  assertEquals(order, [1, 2]);
});

Deno.test("Points let through what costs more than there are, when nothing else was spent", async () => {
  assertEquals((await new Points().take(300, 200)).cost, 300);
});
