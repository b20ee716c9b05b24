import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { Credentials } from "../../core/credentials.ts";
import { type Endpoint, futures } from "../../core/endpoint.ts";
import { ApiError, OutcomeUnknownError, RateLimitError, TransportError } from "../../core/errors.ts";
import { keyShape } from "../../core/key_shape.ts";
import { send } from "../../core/send.ts";
import { checkedUrl } from "../../core/urls.ts";
import { charts, trading } from "../../futures/mod.ts";
import { account } from "../../spot/mod.ts";
import { answering, manualClock } from "../helpers/fetching.ts";

const credentials = new Credentials({ key: "made-up", secret: btoa("made-up secret") });
const accounts: Endpoint<Record<never, never>, unknown> = futures("GET", "/derivatives/api/v3/accounts", {
  auth: true,
});

/** What a call makes of an answer. */
function answered(body: unknown, status = 200) {
  const fetch = answering(Response.json(body, { status }));
  return { fetch, options: { fetch, credentials, clock: manualClock(), tries: 1 } };
}

const window = { symbol: "PF_XBTUSD", analytics_type: "open-interest", since: 1_785_466_800, interval: 300 } as const;

Deno.test("unwrap() raises what analytics say went wrong, with HTTP 404 and with HTTP 200", async () => {
  const errors = [
    {
      severity: "error",
      error_class: "api",
      type: "invalid_argument",
      msg: "no such symbol",
      field: "symbol",
      value: "X",
    },
    { severity: "error", error_class: "api", type: "late" },
  ];
  for (const status of [404, 400, 200]) {
    const { options, fetch } = answered({ result: {}, errors }, status);
    const error = await assertRejects(() => send(options, charts.analytics, window), ApiError);
    assertEquals(error.errors, ['invalid_argument: no such symbol (symbol "X")', "late"]);
    assertEquals(error.category, status === 404 ? "not-found" : "unknown");
    assertEquals(fetch.requests.length, 1);
  }
});

Deno.test("unwrap() takes analytics without errors for the answer they are", async () => {
  const body = { result: { timestamp: [], more: false, data: [] }, errors: [] };
  assertEquals(await send(answered(body).options, charts.analytics, window) as unknown, body);
});

Deno.test("unwrap() says each of Kraken's Futures strings once, and knows a refused key by its status word", async () => {
  const twice = { errors: ["accountInactive"], error: "accountInactive", result: "error", serverTime: "" };
  const { errors, category } = await assertRejects(() => send(answered(twice, 400).options, accounts, {}), ApiError);
  assertEquals([errors, category], [["accountInactive"], "permission"]);
  const history = { status: "unauthorized", reason: "You are not authorized to access this endpoint." };
  const refused = await assertRejects(() => send(answered(history, 401).options, accounts, {}), ApiError);
  assertEquals(refused.errors, ["You are not authorized to access this endpoint."]);
  assertEquals(refused.category, "auth");
  const bare = await assertRejects(
    () => send(answered({ status: "unauthorized" }, 401).options, accounts, {}),
    ApiError,
  );
  assertEquals(bare.errors, ["unauthorized"]);
});

Deno.test("unwrap() raises an exhausted Futures pool as a RateLimitError", async () => {
  const { options } = answered({ result: "error", error: "apiLimitExceeded", serverTime: "" });
  await assertRejects(() => send(options, accounts, {}), RateLimitError, "apiLimitExceeded");
});

Deno.test("unwrap() says that a Spot key was used on Futures when the secret has the length of one", async () => {
  const secret = "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==";
  const { options } = answered({ result: "error", error: "authenticationError", serverTime: "" });
  const error = await assertRejects(
    () => send({ ...options, keyShape: keyShape(secret) }, accounts, {}),
    ApiError,
    "this is a Spot key",
  );
  assertEquals([error.errors, error.category], [["authenticationError"], "auth"]);
  assertEquals(error.message.includes(secret.slice(0, 8)), false);
  const plain = await assertRejects(() => send(options, accounts, {}), ApiError);
  assertStringIncludes(plain.message, "Check that the key is a Futures key");
});

Deno.test("keyShape() tells the published secrets of both markets apart", () => {
  assertEquals(
    keyShape("kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg=="),
    "spot",
  );
  for (
    const secret of [
      "7zxMEF5p/Z8l2p2U7Ghv6x14Af+Fx+92tPgUdVQ748FOIrEoT9bgT+bTRfXc5pz8na+hL/QdrCVG7bh9KpT0eMTm",
      "rttp4AzwRfYEdQ7R7X8Z/04Y4TZPa97pqCypi3xXxAqftygftnI6H9yGV+OcUOOJeFtZkr8mVwbAndU3Kz4Q+eG",
    ]
  ) assertEquals(keyShape(secret), "futures");
  assertEquals(keyShape(btoa("short")), undefined);
});

Deno.test("unwrap() takes an order answer without a status for no answer, so that the outcome is unknown", async () => {
  const order = { orderType: "mkt", symbol: "PF_XBTUSD", side: "buy", size: 1, cliOrdId: "mine" } as const;
  for (const body of [{ result: "success", serverTime: "" }, { result: "success", sendStatus: {} }]) {
    const { options, fetch } = answered(body);
    const error = await assertRejects(() => send(options, trading.sendOrder, order), OutcomeUnknownError);
    assertEquals(error.clientOrderIds, ["mine"]);
    assertEquals(fetch.requests.length, 1);
  }
  const empty = answered({ result: "success", batchStatus: [] });
  const json = { batchOrder: [{ order: "cancel", order_id: "a" }] } as const;
  await assertRejects(() => send(empty.options, trading.batchOrder, { json }), OutcomeUnknownError);
  await assertRejects(() => send(answered({ result: "success" }).options, trading.cancelOrder, {}), TransportError);
});

Deno.test("send() says that a Futures key was used on Spot when the secret has the length of one", async () => {
  const fetch = answering({ error: ["EAPI:Invalid key"] });
  const options = { fetch, credentials, keyShape: "futures" as const, clock: manualClock() };
  const error = await assertRejects(() => send(options, account.balance, {}), ApiError, "this is a Futures key");
  assertEquals([error.errors, fetch.requests.length], [["EAPI:Invalid key"], 1]);
});

Deno.test("checkedUrl() points those who name Kraken's futures demo to the embedded exchange", () => {
  assertThrows(() => checkedUrl("https://demo-futures.kraken.com/"), TypeError, "kraken.paper()");
  assertEquals(checkedUrl("https://futures.kraken.com/"), "https://futures.kraken.com");
});
