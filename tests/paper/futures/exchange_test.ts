import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { OutcomeUnknownError } from "../../../core/errors.ts";
import { createFuturesClient } from "../../../futures/client.ts";
import { type PaperAccount, paperExchange } from "../../../paper/mod.ts";
import { createSpotClient } from "../../../spot/client.ts";
import { NOW } from "./_calling.ts";

Deno.test("paperExchange serves the futures half on the same address as Spot", async () => {
  await using exchange = paperExchange({ seed: 3, now: () => NOW, futures: { usd: 5000 } });
  const { url } = exchange.serve();
  const { futuresKey: key, futuresSecret: secret } = exchange;
  const client = createFuturesClient({ key, secret, baseUrl: url });
  const { sendStatus } = await client.trading.sendOrder({
    orderType: "mkt",
    symbol: "PF_XBTUSD",
    side: "buy",
    size: 0.01,
  });
  assertEquals(sendStatus.status, "placed");
  const { fills: [fill] } = await client.account.fills();
  assertEquals(fill?.order_id, sendStatus.order_id);
  const spot = await (await fetch(`${url}/0/public/Ticker?pair=XBTUSD`)).json();
  const { ticker } = await client.market.ticker({ symbol: "PF_XBTUSD" });
  assert("indexPrice" in ticker);
  assertEquals(ticker.indexPrice, Number(spot.result.XXBTZUSD.c[0]));
});

Deno.test("paperExchange moves money from Spot to futures and back, the same to the last digit", async () => {
  await using exchange = paperExchange({ seed: 3, now: () => NOW, usd: 1000, futures: { usd: 0 } });
  const spot = createSpotClient({ key: exchange.key, secret: exchange.secret, fetch: exchange.fetch });
  const futures = createFuturesClient({
    key: exchange.futuresKey,
    secret: exchange.futuresSecret,
    fetch: exchange.fetch,
  });
  await spot.funding.walletTransfer({ asset: "USD", from: "Spot Wallet", to: "Futures Wallet", amount: "250.25" });
  assertEquals((await futures.account.accounts()).accounts.cash.balances, { usd: "250.25" });
  await futures.transfers.withdrawal({ currency: "usd", amount: "50.1234" });
  assertEquals((await futures.account.accounts()).accounts.cash.balances, { usd: "200.1266" });
  assertEquals((await spot.account.balance())["ZUSD"], "799.8734");
});

Deno.test("paperExchange gives money that leaves a futures account to its own Spot account", async () => {
  await using exchange = paperExchange({ seed: 3, now: () => NOW, usd: 1000, futures: { usd: 0 } });
  const other = exchange.accounts.create({ usd: 20 });
  const account = exchange.futures.accounts.create({ usd: 70, owner: other });
  const alone = exchange.futures.accounts.create({ usd: 70 });
  const balance = async (account: PaperAccount) => {
    const { key, secret } = exchange.keys.create({ account });
    return (await createSpotClient({ key, secret, fetch: exchange.fetch }).account.balance())["ZUSD"];
  };
  for (const from of [account, alone]) {
    exchange.futures.accounts.deposit(from, "cash", "usd", "5.5");
    const { key, secret } = exchange.futures.keys.create({ account: from });
    const futures = createFuturesClient({ key, secret, fetch: exchange.fetch });
    await futures.transfers.withdrawal({ currency: "usd", amount: "5.5" });
  }
  assertEquals([await balance(other), await balance(exchange.account)], ["25.5000", "1000.0000"]);
});

Deno.test("paperExchange makes and loses no money on its way from futures to Spot", async () => {
  await using exchange = paperExchange({
    seed: 3,
    now: () => NOW,
    usd: 1000,
    futures: { usd: 0, wallets: { cash: { usd: "10" } } },
  });
  const { futuresKey, futuresSecret, key, secret, fetch } = exchange;
  const futures = createFuturesClient({ key: futuresKey, secret: futuresSecret, fetch });
  const spot = createSpotClient({ key, secret, fetch });
  for (const amount of ["0.00004", "0.00005", "0.1234", "0.12345"]) {
    await futures.transfers.withdrawal({ currency: "usd", amount }).catch((error: Error) => {
      assert(error.message.includes("invalidAmount"), error.message);
    });
  }
  assertEquals((await futures.account.accounts()).accounts.cash.balances, { usd: "9.8766" });
  assertEquals((await spot.account.balance())["ZUSD"], "1000.1234");
});

