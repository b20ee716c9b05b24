import { assertEquals, assertRejects } from "@std/assert";
import { ApiError, KrakenError, RateLimitError } from "../../core/errors.ts";
import { createFuturesClient } from "../../futures/client.ts";
import { marketExecutionPages, orderPages, pages, restarting } from "../../futures/pages.ts";
import { manualClock } from "../helpers/fetching.ts";

const element = (uid: string, timestamp: number) => ({ uid, timestamp, event: {} });

/** A history of rows, three to a page, whose tokens are refused from the `expire`th request on. */
function history(count: number, expire: number, refusal: () => Response) {
  // Two rows share each millisecond, so that a page may end between them.
  const rows = Array.from({ length: count }, (_, at) => element(`r${at}`, 1_700_000_000_000 + Math.floor(at / 2)));
  const asked: Record<string, string>[] = [];
  const fetch: typeof globalThis.fetch = (input) => {
    const query = Object.fromEntries(new URL(String(input)).searchParams);
    asked.push(query);
    if (query.continuation_token !== undefined && asked.length === expire) return Promise.resolve(refusal());
    const { since = "0", before = "Infinity", sort, continuation_token: token } = query;
    const within = rows.filter(({ timestamp }) => timestamp >= Number(since) && timestamp < Number(before));
    const sorted = sort === "asc" ? within : within.toReversed();
    const start = token === undefined ? 0 : sorted.findIndex(({ uid }) => uid === token) + 1;
    const page = sorted.slice(start, start + 3);
    const continuationToken = start + 3 < sorted.length ? page.at(-1)?.uid : undefined;
    return Promise.resolve(Response.json({ elements: page, len: page.length, accountUid: "u", continuationToken }));
  };
  const client = createFuturesClient({
    key: "made-up-key",
    secret: btoa("made-up secret"),
    fetch,
    clock: manualClock(),
    tries: 1,
    limiter: "none",
  });
  return { asked, history: client.history, ids: rows.map(({ uid }) => uid) };
}

const expired = () => Response.json({ result: "error", error: "invalidArgument: continuation_token", serverTime: "" });

Deno.test("pages() fails on a token that is refused, and restarting() goes on by time without losing or repeating a row", async () => {
  const failing = history(10, 3, expired);
  const walk = pages(failing.history.marketExecutions, { tradeable: "PF_XBTUSD" }, marketExecutionPages);
  await assertRejects(() => walk.all(), ApiError, "invalidArgument: continuation_token");
  for (const sort of ["asc", "desc"] as const) {
    const { asked, history: calls, ids } = history(10, 3, expired);
    const params = { tradeable: "PF_XBTUSD", sort };
    const rows = await pages(restarting(calls.marketExecutions), params, marketExecutionPages).all();
    assertEquals(rows.map(({ uid }) => uid), sort === "asc" ? ids : ids.toReversed());
    assertEquals(asked[3]?.[sort === "asc" ? "since" : "before"], sort === "asc" ? "1700000000002" : "1700000000003");
    assertEquals(asked[3]?.continuation_token, undefined);
  }
});

Deno.test("restarting() says how to begin anew when a token of an earlier program is refused", async () => {
  const first = history(10, 99, expired);
  const walk = pages(first.history.orders, {}, orderPages);
  for await (const _ of walk) break;
  const resume = JSON.parse(JSON.stringify(walk.state));
  const later = history(10, 1, expired);
  const error = await assertRejects(
    () => pages(restarting(later.history.orders), {}, orderPages, { resume }).all(),
    KrakenError,
    "Begin a new walk with 'since' at the time of the last row you have",
  );
  assertEquals((error.cause as ApiError).errors, ["invalidArgument: continuation_token"]);
});

Deno.test("restarting() does not take a rate limit or a refused key for an expired token", async () => {
  const limited = history(10, 2, () => Response.json({ result: "error", error: "apiLimitExceeded", serverTime: "" }));
  await assertRejects(() => pages(restarting(limited.history.orders), {}, orderPages).all(), RateLimitError);
  const refused = history(
    10,
    2,
    () => Response.json({ result: "error", error: "authenticationError", serverTime: "" }),
  );
  await assertRejects(() => pages(restarting(refused.history.orders), {}, orderPages).all(), ApiError);
  assertEquals([limited.asked.length, refused.asked.length], [2, 2]);
});
