import { assertEquals } from "@std/assert";
import { symbols } from "../../../core/symbols.ts";
import { balanceFrame, extendedBalanceFrame } from "../../../frames/account/balances.ts";
import { balance, balanceEx } from "../../fixtures/spot_private/account.ts";

const { assetLabel } = symbols();

Deno.test("balanceFrame() of an empty account has the columns and no row", () => {
  const frame = balanceFrame({});
  assertEquals(frame.columns, ["asset", "balance", "asset_id"]);
  assertEquals(frame.length, 0);
  assertEquals(frame.text("balance"), []);
});

Deno.test("balanceFrame() shows modern names, keeps Kraken's and every digit", () => {
  const frame = balanceFrame(balance, { source: "paper" }, assetLabel);
  assertEquals(frame.kind, "balances");
  assertEquals(frame.meta.source, "paper");
  assertEquals(frame.column("asset"), ["USD", "BTC", "DOT.S", "USDT.F"]);
  assertEquals(frame.column("asset_id"), ["ZUSD", "XXBT", "DOT.S", "USDT.F"]);
  assertEquals(frame.text("balance"), ["2413.0994", "0.0450000000", "17.5000000000", "120.00000000"]);
  assertEquals(frame.column("balance")[0], 2413.0994);
});

Deno.test("extendedBalanceFrame() works out exactly what is free to spend", () => {
  const frame = extendedBalanceFrame(balanceEx, {}, assetLabel);
  // 2413.0994 + 1000 − 250 − 601.5
  assertEquals(frame.text("available"), ["2561.5994", "0.0450000000"]);
  assertEquals(frame.text("credit"), ["1000.0000", "0"]);
});

Deno.test("extendedBalanceFrame() takes amounts apart that floats cannot", () => {
  const row = { balance: "123456789012345678.0000000001", hold_trade: "0.0000000002" };
  const frame = extendedBalanceFrame({ PEPE: row });
  assertEquals(frame.text("available"), ["123456789012345677.9999999999"]);
});

Deno.test("extendedBalanceFrame() gives a negative amount to who has spent credit", () => {
  const frame = extendedBalanceFrame({
    ZUSD: { balance: "1.00", hold_trade: "3.50", credit: "2", credit_used: "2.0" },
  });
  assertEquals(frame.text("available"), ["-2.50"]);
});
