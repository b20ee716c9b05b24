import { assert, assertEquals } from "@std/assert";
import { type Answer, HISTORY, NOW, type Rig, rig, V3 } from "./_calling.ts";

async function traded(): Promise<Rig> {
  const exchange = rig({ usd: 200_000 });
  for (let round = 0; round < 12; round++) {
    const symbol = round % 3 === 0 ? "PF_ETHUSD" : "PF_XBTUSD";
    await exchange.send({ orderType: "mkt", symbol, side: round % 4 < 2 ? "buy" : "sell", size: 0.01 });
    exchange.pass(61_000);
  }
  return exchange;
}

Deno.test("account history pages without a gap while new events come, in both directions", async () => {
  const exchange = await traded();
  const walk = async (kind: string, sort: string, disturb: boolean) => {
    const uids: string[] = [];
    let token: string | undefined;
    do {
      const params = { sort, count: 5, before: NOW + 3_600_000, ...(token ? { continuation_token: token } : {}) };
      const response = await exchange.signed("GET", `${HISTORY}/${kind}`, params);
      const page = await response.json();
      assertEquals(page.len, page.elements.length);
      assertEquals(response.headers.get("next-continuation-token"), page.continuationToken ?? null);
      uids.push(...page.elements.map(({ uid }: Answer) => uid));
      token = page.continuationToken;
      // A new trade at the newest end moves nothing on the way to the oldest.
      if (disturb) await exchange.send({ orderType: "mkt", symbol: "PF_XBTUSD", side: "buy", size: 0.001 });
    } while (token);
    return uids;
  };
  for (const kind of ["executions", "orders", "positions"]) {
    const rising = await walk(kind, "asc", false);
    assert(rising.length >= 12);
    assertEquals(await walk(kind, "desc", true), rising.toReversed());
  }
});

Deno.test("account history goes by contract, time and kind of change", async () => {
  const exchange = await traded();
  const get = async (kind: string, params: Record<string, string | number | boolean>) =>
    (await exchange.call("GET", `${HISTORY}/${kind}`, params)).elements as Answer[];
  const ether = await get("executions", { tradeable: "pf_ethusd" });
  assert(ether.length > 0);
  for (const { event } of ether) assertEquals(event.execution.execution.order.tradeable, "PF_ETHUSD");
  const since = NOW + 5 * 61_000;
  const late = await get("executions", { since, before: since + 61_000 });
  assert(late.length > 0);
  for (const { timestamp } of late) assertEquals(timestamp, since);
  const changes = async (params: Record<string, boolean>) =>
    new Set((await get("positions", params)).map(({ event }) => event.PositionUpdate.positionChange));
  assertEquals(await changes({ opened: true, trades: true }), new Set(["open"]));
  assertEquals(await changes({ opened: true, funding_realization: true }), new Set());
  const kinds = async (params: Record<string, boolean>) =>
    new Set((await get("orders", params)).map(({ event }) => Object.keys(event)[0]));
  assertEquals(await kinds({ opened: true }), new Set(["OrderPlaced"]));
  assertEquals(await kinds({ closed: true }), new Set(["OrderUpdated"]));
});

Deno.test("account-log goes by ids, times, kinds and count, and its cost is that of the count", async () => {
  const exchange = await traded();
  const logs = async (params: Record<string, string | number>) =>
    (await exchange.call("GET", `${HISTORY}/account-log`, params)).logs as Answer[];
  const all = await logs({ sort: "asc" });
  assertEquals((await logs({ from: 3, to: 5, sort: "asc" })).map(({ id }) => id), [3, 4, 5]);
  assertEquals((await logs({ count: 2 })).map(({ id }) => id), [all.length, all.length - 1]);
  assertEquals(
    await logs({ since: NOW + 61_000, sort: "asc" }),
    all.filter(({ date }) => Date.parse(date) >= NOW + 61_000),
  );
  assertEquals((await logs({ info: "cross-exchange transfer" })).length, 1);
  const error = async (count: number) => (await exchange.call("GET", `${HISTORY}/account-log`, { count })).error;
  assertEquals([await error(0), await error(100_001)], ["invalidArgument: count", "invalidArgument: count"]);
  // The alias answers the same.
  const alias = await exchange.call("GET", "/api/history/v2/account-log", { sort: "asc" });
  assertEquals(alias.logs, all);
});

Deno.test("accountlogcsv has a line for each row of the account log, newest first", async () => {
  const exchange = rig({ usd: 5000, history: 41 });
  await exchange.send({ orderType: "mkt", symbol: "PF_XBTUSD", side: "buy", size: 0.01 });
  const { logs } = await exchange.call("GET", `${HISTORY}/account-log`);
  const text = await (await exchange.signed("GET", `${HISTORY}/accountlogcsv`, { conversion_details: true })).text();
  const [header = "", ...lines] = text.trimEnd().split("\n");
  assertEquals(header.split(",").length, 22);
  assertEquals(lines.length, logs.length);
  for (const [index, line] of lines.entries()) {
    const cells = Object.fromEntries(line.split(",").map((cell, at) => [header.split(",")[at], cell]));
    const row = logs[index];
    assertEquals(
      [cells["uid"], cells["type"], cells["symbol"], Number(cells["new balance"]), cells["dateTime"]],
      [row.booking_uid, row.info, row.asset, row.new_balance, row.date.slice(0, 19).replace("T", " ")],
    );
  }
});

Deno.test("accountlogcsv gives only the newest rows when there are more than its number", async () => {
  const exchange = rig({ usd: 5000, history: 401, csvRows: 10 });
  const text = await (await exchange.signed("GET", `${HISTORY}/accountlogcsv`)).text();
  const { logs: [newest] } = await exchange.call("GET", `${HISTORY}/account-log`, { count: 1 });
  assertEquals(text.trimEnd().split("\n").length, 11);
  assertEquals(text.split("\n")[1]?.split(",")[0], newest.booking_uid);
});

Deno.test("accountlogcsv streams hundreds of thousands of rows without holding them", async () => {
  const exchange = rig({ usd: 5000, history: 300_001 });
  const response = await exchange.signed("GET", `${HISTORY}/accountlogcsv`);
  let [bytes, lines] = [0, 0];
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    for (const byte of chunk) if (byte === 10) lines++;
    assert(chunk.length < 1_000_000);
  }
  assertEquals(lines, 300_002);
  assert(bytes > 45e6, `${bytes} bytes`);
  // The newest page of a long history is as quick as that of a short one.
  const { elements } = await exchange.call("GET", `${HISTORY}/executions`, { count: 3 });
  assertEquals(elements.length, 3);
});

Deno.test("fills page backwards from the newest, and lose their profit when they do", async () => {
  const exchange = rig({ usd: 5000, history: 2001 });
  const { fills: newest } = await exchange.call("GET", `${V3}/fills`);
  assertEquals(newest.length, 100);
  const { fills: older } = await exchange.call("GET", `${V3}/fills`, { lastFillTime: newest.at(-1).fillTime });
  assertEquals(older.length, 100);
  assert(Date.parse(older[0].fillTime) < Date.parse(newest.at(-1).fillTime));
  assertEquals([typeof newest[0].realized_pnl, older[0].realized_pnl], ["number", null]);
});
