import { assertEquals, assertRejects } from "@std/assert";
import { Credentials } from "../../core/credentials.ts";
import { OutcomeUnknownError } from "../../core/errors.ts";
import { createBudget } from "../../core/limiter.ts";
import { send } from "../../core/send.ts";
import { cancelAllOrdersAfter } from "../../spot/trading/cancel_all_orders_after.ts";
import { addOrder } from "../../spot/trading/add_order.ts";
import { ledgers } from "../../spot/account/ledgers.ts";
import { answering } from "../helpers/fetching.ts";

const credentials = new Credentials({ key: "URGENT", secret: btoa("made up") });
const order = { ordertype: "market", type: "buy", pair: "XBTUSD", volume: "1", cl_ord_id: "mine" } as const;

Deno.test("send() lets cancels and the dead man's switch go ahead of reads that wait for the budget", async () => {
  let time = 0;
  const clock = { now: () => time, sleep: (ms: number) => Promise.resolve(void (time += ms)) };
  const budget = createBudget({ tier: "starter", now: clock.now });
  const sent: string[] = [];
  const fetch = (url: string | URL | Request) => {
    sent.push(String(url).split("/").at(-1) ?? "");
    return Promise.resolve(Response.json({ error: [], result: { ledger: {}, count: 0 } }));
  };
  const options = { fetch, credentials, clock, budget };
  const reads = Array.from({ length: 12 }, () => send(options, ledgers, {}));
  const alarm = send(options, cancelAllOrdersAfter, { timeout: 60 });
  await Promise.all([...reads, alarm]);
  // Seven reads fill the counter of 15 points; the switch waits for its one point only, before all the others.
  assertEquals(sent.indexOf("CancelAllOrdersAfter"), 7);
});

Deno.test("send() takes a 5xx with words nobody knows, and null for an answer, as an unknown outcome of an order", async () => {
  const answers = [
    Response.json({ error: ["EFoo:Bar"] }, { status: 503 }),
    Response.json({ error: ["EOrder:Internal error"] }),
    Response.json({ error: ["EQuery:Timeout"] }),
    Response.json({ error: [], result: null }),
  ];
  for (const answer of answers) {
    const fetch = answering(answer);
    const error = await assertRejects(() => send({ fetch, credentials }, addOrder, order), OutcomeUnknownError);
    assertEquals(error.clientOrderIds, ["mine"]);
    assertEquals(fetch.requests.length, 1);
  }
});
