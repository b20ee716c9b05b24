import { assert, assertEquals } from "@std/assert";
import { reconnects } from "../../bench/websocket_reconnect_bench.ts";
import type { ReconnectOrder, ReconnectReport } from "../../bench/websocket_reconnect_server.ts";

/** The server of the bench, and a socket that says nothing by itself. */
async function bareSocket() {
  const worker = new Worker(new URL("../../bench/websocket_reconnect_server.ts", import.meta.url), { type: "module" });
  const said = <Message>() =>
    new Promise<Message>((resolve) => worker.addEventListener("message", ({ data }) => resolve(data), { once: true }));
  const { port } = await said<{ port: number }>();
  const order = (what: ReconnectOrder) => {
    const answer = said<ReconnectReport>();
    worker.postMessage(what);
    return answer;
  };
  const socket = new WebSocket(`ws://127.0.0.1:${port}/public`);
  await new Promise((resolve) => socket.onopen = resolve);
  const texts: string[] = [];
  let more = Promise.withResolvers<void>();
  socket.onmessage = ({ data }) => {
    texts.push(data);
    more.resolve();
    more = Promise.withResolvers();
  };
  return {
    order,
    texts,
    ask: (req_id: number, symbol: string) =>
      socket.send(JSON.stringify({ method: "subscribe", params: { channel: "book", symbol: [symbol] }, req_id })),
    came: async (count: number) => {
      while (texts.length < count) await more.promise;
    },
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => socket.onclose = resolve);
      socket.close();
      await closed;
      worker.terminate();
    },
  };
}

Deno.test("the server of the reconnect bench counts a second round when a request waits for an answer", async () => {
  await using socket = await bareSocket();
  await socket.order({ hold: true });
  socket.ask(1, "A/USD");
  await socket.came(2);
  socket.ask(2, "B/USD");
  await socket.came(4);
  const { rounds, requests, answers } = await socket.order({});
  assertEquals([rounds, requests.length, answers], [2, 2, 4]);
});

Deno.test("the server of the reconnect bench counts one round for requests that wait for nothing", async () => {
  await using socket = await bareSocket();
  await socket.order({ hold: true });
  socket.ask(1, "A/USD");
  socket.ask(2, "B/USD");
  await socket.came(4);
  const { rounds, requests, answers } = await socket.order({});
  assertEquals([rounds, requests.length, answers], [1, 2, 4]);
});

Deno.test("reconnects() finds every subscription back in one round, with a request for each channel", async () => {
  const result = await reconnects({ channels: ["book", "ticker", "trade"], symbols: 4, times: 1 });
  const { subscriptions, back, frames, rounds } = result;
  assertEquals({ subscriptions, back, frames, rounds }, { subscriptions: 12, back: 12, frames: 3, rounds: 1 });
  assert(result.ratio > 0 && result.ms > 0 && result.bareMs > 0);
});
