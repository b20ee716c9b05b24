/** The futures half and the toolkit's own client, which know nothing of each other but the wire. */

import { assert, assertEquals, assertRejects } from "@std/assert";
import { ApiError } from "../../../core/errors.ts";
import { createFuturesClient } from "../../../futures/client.ts";
import { rig } from "./_calling.ts";

function both(options: Parameters<typeof rig>[0] = {}) {
  const exchange = rig({ limits: true, ...options });
  const { key, secret } = exchange.futures.key;
  const fetch: typeof globalThis.fetch = (input, init) => exchange.futures.answer(new Request(input, init));
  return { exchange, client: createFuturesClient({ key, secret, fetch }) };
}

Deno.test("createFuturesClient places, edits, batches and cancels on the futures half, and raises what placed nothing", async () => {
  const { client } = both({ usd: 50_000 });
  const { trading } = client;
  const order = { orderType: "lmt", symbol: "PF_XBTUSD", side: "buy", size: "0.01", limitPrice: 90000 } as const;
  const { sendStatus } = await trading.sendOrder({ ...order, cliOrdId: "spaces [and] brackets +%" });
  assertEquals([sendStatus.status, sendStatus.cliOrdId], ["placed", "spaces [and] brackets +%"]);
  const refused = await assertRejects(() => trading.sendOrder({ ...order, limitPrice: "90000.5" }), ApiError);
  assert(refused.message.includes("invalidPrice"), refused.message);
  const { editStatus } = await trading.editOrder({ orderId: sendStatus.order_id ?? "", limitPrice: 89000 });
  assertEquals(editStatus.status, "edited");
  const { cancelStatus } = await trading.cancelOrder({ cliOrdId: "spaces [and] brackets +%" });
  assertEquals(cancelStatus.status, "cancelled");
  await trading.sendOrder({ orderType: "mkt", symbol: "PF_XBTUSD", side: "buy", size: 0.1 });
  const { openPositions: [position] } = await client.account.openPositions();
  assertEquals([position?.symbol, position?.size], ["PF_XBTUSD", 0.1]);
  const { logs } = await client.history.accountLog({ count: 10 });
  assertEquals(logs.map(({ info }) => info), ["futures trade", "futures trade", "cross-exchange transfer"]);
  assertEquals((await client.auth.checkApiKey()).permissions, { general: "full", withdrawal: "full" });
});

Deno.test("createFuturesClient reads the public half without a key", async () => {
  const { exchange } = both();
  const fetch: typeof globalThis.fetch = (input, init) => exchange.futures.answer(new Request(input, init));
  const { market, charts, history } = createFuturesClient({ fetch });
  const { tickers } = await market.tickers({ symbol: ["PF_XBTUSD", "in_xbtusd"] });
  assertEquals(tickers.map(({ symbol }) => symbol), ["PF_XBTUSD", "in_xbtusd"]);
  const { candles } = await charts.candles({ tick_type: "mark", symbol: "PF_XBTUSD", resolution: "1h", count: 5 });
  assertEquals(candles.length, 5);
  assertEquals((await history.marketPrice({ tradeable: "PF_XBTUSD", count: 2 })).len, 2);
  await assertRejects(() => market.ticker({ symbol: "PF_NOPEUSD" }), ApiError);
});
