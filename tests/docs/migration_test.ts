import { assertEquals, assertNotEquals } from "@std/assert";
import { adviceFor } from "../../core/advice.ts";
import * as mod from "../../mod.ts";
import { FuturesSocket } from "../../websocket/futures/connect.ts";
import { SpotSocket } from "../../websocket/spot/connect.ts";
import { UnifiedSocket } from "../../websocket/unified/connect.ts";

const ROOT = new URL("../../", import.meta.url);
const text = await Deno.readTextFile(new URL("docs/migration.md", ROOT));
// Fenced blocks are compiled by `deno check --doc-only docs`.
const page = text.replaceAll(/^```[\s\S]*?^```$/gm, "");

/** Where each kind of name lives. A name is a path in here, or it is a lie. */
const { spot, futures, websocket, spotPages, futuresPages } = mod;
const world: Readonly<Record<string, unknown>> = {
  spot,
  futures,
  websocket,
  spotPages,
  futuresPages,
  socket: Object.fromEntries(
    [SpotSocket, FuturesSocket, UnifiedSocket].flatMap((Socket) => {
      const names: string[] = [];
      for (let at = Socket.prototype; at !== Object.prototype; at = Object.getPrototypeOf(at)) {
        names.push(...Object.getOwnPropertyNames(at));
      }
      return names.map((name) => [name, true]);
    }),
  ),
  k: mod.kraken(),
};

const NAME = new RegExp(`^(?:${Object.keys(world).join("|")})(?:\\.\\w+)+$`);

/** What a path leads to; `undefined` where it leads nowhere. */
function found(path: string): unknown {
  if (path.endsWith("()")) return (mod as Record<string, unknown>)[path.slice(0, -2)];
  return path.split(".").reduce<unknown>(
    (at, name) => typeof at === "object" && at !== null ? (at as Record<string, unknown>)[name] : undefined,
    world,
  );
}

const isEndpoint = (value: unknown) => typeof value === "object" && value !== null && "path" in value && "api" in value;
const spans = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, span = ""]) => span);

