import { assertEquals, assertRejects } from "@std/assert";
import { clientOrderIdsOf, withClientOrderIds } from "../../core/client_order_id.ts";
import { Credentials } from "../../core/credentials.ts";
import { send } from "../../core/send.ts";
import { trading as futures } from "../../futures/mod.ts";
import { trading as spot } from "../../spot/mod.ts";
import { answering } from "../helpers/fetching.ts";

const credentials = new Credentials({ key: "made-up", secret: btoa("made-up secret") });

Deno.test("send() says that a batch's document is missing, not that the id we would add is unknown", async () => {
  const fetch = answering({});
  const call = (params: object) => () => send({ fetch, credentials }, futures.batchOrder, params as never);
  await assertRejects(call({}), TypeError, "batchorder as 'json' is missing");
  await assertRejects(call({ json: "{}" }), TypeError, "'json' must be an object");
  await assertRejects(call({ json: {} }), TypeError, "'json' 'batchOrder' is missing");
  await assertRejects(call({ json: { batchOrder: [null] } }), TypeError, "item 0 must be an object");
  const batch = (params: object) => () => send({ fetch, credentials }, spot.addOrderBatch, params as never);
  await assertRejects(batch({ pair: "XBTUSD" }), TypeError, "'orders' is missing");
  await assertRejects(batch({ pair: "XBTUSD", orders: [null, null] }), TypeError, "item 0 must be an object");
  assertEquals(fetch.requests.length, 0);
});

Deno.test("withClientOrderIds() leaves what is malformed as it is", () => {
  const create = () => "ours";
  for (const params of [undefined, null, "text", [], {}, { json: 5 }, { json: { batchOrder: "x" } }]) {
    assertEquals(withClientOrderIds(futures.batchOrder, params as never, create) as unknown, params);
    assertEquals(clientOrderIdsOf(futures.batchOrder, params as never), []);
  }
});

Deno.test("withClientOrderIds() names each new order of a batch once, and none that is only edited or cancelled", () => {
  let count = 0;
  const send = { order: "send", order_tag: "1", orderType: "mkt", symbol: "PF_XBTUSD", side: "buy", size: 1 } as const;
  const params = {
    json: { batchOrder: [send, { ...send, cliOrdId: "mine" }, { order: "cancel", order_id: "a" }, send] as const },
  };
  const named = withClientOrderIds(futures.batchOrder, params, () => `ours-${++count}`);
  assertEquals(clientOrderIdsOf(futures.batchOrder, named), ["ours-1", "mine", "ours-2"]);
  assertEquals(Object.keys(named), ["json"]);
  assertEquals(named.json.batchOrder[2], { order: "cancel", order_id: "a" });
});

Deno.test("withClientOrderIds() names a single order and respects the caller's own id", () => {
  const order = { orderType: "mkt", symbol: "PF_XBTUSD", side: "buy", size: 1 } as const;
  assertEquals(withClientOrderIds(futures.sendOrder, order, () => "ours").cliOrdId, "ours");
  assertEquals(withClientOrderIds(futures.sendOrder, { ...order, cliOrdId: "mine" }, () => "ours").cliOrdId, "mine");
});
