import { assert, assertEquals, assertMatch } from "@std/assert";
import { fanout, type FanoutResult } from "../../bench/websocket_fanout_bench.ts";
import type { FanoutChannel } from "../../bench/websocket_fanout_server.ts";

const load = { perSecond: 4_000, seconds: 0.5, symbols: 10, patienceMs: 1_000 };
const lost = ({ book, trade, execution }: FanoutResult) => [book.lost, trade.lost, execution.lost];

Deno.test("fanout() reads books, trades and executions to the last one", async () => {
  const result = await fanout(load);
  assertEquals([result.book.sent, result.trade.sent, result.execution.sent], [1600, 300, 100]);
  assertEquals([lost(result), result.holes, result.events], [[0, 0, 0], 0, []]);
  for (const channel of ["book", "trade", "execution"] as const) assert(Number.isFinite(result[channel].p99), channel);
});

const expected: Record<FanoutChannel, number[]> = { book: [1, 0, 0], trade: [0, 1, 0], execution: [0, 0, 1] };

for (const leaveOut of ["book", "trade", "execution"] as const) {
  Deno.test(`fanout() finds the one ${leaveOut} message that was left out`, async () => {
    const result = await fanout({ ...load, leaveOut });
    assertEquals(lost(result), expected[leaveOut]);
    if (leaveOut !== "execution") return assertEquals([result.holes, result.events], [0, []]);
    assertEquals(result.holes, 1);
    assertMatch(result.events[0] ?? "", /^executions gap: sequence 12 expected, 13 found$/);
  });
}
