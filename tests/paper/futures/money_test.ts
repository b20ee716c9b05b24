/** Balances, fills, positions and account log agree to the last digit. */

import { assert, assertEquals } from "@std/assert";
import { numbers } from "../help.ts";
import { type Answer, digits, exact, HISTORY, type Rig, rig, V3 } from "./_calling.ts";

const ENTRY = 18;

/** The whole account log, oldest first, with its digits. */
async function logs(exchange: Rig): Promise<Answer[]> {
  const response = await exchange.signed("GET", `${HISTORY}/account-log`, { count: 100_000, sort: "asc" });
  return digits(await response.text()).logs;
}

/** Checks everything against everything. */
async function agree(exchange: Rig): Promise<{ rows: number; fills: number }> {
  const rows = await logs(exchange);
  const { accounts } = digits(await (await exchange.signed("GET", `${V3}/accounts`)).text());
  const { openPositions } = digits(await (await exchange.signed("GET", `${V3}/openpositions`)).text());
  const executions = await pages(exchange, "executions");
  const positions = await pages(exchange, "positions");
  const balances = new Map<string, bigint>();
  let id = 0;
  for (const row of rows) {
    assert(row.id > id);
    id = Number(row.id);
    const isPosition = row.asset === row.contract;
    const key = isPosition ? row.contract : `${row.margin_account} ${row.asset}`;
    assertEquals(exact(row.old_balance), balances.get(key) ?? 0n, `row ${id} does not go on from the one before`);
    balances.set(key, exact(row.new_balance));
    if (isPosition || row.info.includes("transfer") || row.info === "conversion") continue;
    const change = exact(row.realized_pnl ?? "0") - exact(row.fee ?? "0") + exact(row.realized_funding ?? "0");
    assertEquals(exact(row.new_balance) - exact(row.old_balance), change, `row ${id} does not add up`);
  }
  // The last balances of the log are the wallets and the positions.
  for (const [wallet, account] of Object.entries(accounts as Record<string, Answer>)) {
    const held = account.currencies
      ? Object.entries(account.currencies).map(([name, { quantity }]: Answer) => [name.toLowerCase(), quantity])
      : Object.entries(account.balances).filter(([name]) => !name.startsWith("PI_") && !name.startsWith("FI_"));
    for (const [currency, amount] of held as [string, string][]) {
      assertEquals(balances.get(`${wallet} ${currency}`) ?? 0n, exact(amount), `${wallet} ${currency}`);
    }
  }
  const open = new Map(
    openPositions.map((
      { symbol, side, size }: Answer,
    ) => [symbol.toLowerCase(), exact(size) * (side === "long" ? 1n : -1n)]),
  );
  for (const [key, value] of balances) {
    if (key.includes("usd") && !key.includes(" ")) assertEquals(value, open.get(key) ?? 0n, key);
  }
  // Each execution stands in the log with the same figures.
  const cash = new Map(
    rows.filter(({ asset, contract, execution }) => execution && contract && asset !== contract)
      .map((row) => [`${row.execution} ${row.id}`, row]),
  );
  for (const { event: { execution: { execution } } } of executions) {
    const found = [...cash.values()].filter((row) => row.execution === execution.uid);
    assertEquals(found.length, 1);
    assertEquals(exact(found[0].fee), exact(execution.orderData.fee));
    assertEquals(exact(found[0].realized_pnl), exact(execution.orderData.realizedPnl));
    assertEquals(exact(found[0].trade_price), exact(execution.price));
  }
  assertEquals(executions.length, [...cash.values()].filter(({ info }) => info !== "settlement").length);
  // Positions by their own formulas: average entry and profit of every change, recomputed from size and price.
  const entries = new Map<string, { size: bigint; entry: bigint }>();
  for (const { event: { PositionUpdate: update } } of positions.toReversed()) {
    const { tradeable, oldPosition, newPosition, executionPrice, settlementPrice } = update;
    const before = entries.get(tradeable) ?? { size: 0n, entry: 0n };
    const [from, to] = [exact(oldPosition), exact(newPosition)];
    assertEquals(from, before.size, tradeable);
    if (update.updateReason !== "fundingRealisation") {
      const price = exact(executionPrice ?? settlementPrice, ENTRY);
      const expected = expectedChange(
        tradeable.startsWith("PI") || tradeable.startsWith("FI"),
        before,
        to - from,
        price,
      );
      assertEquals(exact(update.newAverageEntryPrice, ENTRY), expected.entry, `${tradeable} entry`);
      // Paid in another currency it was converted at a rate that stands nowhere.
      const isDirect = update.feeCurrency === "USD" || !tradeable.startsWith("PF");
      if (isDirect) assertEquals(exact(update.realizedPnL), expected.pnl, `${tradeable} profit`);
      entries.set(tradeable, { size: to, entry: to === 0n ? 0n : expected.entry });
    }
  }
  return { rows: rows.length, fills: executions.length };
}

