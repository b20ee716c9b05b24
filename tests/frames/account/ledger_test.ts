import { assertEquals } from "@std/assert";
import { sumDecimals } from "../../../core/decimal.ts";
import { symbols } from "../../../core/symbols.ts";
import { ledgerFrame } from "../../../frames/account/ledger.ts";
import { ledgers, queryLedgers } from "../../fixtures/spot_private/account.ts";

const { assetLabel } = symbols();

Deno.test("ledgerFrame() of no lines has all columns", () => {
  const frame = ledgerFrame({});
  assertEquals(frame.length, 0);
  assertEquals(frame.text("balance"), []);
});

Deno.test("ledgerFrame() shows modern names, keeps Kraken's and every digit", () => {
  const frame = ledgerFrame(ledgers.ledger, {}, assetLabel);
  assertEquals(frame.kind, "ledger");
  assertEquals(frame.column("asset"), ["BTC", "USD"]);
  assertEquals(frame.column("asset_id"), ["XXBT", "ZUSD"]);
  assertEquals(frame.text("amount"), ["0.0025000000", "-150.0000"]);
  assertEquals(frame.text("fee"), ["0.0000000000", "0.3750"]);
  assertEquals(frame.column("refid"), ["TB7QKN-5WZ2E-4HNVY6", "TB7QKN-5WZ2E-4HNVY6"]);
  assertEquals(ledgerFrame(queryLedgers).row(0).txid, "LX3D4P-9KQZT-7MWHB2");
});

Deno.test("ledgerFrame() orders lines of one moment so that each balance follows from the one before", () => {
  const line = { refid: "R", time: 1, type: "trade", subtype: "", aclass: "currency", asset: "ZUSD", fee: "0.10" };
  // Newest first, as Kraken has it.
  const frame = ledgerFrame({
    L3: { ...line, amount: "-2.00", balance: "5.70" },
    L2: { ...line, amount: "-3.00", balance: "7.80" },
    L1: { ...line, amount: "10.90", fee: "0.00", balance: "10.90" },
  });
  assertEquals(frame.column("txid"), ["L1", "L2", "L3"]);
  for (let row = 1; row < frame.length; row++) {
    const [before, amount] = [frame.exact("balance").at(row - 1), frame.exact("amount").at(row)];
    assertEquals(sumDecimals([before, amount, `-${frame.exact("fee").at(row)}`]), frame.exact("balance").at(row));
  }
});
