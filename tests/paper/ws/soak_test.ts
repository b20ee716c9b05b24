import { assert, assertEquals } from "@std/assert";
import { soak } from "./soak.ts";

Deno.test("twenty seconds of random faults end with the exchange's own books and each trade once", async () => {
  const report = await soak({ ms: 20_000, seed: 3, speed: 20, killMs: 3_000 });
  console.log(JSON.stringify(report));
  assertEquals([report.wrong, report.trades.wrong], [[], []]);
  assertEquals(report.books, 13);
  assert(report.trades.seen > 100, `${report.trades.seen} trades`);
  const { faults, events } = report;
  assert(Object.keys(faults).length >= 8, JSON.stringify(faults));
  assert((events.resync ?? 0) > 0 && (events.reconnect ?? 0) > 0, JSON.stringify(events));
});
