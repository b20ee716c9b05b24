import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { INSPECT, JUPYTER_DISPLAY } from "../../core/display.ts";
import { ApiError, KrakenError, OutcomeUnknownError, TransportError } from "../../core/errors.ts";
import { order } from "../../trading/order.ts";
import { broken, desk, LIMIT, no, NOW, TXID } from "./_desk.ts";

Deno.test("Preview.send() refuses a second call, however the first went", async () => {
  const cases: [answer: () => unknown, went: string][] = [
    [() => ({ descr: { order: "" }, txid: [TXID] }), `it was placed as ${TXID}`],
    [() => no("EOrder:Insufficient funds"), "it failed with AddOrder: EOrder:Insufficient funds"],
    [() => broken(), "what became of it is unknown; resolve() of the error that was raised finds out"],
  ];
  for (const [answer, went] of cases) {
    const { source, of } = desk({ AddOrder: answer });
    const card = await order(source, LIMIT);
    await card.send().catch(() => {});
    const error = await assertRejects(() => card.send(), KrakenError);
    assertStringIncludes(error.message, `This preview of BTC/USD was sent already: ${went}`);
    assertEquals(of("AddOrder").length, 1);
  }
});

Deno.test("Preview.send() refuses a second call while the first is on its way", async () => {
  const { source, of } = desk();
  const card = await order(source, LIMIT);
  const [first, second] = await Promise.allSettled([card.send(), card.send()]);
  assertEquals([first.status, second.status], ["fulfilled", "rejected"]);
  assertStringIncludes(String((second as PromiseRejectedResult).reason), "it is on its way");
  assertEquals(of("AddOrder").length, 1);
});

Deno.test("Preview.send() refuses an order that has a problem, and sends nothing", async () => {
  const { source, of } = desk();
  const card = await order(source, { ...LIMIT, volume: "1" });
  await assertRejects(
    () => card.send(),
    KrakenError,
    "Cannot order BTC/USD as it needs 60000 USD and 9000 USD are free",
  );
  assertEquals([of("AddOrder").length, card.sent], [0, false]);
});

Deno.test("Preview.send() refuses a deadline that has passed while it was looked at", async () => {
  const { source, of, clock } = desk();
  const card = await order(source, { ...LIMIT, deadline: new Date(NOW + 10_000) });
  await clock.sleep(9_000);
  await assertRejects(() => card.send(), RangeError, "'deadline' must be 2 to 60 seconds ahead");
  assertEquals(of("AddOrder").length, 0);
});

Deno.test("Preview.send() rejects with Kraken's own strings, known or not", async () => {
  for (const text of ["EOrder:Margin level too low", "EBrandNew:Never seen before"]) {
    const { source } = desk({ AddOrder: () => no(text) });
    const error = await assertRejects(async () => (await order(source, LIMIT)).send(), ApiError);
    assertEquals(error.errors, [text]);
  }
});

Deno.test("Preview.send() tells an acceptance without txid from a placed order", async () => {
  const { source } = desk({ AddOrder: { descr: { order: "buy" } } });
  const card = await order(source, { ...LIMIT, cl_ord_id: "mine" });
  await assertRejects(() => card.send(), OutcomeUnknownError, "(cl_ord_id mine): it gave no txid");
});

Deno.test("Preview.send() sends exactly what the card shows", async () => {
  const { source, of } = desk();
  const request = { ...LIMIT, oflags: ["post", "fciq"] as ("post" | "fciq")[] };
  const card = await order(source, request);
  request.oflags.push("post");
  await card.send();
  const { nonce: _, ...sent } = of("AddOrder")[0] ?? {};
  assertEquals(sent, { ...card.params, oflags: "post,fciq" } as unknown);
  assert(Object.isFrozen(card.params));
});

