import { assert, assertEquals } from "@std/assert";
import type { FuturesHalf } from "../../../paper/futures/mod.ts";
import { authentFits } from "../../../paper/futures/verify.ts";
import { authent, HISTORY, rig, V3 } from "./_calling.ts";

const SECRET = "7zxMEF5p/Z8l2p2U7Ghv6x14Af+Fx+92tPgUdVQ748FOIrEoT9bgT+bTRfXc5pz8na+hL/QdrCVG7bh9KpT0eMTm";

Deno.test("authentFits() takes the worked signatures of Kraken's description, and no changed ones", () => {
  const vectors = [
    [
      "",
      "",
      "/derivatives/api/v3/accounts",
      "gF9iu/gh5ia5pNW4Ljh2bVCMh+kDiJcge73pOkpBG+c5eJUmWgHY0zMkMXkvOHb9RnCWKKfzg6lCzyYYI95+Jg==",
    ],
    [
      "symbol=PF_XBTUSD&side=buy",
      "1700000000000",
      "/derivatives/api/v3/sendorder",
      "tZdtN63cZyZc4sp9WQdwSz+jekDNxpM7jlh4q0W4EbQ2drmpHQ4PO3g8PkfZh7U2a0ZzzfY0YMsGDurx5pBBAQ==",
    ],
    [
      "count=500&sort=asc",
      "",
      "/api/history/v3/account-log",
      "9cerppWbH589fPmPQNsyR96gu4OHlrviDRMdiiIofskraqB6oj4WknP246JJdkgIcQLomqJ1wUNdrlkHokPRUA==",
    ],
  ] as const;
  for (const [sent, nonce, path, expected] of vectors) {
    assert(authentFits(SECRET, sent, nonce, path, expected));
    assert(!authentFits(SECRET, `${sent}x`, nonce, path, expected));
    assert(!authentFits(SECRET, sent, `${nonce}1`, path, expected));
    assert(!authentFits(SECRET, sent, nonce, path, `A${expected.slice(1)}`));
  }
});

Deno.test("createFuturesHandler refuses missing, unknown and wrong credentials in the words of each service", async () => {
  const { open, futures, signed } = rig();
  const headers = { APIKey: futures.key.key, Authent: authent(futures.key.secret, "", "", `${V3}/openorders`) };
  for (const init of [{}, { headers: { APIKey: "nobody", Authent: "AAAA" } }, { headers }]) {
    const derivatives = await open(`${V3}/accounts`, init);
    assertEquals(derivatives.status, 200);
    const { serverTime, ...body } = await derivatives.json();
    assertEquals(body, { result: "error", error: "authenticationError" });
    assertEquals(serverTime, "2026-11-22T15:17:13.123Z");
    for (const path of [`${HISTORY}/account-log`, "/api/auth/v1/api-keys/v3/check"]) {
      const response = await open(path, init);
      assertEquals(response.status, 401);
      const { status, reason, ...rest } = await response.json();
      assertEquals([status, typeof reason, rest], ["unauthorized", "string", {}]);
    }
  }
  futures.key.revoked = true;
  assertEquals((await (await signed("GET", `${V3}/accounts`)).json()).error, "authenticationError");
});

Deno.test("createFuturesHandler checks the parameters as they were sent, percent signs included", async () => {
  const { open, futures } = rig();
  const path = `${V3}/cancelorder`;
  const sent = "cliOrdId=a%20b%20%5B1%5D";
  const call = async (signature: string) => {
    const headers = {
      APIKey: futures.key.key,
      Authent: signature,
      "content-type": "application/x-www-form-urlencoded",
    };
    return await (await open(path, { method: "POST", headers, body: sent })).json();
  };
  assertEquals((await call(authent(futures.key.secret, sent, "", path))).cancelStatus.status, "notFound");
  assertEquals(
    (await call(authent(futures.key.secret, decodeURIComponent(sent), "", path))).error,
    "authenticationError",
  );
});

Deno.test("createFuturesHandler takes the parameters of a POST in the query, the form, or both in this order", async () => {
  const { open, futures } = rig();
  const path = `${V3}/cancelallordersafter`;
  const call = async (query: string, body: string, sent: string) => {
    const headers = {
      APIKey: futures.key.key,
      Authent: authent(futures.key.secret, sent, "", path),
      "content-type": "application/x-www-form-urlencoded",
    };
    return await (await open(`${path}${query && `?${query}`}`, { method: "POST", headers, body })).json();
  };
  for (const [query, body] of [["timeout=60", ""], ["", "timeout=60"], ["a=1", "timeout=60"]] as const) {
    const answer = await call(query, body, query + body);
    assertEquals(answer.status?.triggerTime, "2026-11-22T15:18:13.123Z");
  }
  assertEquals((await call("a=1", "timeout=60", "timeout=60a=1")).error, "authenticationError");
});

