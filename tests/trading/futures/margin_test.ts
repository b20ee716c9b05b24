import { assert, assertEquals } from "@std/assert";
import { rounded, tidy } from "../../../trading/_exact.ts";
import { levelOf, liquidationPrice, notional, profit, traded } from "../../../trading/futures/_margin.ts";

const linear = { kind: "linear", contractSize: "1", tick: "1" } as const;
const inverse = { kind: "inverse", contractSize: "1", tick: "0.5" } as const;
const near = (value: string | undefined, decimals: number) => value && tidy(rounded(value, decimals));

Deno.test("liquidationPrice() gives none where no price empties the wallet", () => {
  assertEquals(liquidationPrice(linear, { size: "1", entry: "60000" }, "70000", "0.005"), undefined);
  // A short of 1000 contracts at 8000 owes 0.125 coins at most; with as many in the wallet nothing happens.
  assertEquals(liquidationPrice(inverse, { size: "-1000", entry: "8000" }, "0.125", "0.01"), undefined);
  assertEquals(liquidationPrice(inverse, { size: "-1000", entry: "8000" }, "1", "0.01"), undefined);
});

Deno.test("liquidationPrice() gives Kraken's own figure for its worked inverse case", () => {
  // Long 1000 contracts at 8000, 0.01 BTC, 1 %: Kraken says 7481 (7481.48…, here up to the tick).
  assertEquals(liquidationPrice(inverse, { size: "1000", entry: "8000" }, "0.01", "0.01"), "7481.5");
  // Nothing kept for maintenance is bankruptcy: 7407.4.
  assertEquals(liquidationPrice({ ...inverse, tick: "0.1" }, { size: "1000", entry: "8000" }, "0.01", "0"), "7407.5");
});

Deno.test("liquidationPrice() is where equity equals the maintenance margin, on both sides of both kinds", () => {
  const tick = "0.00000001";
  for (const size of ["2", "-2"]) {
    const price = liquidationPrice({ ...linear, tick }, { size, entry: "60000" }, "12000", "0.01") ?? "";
    const equity = 12_000 + Number(profit(linear, size, "60000", price));
    assert(Math.abs(equity - 0.01 * Number(notional(linear, size, price))) < 1e-4, `${size}: ${price}`);
  }
  for (const size of ["100000", "-100000"]) {
    const price = liquidationPrice({ ...inverse, tick }, { size, entry: "60000" }, "0.2", "0.01") ?? "";
    const equity = 0.2 + Number(profit(inverse, size, "60000", price));
    assert(Math.abs(equity - 0.01 * Number(notional(inverse, size, price))) < 1e-9, `${size}: ${price}`);
  }
});

Deno.test("liquidationPrice() errs towards caution by one tick at most", () => {
  assertEquals(liquidationPrice({ ...linear, tick: "10" }, { size: "1", entry: "60000" }, "600", "0.005"), "59700");
  assertEquals(liquidationPrice({ ...linear, tick: "10" }, { size: "-1", entry: "60000" }, "600", "0.005"), "60290");
});

Deno.test("profit() gives the worked inverse example, in coins", () => {
  assertEquals(near(profit(inverse, "10000", "50000", "52000"), 7), "0.0076923");
  assertEquals(profit(linear, "-0.5", "60000", "59000"), "500.0");
});

Deno.test("traded() averages the entry of linear contracts by size, of inverse ones by coins", () => {
  const more = traded(linear, { size: "1", entry: "60000" }, "3", "64000");
  assertEquals([near(more.after?.size, 8), near(more.after?.entry, 8), more.opened, more.realised], [
    "4",
    "63000",
    "3",
    "0",
  ]);
  const coins = traded(inverse, { size: "-1000", entry: "50000" }, "-1000", "60000");
  // 2000 contracts over 1/50 + 1/60 coins of a thousand.
  assertEquals(near(coins.after?.entry, 6), "54545.454545");
});

Deno.test("traded() reduces, closes and turns a position, realising what is closed", () => {
  const long = { size: "2", entry: "60000" };
  const part = traded(linear, long, "-0.5", "61000");
  assertEquals([part.after, part.opened, part.closed, part.realised], [
    { size: "1.5", entry: "60000" },
    "0",
    "0.5",
    "500.0",
  ]);
  const whole = traded(linear, long, "-2", "61000");
  assertEquals([whole.after, whole.opened, whole.closed, whole.realised], [undefined, "0", "2", "2000"]);
  const turned = traded(linear, long, "-5", "61000");
  assertEquals([turned.after, turned.opened, turned.closed, turned.realised], [
    { size: "-3", entry: "61000" },
    "3",
    "2",
    "2000",
  ]);
  const short = traded(linear, { size: "-2", entry: "60000" }, "2", "61000");
  assertEquals([short.after, short.realised], [undefined, "-2000"]);
});

Deno.test("levelOf() takes the highest step that a position reaches, by notional or by contracts", () => {
  const levels = [
    { from: "0", initial: "0.01", maintenance: "0.005" },
    { from: "1000000", initial: "0.02", maintenance: "0.01" },
  ];
  assertEquals(levelOf(levels, linear, { size: "16.6", entry: "60000" })?.initial, "0.01");
  assertEquals(levelOf(levels, linear, { size: "-17", entry: "60000" })?.initial, "0.02");
  assertEquals(levelOf(levels, inverse, { size: "999999", entry: "60000" })?.initial, "0.01");
  assertEquals(levelOf(levels, inverse, { size: "1000000", entry: "60000" })?.initial, "0.02");
  assertEquals(levelOf([], linear, { size: "1", entry: "1" }), undefined);
});
