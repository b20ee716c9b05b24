import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import * as account from "../../account/mod.ts";
import { KrakenError } from "../../core/errors.ts";
import { exportStatus } from "../fixtures/spot_private/account.ts";
import { sourceOf } from "./_source.ts";
import { file, zipped } from "./_zip.ts";

const calls = {
  balances: account.balances,
  orders: account.orders,
  fills: account.fills,
  ledger: account.ledger,
  positions: account.positions,
  marketPositions: account.marketPositions,
  deposits: account.deposits,
  withdrawals: account.withdrawals,
  earnStrategies: account.earnStrategies,
  earnAllocations: account.earnAllocations,
  exportReport: account.exportReport,
} as Record<string, (source: account.Source, options: never) => Promise<unknown>>;

for (const [name, call] of Object.entries(calls)) {
  Deno.test(`${name}() refuses options it does not have before any call`, async () => {
    for (const options of [{ form: "2026" }, "2026", null, ["2026"]]) {
      const source = sourceOf({});
      const given = name === "exportReport" && options === null ? { report: "ledgers", colour: 1 } : options;
      await assertRejects(() => call(source, given as never), TypeError, `Cannot call ${name} as`);
      assertEquals(source.requests.length, 0);
    }
  });
}

Deno.test("ledger() names the nearest spelling of an option", async () => {
  const wrong = { form: "2026" } as never;
  await assertRejects(() => account.ledger(sourceOf({}), wrong), TypeError, "'form'; did you mean 'from'?");
});

Deno.test("fees() and feeTiers() refuse options they do not have", async () => {
  for (const call of [account.fees, account.feeTiers]) {
    await assertRejects(() => call(sourceOf({}), "BTC/USD", { last: "1d" } as never), TypeError, "no option 'last'");
  }
});

Deno.test("balances() takes null for an account that has nothing", async () => {
  const frame = await account.balances(sourceOf(Response.json({ error: [], result: null })));
  assertEquals(frame.length, 0);
});

Deno.test("exportReport() refuses an archive of two files instead of dropping one", async () => {
  const report = { ...exportStatus[0]!, id: "QWZT", status: "Processed" };
  const bytes = await zipped({ "ledgers_1.csv": '"time"\n', "ledgers_2.csv": '"time"\n' });
  const source = sourceOf({ id: "QWZT" }, [report], file(bytes));
  const error = await assertRejects(() => account.exportReport(source, { report: "ledgers" }), KrakenError, "2 files");
  assertStringIncludes(error.message, "ledgers_1.csv, ledgers_2.csv");
  assertStringIncludes(error.message, 'id: "QWZT"');
});
