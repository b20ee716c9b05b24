import { assert, assertEquals } from "@std/assert";
import { createFuturesClient } from "../../../futures/client.ts";
import { paperExchange } from "../../../paper/mod.ts";
import { connectFutures, type FuturesSocket } from "../../../websocket/futures/mod.ts";
import * as feeds from "../../../websocket/futures/mod.ts";
import { NOW } from "../help.ts";
import { type Message, Raw } from "./help.ts";

const opened = () => paperExchange({ seed: 7, now: () => NOW, limits: false });
type Exchange = ReturnType<typeof opened>;

const rest = ({ fetch, futuresKey: key, futuresSecret: secret }: Exchange) =>
  createFuturesClient({ key, secret, fetch });

const connect = (exchange: Exchange): Promise<FuturesSocket> =>
  connectFutures({
    url: "wss://futures.kraken.com/ws/v1",
    transport: exchange.sockets.transport,
    key: exchange.futuresKey,
    secret: exchange.futuresSecret,
  });

/** The next message of a stream. */
async function next<T>(stream: AsyncIterator<T, unknown>): Promise<T> {
  const { value, done } = await stream.next();
  assert(!done);
  return value as T;
}

Deno.test("a private feed refuses a wrong signature and a challenge of another connection", async () => {
  await using exchange = opened();
  await using server = exchange.serve();
  const [a, b] = [new Raw(server.sockets.futures), new Raw(server.sockets.futures)];
  await using _ = a;
  await using _2 = b;
  await Promise.all([a.next(), b.next()]);
  a.send({ event: "challenge", api_key: exchange.futuresKey });
  const { message } = await a.next();
  const refused = { event: "alert", message: "Failed to subscribe to authenticated feed" };
  const papers = { api_key: exchange.futuresKey, original_challenge: message, signed_challenge: "AAAA" };
  a.send({ event: "subscribe", feed: "fills", ...papers });
  assertEquals(await a.next(), refused);
  const { Credentials } = await import("../../../core/credentials.ts");
  const signed_challenge = new Credentials({ key: exchange.futuresKey, secret: exchange.futuresSecret })
    .signChallenge(message);
  b.send({ event: "subscribe", feed: "fills", ...papers, signed_challenge });
  assertEquals(await b.next(), refused);
  a.send({ event: "subscribe", feed: "fills", ...papers, signed_challenge });
  assertEquals((await a.next()).event, "subscribed");
  assertEquals((await a.next()).feed, "fills_snapshot");
});

Deno.test("an order placed over REST shows on open_orders, its fill on every private feed, with REST's own figures", async () => {
  await using exchange = opened();
  const client = rest(exchange);
  await using socket = await connect(exchange);
  await using orders = await socket.subscribe(feeds.openOrders);
  await using fills = await socket.subscribe(feeds.fills);
  await using positions = await socket.subscribe(feeds.openPositions);
  await using balances = await socket.subscribe(feeds.balances);
  await using log = await socket.subscribe(feeds.accountLog);
  const snapshots = [
    await next(orders),
    await next(fills),
    await next(positions),
    await next(balances),
    await next(log),
  ];
  assertEquals(snapshots.map(({ feed }) => feed), [
    "open_orders_snapshot",
    "fills_snapshot",
    "open_positions",
    "balances_snapshot",
    "account_log_snapshot",
  ]);
  const [, , , wallet] = snapshots as Message[];
  assertEquals(wallet.flex_futures.currencies.USD.quantity, 10_000);

  const price = Math.floor(Number(exchange.sockets.book("PF_XBTUSD").bids[0]!.price) * 0.9);
  const { sendStatus } = await client.trading.sendOrder({
    orderType: "lmt",
    symbol: "PF_XBTUSD",
    side: "buy",
    size: 0.01,
    limitPrice: price,
    cliOrdId: "rest-1",
  });
  exchange.sockets.advance();
  const placed = await next(orders) as Message;
  assertEquals([placed.reason, placed.is_cancel, placed.order.order_id], [
    "new_placed_order_by_user",
    false,
    sendStatus.order_id,
  ]);
  assertEquals([placed.order.cli_ord_id, placed.order.limit_price, placed.order.qty, placed.order.direction], [
    "rest-1",
    price,
    0.01,
    0,
  ]);
  // It shows in the public book as well, as REST's does.
  await client.trading.cancelOrder({ cliOrdId: "rest-1" });
  exchange.sockets.advance();
  assertEquals(await next(orders), {
    feed: "open_orders",
    order_id: sendStatus.order_id,
    cli_ord_id: "rest-1",
    is_cancel: true,
    reason: "cancelled_by_user",
  } as Message);

  await client.trading.sendOrder({ orderType: "mkt", symbol: "PF_XBTUSD", side: "sell", size: 0.02 });
  exchange.sockets.advance();
  const fill = (await next(fills) as Message).fills[0];
  const { fills: known } = await client.account.fills();
  const [own] = known.filter(({ fill_id }) => fill_id === fill.fill_id);
  assertEquals([fill.instrument, fill.buy, fill.price, fill.qty, fill.fill_type], [
    own?.symbol,
    false,
    own?.price,
    own?.size,
    "taker",
  ]);
  assertEquals(fill.fee_currency, "USD");
  assert(fill.fee_paid > 0);
  const open = await next(positions) as Message;
  const { openPositions } = await client.account.openPositions();
  assertEquals(
    open.positions.map(({ instrument, balance, entry_price }: Message) => [instrument, balance, entry_price]),
    [
      ["PF_XBTUSD", -0.02, openPositions[0]?.price],
    ],
  );
  assert(open.positions[0].liquidation_threshold > open.positions[0].mark_price);
  const { accounts } = await client.account.accounts();
  // Placing, cancelling, filling: what an order holds back is told as well.
  const [placing, cancelling, changed] = [
    await next(balances),
    await next(balances),
    await next(balances),
  ] as Message[];
  assert(placing.flex_futures.initial_margin > cancelling.flex_futures.initial_margin);
  assertEquals([changed.feed, "holding" in changed, changed.seq], ["balances", false, 4]);
  assertEquals(changed.flex_futures.margin_equity, (accounts.flex as Message).marginEquity);
  const entry = (await next(log) as Message).new_entry;
  assertEquals([entry.info, entry.contract ?? ""], ["futures trade", "pf_xbtusd"]);
});

Deno.test("a resting order is in the public book of both sockets, as it is in REST's", async () => {
  await using exchange = opened();
  const client = rest(exchange);
  const best = Number(exchange.sockets.book("PF_SOLUSD").bids[0]!.price);
  const price = Number((best - 0.01).toFixed(2));
  await client.trading.sendOrder({
    orderType: "post",
    symbol: "PF_SOLUSD",
    side: "buy",
    size: 1234.56,
    limitPrice: price,
  });
  const { orderBook } = await client.market.orderBook({ symbol: "PF_SOLUSD" });
  const { bids, asks } = exchange.sockets.book("PF_SOLUSD", Infinity);
  const plain = (side: typeof bids) => side.map(({ price, qty }) => [Number(price), Number(qty)]);
  const same = (side: readonly (readonly [number, number])[]) => side.map(([price, size]) => [price, size]);
  assertEquals([plain(bids), plain(asks)], [same(orderBook.bids), same(orderBook.asks)]);
  assert(plain(bids).some(([at, size]) => at === price && size! >= 1234.56));
});
