import { assertEquals } from "@std/assert";
import { symbols } from "../../../core/symbols.ts";
import { allocationFrame, strategyFrame } from "../../../frames/account/earn.ts";
import { feeFrame, feeTierFrame } from "../../../frames/account/fees.ts";
import { marketPositionFrame, positionFrame } from "../../../frames/account/positions.ts";
import { depositFrame, withdrawalFrame } from "../../../frames/account/transfers.ts";
import { openPositions, openPositionsByMarket, tradeVolume } from "../../fixtures/spot_private/account.ts";
import { allocations, strategies } from "../../fixtures/spot_private/earn.ts";
import { depositStatus, withdrawStatus } from "../../fixtures/spot_private/funding.ts";

const { label, assetLabel } = symbols();

Deno.test("positionFrame(), marketPositionFrame() and the others have all columns without a row", () => {
  for (
    const frame of [
      positionFrame({}),
      marketPositionFrame([]),
      depositFrame([]),
      withdrawalFrame([]),
      strategyFrame([]),
      allocationFrame({ ...allocations, items: [] }),
      feeFrame({ currency: "ZUSD", volume: "0.0000", fees: null }),
      feeTierFrame([]),
    ]
  ) {
    assertEquals(frame.length, 0);
    assertEquals(frame.columns.length > 8, true, frame.kind);
  }
});

Deno.test("positionFrame() works out what is still open, exactly", () => {
  const [[txid, position] = ["", undefined]] = Object.entries(openPositions);
  const frame = positionFrame({ [txid]: { ...position!, vol_closed: "0.01999999" } }, {}, label);
  assertEquals(frame.text("open"), ["0.03000001"]);
  assertEquals(frame.text("net"), ["-12.4400"]);
  assertEquals(frame.row(0).rollover, 1793544400000);
  assertEquals([frame.row(0).symbol, frame.row(0).pair], ["BTC/USD", "XXBTZUSD"]);
});

Deno.test("marketPositionFrame() has a row a market", () => {
  const frame = marketPositionFrame(openPositionsByMarket, {}, label);
  assertEquals(frame.row(0).leverage, 5);
  assertEquals(frame.row(0).positions, 1);
  assertEquals(frame.text("value"), [""]);
});

Deno.test("depositFrame() keeps amounts, states and where it came from", () => {
  const frame = depositFrame(depositStatus, {}, assetLabel);
  assertEquals(frame.column("asset"), ["BTC", "BTC"]);
  assertEquals(frame.text("amount"), ["0.0500000000", "0.0500000000"]);
  assertEquals(frame.column("originators"), ["bc1qsender", ""]);
  assertEquals(frame.column("status_prop"), ["onhold", "onhold"]);
  assertEquals(frame.column("time")[0], 1793530800000);
});

Deno.test("withdrawalFrame() leaves an unknown transaction empty", () => {
  const frame = withdrawalFrame(withdrawStatus, {}, assetLabel);
  assertEquals(frame.column("txid"), [""]);
  assertEquals(frame.text("fee"), ["0.00001500"]);
  assertEquals(frame.column("key"), ["cold wallet"]);
});

Deno.test("strategyFrame() has yields, fees and periods; what is not there is NaN", () => {
  const frame = strategyFrame(strategies.items, {}, assetLabel);
  assertEquals(frame.column("lock_type"), ["instant", "bonded"]);
  assertEquals(frame.text("apr_low"), ["6.0000", ""]);
  assertEquals(frame.text("allocation_fee"), ["0.0000", "0"]);
  assertEquals([...frame.column("bonding_period")], [NaN, 1036800]);
  assertEquals(frame.column("can_allocate"), [true, false]);
  assertEquals(frame.column("restriction"), ["", "tier"]);
});

Deno.test("allocationFrame() has the stages as amounts and the totals in meta", () => {
  const frame = allocationFrame(allocations, {}, assetLabel);
  assertEquals(frame.text("allocated"), ["0.1250000000"]);
  assertEquals(frame.text("bonding"), ["0.0250000000"]);
  assertEquals(frame.text("unbonding"), ["0"]);
  assertEquals(frame.row(0).payout_end, Date.UTC(2026, 10, 3));
  assertEquals(frame.meta.totalAllocated, "412.5000");
  assertEquals(frame.meta.convertedAsset, "USD");
});

Deno.test("feeFrame() has both roles in a row, and the volume in meta", () => {
  const frame = feeFrame(tradeVolume, {}, label);
  assertEquals(frame.column("symbol"), ["BTC/USD"]);
  assertEquals(frame.text("maker_fee"), ["0.2500"]);
  assertEquals(frame.text("taker_fee"), ["0.4000"]);
  assertEquals(frame.text("next_maker_fee"), [""]);
  assertEquals(frame.text("next_taker_fee"), ["0.3500"]);
  assertEquals(frame.meta.volume, "8120.4410");
});

Deno.test("feeFrame() has one fee in both roles for pairs without roles", () => {
  const { fees_maker: _, ...rest } = tradeVolume;
  assertEquals(feeFrame(rest).text("maker_fee"), ["0.4000"]);
});

Deno.test("feeTierFrame() marks the account's own tier", () => {
  const frame = feeTierFrame(tradeVolume.schedules, {}, label);
  assertEquals([...frame.column("tier")], [1, 2]);
  assertEquals(frame.column("active"), [true, false]);
  assertEquals(frame.text("min_spot_volume"), ["", "10000.0000"]);
});