/** What is said to be planned: the list at the top, and every name right behind the word. */
const planned = new Set([
  ...spans(/^\*\*Planned, not there yet:\*\*[\s\S]*?\n\n/m.exec(page)?.[0] ?? ""),
  ...[...page.matchAll(/planned\s+\(?`([^`]+)`/g)].map(([, span = ""]) => span),
]);

/** Body rows of the tables that map one library's names to ours, split into cells. */
const rows = page.split(/^## /m).slice(1).flatMap((section) => {
  const lines = section.split("\n").filter((line) => line.startsWith("|"));
  const [head, , ...body] = lines.map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
  return head?.[2] === "here" ? body : [];
});

Deno.test("docs/migration.md names no endpoint, channel, method or function that does not exist", () => {
  const missing = spans(page).filter((span) => NAME.test(span) && !planned.has(span) && found(span) === undefined);
  assertEquals(missing, []);
});

Deno.test("docs/migration.md names endpoints by constants that are endpoints", () => {
  const names = spans(page).filter((span) => /^(?:spot|futures)\.\w+\.\w+$/.test(span));
  assertNotEquals(names.length, 0);
  assertEquals(names.filter((name) => !isEndpoint(found(name))), []);
});

Deno.test("docs/migration.md calls nothing planned that has come", async () => {
  const come: string[] = [];
  for (const name of planned) {
    const exists = name.endsWith(".ts")
      ? await Deno.stat(new URL(name, ROOT)).then(() => true, () => false)
      : found(name) !== undefined;
    if (exists) come.push(name);
  }
  assertEquals(come, [], "Take these off the list of what is planned, and out of the rows that say so");
});

Deno.test("docs/migration.md has something of ours, a plan or a plain none in every row", () => {
  assertNotEquals(rows.length, 0);
  const bad = rows.filter(([, , here = ""]) =>
    here !== "none" && !/^planned `[^`]+`$/.test(here) &&
    (spans(here).length === 0 || spans(here).some((span) => found(span) === undefined))
  );
  assertEquals(bad, []);
});

Deno.test("docs/migration.md has every endpoint group of ours that either library can reach", () => {
  const named = new Set(spans(page));
  const groups = [
    ["spot", "market"],
    ["spot", "account"],
    ["spot", "trading"],
    ["spot", "funding"],
    ["spot", "earn"],
    ["futures", "trading"],
    ["futures", "transfers"],
    ["futures", "charts"],
    ["futures", "history"],
  ] as const;
  for (const [room, group] of groups) {
    const members = (world[room] as Record<string, Record<string, unknown>>)[group] ?? {};
    const left = Object.keys(members).filter((name) =>
      isEndpoint(members[name]) && !named.has(`${room}.${group}.${name}`)
    );
    assertEquals(left, [], `${room}.${group}`);
  }
});

Deno.test("docs/migration.md gives Kraken's strings the category the library gives them", () => {
  const lines = page.slice(page.indexOf("## Errors")).split("\n").filter((line) => line.startsWith("| `")).slice(1);
  assertNotEquals(lines.length, 0);
  for (const line of lines) {
    const [category, example = ""] = spans(line);
    assertEquals(adviceFor("spot", [example])?.category ?? "unknown", category, example);
  }
});

Deno.test("docs/migration.md has every table and stream of ours somewhere", () => {
  const named = new Set(spans(page));
  const { derivatives, stream } = world.k as mod.Kraken;
  // The parts behind the streams, which nobody needs for a start.
  const apart = ["k.stream.record", "k.stream.socket", "k.stream.futuresSocket", "k.stream.futures"];
  const calls = [
    ...Object.keys(derivatives).map((name) => `k.derivatives.${name}`),
    ...Object.keys(stream).map((name) => `k.stream.${name}`),
    ...Object.keys(stream.futures).map((name) => `k.stream.futures.${name}`),
  ];
  assertNotEquals(calls.length, 0);
  // Funding rates have a name at the top too.
  named.add(named.has("k.funding") ? "k.derivatives.funding" : "");
  assertEquals(calls.filter((name) => !named.has(name) && !apart.includes(name)), []);
});

/** The examples in TypeScript with the section they stand in. */
const examples = text.slice(text.indexOf("## The twenty most used"), text.indexOf("## Clients")).split(/^### /m).slice(
  1,
)
  .flatMap((part) => {
    const section = part.slice(0, part.indexOf("\n"));
    return [...part.matchAll(/^```ts\nimport \{ ([^}]+) \} from "..\/mod.ts";\n([\s\S]*?)^```$/gm)].map((
      [, names = "", code = ""],
    ) => ({ section, names: names.split(", ").filter((name) => name !== "kraken"), code }));
  });

Deno.test("docs/migration.md has an example of ours in every section", () => {
  assertEquals(examples.map(({ section }) => section), [
    "Market data",
    "Account",
    "Orders",
    "Futures",
    "Live data",
    "Live data",
  ]);
});

function every(ms: number, act: () => void): Disposable {
  const timer = setInterval(act, ms);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

for (const [at, { section, names, code }] of examples.entries()) {
  Deno.test(`docs/migration.md's example ${at + 1}, "${section}", runs on the embedded exchange`, async () => {
    const live = section === "Live data";
    await using k = await mod.kraken.paper({ seed: 1, usd: 50_000, now: () => Date.UTC(2026, 9, 31, 12) });
    // In the simulated market minutes can pass without a trade, so time runs faster for those who wait for one.
    using _running = live ? every(20, () => k.exchange.clock.advance(60_000)) : undefined;
    // The ids in the example are of orders that are there already.
    const there = { ordertype: "limit", type: "buy", pair: "XBTUSD", volume: "0.1", price: "20000" } as const;
    await k.spot.trading.addOrder({ ...there, cl_ord_id: "grid-7" });
    const { txid: [txid = ""] = [] } = await k.spot.trading.addOrder(there);
    const given: Record<string, unknown> = {
      ...mod,
      connectSpot: () => mod.connectSpot({ transport: k.exchange.sockets.transport }),
      k,
      console: { log: (...printed: unknown[]) => lines.push(...printed) },
    };
    const lines: unknown[] = [];
    const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
    const asked = [...names, "k", "console"];
    const body = code.replace(/^const k = .*$/m, "").replaceAll("OABCDE-FGHIJ-KLMNOP", txid).replaceAll(
      " as const",
      "",
    );
    await new AsyncFunction(...asked, body)(...asked.map((name) => given[name]));
    assertEquals(lines.length > 0, section === "Orders" || live);
    // The orders of the example are taken back by it; it cancels the other two as well.
    assertEquals((await k.orders()).length, section === "Orders" ? 0 : 2);
  });
}
