import { assert, assertEquals, assertRejects } from "@std/assert";
import { OutcomeUnknownError } from "../../core/errors.ts";
import { symbols } from "../../core/symbols.ts";
import { createLookup } from "../../facade/lookup.ts";
import { lazyStreams } from "../../facade/stream.ts";
import { createSpotClient } from "../../spot/client.ts";
import { addOrder } from "../../websocket/spot/add_order.ts";
import { until } from "../websocket/server.ts";
import { V2Server } from "../websocket/v2_server.ts";

/** Streams over a server on loopback and REST answers by endpoint. */
function streams(server: V2Server, answers: Record<string, object>, now: () => number) {
  const asked: { name: string; body: URLSearchParams }[] = [];
  const fetch = (input: string | URL | Request, init?: RequestInit) => {
    const name = String(input).split("/").at(-1)?.split("?")[0] ?? "";
    asked.push({ name, body: new URLSearchParams(String(init?.body ?? "")) });
    return Promise.resolve(Response.json({ error: [], result: answers[name] ?? {} }));
  };
  const spot = createSpotClient({ key: "K", secret: btoa("a secret of some length"), fetch, limiter: "none" });
  const stream = lazyStreams({
    spot,
    lookup: createLookup(spot.market, symbols()),
    product: (text) => Promise.resolve(text),
    futures: undefined,
    addresses: () => ({ urls: server.urls }),
    now,
  });
  return { stream, asked };
}

const token = { token: "T", expires: 900 };

Deno.test("fills() asks the history for the stream's own fills, from the last one on and past a slow clock", async () => {
  const fillAt = (exec_id: string, timestamp: string) => ({ exec_id, exec_type: "trade", order_id: "O", timestamp });
  const [first, missed] = [Date.UTC(2026, 8, 1, 10), Date.UTC(2026, 8, 1, 10, 0, 5)];
  const snapshot = [fillAt("T1", new Date(first).toISOString())];
  await using server = new V2Server({
    snapshot: () => [{ channel: "executions", type: "snapshot", data: snapshot, sequence: 1 }],
  });
  const answers = {
    GetWebSocketsToken: token,
    TradesHistory: { trades: { T2: { time: missed / 1000, vol: "0.5" } }, count: 1 },
  };
  const now = () => missed;
  const { stream, asked } = streams(server, answers, now);
  await using _closing = stream;
  const seen: string[] = [];
  const reading = (async () => {
    for await (const event of stream.fills()) {
      seen.push(event.type === "fill" ? `${event.exec_id} ${event.source}` : event.type);
      if (event.type === "fill") break;
    }
  })();
  await until(() => server.of("subscribe").length === 1);
  await until(() => server.clients.length === 1 && asked.length === 1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  server.drop();
  await reading;
  assertEquals(seen, ["down", "reconnect", "T2 backfill"]);
  const body = asked.find(({ name }) => name === "TradesHistory")?.body;
  assertEquals(body?.get("consolidate_taker"), "false");
  assertEquals(Number(body?.get("start")), first / 1000 - 1);
  assertEquals(Number(body?.get("end")), missed / 1000 + 60);
});

Deno.test("resolve() of a lost socket order asks about the time at which it was sent", async () => {
  await using server = new V2Server({ trade: (_, client) => void client.close(1012, "restart") });
  const id = "6d1b345e-2821-40e2-ad83-4ecb18a06876";
  const descr = { pair: "XBTUSD", type: "buy", ordertype: "limit", price: "1.0", price2: "0" };
  let clock = Date.now();
  const order = { cl_ord_id: id, status: "open", opentm: Date.now() / 1000, vol: "1", descr, userref: null };
  const answers = {
    GetWebSocketsToken: token,
    Time: { unixtime: 0, rfc1123: "" },
    OpenOrders: { open: { "OABCDE-FGHIJ-KLMNOP": order } },
    ClosedOrders: { closed: {}, count: 0 },
  };
  const { stream, asked } = streams(server, answers, () => clock);
  await using _closing = stream;
  const params = {
    order_type: "limit",
    side: "buy",
    symbol: "BTC/USD",
    order_qty: "1",
    limit_price: "1",
    cl_ord_id: id,
  } as const;
  const error = await assertRejects(() => stream.call(addOrder, params), OutcomeUnknownError);
  // The question is asked two hours later, which must not make the order too old to be ours.
  clock += 7_200_000;
  answers.Time.unixtime = Math.floor(clock / 1000);
  const outcome = await error.resolve() as { state: string }[];
  assertEquals(outcome.map(({ state }) => state), ["placed"]);
  assert(asked.some(({ name }) => name === "OpenOrders"));
});
