import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { Credentials } from "../../core/credentials.ts";
import { RateLimitError } from "../../core/errors.ts";
import { createBudget } from "../../core/limiter.ts";
import { send } from "../../core/send.ts";
import { addOrder } from "../../spot/trading/add_order.ts";
import { addOrderBatch } from "../../spot/trading/add_order_batch.ts";
import { amendOrder } from "../../spot/trading/amend_order.ts";
import { cancelOrder } from "../../spot/trading/cancel_order.ts";
import { editOrder } from "../../spot/trading/edit_order.ts";
import { answering } from "../helpers/fetching.ts";

const credentials = new Credentials({ key: "CHARGES", secret: btoa("made up") });
const order = { ordertype: "limit", type: "buy", volume: "1", price: "1" } as const;
const where = { pool: "trading", key: "XBTUSD" } as const;
const ID = "OABCDE-FGHIJ-KLMNOP";
const EDITED = "OEDITD-AAAAA-BBBBBB";

/** A budget whose time stands still, a Kraken that accepts everything, and what the last call took. */
function trading() {
  let time = 0;
  const budget = createBudget({ now: () => time, limiter: "throw" });
  const results: Record<string, object> = {
    AddOrder: { txid: [ID], descr: { order: "" } },
    AddOrderBatch: { orders: [{ txid: "O1" }, { error: "EOrder:Insufficient funds" }, { txid: "O3" }] },
    AmendOrder: { amend_id: "TA" },
    EditOrder: { txid: EDITED, status: "ok" },
    CancelOrder: { count: 1 },
  };
  const fetch: typeof globalThis.fetch = (input) =>
    Promise.resolve(Response.json({ error: [], result: results[String(input).split("/").at(-1) ?? ""] }));
  const used = () => budget.counters().find(({ name }) => name === "trading XBTUSD")?.used ?? 0;
  return {
    options: { fetch, credentials, budget },
    budget,
    pass: (seconds: number) => time += seconds * 1000,
    /** Points that a call takes. */
    cost: async (call: Promise<unknown>): Promise<number> => {
      await call;
      const points = used();
      budget.learn(where, { used: 0 });
      return points;
    },
  };
}

Deno.test("send() is refused an order that does not fit, and takes nothing for it", async () => {
  const { budget } = trading();
  const fetch = answering({ error: [], result: {} });
  budget.learn(where, { used: 60 });
  const sending = () => send({ fetch, credentials, budget }, addOrder, { ...order, pair: "XBTUSD" });
  await assertRejects(sending, RateLimitError, "AddOrder: not sent, as trading XBTUSD stands at 60 of 60");
  assertEquals(fetch.requests.length, 0);
});

Deno.test("send() charges a cancel by the age of its order, by whichever id it was amended", async () => {
  const { options, cost, pass } = trading();
  const costs = [await cost(send(options, addOrder, { ...order, pair: "XBTUSD", cl_ord_id: "mine" }))];
  pass(20);
  costs.push(await cost(send(options, amendOrder, { txid: ID, limit_price: "2" })));
  pass(6);
  costs.push(await cost(send(options, cancelOrder, { cl_ord_id: "mine" })));
  assertEquals(costs, [1, 1, 6]);
});

Deno.test("send() keeps the orders of a batch apart, and an edited order from the one it replaced", async () => {
  const { options, budget, cost, pass } = trading();
  const orders = ["a", "b", "c"].map((cl_ord_id) => ({ ...order, cl_ord_id }));
  const costs = [await cost(send(options, addOrderBatch, { pair: "XBTUSD", orders }))];
  budget.noteClosed(["a"]);
  pass(6);
  for (const cl_ord_id of ["a", "c"]) costs.push(await cost(send(options, cancelOrder, { cl_ord_id })));
  costs.push(await cost(send(options, cancelOrder, { txid: "O3" })));
  await cost(send(options, addOrder, { ...order, pair: "XBTUSD", userref: 7 }));
  costs.push(await cost(send(options, editOrder, { txid: ID, pair: "XBTUSD", volume: "2" })));
  pass(6);
  costs.push(
    await cost(send(options, cancelOrder, { txid: EDITED })),
    await cost(send(options, cancelOrder, { txid: ID })),
  );
  assertEquals(costs, [1.5, 0, 6, 6, 7, 6, 0]);
});

Deno.test("send() charges an order once when its nonce was refused and it is signed anew", async () => {
  const { options, cost } = trading();
  const fetch = answering({ error: ["EAPI:Invalid nonce"] }, { error: [], result: { txid: [ID] } });
  assertEquals(await cost(send({ ...options, fetch }, addOrder, { ...order, pair: "XBTUSD" })), 1);
});

Deno.test("send() of an order that is aborted in flight tells the id that it made, and no id of the caller's", async () => {
  const { options } = trading();
  const said: string[] = [];
  for (const given of [{}, { cl_ord_id: "mine" }]) {
    const controller = new AbortController();
    const reason = new Error("enough");
    const fetch = (_: unknown, init?: RequestInit) => {
      queueMicrotask(() => controller.abort(reason));
      const { promise, reject } = Promise.withResolvers<Response>();
      init?.signal?.addEventListener("abort", () => reject(init.signal?.reason), { once: true });
      return promise;
    };
    const call = send(
      { ...options, fetch: fetch as typeof globalThis.fetch, onWarning: (text) => void said.push(text) },
      addOrder,
      { ...order, pair: "XBTUSD", ...given },
      { signal: controller.signal },
    );
    await assertRejects(() => call, Error, "enough");
  }
  assertEquals(said.length, 1);
  assertMatch(said[0] ?? "", /^AddOrder was aborted and may have taken effect: look for cl_ord_id [0-9a-f-]{36} in/);
});
