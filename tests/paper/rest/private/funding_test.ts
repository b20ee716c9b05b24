/** Money in and out: classic funding, Funding (Beta), Earn. */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { paperExchange, type PaperOptions } from "../../../../paper/mod.ts";
import type { LedgerEntry } from "../../../../spot/account/_types.ts";
import { NOW } from "../../help.ts";
import { ask, funding, fundingRequest, got, type Params } from "../../sign.ts";

function open(options: PaperOptions = {}) {
  let now = NOW;
  const exchange = paperExchange({
    seed: 7,
    now: () => now,
    limits: false,
    balances: { USD: 5000, BTC: 2, ETH: 10, USDC: 1000, XRP: 100 },
    ...options,
  });
  return {
    exchange,
    pass(ms: number) {
      now += ms;
    },
    error: async (method: string, params: Params = {}) => (await ask(exchange, method, params)).error[0],
    ok: <T = Record<string, unknown>>(method: string, params: Params = {}) => got<T>(exchange, method, params),
    balance: async (asset: string) => (await got<Record<string, string>>(exchange, "Balance"))[asset],
    async ledger(params: Params = {}) {
      return Object.values((await got<{ ledger: Record<string, LedgerEntry> }>(exchange, "Ledgers", params)).ledger);
    },
    async problem(verb: string, target: string, sent?: unknown): Promise<string> {
      const response = await exchange.fetch(fundingRequest(exchange, verb, target, sent));
      assertMatch(response.headers.get("content-type") ?? "", /problem\+json/);
      const { type, status, title } = await response.json();
      assertEquals([status, typeof title], [response.status, "string"]);
      return type.split(":").at(-1);
    },
  };
}

Deno.test("Withdraw takes the amount with its fee, and its status runs to success", async () => {
  const { ok, error, balance, ledger, pass } = open();
  const sent = { asset: "XBT", key: "cold", amount: "0.5" };
  assertEquals(await ok("WithdrawInfo", sent), {
    method: "Bitcoin",
    limit: "2.0000000000",
    amount: "0.4999850000",
    fee: "0.0000150000",
  });
  const wrong: [Params, string][] = [
    [{ key: "nowhere" }, "EFunding:Unknown withdraw key"],
    [{ asset: "NOPE" }, "EFunding:Unknown asset"],
    [{ amount: "0" }, "EFunding:Invalid amount"],
    [{ amount: "0.0001" }, "EFunding:Invalid amount"],
    [{ amount: "3" }, "EFunding:Insufficient funds"],
    [{ max_fee: "0.00001" }, "EFunding:Max fee exceeded"],
    [{ address: "bc1qother" }, "EGeneral:Invalid arguments:address"],
  ];
  for (const [params, expected] of wrong) assertEquals(await error("Withdraw", { ...sent, ...params }), expected);
  const { refid } = await ok<{ refid: string }>("Withdraw", { ...sent, max_fee: "0.000015" });
  assertMatch(refid, /^FT[A-Za-z0-9]{5}-[A-Za-z0-9]{22}$/);
  assertEquals(await balance("XXBT"), "1.5000000000");
  const [row] = await ledger({ type: "withdrawal" });
  assertEquals([row!.amount, row!.fee, row!.refid], ["-0.4999850000", "0.0000150000", refid]);
  const status = async () =>
    (await ok<{ status: string; refid: string }[]>("WithdrawStatus", { asset: "XBT" } as Params)).map(({ status }) =>
      status
    );
  const seen: string[][] = [];
  for (const ms of [0, 15_000, 60_000, 600_000]) {
    pass(ms);
    seen.push(await status());
  }
  assertEquals(seen, [["Initial"], ["Pending"], ["Settled"], ["Success"]]);
});

