import { assertEquals } from "@std/assert";
import {
  allocationFrame,
  balanceFrame,
  depositFrame,
  extendedBalanceFrame,
  feeFrame,
  feeTierFrame,
  fillFrame,
  ledgerFrame,
  marketPositionFrame,
  orderFrame,
  positionFrame,
  reportFrame,
  strategyFrame,
  withdrawalFrame,
} from "../../../frames/account/mod.ts";
import { toDataFrame } from "../../../frames/danfo.ts";
import type { Frame } from "../../../frames/frame.ts";
import * as account from "../../fixtures/spot_private/account.ts";
import { allocations, strategies } from "../../fixtures/spot_private/earn.ts";
import { depositStatus, withdrawStatus } from "../../fixtures/spot_private/funding.ts";

const csv = "txid,time,asset,amount,fee,balance\nL1,2026-01-05 10:00:00,ZUSD,1.50,0,1.50\n";

const frames: Record<string, () => Frame | Promise<Frame>> = {
  balanceFrame: () => balanceFrame(account.balance),
  extendedBalanceFrame: () => extendedBalanceFrame(account.balanceEx),
  orderFrame: () => orderFrame({ ...account.openOrders.open, B: account.closedOrders.closed["OYR4TK-7PLQ2-EHNV3D"] }),
  fillFrame: () => fillFrame(account.tradesHistory.trades),
  ledgerFrame: () => ledgerFrame(account.ledgers.ledger),
  positionFrame: () => positionFrame(account.openPositions),
  marketPositionFrame: () => marketPositionFrame(account.openPositionsByMarket),
  depositFrame: () => depositFrame(depositStatus),
  withdrawalFrame: () => withdrawalFrame(withdrawStatus),
  strategyFrame: () => strategyFrame(strategies.items),
  allocationFrame: () => allocationFrame(allocations),
  feeFrame: () => feeFrame(account.tradeVolume),
  feeTierFrame: () => feeTierFrame(account.tradeVolume.schedules),
  reportFrame: () => reportFrame(csv, { report: "ledgers" }),
};

for (const [name, make] of Object.entries(frames)) {
  Deno.test(`toDataFrame() of ${name}() has the same columns, cells and numbers`, async () => {
    const frame = await make();
    const table = await toDataFrame(frame);
    assertEquals(table.columns, frame.columns);
    assertEquals(table.shape, [frame.length, frame.columns.length]);
    const types = frame.schema.map(({ type }) =>
      type === "text" ? "string" : type === "boolean" ? "boolean" : "number"
    );
    for (const [at, column] of frame.columns.entries()) {
      const cells: unknown[] = table.column(column).values as unknown[];
      assertEquals(cells, Array.from(frame.column(column) as ArrayLike<unknown>), column);
      assertEquals(cells.map((cell) => typeof cell), Array(frame.length).fill(types[at]), column);
    }
  });
}

Deno.test("toDataFrame() of a ledger adds up in 64-bit", async () => {
  const line = account.queryLedgers["LX3D4P-9KQZT-7MWHB2"];
  const frame = ledgerFrame({ A: { ...line, amount: "67234.12345678" }, B: { ...line, amount: "-1" } });
  assertEquals((await toDataFrame(frame)).column("amount").sum(), 67233.12345678);
});
