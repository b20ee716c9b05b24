import { assert, assertEquals, assertMatch } from "@std/assert";
import { createFuturesClient } from "../../../futures/client.ts";
import { paperExchange } from "../../../paper/mod.ts";
import { createSpotClient } from "../../../spot/client.ts";
import { balances, connectUnified, ledgers, margin, positions, preferences } from "../../../websocket/unified/mod.ts";
import { NOW } from "../help.ts";
import { type Message, Raw } from "./help.ts";

const opened = () => paperExchange({ seed: 7, now: () => NOW, limits: false });

async function tokenOf({ fetch, key, secret }: ReturnType<typeof opened>): Promise<string> {
  return (await createSpotClient({ fetch, key, secret }).trading.getWebSocketsToken()).token;
}

Deno.test("Unified account channels refuse what Kraken documents they refuse", async () => {
  await using exchange = opened();
  await using server = exchange.serve();
  const { client } = await Raw.open(server.sockets.unified.auth);
  await using _ = client;
  const token = await tokenOf(exchange);
  const errorOf = async (channel: string, more: object = {}) =>
    (await client.ask("subscribe", { channel, token, ...more })).error;
  const asset_class = "derivatives";
  assertEquals(await errorOf("ledgers", { asset_class }), "'params.asset_class' is not valid for the ledgers channel");
  assertEquals(
    await errorOf("margin", { asset_class, snapshot: true }),
    "'params.snapshot' is not valid for the margin channel",
  );
  assertEquals(await errorOf("positions", { asset_class, snapshot: false }), undefined);
  assertEquals(await errorOf("positions", { asset_class }), "Already subscribed to positions channel");
  assertEquals(await errorOf("margin", { asset_class }), undefined);
  assertEquals(await errorOf("margin", { asset_class }), "Already subscribed to margin channel");
  const { token: none, ...without } = { token: "", asset_class };
  assertEquals(none, "");
  assertEquals((await client.ask("subscribe", { channel: "positions", ...without })).error, "Token(s) not found");
  // Who has no derivatives account has nothing to see there.
  const stranger = exchange.keys.create({ account: exchange.accounts.create() });
  const other = await tokenOf({ ...exchange, key: stranger.key, secret: stranger.secret } as typeof exchange);
  const second = await Raw.open(server.sockets.unified.auth);
  await using _2 = second.client;
  const answer = await second.client.ask("subscribe", { channel: "positions", asset_class, token: other });
  assertMatch(answer.error, /^EGeneral:Permission denied: the account has no derivatives wallet/);
});

Deno.test("the Unified client sees positions, margin, ledgers and preferences of a trade made over REST", async () => {
  await using exchange = opened();
  await using socket = await connectUnified({
    transport: exchange.sockets.transport,
    token: () => tokenOf(exchange),
    open: "auth",
  });
  const next = async (stream: AsyncIterator<unknown, unknown>) => (await stream.next()).value as Message;
  await using held = await socket.subscribe(positions, {});
  await using margins = await socket.subscribe(margin, {});
  await using entries = await socket.subscribe(ledgers, {});
  await using allowed = await socket.subscribe(preferences, {});
  await using money = await socket.subscribe(balances, {});
  const first = await next(held);
  assertEquals([first.type, first.data.futures, first.data.options], ["snapshot", [], []]);
  assertEquals([(await next(margins)).type, (await next(margins)).type], ["multi_collateral", "single_collateral"]);
  assertEquals((await next(allowed)).data, { futures: "enabled" });
  assertEquals((await next(money)).type, "snapshot");

  const { trading, account } = createFuturesClient({
    key: exchange.futuresKey,
    secret: exchange.futuresSecret,
    fetch: exchange.fetch,
  });
  const order = { orderType: "mkt", symbol: "PF_XBTUSD", size: 0.02 } as const;
  await trading.sendOrder({ ...order, side: "buy" });
  exchange.sockets.advance();
  const { openPositions } = await account.openPositions();
  const { type, data } = await next(held);
  assertEquals([type, data.futures], ["update", [{
    symbol: "PF_XBTUSD",
    size: 0.02,
    entry_price: openPositions[0]?.price,
  }]]);
  const section = await next(margins);
  assertEquals(section.type, "multi_collateral");
  assert(section.data.initial_margin > 0);
  const rows = [await next(entries), await next(entries)];
  assertEquals(rows.map(({ sequence, type }) => [sequence, type]), [[1, "update"], [2, "update"]]);
  assert(rows.every(({ data: [row] }) => row.asset_class === "derivatives"));
  await trading.sendOrder({ ...order, side: "sell" });
  exchange.sockets.advance();
  assertEquals((await next(held)).data.futures, [{ symbol: "PF_XBTUSD", size: 0, entry_price: 0 }]);
});