Deno.test("Preview.validate() asks Kraken without placing, as often as wished, and gives another type", async () => {
  const { source, of } = desk({ AddOrder: { descr: { order: "buy 0.10000000 XBTUSD @ limit 60000.0" } } });
  const card = await order(source, LIMIT);
  for (let i = 0; i < 2; i++) {
    const result = await card.validate();
    assertEquals(result, { validated: true, descr: { order: "buy 0.10000000 XBTUSD @ limit 60000.0" } });
    assertEquals("txid" in result, false);
  }
  assertEquals(of("AddOrder").map(({ validate }) => validate), ["true", "true"]);
  assertEquals(card.sent, false);
});

Deno.test("Preview.validate() calls a lost answer what it is: nothing was placed, nothing is unknown", async () => {
  const { source } = desk({ AddOrder: () => broken() });
  const card = await order(source, LIMIT);
  const error = await assertRejects(() => card.validate(), TransportError);
  assertEquals(error instanceof OutcomeUnknownError, false);
});

Deno.test("Preview shows DRY RUN in a terminal and in a notebook, and what to do next", async () => {
  const card = await order(desk().source, { ...LIMIT, cl_ord_id: "mine" });
  const text = card[INSPECT]();
  for (
    const line of [
      "═══ D R Y   R U N ═══  nothing has been sent to kraken",
      "BUY 0.1 BTC at 60000 USD · limit · BTC/USD",
      "  worth      6000 USD",
      "  fee        about 12 USD (0.2 % as maker; the account's own)",
      "  lasts      until cancelled (GTC)",
      "  changes    -6012 USD  (free 9000 → 2988)",
      "  cl_ord_id  mine",
      "await preview.send() places it.",
    ]
  ) assertStringIncludes(text, line);
  const bundle = card[JUPYTER_DISPLAY]();
  assertEquals(bundle["text/plain"], text);
  assertStringIncludes(bundle["text/html"] ?? "", "font-size:2.2em");
  assertStringIncludes(bundle["text/html"] ?? "", ">DRY RUN<");
  assertStringIncludes(Deno.inspect({ card }), "D R Y");
});

Deno.test("Preview escapes what it shows as HTML", async () => {
  const card = await order(desk().source, { ...LIMIT, cl_ord_id: "<b>x</b>" });
  const html = card[JUPYTER_DISPLAY]()["text/html"] ?? "";
  assertEquals(html.includes("<b>x</b>"), false);
  assertStringIncludes(html, "&lt;b&gt;x&lt;/b&gt;");
});

Deno.test("Preview shows how it went once it was sent", async () => {
  const card = await order(desk().source, LIMIT);
  await card.send();
  assertStringIncludes(String(card), `═══ S E N T ═══  it was placed as ${TXID}`);
});

Deno.test("Preview says what each kind of order does", async () => {
  const headings: [request: object, heading: string][] = [
    [
      { ordertype: "stop-loss-limit", price: "59000", price2: "58900" },
      "BUY 0.1 BTC when the price reaches 59000 USD, then at 58900 USD",
    ],
    [{ ordertype: "trailing-stop", price: "+2%" }, "BUY 0.1 BTC when the price turns by 2%"],
    [{ timeinforce: "GTD", expiretm: "+60" }, "until 2026-11-01T12:01:00Z (GTD)"],
    [{ timeinforce: "FOK" }, "at once and whole, or not at all (FOK)"],
    [{ starttm: "+60" }, "until cancelled (GTC) from 2026-11-01T12:01:00Z"],
    [{ "close[ordertype]": "stop-loss", "close[price]": "50000" }, "close        stop-loss 50000"],
    [{ ordertype: "iceberg", displayvol: "0.05" }, "shows      0.05"],
  ];
  for (const [request, heading] of headings) {
    const text = String(await order(desk().source, { ...LIMIT, ...request } as never));
    assertStringIncludes(text.replaceAll(/ {2,}/g, "  "), heading.replaceAll(/ {2,}/g, "  "));
  }
});

Deno.test("Preview becomes JSON with its figures", async () => {
  const card = await order(desk().source, { ...LIMIT, cl_ord_id: "mine" });
  const { params, worth, sent } = JSON.parse(JSON.stringify(card));
  assertEquals([params.volume, worth, sent], ["0.1", "6000.00000", false]);
});
