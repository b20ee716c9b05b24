/** Every private answer fits the wire type of its endpoint, field by field. */

import { assertEquals } from "@std/assert";
import { type PaperExchange, paperExchange } from "../../../../paper/mod.ts";
import { PRIVATE } from "../../../../paper/rest/private/methods.ts";
import { machine } from "../../../schema/machine.ts";
import { endpointsBelow } from "../../../schema/sources.ts";
import { NOW } from "../../help.ts";
import { funding, got, type Params } from "../../sign.ts";

/** An account that has some of everything. */
async function lively(): Promise<PaperExchange> {
  const exchange = paperExchange({
    seed: 7,
    now: () => NOW,
    limits: false,
    balances: { USD: 100_000, BTC: 2, ETH: 5 },
    history: { days: 20, trades: 60 },
  });
  const add = (order: Params) => got(exchange, "AddOrder", { pair: "XBTUSD", type: "sell", volume: "0.01", ...order });
  await add({ ordertype: "market" });
  await add({
    ordertype: "limit",
    price: "150000",
    oflags: "post",
    "close[ordertype]": "limit",
    "close[price]": "90000",
  });
  await add({ ordertype: "iceberg", price: "150000", displayvol: "0.001", cl_ord_id: "ice" });
  await add({ ordertype: "trailing-stop", price: "+5%", expiretm: "+600" });
  await add({ ordertype: "stop-loss-limit", price: "50000", price2: "49000", trigger: "index", starttm: "+600" });
  await add({ ordertype: "market", leverage: "3", volume: "0.2" });
  await add({ ordertype: "market", leverage: "3", type: "buy" });
  await add({ ordertype: "limit", leverage: "3", type: "buy", price: "50000", reduce_only: "true" });
  await got(exchange, "CreateSubaccount", { username: "desk", email: "desk@example.com" });
  await got(exchange, "AddExport", { report: "trades", description: "x" });
  await got(exchange, "Withdraw", { asset: "XBT", key: "cold", amount: "0.1" });
  await got(exchange, "DepositAddresses", { asset: "XBT", method: "Bitcoin", new: "true" });
  return exchange;
}

/** What each method is asked; those left out need nothing. */
async function questions(exchange: PaperExchange): Promise<Record<string, Params[]>> {
  const { open } = await got<{ open: Record<string, unknown> }>(exchange, "OpenOrders");
  const { trades } = await got<{ trades: Record<string, unknown> }>(exchange, "TradesHistory");
  const { ledger } = await got<{ ledger: Record<string, unknown> }>(exchange, "Ledgers");
  const { closed } = await got<{ closed: Record<string, unknown> }>(exchange, "ClosedOrders");
  const { items } = await got<{ items: { id: string; asset: string }[] }>(exchange, "Earn/Strategies");
  const { iban } = await got<{ iban: string }>(exchange, "GetApiKeyInfo");
  const strategy_id = items.find(({ asset }) => asset === "ETH")!.id;
  const second = Object.keys(open)[1];
  const order = { pair: "XBTUSD", ordertype: "limit", type: "buy", volume: "0.001", price: "50000" };
  return {
    OpenOrders: [{ trades: "true" }, { with_cursor: "true", limit: "2" }],
    ClosedOrders: [{ trades: "true" }, { with_cursor: "true" }],
    QueryOrders: [{
      txid: [...Object.keys(open).slice(0, 20), ...Object.keys(closed).slice(0, 20)].join(","),
      trades: "true",
    }],
    OrderAmends: [{ order_id: second }],
    TradesHistory: [{ ledgers: "true" }, { consolidate_taker: "false", with_cursor: "true" }],
    QueryTrades: [{ txid: Object.keys(trades).slice(0, 20).join(",") }],
    OpenPositions: [{}, { docalcs: "true" }, { consolidation: "market", docalcs: "true" }],
    Ledgers: [{}, { with_cursor: "true" }],
    QueryLedgers: [{ id: Object.keys(ledger).slice(0, 20).join(",") }],
    TradeVolume: [{}, { pair: "XBTUSD,AAPLxUSD", fee_schedule: "true" }],
    ExportStatus: [{ report: "trades" }],
    AddExport: [{ report: "ledgers", description: "y" }],
    Level3: [{ pair: "BTC/USD", depth: "10" }],
    AddOrder: [order, { ...order, validate: "true" }],
    AddOrderBatch: [{ pair: "XBTUSD", orders: [order, { ...order, volume: "900" }] }],
    AmendOrder: [{ txid: second, order_qty: "0.009" }],
    EditOrder: [{ txid: Object.keys(open)[0], pair: "XBTUSD", volume: "0.012" }],
    CancelOrder: [{ txid: second }],
    CancelOrderBatch: [{ orders: [Object.keys(open)[2]] }],
    CancelAllOrdersAfter: [{ timeout: "60" }, { timeout: "0" }],
    DepositMethods: [{ asset: "XBT" }, { asset: "USD" }],
    DepositAddresses: [{ asset: "XBT", method: "Bitcoin" }],
    DepositStatus: [{}, { cursor: "true" }],
    WithdrawStatus: [{}, { cursor: "true" }],
    WithdrawInfo: [{ asset: "XBT", key: "cold", amount: "0.5" }],
    Withdraw: [{ asset: "XBT", key: "cold", amount: "0.5" }],
    WithdrawCancel: [],
    WalletTransfer: [{ asset: "XBT", from: "Spot Wallet", to: "Futures Wallet", amount: "0.1" }],
    "Earn/Allocate": [{ strategy_id, amount: "1" }],
    "Earn/Deallocate": [],
    "Earn/AllocateStatus": [{ strategy_id }],
    "Earn/DeallocateStatus": [{ strategy_id }],
    CreateSubaccount: [{ username: "two", email: "two@example.com" }],
    AccountTransfer: [{ asset: "USD", amount: "1", from: iban, to: "desk" }],
    RetrieveExport: [],
    RemoveExport: [],
  };
}