Deno.test("paperExchange opens the futures account of a master before that of its subaccount", async () => {
  await using exchange = paperExchange({ seed: 3, now: () => NOW, futures: { usd: 0 } });
  const master = exchange.accounts.create({ usd: 100 });
  const own = exchange.keys.create({ account: master });
  const spot = createSpotClient({ key: own.key, secret: own.secret, fetch: exchange.fetch });
  await spot.subaccounts.createSubaccount({ username: "sub", email: "sub@example.com" });
  const sub = [...exchange.accounts].at(-1);
  assert(sub && sub !== master);
  exchange.accounts.deposit(sub, "USD", "50");
  const { key, secret } = exchange.keys.create({ account: sub });
  const theirs = createSpotClient({ key, secret, fetch: exchange.fetch });
  await theirs.funding.walletTransfer({ asset: "USD", from: "Spot Wallet", to: "Futures Wallet", amount: "20" });
  const second = exchange.futures.accounts.of(sub);
  const first = exchange.futures.accounts.of(master);
  assert(first && second);
  const keyOf = exchange.futures.keys.create({ account: first });
  const client = createFuturesClient({ key: keyOf.key, secret: keyOf.secret, fetch: exchange.fetch });
  const { subaccounts } = await client.subaccounts.subaccounts();
  assertEquals(subaccounts.map(({ accountUid }) => accountUid), [second.uid]);
});

Deno.test("paperExchange refuses a clock that would not run", () => {
  for (const speed of [0, -1, NaN, Infinity]) assertThrows(() => paperExchange({ speed }), RangeError, "'speed'");
});

Deno.test("paperExchange lets its clock run faster than the machine's from the moment it is made", async () => {
  let now = NOW;
  await using exchange = paperExchange({ now: () => now, speed: 60 });
  assertEquals(exchange.clock.now(), NOW);
  now += 1_000;
  assertEquals(exchange.clock.now(), NOW + 60_000);
  exchange.clock.advance(5);
  assertEquals(exchange.clock.now(), NOW + 60_005);
});

Deno.test("paperExchange gives the futures half the same bytes for the same seed and time", async () => {
  const bytes = async (seed: number) => {
    await using exchange = paperExchange({ seed, now: () => NOW });
    const calls = [
      "/derivatives/api/v3/tickers",
      "/derivatives/api/v3/orderbook?symbol=PF_ETHUSD",
      "/api/charts/v1/mark/PI_XBTUSD/1h",
    ];
    const texts = calls.map(async (call) => (await exchange.fetch(`https://futures.kraken.com${call}`)).text());
    return [exchange.futuresKey, ...await Promise.all(texts)];
  };
  const [first, second, other] = [await bytes(11), await bytes(11), await bytes(12)];
  assertEquals(first, second);
  for (const [index, text] of first.entries()) assert(text !== other[index]);
});

Deno.test("paperExchange can lose the answer of an order that was placed, which the client then finds", async () => {
  await using exchange = paperExchange({
    seed: 3,
    now: () => NOW,
    faults: [{ kind: "drop", path: "/derivatives/api/v3/sendorder", when: "after", count: 1 }],
  });
  const { trading, account } = createFuturesClient({
    key: exchange.futuresKey,
    secret: exchange.futuresSecret,
    fetch: exchange.fetch,
  });
  const order = { orderType: "mkt", symbol: "PF_XBTUSD", side: "buy", size: 0.01 } as const;
  const lost = await assertRejects(() => trading.sendOrder(order), OutcomeUnknownError);
  assertEquals((await account.openPositions()).openPositions.length, 1);
  assert(await lost.resolve() !== undefined);
});
