import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { KrakenError } from "../../core/errors.ts";
import { IncompleteError, pages, type PagesProgress, type PagesState, type Paging } from "../../core/pages.ts";

interface Params {
  from?: number;
  until?: number;
  size?: number;
}

interface Result {
  rows: number[];
  count?: number;
}

/** Numbers in pages, newest first when asked for backwards. */
const numbers: Paging<Params, Result, number> = {
  name: "Numbers",
  newestFirst: true,
  first: (params, nowMs) => ({ size: 3, from: 0, until: nowMs, ...params }),
  rows: ({ rows }) => rows,
  id: String,
  total: ({ count }) => count,
  next: ({ rows }, { request }) =>
    rows.length < (request.size ?? 0) ? undefined : { ...request, from: (request.from ?? 0) + rows.length },
};

/** Answers from the numbers 9 … 0, and keeps what it was asked. */
function serving(all: readonly number[] = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0], count?: number) {
  const asked: Params[] = [];
  const call = (params: Params): Promise<Result> => {
    asked.push(params);
    const { from = 0, size = 0 } = params;
    const rows = all.slice(from, from + size);
    return Promise.resolve(count === undefined ? { rows } : { rows, count });
  };
  return { asked, call };
}

const now = () => 1000;

Deno.test("pages() refuses options it does not have before anything is sent", async () => {
  const { asked, call } = serving();
  assertThrows(
    () => pages(call, {}, numbers, { onProgres: () => {} } as never),
    TypeError,
    "Cannot call pages as it has no option 'onProgres'; did you mean 'onProgress'?",
  );
  await assertRejects(
    () => pages(call, {}, numbers, { now }).all({ oldest: true } as never),
    TypeError,
    "Cannot call all as it has no option 'oldest'",
  );
  assertEquals(asked, []);
});

Deno.test("pages() refuses the state of another list before anything is sent", () => {
  const { asked, call } = serving();
  const state: PagesState<Params> = {
    name: "Letters",
    next: {},
    pages: 1,
    rows: 3,
    total: null,
    startedAt: 0,
    last: [],
  };
  assertThrows(
    () => pages(call, {}, numbers, { resume: state }),
    RangeError,
    "Cannot go on with Numbers as the state is of another list: Letters",
  );
  assertEquals(asked, []);
});

Deno.test("pages() fails when the rows are fewer than Kraken counted, and hands over those that came", async () => {
  const { call } = serving(undefined, 12);
  const error = await assertRejects(() => pages(call, {}, numbers, { now }).all(), IncompleteError);
  assertEquals([error.received, error.expected, error.rows.length], [10, 12, 10]);
  assertEquals(error.message.startsWith("Numbers: 10 rows came of 12 that Kraken counted"), true);
});

Deno.test("pages() fails in a loop too, after its last page", async () => {
  const { call } = serving([3, 2, 1], 4);
  const seen: number[] = [];
  await assertRejects(async () => {
    for await (const page of pages(call, {}, numbers, { now })) seen.push(...page);
  }, IncompleteError);
  assertEquals(seen, [3, 2, 1]);
});

Deno.test("pages() accepts another number of rows when told so", async () => {
  const { call } = serving([3, 2, 1], 4);
  assertEquals(await pages(call, {}, numbers, { now, checkCount: false }).all(), [3, 2, 1]);
});

Deno.test("pages() fails rather than ask for the same page for ever", async () => {
  const stuck: typeof numbers = { ...numbers, next: (_, { request }) => ({ ...request }) };
  const { asked, call } = serving();
  await assertRejects(
    () => pages(call, {}, stuck, { now }).all(),
    KrakenError,
    "Numbers: the way to the next page leads back to this one, after 3 rows",
  );
  assertEquals(asked.length, 1);
});