const JSON_ONLY = new Set(["AddOrderBatch", "CancelOrderBatch"]);

Deno.test("the exchange has every private method of the catalogue but the removed ones, with its permission and cost", async () => {
  const endpoints = (await endpointsBelow("spot")).filter(({ endpoint }) => endpoint.path.startsWith("/0/private/"));
  const names = endpoints.map(({ endpoint }) => endpoint.path.slice("/0/private/".length));
  const removed = ["Stake", "Unstake", "Staking/Assets", "Staking/Pending", "Staking/Transactions"];
  assertEquals([...PRIVATE.keys()].sort(), names.filter((name) => !removed.includes(name)).sort());
  for (const { endpoint } of endpoints) {
    const found = PRIVATE.get(endpoint.path.slice("/0/private/".length));
    if (found) assertEquals(found.cost, endpoint.cost, endpoint.path);
  }
});

Deno.test("every private answer has the type of its endpoint", async () => {
  const exchange = await lively();
  const asked = await questions(exchange);
  const schemas = await machine(["spot"]);
  const endpoints = (await endpointsBelow("spot"))
    .filter(({ endpoint }) => endpoint.path.startsWith("/0/private/") && endpoint.decode === "json");
  const problems: string[] = [];
  // Orders are changed after they were looked at, and ended last.
  const late = ["AmendOrder", "OrderAmends", "EditOrder", "CancelOrder", "CancelOrderBatch", "CancelAll"];
  const rank = (name: string) => late.indexOf(name);
  const sorted = endpoints.toSorted((a, b) => rank(a.endpoint.name) - rank(b.endpoint.name));
  for (const { source, endpoint } of sorted) {
    const name = endpoint.path.slice("/0/private/".length);
    if (!PRIVATE.has(name)) continue;
    for (const params of asked[name] ?? [{}]) {
      const result = await got<unknown>(exchange, name, params, { json: JSON_ONLY.has(name) });
      for (const problem of schemas.check(source)(result)) {
        problems.push(`${name} ${JSON.stringify(params)}: ${problem}`);
      }
    }
  }
  const beta = (await endpointsBelow("spot")).filter(({ endpoint }) => endpoint.path.startsWith("/funding/"));
  const { methods } = await funding<{ methods: { method_id: string }[] }>(
    exchange,
    "GET",
    "/funding/v1/methods/withdraw?asset%5Bname%5D=BTC",
  );
  const paths: Record<string, string> = {
    "{direction}": "withdraw",
    "{method_id}": `${methods[0]!.method_id}?amount=1`,
    "{asset_class}": "currency",
    "{asset}": "BTC",
  };
  for (const { source, endpoint } of beta.filter(({ endpoint }) => endpoint.method === "GET")) {
    const target = endpoint.path.replaceAll(/\{\w+\}/g, (part) => paths[part] ?? part);
    const result = await funding<unknown>(exchange, "GET", target);
    for (const problem of schemas.check(source)(result)) problems.push(`${target}: ${problem}`);
  }
  assertEquals(problems, []);
});