Deno.test("WithdrawCancel brings money and fee back while the withdrawal is here", async () => {
  const { ok, error, balance, ledger, pass } = open();
  const sent = { asset: "XBT", key: "cold", amount: "0.5" };
  const { refid } = await ok<{ refid: string }>("Withdraw", sent);
  assertEquals(await error("WithdrawCancel", { asset: "XBT", refid: "FTnope" }), "EFunding:Unknown reference id");
  assertEquals(await ok<unknown>("WithdrawCancel", { asset: "XBT", refid }), true as never);
  assertEquals(await balance("XXBT"), "2.0000000000");
  assertEquals((await ledger({ type: "withdrawal" })).map(({ amount, fee }) => [amount, fee]), [
    ["0.4999850000", "-0.0000150000"],
    ["-0.4999850000", "0.0000150000"],
  ]);
  const [row] = await ok<Record<string, string>[]>("WithdrawStatus");
  assertEquals([row!["status"], row!["status-prop"]], ["Failure", "canceled"]);
  const late = await ok<{ refid: string }>("Withdraw", sent);
  pass(120_000);
  assertEquals(await ok<unknown>("WithdrawCancel", { asset: "XBT", refid: late.refid }), false as never);
});

Deno.test("money on hold for orders can neither be withdrawn nor moved", async () => {
  const { ok, error, balance } = open();
  await ok("AddOrder", { pair: "XBTUSD", ordertype: "limit", type: "sell", volume: "1.9", price: "150000" });
  assertEquals(await error("Withdraw", { asset: "XBT", key: "cold", amount: "0.2" }), "EFunding:Insufficient funds");
  const move = { asset: "XBT", from: "Spot Wallet", to: "Futures Wallet" };
  assertEquals(await error("WalletTransfer", { ...move, amount: "0.2" }), "EFunding:Insufficient funds");
  assertEquals(
    await error("WalletTransfer", { ...move, to: "Spot Wallet", amount: "0.1" }),
    "EGeneral:Invalid arguments:to",
  );
  await ok("WalletTransfer", { ...move, amount: "0.1" });
  assertEquals(await balance("XXBT"), "1.9000000000");
});

Deno.test("deposits are listed, addresses claimed up to five, tags where the network has them", async () => {
  const { ok, error, exchange } = open();
  assertEquals((await ok<{ method: string }[]>("DepositMethods", { asset: "XBT" })).map(({ method }) => method), [
    "Bitcoin",
    "Bitcoin Lightning",
  ]);
  const address = { asset: "XRP", method: "Ripple XRP" };
  assertEquals(await ok<unknown[]>("DepositAddresses", address), []);
  for (let count = 1; count <= 5; count++) {
    const rows = await ok<Record<string, unknown>[]>("DepositAddresses", { ...address, new: "true" });
    assertEquals(rows.length, count);
    assertMatch(String(rows[0]!["tag"]), /^\d{10}$/);
  }
  assertEquals(await error("DepositAddresses", { ...address, new: "true" }), "EFunding:Too many addresses");
  assertEquals(await error("DepositAddresses", { ...address, method: "Fedwire" }), "EFunding:No funding method");
  exchange.accounts.deposit(exchange.account, "BTC", "0.25");
  const rows = await ok<Record<string, string>[]>("DepositStatus");
  assertEquals([rows[0]!["asset"], rows[0]!["amount"], rows[0]!["status"]], ["XXBT", "0.2500000000", "Success"]);
  const walked: string[] = [];
  for (let cursor: string | null | undefined = "true"; cursor;) {
    type Page = { deposit: { refid: string }[]; next_cursor: string | null };
    const page: Page = await ok<Page>("DepositStatus", { cursor, limit: "2" });
    walked.push(...page.deposit.map(({ refid }) => refid));
    cursor = page.next_cursor;
  }
  assertEquals(walked, rows.map(({ refid }) => refid));
  assertEquals(exchange.account.balanceText("XXBT"), "2.2500000000");
});

