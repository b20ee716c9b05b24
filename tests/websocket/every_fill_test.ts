import { assert, assertEquals } from "@std/assert";
import { everyFill, type EveryFillOptions, type HistoryFill, type SubscribeFills } from "../../websocket/every_fill.ts";
import { connectSpot, executions } from "../../websocket/spot/mod.ts";
import { until } from "./server.ts";
import { V2Server } from "./v2_server.ts";

const fill = (id: string, second: number) => ({
  exec_id: id,
  exec_type: "trade",
  order_id: "O",
  order_status: "partially_filled",
  timestamp: `2099-09-01T10:00:${String(second).padStart(2, "0")}Z`,
});

async function run(options: EveryFillOptions, last: string): Promise<{ seen: string[] }> {
  let history = [{ ...fill("T0", 0), timestamp: "2026-09-01T09:59:00Z" }];
  await using server = new V2Server({
    snapshot: () => [{ channel: "executions", type: "snapshot", data: history, sequence: 1 }],
  });
  await using socket = await connectSpot({
    urls: server.urls,
    random: () => 0,
    token: () => Promise.resolve("T"),
    open: "auth",
  });
  const seen: string[] = [];
  const reading = (async () => {
    for await (const event of everyFill((how) => socket.subscribe(executions, { snap_trades: true }, how), options)) {
      seen.push(
        event.type === "fill" ? `${event.exec_id} ${event.source}` : event.type === "gap" ? event.detail : event.type,
      );
      if (event.type === "fill" && event.exec_id === last) break;
    }
  })();
  await until(() => server.of("subscribe").length === 1);
  const push = (data: object[], sequence: number) =>
    server.push({ channel: "executions", type: "update", data, sequence });
  push([fill("T1", 1), { exec_type: "new", order_id: "O" }], 2);
  push([fill("T1", 1)], 3);
  await until(() => seen.length === 1);
  history = [fill("T3", 3), fill("T1", 1)];
  server.drop();
  await until(() => server.of("subscribe").length === 2);
  push([fill("T4", 4)], 2);
  await reading;
  return { seen };
}

Deno.test("everyFill() says that something may be missing when there is nobody to ask, or asking fails", async () => {
  assertEquals((await run({}, "T4")).seen, [
    "T1 stream",
    "down",
    "reconnect",
    "fills older than the snapshot may be missing: no 'fetchFills' was given",
    "T3 stream",
    "T4 stream",
  ]);
  const failing = { fetchFills: () => Promise.reject(new Error("EService:Busy")) };
  assertEquals((await run(failing, "T4")).seen[3], "fetching missed fills failed: EService:Busy");
});

Deno.test("everyFill() reads the history from the last fill on, and gives each fill once", async () => {
  const asked: string[] = [];
  const fetchFills = (since: string) => {
    asked.push(since);
    return Promise.resolve([{ exec_id: "T1" }, { exec_id: "T2", price: "1.0" }, { exec_id: "T3" }]);
  };
  assertEquals((await run({ fetchFills }, "T4")).seen, [
    "T1 stream",
    "down",
    "reconnect",
    "T2 backfill",
    "T3 backfill",
    "T4 stream",
  ]);
  assertEquals(asked, ["2099-09-01T10:00:01.000Z"]);
});

async function collect(messages: object[], options: EveryFillOptions): Promise<string[]> {
  // deno-lint-ignore require-await
  const subscribe: SubscribeFills = async () =>
    (async function* () {
      yield* messages as ExecutionsLike[];
    })() as unknown as Awaited<ReturnType<SubscribeFills>>;
  const seen: string[] = [];
  for await (const event of everyFill(subscribe, options)) {
    seen.push(event.type === "fill" ? `${event.exec_id} ${event.source}` : event.detail);
  }
  return seen;
}

type ExecutionsLike = { type: "snapshot" | "update"; data: [] };
const down = { type: "down", time: 0, channel: "executions", symbols: [], detail: "down" };
const at = (ms: number) => ({ ...fill(`F${ms}`, 0), timestamp: new Date(ms).toISOString() });

Deno.test("everyFill() asks from Kraken's times on, however fast this machine's clock is", async () => {
  const kraken = Date.now() - 600_000;
  const asked: number[] = [];
  const fetchFills = (since: string) => {
    asked.push(Date.parse(since));
    return Promise.resolve([{ exec_id: "missed", time: (kraken + 5_000) / 1000 }]);
  };
  const empty = { type: "snapshot", data: [] };
  // No fill yet: an hour before our start; then the times of fills, though all lie before our clock.
  const seen = await collect([empty, down, empty, { type: "update", data: [at(kraken + 9_000)] }, down, empty], {
    fetchFills,
  });
  assertEquals(seen, ["down", "missed backfill", `F${kraken + 9_000} stream`, "down"]);
  assert(asked[0]! <= kraken, `${asked[0]} is after ${kraken}`);
  assertEquals(asked[1], kraken + 9_000);
});

