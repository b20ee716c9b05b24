import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { encodeParams } from "../../core/encode.ts";
import { send } from "../../core/send.ts";
import { type BatchInstruction, batchOrder } from "../../futures/trading/mod.ts";
import * as fixtures from "../fixtures/futures/trading.ts";
import { calling } from "./_calling.ts";

const instructions: BatchInstruction[] = [
  {
    order: "send",
    order_tag: "1",
    orderType: "trailing_stop",
    symbol: "PF_XBTUSD",
    side: "buy",
    size: "0.010",
    cliOrdId: "a-1",
    triggerSignal: "last",
    reduceOnly: false,
    limitPrice: 1e-10,
    stopPrice: "+.50",
    trailingStopMaxDeviation: 2,
    trailingStopDeviationUnit: "PERCENT",
  },
  {
    order: "edit",
    order_id: "3b1c",
    cliOrdId: "a-2",
    size: 2,
    qtyMode: "RELATIVE",
    limitPrice: "0060500.0",
    stopPrice: 60_400,
    trailingStopMaxDeviation: "1.5",
    trailingStopDeviationUnit: "QUOTE_CURRENCY",
  },
  { order: "cancel", order_id: "5c1e", cliOrdId: "a-3" },
];

const written = '{"batchOrder":[' + [
  '{"order":"send","order_tag":"1","orderType":"trailing_stop","symbol":"PF_XBTUSD","side":"buy","size":0.010,' +
  '"cliOrdId":"a-1","triggerSignal":"last","reduceOnly":false,"limitPrice":0.0000000001,"stopPrice":0.50,' +
  '"trailingStopMaxDeviation":2,"trailingStopDeviationUnit":"PERCENT"}',
  '{"order":"edit","order_id":"3b1c","cliOrdId":"a-2","size":2,"qtyMode":"RELATIVE","limitPrice":60500.0,' +
  '"stopPrice":60400,"trailingStopMaxDeviation":1.5,"trailingStopDeviationUnit":"QUOTE_CURRENCY"}',
  '{"order":"cancel","order_id":"5c1e","cliOrdId":"a-3"}',
].join(",") + "]}";

const refused = (json: unknown) => {
  const error = assertThrows(() => encodeParams(batchOrder, { json } as never));
  return (error as Error).message.replace("Cannot call POST /derivatives/api/v3/batchorder as ", "");
};

Deno.test("batchOrder refuses a document without instructions", () => {
  assertEquals(refused(undefined), "'json' is missing");
  assertEquals(refused({}), "'json' 'batchOrder' is missing");
  assertEquals(
    refused({ batchOrder: [] }),
    "'json' 'batchOrder' must be an array of at least one instruction: current value is []",
  );
});

Deno.test("batchOrder says which instruction is wrong, and how", () => {
  const [first] = instructions;
  const after = (item: unknown) => refused({ batchOrder: [first, item] });
  assertEquals(after(null), "'json' 'batchOrder' item 1 must be an object: current value is null");
  assertEquals(after({}), "'json' 'batchOrder' item 1 'order' is missing");
  assertEquals(
    after({ order: "cancell" }),
    `'json' 'batchOrder' item 1 'order' must be one of send, edit, cancel (did you mean "cancel"?): ` +
      `current value is "cancell"`,
  );
  assertEquals(after({ ...first, order_tag: undefined }), "'json' 'batchOrder' item 1 'order_tag' is missing");
  assertEquals(
    after({ ...first, size: 0 }),
    "'json' 'batchOrder' item 1 'size' must be above zero: current value is 0",
  );
  const misspelt = after({ order: "edit", orderId: "3b1c" });
  assertEquals(misspelt.slice(0, 90).includes("did you mean 'order_id'?"), true, misspelt);
});

Deno.test("batchOrder writes the document with every field, numbers with the digits they were given", async () => {
  const { options, asked } = calling(fixtures.batchOrder);
  const result = await send(options, batchOrder, {
    algoId: "algo-1",
    processBefore: "2026-11-02T08:00:00Z",
    broker: "AA00",
    json: { batchOrder: instructions },
  });
  assertEquals(result, fixtures.batchOrder);
  assertEquals(
    asked[0]?.body,
    `processBefore=2026-11-02T08%3A00%3A00Z&json=${encodeURIComponent(written)}&broker=AA00`,
  );
  assertEquals(asked[0]?.headers.get("algoId"), "algo-1");
  assertEquals(JSON.parse(written).batchOrder.length, 3);
});

Deno.test("batchOrder gives orders without id one of ours, and leaves edits and cancels alone", async () => {
  const { options, asked } = calling(fixtures.batchOrder);
  await send(options, batchOrder, {
    json: {
      batchOrder: [
        { order: "send", order_tag: "1", orderType: "mkt", symbol: "PF_XBTUSD", side: "buy", size: 1 },
        { order: "cancel", order_id: "5c1e" },
      ],
    },
  });
  const sent = JSON.parse(new URLSearchParams(asked[0]?.body).get("json") ?? "{}");
  assertEquals(typeof sent.batchOrder[0].cliOrdId, "string");
  assertEquals(sent.batchOrder[1], { order: "cancel", order_id: "5c1e" });
});

Deno.test("batchOrder costs 9 and 1 for each instruction", () => {
  assertEquals(batchOrder.costOf?.({ json: { batchOrder: instructions } }), 12);
});

Deno.test("batchOrder is never sent twice by us", async () => {
  const { options, asked } = calling("<html>Bad Gateway</html>", 502);
  await assertRejects(() => send(options, batchOrder, { json: { batchOrder: instructions } }));
  assertEquals(asked.length, 1);
});
