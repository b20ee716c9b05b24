import { assert, assertEquals } from "@std/assert";
import {
  balances,
  deposits,
  exportReport,
  fees,
  fills,
  ledger,
  orders,
  positions,
  type Source,
  withdrawals,
} from "../../account/mod.ts";
import { compareDecimals, type Decimal, multiplyDecimals, sumDecimals } from "../../core/decimal.ts";
import { symbols } from "../../core/symbols.ts";
import { type PaperExchange, paperExchange } from "../../paper/mod.ts";
import { createSpotClient, type SpotClient } from "../../spot/client.ts";
import { manualClock } from "../helpers/fetching.ts";
import { NOW } from "./_source.ts";

const DAY = 86_400_000;

/** The embedded exchange with a past of 300 trades, and a client of its own on it. */
function rehearsal(): { source: Source; client: SpotClient; exchange: PaperExchange } {
  const clock = manualClock(NOW);
  const history = { trades: 300, days: 120 };
  const exchange = paperExchange({ seed: 5, now: clock.now, limits: false, usd: 50_000, history });
  const { key, secret, fetch } = exchange;
  const client = createSpotClient({ key, secret, fetch, clock, limiter: "none" });
  return { source: { ...client, symbols: symbols(), name: "paper", ...clock }, client, exchange };
}

const same = (a: Decimal, b: Decimal, what: string) => assert(compareDecimals(a, b) === 0, `${what}: ${a} is not ${b}`);

Deno.test("ledger() of the embedded exchange proves itself line by line, up to what balances() says", async () => {
  const { source, exchange } = rehearsal();
  await using _ = exchange;
  const frame = await ledger(source);
  assert(frame.length > 600, `${frame.length} lines`);
  assertEquals(new Set(frame.column("txid")).size, frame.length);
  const [amount, fee, balance] = [frame.text("amount"), frame.text("fee"), frame.text("balance")];
  const last = new Map<string, Decimal>();
  frame.column("asset_id").forEach((asset, row) => {
    const sum = sumDecimals([last.get(asset) ?? "0", amount[row]!]);
    same(sumDecimals([balance[row]!, fee[row]!]), sum, `line ${row} of ${asset}`);
    last.set(asset, balance[row]!);
  });
  const held = await balances(source, { zeros: false });
  held.column("asset_id").forEach((asset, row) => same(held.text("balance")[row]!, last.get(asset) ?? "0", asset));
  assertEquals(held.length > 1, true);
});

Deno.test("ledger() of parts of the time has each line of the whole once", async () => {
  const { source, exchange } = rehearsal();
  await using _ = exchange;
  const whole = await ledger(source);
  // Cut at the very moment of a line, and elsewhere.
  const times = whole.column("time");
  const cuts = [0, Math.floor(times[200]!), Math.floor(times[200]!) + 1, NOW - 30 * DAY, NOW].sort((a, b) => a - b);
  const parts: string[] = [];
  for (const [at, from] of cuts.slice(0, -1).entries()) {
    const to = cuts[at + 1] as number;
    const part = await ledger(source, { ...(from === 0 ? {} : { from }), to });
    for (const time of part.column("time")) assert(time >= from && time < to);
    parts.push(...part.column("txid"));
  }
  assertEquals(parts, [...whole.column("txid")]);
});

Deno.test("fills() and ledger() of the embedded exchange tell the same trades", async () => {
  const { source, exchange } = rehearsal();
  await using _ = exchange;
  const trades = await fills(source, { symbol: "BTC/USD" });
  assert(trades.length > 50, `${trades.length} trades`);
  assertEquals(new Set(trades.column("symbol")), new Set(["BTC/USD"]));
  const all = await ledger(source, { asset: "BTC", type: "trade" });
  const moved = new Map(all.column("refid").map((refid, row) => [refid, all.exact("amount").at(row)]));
  trades.column("txid").forEach((txid, row) => {
    const volume = trades.exact("volume").at(row);
    same(moved.get(txid) ?? "0", trades.column("side")[row] === "buy" ? volume : `-${volume}`, txid);
    const exact = Number(multiplyDecimals(trades.exact("price").at(row), volume));
    assert(Math.abs(exact - trades.column("cost")[row]!) < 0.001, txid);
  });
});

