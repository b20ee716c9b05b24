import { assertEquals } from "@std/assert";
import { openPositions, type OpenPositionsParams } from "../../../spot/account/open_positions.ts";
import * as fixtures from "../../fixtures/spot_private/account.ts";
import { refused, sent } from "./_sent.ts";

const ALL = {
  txid: ["TKH2SE-M7IF5-CFI7LT"],
  docalcs: true,
  consolidation: "market",
  rebase_multiplier: "base",
  account_id: "AA00",
} satisfies OpenPositionsParams;

Deno.test("openPositions names the nearest parameter", async () => {
  await refused(openPositions, { docalc: true }, TypeError, "did you mean 'docalcs'?");
});

Deno.test("openPositions refuses another consolidation", async () => {
  await refused(
    openPositions,
    { consolidation: "markets" },
    RangeError,
    "'consolidation' must be one of market (did you mean \"market\"?)",
  );
});

Deno.test("openPositions writes all parameters", async () => {
  assertEquals(await sent(openPositions, ALL, fixtures.openPositionsByMarket), {
    line: "POST /0/private/OpenPositions?account_id=AA00",
    body: "txid=TKH2SE-M7IF5-CFI7LT&docalcs=true&consolidation=market&rebase_multiplier=base",
    result: fixtures.openPositionsByMarket,
  });
});

Deno.test("openPositions answers with a map of positions by default", async () => {
  assertEquals(await sent(openPositions, { docalcs: true }, fixtures.openPositions), {
    line: "POST /0/private/OpenPositions",
    body: "docalcs=true",
    result: fixtures.openPositions,
  });
});