Deno.test("pages() keeps its place when a call fails", async () => {
  const { asked, call } = serving();
  let failures = 0;
  const walk = pages(
    (params) => params.from === 3 && failures++ === 0 ? Promise.reject(new KrakenError("once")) : call(params),
    {},
    numbers,
    { now },
  );
  const seen: number[] = [];
  await assertRejects(
    async () => {
      for await (const page of walk) seen.push(...page);
    },
    KrakenError,
    "once",
  );
  for await (const page of walk) seen.push(...page);
  assertEquals(seen, [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  assertEquals(asked.map(({ from }) => from), [0, 3, 6, 9]);
});

Deno.test("pages() rejects with the signal's own reason and sends nothing more", async () => {
  const { asked, call } = serving();
  const controller = new AbortController();
  const reason = new Error("enough");
  const walk = pages(call, {}, numbers, { now, signal: controller.signal });
  const error = await assertRejects(async () => {
    for await (const _ of walk) controller.abort(reason);
  });
  assertEquals(error, reason);
  assertEquals(asked.length, 1);
});

Deno.test("pages() has one reader at a time", async () => {
  const { call } = serving();
  const walk = pages(call, {}, numbers, { now });
  await assertRejects(
    async () => {
      for await (const _ of walk) await walk.all();
    },
    TypeError,
    "Cannot walk Numbers as another loop is walking it",
  );
});

Deno.test("pages() sends nothing before a page is asked for", () => {
  const { asked, call } = serving();
  pages(call, {}, numbers, { now });
  assertEquals(asked, []);
});

Deno.test("pages() closes the window once", async () => {
  const { asked, call } = serving();
  let time = 1000;
  await pages(call, {}, numbers, { now: () => time++ }).all();
  assertEquals(asked.map(({ until }) => until), [1000, 1000, 1000, 1000]);
});

Deno.test("pages() drops rows that the page before had, and rows that stand twice on one page", async () => {
  const overlapping: typeof numbers = {
    ...numbers,
    next: (_, { request: { from = 0, ...rest } }) => from < 6 ? { ...rest, from: from + 2 } : undefined,
  };
  const { call } = serving([9, 9, 8, 7, 6, 5, 4, 3, 2]);
  assertEquals(await pages(call, {}, overlapping, { now }).all(), [9, 8, 7, 6, 5, 4, 3, 2]);
});

Deno.test("pages() turns newest first round on request, and leaves what is oldest first", async () => {
  const { call } = serving([3, 2, 1]);
  assertEquals(await pages(call, {}, numbers, { now }).all({ oldestFirst: true }), [1, 2, 3]);
  assertEquals(await pages(call, {}, { ...numbers, newestFirst: false }, { now }).all({ oldestFirst: true }), [
    3,
    2,
    1,
  ]);
});

Deno.test("pages() tells how far it is", async () => {
  const { call } = serving([4, 3, 2, 1], 4);
  const told: PagesProgress[] = [];
  await pages(call, {}, numbers, { now, onProgress: (progress) => told.push(progress) }).all();
  assertEquals(told, [
    { name: "Numbers", pages: 1, rows: 3, total: 4, done: false },
    { name: "Numbers", pages: 2, rows: 4, total: 4, done: true },
  ]);
});

Deno.test("pages() goes on in the same walk after a loop was left", async () => {
  const { call } = serving();
  const walk = pages(call, {}, numbers, { now });
  for await (const page of walk) {
    assertEquals(page, [9, 8, 7]);
    break;
  }
  assertEquals(await walk.all(), [6, 5, 4, 3, 2, 1, 0]);
});

Deno.test("pages() goes on from a state that was saved as JSON, and checks the count over both parts", async () => {
  const { asked, call } = serving(undefined, 10);
  const walk = pages(call, {}, numbers, { now });
  for await (const _ of walk) break;
  const resume: PagesState<Params> = JSON.parse(JSON.stringify(walk.state));
  assertEquals(resume.last, ["9", "8", "7"]);
  const rest = pages(call, {}, numbers, { resume });
  assertEquals(await rest.all(), [6, 5, 4, 3, 2, 1, 0]);
  assertEquals(asked.map(({ from, until }) => [from, until]), [[0, 1000], [3, 1000], [6, 1000], [9, 1000]]);
  assertEquals([rest.state.next, rest.state.rows, rest.state.pages], [null, 10, 4]);
});

Deno.test("pages() hands the options of a call to every call", async () => {
  const given: unknown[] = [];
  const { call } = serving([4, 3, 2, 1]);
  await pages((params, options) => (given.push(options), call(params)), {}, numbers, { now, timeoutMs: 5, otp: "1" })
    .all();
  assertEquals(given, [{ timeoutMs: 5, otp: "1" }, { timeoutMs: 5, otp: "1" }]);
});