Deno.test("exportReport() of the embedded exchange has the lines that ledger() has", async () => {
  const { source, exchange } = rehearsal();
  await using _ = exchange;
  const range = { from: NOW - 60 * DAY, to: NOW - 10 * DAY };
  const paged = await ledger(source, range);
  const report = await exportReport(source, { report: "ledgers", ...range, remove: true });
  assert(paged.length > 100, `${paged.length} lines`);
  const settled = report.filter(({ txid }) => txid !== "");
  assertEquals([...settled.column("txid")].sort(), [...paged.column("txid")].sort());
  const lines = new Map(paged.column("txid").map((txid, row) => [txid, row]));
  settled.column("txid").forEach((txid, row) => {
    const other = lines.get(txid)!;
    for (const name of ["amount", "fee", "balance"] as const) {
      same(settled.exact(name).at(row), paged.exact(name).at(other), `${name} of ${txid}`);
    }
    assertEquals(settled.column("asset")[row], paged.column("asset")[other]);
  });
  assertEquals(report.meta.note, undefined);
  assertEquals(await source.account.exportStatus({ report: "ledgers" }), []);
});

Deno.test("exportReport() of trades has the fills that fills() has", async () => {
  const { source, exchange } = rehearsal();
  await using _ = exchange;
  const report = await exportReport(source, { report: "trades", last: "50d", format: "TSV" });
  const paged = await fills(source, { last: "50d", consolidate_taker: false });
  assertEquals(report.column("txid"), paged.column("txid"));
  assertEquals(report.column("symbol"), paged.column("symbol"));
  assertEquals(report.column("side"), paged.column("side"));
  for (const [row, price] of report.text("price").entries()) same(price, paged.exact("price").at(row), `price ${row}`);
});

Deno.test("orders() of the embedded exchange follow an order from the book to its end", async () => {
  const { source, client, exchange } = rehearsal();
  await using _ = exchange;
  const before = await balances(source);
  const limit = { ordertype: "limit", type: "buy", pair: "XBTUSD", volume: "0.01", price: "1000" } as const;
  const { txid: [txid = ""] } = await client.trading.addOrder(limit) as { txid: string[] };
  const open = await orders(source, { symbol: "btc/usd" });
  const row = open.column("txid").indexOf(txid);
  assertEquals(open.column("symbol")[row], "BTC/USD");
  same(open.exact("remaining").at(row), "0.01", "remaining");
  same(open.exact("price").at(row), "1000", "price");
  const during = await balances(source);
  const dollar = during.column("asset").indexOf("USD");
  assertEquals(during.exact("balance").at(dollar), before.exact("balance").at(before.column("asset").indexOf("USD")));
  same(
    sumDecimals([during.exact("available").at(dollar), during.exact("hold_trade").at(dollar)]),
    during.exact("balance").at(dollar),
    "available",
  );
  assert(compareDecimals(during.exact("hold_trade").at(dollar), "10") >= 0);
  await client.trading.cancelOrder({ txid });
  assertEquals((await orders(source)).column("txid").includes(txid), false);
  const all = await orders(source, { status: "all", last: "1h" });
  assertEquals(all.column("status")[all.column("txid").indexOf(txid)], "canceled");
  const ended = await orders(source, { status: "closed", closetime: "close", last: "1h" });
  assertEquals(ended.column("txid").includes(txid), true);
});

Deno.test("the other questions are answered by the embedded exchange", async () => {
  const { source, exchange } = rehearsal();
  await using _ = exchange;
  assertEquals((await positions(source)).length, 0);
  const rates = await fees(source, ["BTC/USD", "ETH/USD"]);
  assertEquals(new Set(rates.column("symbol")), new Set(["BTC/USD", "ETH/USD"]));
  assert(rates.column("taker_fee").every((fee) => fee > 0));
  const [came, went] = [await deposits(source), await withdrawals(source)];
  for (const refids of [came.column("refid"), went.column("refid")]) assertEquals(new Set(refids).size, refids.length);
  assert(came.length > 0);
});