Deno.test("everyFill() does not give as new what the history has of before the first snapshot", async () => {
  const start = Date.now() - 1_000_000;
  const fetchFills = () =>
    Promise.resolve([
      { exec_id: "older", time: (start - 400) / 1000 },
      { exec_id: `F${start}`, time: start / 1000 },
      { exec_id: "same instant", time: start / 1000 },
      { exec_id: "newer", time: (start + 400) / 1000 },
    ]);
  const first = { type: "snapshot", data: [at(start)] };
  assertEquals(await collect([first, down, first], { fetchFills }), [
    "down",
    "same instant backfill",
    "newer backfill",
  ]);
  assertEquals(await collect([down, first, { type: "update", data: [at(start + 1)] }], { fetchFills }), [
    "down",
    "the connection was lost before the first snapshot: fills before it count as past",
    `F${start + 1} stream`,
  ]);
});

const second = (time: string) => Date.parse(`2026-09-01T${time}Z`) / 1000;
const streamed = (exec_id: string, time: string) => ({
  ...fill(exec_id, 0),
  exec_id,
  timestamp: `2026-09-01T${time}Z`,
});

/** What everyFill() gives when its first snapshot has these fills, the connection is lost, and these were missed. */
async function throughLoss(first: object[], missed: HistoryFill[]): Promise<{ seen: string[]; asked: string[] }> {
  const [seen, asked]: [string[], string[]] = [[], []];
  let snapshot = first;
  // The server receives each subscription at 10:00:00.100200 by its own clock, which is not ours.
  await using server = new V2Server({
    snapshot: () => [{ channel: "executions", type: "snapshot", data: snapshot, sequence: 1 }],
  });
  await using socket = await connectSpot({ urls: server.urls, random: () => 0, token: () => Promise.resolve("T") });
  const fetchFills = (since: string) => {
    asked.push(since);
    return Promise.resolve(missed);
  };
  const subscribe: SubscribeFills = (how) => socket.subscribe(executions, { snap_trades: true }, how);
  const reading = (async () => {
    for await (const event of everyFill(subscribe, { fetchFills })) {
      seen.push(event.type === "fill" ? `${event.exec_id} ${event.source}` : event.type);
      if (event.type === "fill" && event.exec_id === "after") break;
    }
  })();
  await until(() =>
    server.of("subscribe").length === 1 && socket.stats.some(({ subscriptions }) => subscriptions === 1)
  );
  snapshot = [];
  server.drop();
  await until(() => server.of("subscribe").length === 2 && asked.length === 1);
  const data = [streamed("after", "10:00:09")];
  server.push({ channel: "executions", type: "update", data, sequence: 2 });
  await reading;
  return { seen, asked };
}

Deno.test("everyFill() tells no fill of before its start, by Kraken's clock, though the first snapshot had none", async () => {
  const { seen, asked } = await throughLoss([], [
    { exec_id: "hours before", time: second("08:00:00") },
    { exec_id: "just before", time: second("10:00:00.0998") },
    { exec_id: "in the gap", time: second("10:00:05.1234") },
  ]);
  assertEquals(seen, ["down", "reconnect", "in the gap backfill", "after stream"]);
  assertEquals(asked, ["2026-09-01T10:00:00.100Z"]);
});

Deno.test("everyFill() tells a fill of the first snapshot that came after its start", async () => {
  const first = [streamed("since", "10:00:00.100900"), streamed("before", "10:00:00.099900")];
  const { seen, asked } = await throughLoss(first, [{ exec_id: "since", time: second("10:00:00.1009") }]);
  assertEquals(seen, ["since stream", "down", "reconnect", "after stream"]);
  assertEquals(asked, ["2026-09-01T10:00:00.100Z"]);
});

Deno.test("everyFill() tells what comes as an update, though the clock of the engine lags behind that of the socket", async () => {
  const update = { type: "update", data: [streamed("lagging", "09:59:59.999")] };
  const subscribe: SubscribeFills = () => {
    const stream = (async function* () {
      yield { type: "snapshot", data: [] } as ExecutionsLike;
      yield update as unknown as ExecutionsLike;
    })();
    return Promise.resolve(Object.assign(stream, { since: "2026-09-01T10:00:00.000Z" }) as never);
  };
  const seen: string[] = [];
  for await (const event of everyFill(subscribe)) seen.push(event.type === "fill" ? event.exec_id : event.type);
  assertEquals(seen, ["lagging"]);
});

Deno.test("everyFill() gives every digit of an amount", async () => {
  const [qty, price] = ["123456789012.12345678", "0.00000001234567890123"];
  await using server = new V2Server({
    snapshot: () => [
      '{"channel":"executions","type":"snapshot","data":[],"sequence":1}',
      '{"channel":"executions","type":"update","data":[{"exec_id":"E","exec_type":"trade","order_id":"O",' +
      `"last_qty":${qty},"last_price":${price},"timestamp":"2099-01-01T00:00:00Z"}],"sequence":2}`,
    ],
  });
  await using socket = await connectSpot({ urls: server.urls, token: () => Promise.resolve("T") });
  for await (const fill of everyFill((how) => socket.subscribe(executions, { snap_trades: true }, how))) {
    assert(fill.type === "fill" && fill.source === "stream");
    assertEquals([fill.data.last_qty, fill.data.last_price], [qty, price]);
    break;
  }
});
