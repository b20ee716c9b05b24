import { assertEquals } from "@std/assert";
import { queryTrades, type QueryTradesParams } from "../../../spot/account/query_trades.ts";
import * as fixtures from "../../fixtures/spot_private/account.ts";
import { refused, sent } from "./_sent.ts";

const ALL = {
  txid: "TB7QKN-5WZ2E-4HNVY6",
  trades: true,
  ledgers: true,
  rebase_multiplier: "base",
  account_id: "AA00",
} satisfies QueryTradesParams;

Deno.test("queryTrades needs 'txid'", async () => {
  for (const name of ["txid"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(queryTrades, rest, TypeError, `Cannot call QueryTrades as '${name}' is missing`);
  }
});

Deno.test("queryTrades names the nearest parameter", async () => {
  await refused(queryTrades, { tx_id: "T" }, TypeError, "did you mean 'txid'?");
});

Deno.test("queryTrades refuses more than 20 ids", async () => {
  await refused(
    queryTrades,
    { txid: Array.from({ length: 21 }, (_, i) => `T${i}`) },
    RangeError,
    "'txid' must have at most 20 items: it has 21",
  );
});

Deno.test("queryTrades writes all parameters", async () => {
  assertEquals(await sent(queryTrades, ALL, fixtures.queryTrades), {
    line: "POST /0/private/QueryTrades?account_id=AA00",
    body: "txid=TB7QKN-5WZ2E-4HNVY6&trades=true&ledgers=true&rebase_multiplier=base",
    result: fixtures.queryTrades,
  });
});
