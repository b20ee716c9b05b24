import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { AttemptBudget, budgetOf } from "../../websocket/attempts.ts";
import { Replay } from "../../websocket/replay.ts";
import { wsTransport } from "../../websocket/transport.ts";

Deno.test("AttemptBudget lets a burst through and then spreads attempts over its window", () => {
  let now = 0;
  const budget = new AttemptBudget(3, 1000, () => now);
  assertEquals([budget.take(), budget.take(), budget.take()], [0, 0, 0]);
  now = 400;
  assertEquals([budget.waitMs, budget.waitMs], [600, 600]);
  assertEquals([budget.take(), budget.take()], [600, 600]);
  now = 1500;
  assertEquals([budget.take(), budget.take()], [0, 500]);
});

Deno.test("AttemptBudget does not wait longer when the machine's clock is put back", () => {
  const { now } = Date;
  const budget = new AttemptBudget(1, 60_000);
  budget.take();
  try {
    Date.now = () => now() - 3_600_000;
    assert(budget.take() <= 60_000);
  } finally {
    Date.now = now;
  }
});

Deno.test("budgetOf() has nothing for this machine and for transports of one's own, since Kraken sees neither", () => {
  for (const url of ["ws://127.0.0.1:8080", "ws://localhost", "ws://[::1]:1/x"]) assertEquals(budgetOf(url), undefined);
  assertEquals(budgetOf("wss://a.example/v2", new Replay([], {}).transport), undefined);
});

Deno.test("budgetOf() is shared by all connections to a host, however they are made", () => {
  const budget = budgetOf("wss://a.example/v2", "ws");
  assert(budget);
  assertStrictEquals(budgetOf("wss://a.example/other"), budget);
  assertStrictEquals(budgetOf("wss://a.example/v2", wsTransport), budget);
  assert(budgetOf("wss://b.example/v2") !== budget);
  // Kraken counts whoever comes to Spot or Unified, whichever host they ask for.
  const edge = budgetOf("wss://ws.kraken.com/v2");
  for (const url of ["wss://ws-auth.kraken.com/v2", "wss://ws-l3.kraken.com/v2", "wss://uws.kraken.com/v2/public"]) {
    assertStrictEquals(budgetOf(url), edge);
  }
  assert(budgetOf("wss://futures.kraken.com/ws/v1") !== edge);
  assert(budgetOf("wss://notkraken.com/v2") !== edge);
});