/** Quotient, half away from zero. */
function rounded(value: bigint, by: bigint): bigint {
  const negative = (value < 0n) !== (by < 0n);
  const [a, b] = [value < 0n ? -value : value, by < 0n ? -by : by];
  const result = (2n * a + b) / (2n * b);
  return negative ? -result : result;
}

/** The documented formulas, written again. Sizes have 10 decimals, prices 18, profit 10. */
function expectedChange(
  inverse: boolean,
  { size, entry }: { size: bigint; entry: bigint },
  change: bigint,
  price: bigint,
) {
  if (size === 0n) return { entry: price, pnl: 0n };
  if (size > 0n === change > 0n) {
    const sum = size + change;
    const average = inverse
      ? rounded(sum * entry * price, size * price + change * entry)
      : rounded(size * entry + change * price, sum);
    return { entry: average, pnl: 0n };
  }
  const closes = change < 0n ? (-change < size ? -change : size) : (change < -size ? -change : size);
  const pnl = inverse
    ? rounded(closes * (price - entry) * 10n ** 18n, entry * price)
    : rounded(closes * (price - entry), 10n ** 18n);
  const after = size + change;
  return { entry: after !== 0n && after > 0n !== size > 0n ? price : entry, pnl };
}

/** All events of a kind, newest first. */
async function pages(exchange: Rig, kind: string): Promise<Answer[]> {
  const elements: Answer[] = [];
  let token: string | undefined;
  do {
    const page = await exchange.call("GET", `${HISTORY}/${kind}`, {
      count: 100,
      ...(token ? { continuation_token: token } : {}),
    });
    elements.push(...page.elements);
    token = page.continuationToken;
  } while (token);
  return elements;
}

const SYMBOLS = [
  "PF_XBTUSD",
  "PF_ETHUSD",
  "PF_SOLUSD",
  "PI_XBTUSD",
  "PI_ETHUSD",
  "FF_XBTUSD_261127",
  "FI_XBTUSD_261127",
];
const SIZES: Record<string, number> = { PF_XBTUSD: 0.003, PF_ETHUSD: 0.07, PF_SOLUSD: 2.13, FF_XBTUSD_261127: 0.0021 };

Deno.test("everything that an account did agrees to the last digit, whatever it did", async () => {
  for (const seed of [1, 2, 3]) {
    const next = numbers(seed);
    const exchange = rig({
      usd: "23456.789",
      wallets: {
        fi_xbtusd: { xbt: "1.5" },
        fi_ethusd: { eth: "20" },
        flex: { xbt: "0.3", eur: "5000" },
        cash: { usd: "77" },
      },
    });
    await exchange.call("PUT", `${V3}/pnlpreferences`, { symbol: "PF_ETHUSD", pnlPreference: "BTC" });
    for (let step = 0; step < 90; step++) {
      const symbol = SYMBOLS[next(SYMBOLS.length)] ?? "";
      const { ticker } = await exchange.get(`${V3}/tickers/${symbol}`);
      const side = next(2) === 0 ? "buy" : "sell";
      const base = SIZES[symbol] ?? 400;
      const size = base === 400 ? 1 + next(900) : Number((base * (1 + next(9))).toFixed(4));
      const kind = next(5);
      if (ticker.bid === undefined) {
        exchange.pass(60_000);
        continue;
      }
      if (kind < 2) await exchange.send({ orderType: "mkt", symbol, side, size });
      else if (kind < 4) {
        const limitPrice = side === "buy" ? ticker.bid : ticker.ask;
        await exchange.send({ orderType: "lmt", symbol, side, size, limitPrice, reduceOnly: next(4) === 0 });
      } else {await exchange.call("POST", `${V3}/transfer`, {
          fromAccount: "flex",
          toAccount: "cash",
          unit: "usd",
          amount: next(50) + 1,
        });}
      exchange.pass(next(4) === 0 ? next(9 * 3_600_000) : next(600_000));
    }
    // Past the expiry of the dated contracts.
    exchange.pass(6 * 86_400_000);
    const { rows, fills } = await agree(exchange);
    assert(rows > 300 && fills > 40, `seed ${seed}: ${rows} rows and ${fills} fills`);
  }
});

Deno.test("a seeded history agrees with itself, with the balance it leads to, and with what follows it", async () => {
  const exchange = rig({ usd: "12345.67", history: 1001 });
  await exchange.send({ orderType: "mkt", symbol: "PF_XBTUSD", side: "buy", size: 0.01 });
  exchange.pass(2 * 3_600_000);
  const { rows, fills } = await agree(exchange);
  assert(rows > 1003, `${rows} rows`);
  assertEquals(fills, 501);
});