Deno.test("Funding (Beta): networks → methods → address → fees → withdrawal, and the ledger agrees", async () => {
  const { exchange, balance, ledger, problem, pass } = open();
  type Named<Name extends string> = Record<Name, Record<string, unknown>[]>;
  const { network_groups } = await funding<Named<"network_groups">>(exchange, "GET", "/funding/v1/networks");
  const group = network_groups[0]!["network_group_id"];
  const query = "asset%5Bclass%5D=currency&asset%5Bname%5D=USDC";
  const { methods } = await funding<Named<"methods">>(exchange, "GET", `/funding/v1/methods/withdraw?${query}`);
  const arbitrum = methods.find(({ method_name }) => method_name === "USDC - Arbitrum One")!;
  const method_id = String(arbitrum["method_id"]);
  const address = "0x0000000000000000000000000000000000000002";
  const { address_id, verified } = await funding(exchange, "POST", "/funding/v1/addresses", {
    scope: { network_group_id: group },
    address_details: { crypto: { address } },
    name: "mine",
  });
  assertEquals(verified, true);
  const listed = await funding<Named<"addresses">>(
    exchange,
    "GET",
    `/funding/v1/addresses?scope%5Bmethod_id%5D=${method_id}`,
  );
  assert(listed.addresses.some((each) => each["address_id"] === address_id));
  const quote = await funding<Record<string, Record<string, unknown>>>(
    exchange,
    "GET",
    `/funding/v1/fees/${method_id}?amount=100&fee_included=true`,
  );
  assertEquals([quote["fee"]!["amount"], quote["net_amount"]!["amount"]], ["0.50000000", "99.50000000"]);
  const withdrawal = {
    scope: { method_id },
    address_id,
    amount: { asset_amount: { asset: { class: "currency", name: "USDC" }, amount: "100" } },
    fee: { fee_included: true, quoted_fee: { token: quote["withdrawal_fee_token"] } },
    expected_address: address,
  };
  const post = (more: object) => problem("POST", "/funding/v1/withdrawals", { ...withdrawal, ...more });
  assertEquals(await post({ address_id: "nope" }), "UnknownAddress");
  assertEquals(await post({ expected_address: "0xother" }), "InvalidArguments");
  assertEquals(await post({ fee: { fee_included: true, quoted_fee: { token: "nope" } } }), "InvalidFeeToken");
  const asset = { class: "currency", name: "USDC" };
  const low = { max_fee: { asset_amount: { asset, amount: "0.1" } } };
  assertEquals(await post({ fee: { fee_included: true, current_fee: low } }), "MaxFeeExceeded");
  assertEquals(await post({ amount: { asset_amount: { asset, amount: "5000" } } }), "InsufficientFunds");
  const made = await funding(exchange, "POST", "/funding/v1/withdrawals", withdrawal);
  assertEquals(await balance("USDC"), "900.00000000");
  const [row] = await ledger({ type: "withdrawal" });
  assertEquals([row!.refid, row!.amount, row!.fee], [made["withdrawal_id"], "-99.50000000", "0.50000000"]);
  const list = async (status: string) =>
    (await funding<Named<"withdrawals">>(exchange, "GET", `/funding/v1/withdrawals?status=${status}`)).withdrawals
      .length;
  assertEquals([await list("pending"), await list("success")], [1, 0]);
  pass(700_000);
  assertEquals([await list("pending"), await list("success")], [0, 1]);
  const token = post({});
  assertEquals(await token, "InvalidFeeToken");
  const id = String(address_id);
  assertEquals(await funding(exchange, "PUT", `/funding/v1/addresses/${id}`, { name: "renamed" }), { verified: true });
  assertEquals(await funding(exchange, "DELETE", `/funding/v1/addresses/${id}`), { result: true });
  assertEquals(await problem("DELETE", `/funding/v1/addresses/${id}`), "UnknownAddress");
});

Deno.test("Funding (Beta) pages by a cursor that carries the filters along", async () => {
  const { exchange, problem } = open();
  type Page = { methods: { method_id: string }[]; next_cursor?: string };
  const all = await funding<Page>(exchange, "GET", "/funding/v1/methods/deposit?asset%5Bclass%5D=currency");
  const walked: string[] = [];
  for (let target = "limit=5&asset%5Bclass%5D=currency"; target !== "";) {
    const page: Page = await funding(exchange, "GET", `/funding/v1/methods/deposit?${target}`);
    walked.push(...page.methods.map(({ method_id }) => method_id));
    target = page.next_cursor === undefined ? "" : `cursor=${encodeURIComponent(page.next_cursor)}`;
  }
  assertEquals(walked, all.methods.map(({ method_id }) => method_id));
  assertEquals(await problem("GET", "/funding/v1/methods/deposit?cursor=nope"), "InvalidArguments");
  assertEquals(await problem("GET", "/funding/v1/methods/deposit?limit=0"), "InvalidArguments");
  assertEquals(await problem("GET", "/funding/v1/limits/deposit/currency/NOPE"), "UnknownAsset");
});