Deno.test("createFuturesHandler refuses nonces that came before or are far too small, and tolerates slight disorder", async () => {
  const { open, futures } = rig();
  const path = `${V3}/openorders`;
  const call = async (nonce: string) => {
    const headers = { APIKey: futures.key.key, Nonce: nonce, Authent: authent(futures.key.secret, "", nonce, path) };
    const { result, error } = await (await open(path, { headers })).json();
    return error ?? result;
  };
  assertEquals(await call("1795360000000"), "success");
  assertEquals(await call("1795360000000"), "nonceDuplicate");
  assertEquals(await call("1795359995000"), "success");
  assertEquals(await call("1795359995000"), "nonceDuplicate");
  assertEquals(await call("1795359900000"), "nonceBelowThreshold");
  assertEquals(await call("1795360000001"), "success");
  assertEquals(await call("soon"), "authenticationError");
});

Deno.test("createFuturesHandler lets a key do only what its two levels allow", async () => {
  const { futures, call } = rig({ wallets: { cash: { xbt: "1" } } });
  const none = futures.keys.create({ general: "none", withdrawal: "full" });
  const read = futures.keys.create({ general: "read", withdrawal: "none" });
  const withdrawal = { currency: "xbt", amount: "0.1" };
  const error = async (...[method, path, params, key]: Parameters<typeof call>) =>
    (await call(method, path, params, key)).error;
  assertEquals(await error("GET", `${V3}/accounts`, {}, none), "insufficientPrivileges");
  assertEquals(await error("POST", `${V3}/withdrawal`, withdrawal, none), undefined);
  assertEquals(await error("GET", `${V3}/accounts`, {}, read), undefined);
  assertEquals(await error("POST", `${V3}/cancelallorders`, {}, read), "insufficientPrivileges");
  assertEquals(await error("POST", `${V3}/withdrawal`, withdrawal, read), "insufficientPrivileges");
  const check = await call("GET", "/api/auth/v1/api-keys/v3/check", {}, none);
  assertEquals(check.permissions, { general: "none", withdrawal: "full" });
  assertEquals(check.accountUid, futures.accounts.default.uid);
});

Deno.test("FuturesKey keeps its secret out of what is logged", () => {
  const { futures } = rig();
  const shown = Deno.inspect(futures.key, { depth: 9 });
  assert(!shown.includes(futures.key.secret));
});

Deno.test("createFuturesHandler keeps both token pools, each key its own", async () => {
  const { call, futures, pass } = rig({ limits: true });
  const error = async (...[method, path, params, key]: Parameters<typeof call>) =>
    (await call(method, path, params, key)).error;
  assertEquals(await error("GET", `${V3}/unwindqueue`), undefined);
  assertEquals(await error("GET", `${V3}/unwindqueue`), undefined);
  assertEquals(await error("GET", `${V3}/unwindqueue`), "apiLimitExceeded");
  assertEquals(await error("POST", `${V3}/cancelallorders`), undefined);
  assertEquals(await error("GET", `${V3}/unwindqueue`, {}, futures.keys.create()), undefined);
  pass(2500);
  assertEquals(await error("GET", `${V3}/unwindqueue`), undefined);
  // 100 points of the history: 16 files of 6, then 4 rows of 1.
  for (let n = 0; n < 16; n++) await (await csv(futures)).cancel();
  assertEquals(await error("GET", `${HISTORY}/account-log`, { count: 25 }), undefined);
  assertEquals(await error("GET", `${HISTORY}/account-log`), undefined);
  assertEquals(await error("GET", `${HISTORY}/executions`), "apiLimitExceeded");
  pass(6000);
  assertEquals(await error("GET", `${HISTORY}/executions`), undefined);
  // A batch costs 9 and one for each instruction.
  pass(10_000);
  const batchOrder = Array.from({ length: 240 }, () => ({ order: "cancel", order_id: "x" }));
  const json = JSON.stringify({ batchOrder });
  assertEquals(await error("POST", `${V3}/batchorder`, { json }), undefined);
  assertEquals(await error("POST", `${V3}/batchorder`, { json }), undefined);
  assertEquals(await error("GET", `${V3}/openorders`), undefined);
  assertEquals(await error("GET", `${V3}/openorders`), "apiLimitExceeded");
});

/** The CSV of the account log, not read. */
async function csv(futures: FuturesHalf): Promise<ReadableStream<Uint8Array>> {
  const path = `${HISTORY}/accountlogcsv`;
  const headers = { APIKey: futures.key.key, Authent: authent(futures.key.secret, "", "", path) };
  const response = await futures.answer(new Request(`https://futures.kraken.com${path}`, { headers }));
  assertEquals(response.status, 200);
  if (!response.body) throw new Error("The file has no body");
  return response.body;
}

Deno.test("createFuturesHandler answers unknown paths, wrong methods and broken paths in Kraken's envelope", async () => {
  const { open } = rig();
  for (
    const [path, method, status] of [
      [`${V3}/historicalfundingrates`, "GET", 404],
      ["/api/history/v3/fills", "GET", 404],
      [`${V3}/tickers`, "POST", 405],
      [`${V3}/tickers/%E0%A4%A`, "GET", 400],
      [`${V3}/orderbook`, "GET", 400],
      [`${V3}/rfqs`, "GET", 404],
    ] as const
  ) {
    const response = await open(path, { method });
    assertEquals(response.status, status, path);
    const { result, errors, serverTime } = await response.json();
    assertEquals([result, errors[0].code, typeof serverTime], ["error", 0, "string"]);
  }
});
