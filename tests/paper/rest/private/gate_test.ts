/** Who gets in: other people's signing works, and everything else is refused as Kraken refuses it. */

import { assert, assertEquals, assertNotMatch, assertThrows } from "@std/assert";
import { paperExchange, type PaperOptions } from "../../../../paper/mod.ts";
import { passwordFits, signatureFits } from "../../../../paper/rest/private/verify.ts";
import { NOW } from "../../help.ts";
import { ask, fundingRequest, got, signature, signed } from "../../sign.ts";

const SECRET = "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==";
const NONCE = "1616492376594";

/** Kraken's published example, and requests of other forms worked out with another language's HMAC. */
const VECTORS: [name: string, target: string, body: string, signature: string][] = [
  [
    "Kraken's published AddOrder",
    "/0/private/AddOrder",
    `nonce=${NONCE}&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25`,
    "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==",
  ],
  [
    "JSON with a number as nonce",
    "/0/private/AddOrder",
    `{"nonce":${NONCE},"ordertype":"limit","type":"buy","volume":"1.25","pair":"XBTUSD","price":"37500"}`,
    "FvT9Lq8EOvss3XWrS2U56xjhEaUF+5Z4VPKWypTs7h1FNQXT8RupYq/LjHAxZKZw8zML3Ockm7/3KGznrbFNKQ==",
  ],
  [
    "account_id in the signed query",
    "/0/private/Balance?account_id=AA12",
    `{"nonce":${NONCE}}`,
    "7ioUQY5I9xeV/LQ4ZRL3EeJBbXtYZ/lJuwI2B1iBu8NniwBOUVf3r5M8NF6uXHs45PI7fAOsvWohczEyAU7S4w==",
  ],
  [
    "a Funding query, percent-encoded",
    "/funding/v1/methods/deposit?asset%5Bclass%5D=currency&asset%5Bname%5D=USDC",
    "",
    "G95Wr1h78/kVWu5Ve6DW3uXxX0xOy/FlZ8x6aj19ZRqrA4nHv1MjQTLS48cBV0x79DVM6bbZzfsUDMdbUn0nlw==",
  ],
];

for (const [name, target, body, expected] of VECTORS) {
  Deno.test(`signatureFits() accepts ${name} and nothing near it`, () => {
    const bytes = new TextEncoder().encode(body);
    assert(signatureFits(SECRET, target, NONCE, bytes, expected));
    assert(!signatureFits(SECRET, `${target}x`, NONCE, bytes, expected));
    assert(!signatureFits(SECRET, target, `${NONCE}0`, bytes, expected));
    assert(!signatureFits(SECRET, target, NONCE, new Uint8Array([...bytes, 32]), expected));
    assert(!signatureFits(btoa("another secret"), target, NONCE, bytes, expected));
    assert(!signatureFits(SECRET, target, NONCE, bytes, ""));
    assertEquals(signature(SECRET, target, NONCE, body), expected);
  });
}

