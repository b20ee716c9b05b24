import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { KrakenError, OutcomeUnknownError } from "../../../core/errors.ts";
import { futuresOrder } from "../../../trading/futures/mod.ts";
import type { SentOrders } from "../../../trading/source.ts";
import { sendOrder } from "../../fixtures/futures/trading.ts";
import { futuresSource, NOW } from "./_source.ts";

const LIMIT = { symbol: "PF_XBTUSD", side: "buy", orderType: "lmt", size: "0.5", limitPrice: "59000" } as const;
const MARKET = { symbol: "PF_XBTUSD", side: "buy", orderType: "mkt", size: "0.1" } as const;

Deno.test("futuresOrder() does not call an order placed that has no order_id", async () => {
  for (const sendStatus of [{ status: "placed" }, null, undefined]) {
    const source = futuresSource({ sendorder: { sendStatus } });
    const request = { ...LIMIT, cliOrdId: "a-1" };
    const error = await assertRejects(() => futuresOrder(source, request, { live: true }), OutcomeUnknownError, "a-1");
    assertEquals(error.clientOrderIds, ["a-1"]);
  }
});

Deno.test("futuresOrder() sends what stands in 'extra'", async () => {
  const source = futuresSource({ sendorder: sendOrder });
  await futuresOrder(source, LIMIT, { live: true, extra: { madeUp: "yes" } });
  const card = await futuresOrder(source, LIMIT, { extra: { madeUp: "yes" } });
  await card.send();
  const sent = source.asked.flatMap((path, index) => path.includes("sendorder") ? [path + source.bodies[index]] : []);
  assertEquals(sent.map((text) => text.includes("madeUp=yes")), [true, true]);
});

Deno.test("futuresOrder() that is aborted in flight tells onSent how to find the order", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  const sent: SentOrders[] = [];
  const source = futuresSource({
    sendorder: () => {
      controller.abort(reason);
      return Response.error();
    },
  });
  const onSent = (one: SentOrders) => void sent.push(one);
  const options = { live: true, signal: controller.signal, onSent } as const;
  assert(await assertRejects(() => futuresOrder(source, { ...LIMIT, cliOrdId: "a-1" }, options)) === reason);
  assertEquals(sent.map(({ idName, clientOrderIds }) => [idName, ...clientOrderIds]), [["cliOrdId", "a-1"]]);
});

Deno.test("futuresOrder() refuses options it does not have", async () => {
  const source = futuresSource();
  await assertRejects(() => futuresOrder(source, LIMIT, { Live: true } as never), TypeError, "did you mean 'live'?");
  const card = await futuresOrder(source, LIMIT);
  await assertRejects(() => card.send({ live: true } as never), TypeError, "no option 'live'");
});

Deno.test("FuturesPreview.send() refuses old market prices and a processBefore that has passed", async () => {
  const source = futuresSource({ sendorder: sendOrder });
  const processBefore = new Date(NOW + 60_000);
  const [market, late, limit] = [
    await futuresOrder(source, MARKET),
    await futuresOrder(source, { ...LIMIT, processBefore }),
    await futuresOrder(source, LIMIT),
  ];
  await source.sleep?.(301_000);
  await assertRejects(() => market.send(), KrakenError, "the preview is 5 minutes old");
  await assertRejects(() => late.send(), KrakenError, "'processBefore', 2026-11-02T08:01:00.000Z, has passed");
  assertEquals(source.asked.filter((path) => path.includes("sendorder")), []);
  assertStringIncludes((await limit.send()).orderId, "3b1c0d52");
});

Deno.test("LiveFuturesOrder.cancel() says that the cancel was taken when nobody can tell how the order stands", async () => {
  const source = futuresSource({
    sendorder: sendOrder,
    cancelorder: { cancelStatus: { status: "cancelled", order_id: "x", receivedTime: "", orderEvents: [] } },
  }, { broken: "orders/status" });
  const live = await futuresOrder(source, LIMIT, { live: true });
  await assertRejects(() => live.cancel(), KrakenError, "cancelorder took the cancel of");
});