Deno.test("Funding (Beta) claims deposit addresses until there are too many", async () => {
  const { exchange, problem } = open();
  const { methods } = await funding<{ methods: Record<string, string>[] }>(
    exchange,
    "GET",
    "/funding/v1/methods/deposit?asset%5Bclass%5D=currency&asset%5Bname%5D=BTC",
  );
  const body = { method_id: methods[0]!["method_id"] };
  for (let count = 0; count < 5; count++) await funding(exchange, "PUT", "/funding/v1/deposit/address", body);
  assertEquals(await problem("PUT", "/funding/v1/deposit/address", body), "TooManyDepositAddresses");
  const { addresses } = await funding<{ addresses: unknown[] }>(exchange, "GET", "/funding/v2/deposit/addresses");
  assertEquals(addresses.length, 5);
  const deposits = async (query: string) =>
    (await funding<{ deposits: unknown[] }>(exchange, "GET", `/funding/v1/deposits${query}`)).deposits.length;
  assertEquals(await deposits(""), 5);
  assertEquals(await deposits("?status%5Blist%5D%5B0%5D=pending"), 0);
  assertEquals(await deposits("?status%5Brange%5D%5Bstart%5D=settled"), 5);
});

Deno.test("Earn takes funds after some seconds, pays every week, and gives them back", async () => {
  const { ok, error, balance, ledger, pass } = open();
  type Strategy = { id: string; lock_type: { type: string } };
  const { items } = await ok<{ items: Strategy[] }>("Earn/Strategies", { asset: "ETH" });
  assertEquals(items.map(({ lock_type }) => lock_type.type).sort(), ["bonded", "instant"]);
  const strategy_id = items.find(({ lock_type }) => lock_type.type === "bonded")!.id;
  const move = { strategy_id, amount: "4" };
  assertEquals(
    await error("Earn/Allocate", { ...move, strategy_id: "ESNOPE" }),
    "EGeneral:Invalid arguments:Invalid strategy ID",
  );
  assertMatch((await error("Earn/Allocate", { ...move, amount: "0.000001" }))!, /^EEarnings:Below min/);
  assertEquals(await ok<unknown>("Earn/AllocateStatus", { strategy_id }), null as never);
  assertEquals(await ok<unknown>("Earn/Allocate", move), true as never);
  assertMatch((await error("Earn/Allocate", move))!, /^EEarnings:Busy/);
  assertEquals(await ok("Earn/AllocateStatus", { strategy_id }), { pending: true });
  pass(5000);
  assertEquals(await ok("Earn/AllocateStatus", { strategy_id }), { pending: false });
  assertEquals([await balance("XETH"), await balance("XETH.B")], ["6.0000000000", "4.0000000000"]);
  pass(7 * 86_400_000);
  const [reward] = await ledger({ type: "staking" });
  // 3.5 % a year, for a week.
  assertEquals([reward!.asset, reward!.amount], ["XETH.B", (4 * 0.035 * 7 / 365).toFixed(10)]);
  type Allocations = { total_allocated: string; items: { amount_allocated: Record<string, { native: string }> }[] };
  const before = await ok<Allocations>("Earn/Allocations", { hide_zero_allocations: "true" });
  assertEquals(before.items[0]!.amount_allocated["total"]!.native, await balance("XETH.B"));
  await ok("Earn/Deallocate", { strategy_id, amount: "1.5" });
  pass(5000);
  const during = await ok<Allocations>("Earn/Allocations");
  assertEquals(during.items[0]!.amount_allocated["unbonding"]!.native, "1.5000000000");
  assertEquals(await balance("XETH"), "6.0000000000");
  pass(9 * 86_400_000);
  assertEquals(await balance("XETH"), "7.5000000000");
  await ok("Earn/Allocate", { strategy_id, amount: "100" });
  pass(5000);
  assertMatch((await error("Earn/AllocateStatus", { strategy_id }))!, /^EEarnings:Insufficient funds/);
});