Deno.test("passwordFits() accepts the code of RFC 6238 and of the steps beside it", () => {
  const otp = { totp: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" };
  assert(passwordFits({ otp }, "287082", 59_000));
  assert(passwordFits({ otp }, "287082", 89_000));
  assert(passwordFits({ otp }, "081804", 1_111_111_109_000));
  assert(!passwordFits({ otp }, "287082", 149_000));
  assert(!passwordFits({ otp }, undefined, 59_000));
  assert(passwordFits({ otp: undefined }, undefined, 0));
});

const open = (options: PaperOptions = {}) => paperExchange({ seed: 7, now: () => NOW, limits: false, ...options });
const error = async (...call: Parameters<typeof ask>) => (await ask(...call)).error;

Deno.test("the exchange answers JSON nested without end as a body that is none", async () => {
  const exchange = open();
  const nested = "[".repeat(50_000) + "]".repeat(50_000);
  const { url, headers } = signed(exchange, "Balance", {}, { json: true });
  const response = await exchange.fetch(url, { method: "POST", headers, body: `{"nonce":1,"a":${nested}}` });
  assertEquals(await response.json(), { error: ["EAPI:Invalid nonce"] });
  // Ten levels are an ordinary body, whose fields are looked at.
  const shallow = await error(exchange, "Balance", { a: JSON.parse("[".repeat(10) + "]".repeat(10)) }, { json: true });
  assertEquals(shallow, []);
});

Deno.test("the exchange refuses a key it does not know before it looks at the parameters or the method", async () => {
  const exchange = open();
  for (const method of ["Balance", "Nonsense", "AddOrder"]) {
    assertEquals(await error(exchange, method, {}, { key: "nope" }), ["EAPI:Invalid key"]);
  }
  const bare = new Request("https://x/0/private/Balance", { method: "POST", body: "nonce=1" });
  assertEquals(await (await exchange.fetch(bare)).json(), { error: ["EAPI:Invalid key"] });
});

Deno.test("the exchange refuses a signature made with another secret, for another path, or none", async () => {
  const exchange = open();
  assertEquals(await error(exchange, "Balance", {}, { secret: SECRET }), ["EAPI:Invalid signature"]);
  assertEquals(await error(exchange, "Balance", {}, { sign: "" }), ["EAPI:Invalid signature"]);
  const request = signed(exchange, "Balance");
  const elsewhere = new Request("https://x/0/private/CancelAll", request);
  assertEquals(await (await exchange.fetch(elsewhere)).json(), { error: ["EAPI:Invalid signature"] });
});

Deno.test("the exchange takes form and JSON, numbers and texts as nonce, up to 64 bits", async () => {
  const exchange = open();
  assertEquals(await got(exchange, "Balance", {}, { nonce: "5" }), { ZUSD: "10000.0000" });
  assertEquals(await got(exchange, "Balance", {}, { nonce: 6, json: true }), { ZUSD: "10000.0000" });
  assertEquals(await got(exchange, "Balance", {}, { nonce: "7", json: true }), { ZUSD: "10000.0000" });
  const body = '{"nonce": 1616492376594000123 }';
  const target = "/0/private/Balance";
  const request = new Request(`https://x${target}`, {
    method: "POST",
    body,
    headers: {
      "API-Key": exchange.key,
      "API-Sign": signature(exchange.secret, target, "1616492376594000123", body),
      "Content-Type": "application/json",
    },
  });
  assertEquals((await (await exchange.fetch(request)).json()).error, []);
  assertEquals(await error(exchange, "Balance", {}, { nonce: "18446744073709551616" }), ["EAPI:Invalid nonce"]);
  assertEquals(
    (await got(exchange, "GetApiKeyInfo", {}, { nonce: "18446744073709551615" }))["nonce"],
    String(2n ** 64n - 1n),
  );
});

Deno.test("the exchange wants strictly rising nonces of each key, and takes late ones within the key's window once", async () => {
  const exchange = open();
  assertEquals(await error(exchange, "Balance", {}, { nonce: "100" }), []);
  for (const nonce of ["100", "99", "0", "-5", "x", "1.5", ""]) {
    assertEquals(await error(exchange, "Balance", {}, { nonce }), ["EAPI:Invalid nonce"], nonce);
  }
  const { key, secret } = exchange.keys.create({ nonceWindow: 10 });
  for (const nonce of ["100", "95", "91", "101"]) {
    assertEquals(await error(exchange, "Balance", {}, { key, secret, nonce }), [], nonce);
  }
  for (const nonce of ["95", "101", "91", "90"]) {
    assertEquals(await error(exchange, "Balance", {}, { key, secret, nonce }), ["EAPI:Invalid nonce"], nonce);
  }
});

Deno.test("a wrong signature does not use its nonce up", async () => {
  const exchange = open();
  assertEquals(await error(exchange, "Balance", {}, { nonce: "50", secret: SECRET }), ["EAPI:Invalid signature"]);
  assertEquals(await error(exchange, "Balance", {}, { nonce: "50" }), []);
});

Deno.test("keys.revoke() ends a key in mid-run", async () => {
  const exchange = open();
  const other = exchange.keys.create({ name: "other" });
  await got(exchange, "Balance", {}, other);
  assert(exchange.keys.revoke(other));
  assert(!exchange.keys.revoke(other));
  assertEquals(await error(exchange, "Balance", {}, other), ["EAPI:Invalid key"]);
  await got(exchange, "Balance");
});

Deno.test("a key can only do what its permissions say", async () => {
  const exchange = open();
  const key = exchange.keys.create({ permissions: ["query-funds", "query-open-trades"] });
  await got(exchange, "Balance", {}, key);
  await got(exchange, "OpenOrders", {}, key);
  for (
    const method of ["ClosedOrders", "Ledgers", "AddOrder", "CancelAll", "Withdraw", "GetWebSocketsToken", "AddExport"]
  ) {
    assertEquals(await error(exchange, method, {}, key), ["EGeneral:Permission denied"], method);
  }
  const trader = exchange.keys.create({ permissions: ["close-trades"] });
  assertEquals(await error(exchange, "CancelAll", {}, trader), []);
  assertEquals(await error(exchange, "EditOrder", {}, trader), ["EGeneral:Permission denied"]);
  assertEquals((await got<{ permissions: string[] }>(exchange, "GetApiKeyInfo", {}, trader)).permissions, [
    "close-trades",
  ]);
});

Deno.test("QueryOrders shows an order only to the key that may see its state", async () => {
  const exchange = open();
  const placed = { pair: "XBTUSD", type: "buy", volume: "0.001" };
  const resting = await got<{ txid: string[] }>(exchange, "AddOrder", {
    ...placed,
    ordertype: "limit",
    price: "50000",
  });
  const done = await got<{ txid: string[] }>(exchange, "AddOrder", { ...placed, ordertype: "market" });
  const key = exchange.keys.create({ permissions: ["query-open-trades"] });
  assertEquals(await error(exchange, "QueryOrders", { txid: resting.txid[0] }, key), []);
  assertEquals(await error(exchange, "QueryOrders", { txid: done.txid[0] }, key), ["EGeneral:Permission denied"]);
});

Deno.test("a key with a second factor wants it in the signed body", async () => {
  const exchange = open();
  const { key, secret } = exchange.keys.create({ otp: { fixed: "let me in" } });
  assertEquals(await error(exchange, "Balance", {}, { key, secret }), ["EAPI:Invalid signature"]);
  assertEquals(await error(exchange, "Balance", { otp: "let me out" }, { key, secret }), ["EAPI:Invalid signature"]);
  assertEquals(await error(exchange, "Balance", { otp: "let me in" }, { key, secret }), []);
  assertEquals(await error(exchange, "Balance", { otp: "let me in" }, { key, secret, json: true }), []);
});

Deno.test("repeated invalid keys lock out, each new attempt prolongs it, and other keys go on", async () => {
  let now = NOW;
  const exchange = paperExchange({ seed: 7, now: () => now, limits: true });
  for (let attempt = 0; attempt < 10; attempt++) {
    assertEquals(await error(exchange, "Balance", {}, { key: "nope" }), ["EAPI:Invalid key"]);
  }
  assertEquals(await error(exchange, "Balance", {}, { key: "nope" }), ["EGeneral:Temporary lockout"]);
  assertEquals(await error(exchange, "Balance"), []);
  now += 14 * 60_000;
  assertEquals(await error(exchange, "Balance", {}, { key: "nope" }), ["EGeneral:Temporary lockout"]);
  now += 14 * 60_000;
  assertEquals(await error(exchange, "Balance", {}, { key: "nope" }), ["EGeneral:Temporary lockout"]);
  now += 15 * 60_000;
  assertEquals(await error(exchange, "Balance", {}, { key: "nope" }), ["EAPI:Invalid key"]);
});

Deno.test("the private counter fills by the cost of each call and decays by tier", async () => {
  let now = NOW;
  for (const [tier, calls, wait] of [["starter", 7, 6061], ["pro", 10, 2000]] as const) {
    const exchange = paperExchange({ seed: 7, now: () => now, tier });
    for (let call = 0; call < calls; call++) assertEquals(await error(exchange, "Ledgers"), [], `${tier} ${call}`);
    if (tier === "starter") assertEquals(await error(exchange, "Balance"), []);
    assertEquals(await error(exchange, "Ledgers"), ["EAPI:Rate limit exceeded"]);
    // Orders do not count here.
    const order = { pair: "XBTUSD", type: "buy", volume: "0.001", ordertype: "limit", price: "50000" };
    assertEquals(await error(exchange, "AddOrder", order), []);
    now += wait * 3;
    assertEquals(await error(exchange, "Ledgers"), []);
  }
});

Deno.test("limits can be switched off in whole or in part", async () => {
  const off = paperExchange({ now: () => NOW, limits: { private: false } });
  for (let call = 0; call < 40; call++) assertEquals(await error(off, "Ledgers"), []);
  const time = async () => (await (await off.fetch("https://x/0/public/Time")).json()).error;
  for (let call = 0; call < 20; call++) assertEquals(await time(), []);
  assertEquals(await time(), ["EAPI:Rate limit exceeded"]);
});

Deno.test("removed staking calls and unknown methods are unknown, and private methods are POST only", async () => {
  const exchange = open();
  for (const method of ["Stake", "Unstake", "Staking/Assets", "Staking/Pending", "Staking/Transactions", "Nope"]) {
    assertEquals(await error(exchange, method), ["EGeneral:Unknown method"], method);
  }
  const response = await exchange.fetch("https://x/0/private/Balance");
  assertEquals(response.status, 405);
  await response.body?.cancel();
});

Deno.test("a Funding call is refused as problem+json, an unknown route in the old manner", async () => {
  const exchange = open();
  const problem = async (request: Request) => {
    const response = await exchange.fetch(request);
    return [response.status, response.headers.get("content-type")?.split(";")[0], (await response.json()).type];
  };
  const json = "application/problem+json";
  const networks = "/funding/v1/networks";
  assertEquals(await problem(fundingRequest(exchange, "GET", networks, undefined, { key: "nope" })), [
    401,
    json,
    "tag:kraken.com,2025:InvalidKey",
  ]);
  assertEquals(await problem(fundingRequest(exchange, "GET", networks, undefined, { secret: SECRET })), [
    401,
    json,
    "tag:kraken.com,2025:InvalidSignature",
  ]);
  const key = exchange.keys.create({ permissions: ["query-ledger"] });
  assertEquals(await problem(fundingRequest(exchange, "GET", networks, undefined, key)), [
    403,
    json,
    "tag:kraken.com,2025:PermissionDenied",
  ]);
  const lost = await exchange.fetch(fundingRequest(exchange, "GET", "/funding/v1/nowhere"));
  assertEquals(lost.status, 404);
  assertEquals(await lost.json(), { error: ["EGeneral:Unknown method"] });
});

Deno.test("a key shows its secret to nobody who only looks at it", () => {
  const exchange = open();
  const key = exchange.keys.create();
  assert(!Deno.inspect(exchange, { depth: 9 }).includes(exchange.secret));
  assertEquals(Deno.inspect(exchange.account).replace(/\(.*\)/, ""), "PaperAccount Main : ZUSD 10000.0000");
  assertNotMatch(Deno.inspect(key), new RegExp(key.secret.slice(0, 20).replaceAll(/[+/]/g, "\\$&")));
  assertNotMatch(
    JSON.stringify({ ...key, account: undefined }, (_, value) => typeof value === "bigint" ? "" : value),
    /=="/,
  );
});

Deno.test("keys.create() and accounts.create() refuse what cannot be meant", () => {
  const exchange = open();
  const wrong = (value: unknown) => value as never;
  assertThrows(() => exchange.keys.create({ permissions: wrong(["fly"]) }), RangeError, "current value is fly");
  assertThrows(() => exchange.keys.create({ nonceWindow: -1 }), RangeError, "'nonceWindow' must be 0 or more");
  assertThrows(() => exchange.accounts.create({ tier: wrong("gold") }), RangeError, "'tier' must be one of starter");
  assertThrows(() => exchange.accounts.create({ balances: { NOPE: 1 } }), RangeError, 'no asset "NOPE"');
  for (const amount of ["1e3", -1, "0.00001", NaN, ""]) {
    assertThrows(() => exchange.accounts.create({ usd: amount }), RangeError, "must be a plain number");
  }
  assertThrows(() => exchange.accounts.create({ history: { days: 0 } }), RangeError, "'days' must be a whole number");
  const stranger = open().account;
  assertThrows(() => exchange.keys.create({ account: stranger }), RangeError, "is not one of this exchange");
});

Deno.test("accounts are strangers to each other", async () => {
  const exchange = open();
  const account = exchange.accounts.create({ balances: { BTC: "1.5", EUR: 200 } });
  const key = exchange.keys.create({ account });
  assertEquals(await got(exchange, "Balance", {}, key), { XXBT: "1.5000000000", ZEUR: "200.0000" });
  assertEquals(await got(exchange, "Balance"), { ZUSD: "10000.0000" });
  const { txid: [txid] } = await got<{ txid: string[] }>(exchange, "AddOrder", {
    pair: "XBTUSD",
    type: "buy",
    volume: "0.001",
    ordertype: "limit",
    price: "50000",
  });
  assertEquals(await error(exchange, "CancelOrder", { txid }, key), ["EOrder:Unknown order"]);
  assertEquals(await error(exchange, "QueryOrders", { txid }, key), ["EOrder:Unknown order"]);
});
