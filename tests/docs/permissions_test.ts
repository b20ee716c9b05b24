import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { paperExchange } from "../../paper/mod.ts";
import { createSpotClient } from "../../spot/client.ts";
import { bookChecksum } from "../../websocket/book/mod.ts";
import { FuturesServer } from "../websocket/futures_server.ts";
import { V2Server } from "../websocket/v2_server.ts";
import { PROGRAMS } from "./permissions_programs.ts";

const ROOT = new URL("../../", import.meta.url);
const page = await Deno.readTextFile(new URL("docs/permissions.md", ROOT));

/** Rows of all tables: what stands in the first column, and the flags in the second. */
const rows = [...page.matchAll(/^\| (.+?) +\| (?:`(--[^`]+)`|none) +\|$/gm)].map(([, use = "", flags = ""]) => ({
  use,
  flags: flags.split(" ").filter((flag) => flag !== ""),
}));
const tasks = rows.filter(({ use }) => /^`deno task [\w:]+`/.test(use));
const uses = rows.filter((row) => !tasks.includes(row));

/** Every way to leave one part of the flags out. */
function less(flags: readonly string[]): string[][] {
  return flags.flatMap((flag, at) => {
    const [name, list = ""] = flag.split("=");
    const items = list.split(",");
    return items.map((_, without) => {
      const rest = items.toSpliced(without, 1);
      return [...flags.slice(0, at), ...(rest.length > 0 ? [`${name}=${rest.join(",")}`] : []), ...flags.slice(at + 1)];
    });
  });
}

const TICKER = { channel: "ticker", type: "snapshot", data: [{ symbol: "BTC/USD", last: 1 }] };
const LEVEL3 = [{ limit_price: 1.5, order_qty: 1 }, { limit_price: 2.5, order_qty: 1 }].map((order, at) => ({
  ...order,
  order_id: `O${at}`,
  timestamp: "2026-09-01T10:00:00.1Z",
}));
const LEVEL3_BOOK = {
  channel: "level3",
  type: "snapshot",
  data: [{
    symbol: "BTC/USD",
    bids: LEVEL3.slice(0, 1),
    asks: LEVEL3.slice(1),
    checksum: bookChecksum([{ price: "2.5", qty: "1" }], [{ price: "1.5", qty: "1" }]),
    timestamp: "2026-09-01T10:00:00.1Z",
  }],
};
const EXECUTIONS = { channel: "executions", type: "snapshot", data: [], sequence: 1 };
const LOG = "uid,dateTime,account,type,symbol,contract,change\n";

/** Everything a program can reach, on loopback; which of Kraken's hosts each stands for. */
async function surroundings() {
  const stack = new AsyncDisposableStack();
  const exchange = stack.use(paperExchange({ seed: 1, usd: 50_000, limits: false }));
  const spot = exchange.serve();
  const socket = () =>
    stack.use(
      new V2Server({
        snapshot: (
          { params: { channel } },
        ) => [channel === "executions" ? EXECUTIONS : channel === "level3" ? LEVEL3_BOOK : TICKER],
      }),
    );
  const [open, auth, l3] = [socket(), socket(), socket()];
  const feeds = stack.use(
    new FuturesServer({ snapshot: (_, product_id) => [{ feed: "ticker", product_id, last: 1, time: 1 }] }),
  );
  const rest = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    ({ url }) =>
      url.includes("accountlogcsv")
        ? new Response(LOG, { headers: { "content-type": "text/csv" } })
        : Response.json({ result: "success", tickers: [], accounts: {}, cancelStatus: { status: "noOrdersToCancel" } }),
  );
  stack.defer(() => rest.shutdown());
  const at = {
    spotUrl: spot.url,
    futuresUrl: `http://127.0.0.1:${rest.addr.port}`,
    wsUrl: open.urls.public,
    wsAuthUrl: auth.urls.auth,
    wsL3Url: l3.urls.l3,
    futuresWsUrl: feeds.url,
  };
  const host = (...urls: string[]) => urls.map((url) => new URL(url).host).join(",");
  const hosts: Readonly<Record<string, string>> = {
    "api.kraken.com": host(at.spotUrl),
    "futures.kraken.com": host(at.futuresUrl, at.futuresWsUrl),
    "ws.kraken.com": host(at.wsUrl),
    "ws-auth.kraken.com": host(at.wsAuthUrl),
    "ws-l3.kraken.com": host(at.wsL3Url),
  };
  const { key, secret } = exchange;
  const { account } = createSpotClient({ key, secret, fetch: exchange.fetch });
  const { id } = await account.addExport({ report: "ledgers", description: "for a test", starttm: 0 });
  exchange.clock.advance(60_000);
  return {
    at,
    open,
    report: id,
    env: {
      KRAKEN_API_KEY: key,
      KRAKEN_API_SECRET: secret,
      KRAKEN_FUTURES_API_KEY: key,
      KRAKEN_FUTURES_API_SECRET: secret,
      KRAKEN_SPOT_URL: at.spotUrl,
    },
    key: { key, secret },
    local: (flag: string) => flag.replaceAll(/[\w-]+\.kraken\.com/g, (name) => hosts[name] ?? name),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

type Surroundings = Awaited<ReturnType<typeof surroundings>>;

/** Runs a program in a folder of its own with these flags and no others. */
async function run(code: string, flags: readonly string[], { at, key, report, env, local }: Surroundings) {
  const folder = await Deno.makeTempDir();
  try {
    const program = code.replaceAll(/"\.\/(\w+\/)?mod\.ts"/g, (_, room = "") => `"${new URL(`${room}mod.ts`, ROOT)}"`);
    const head = `const AT = ${JSON.stringify(at)}, KEY = ${JSON.stringify(key)}, REPORT = "${report}";\n`;
    await Deno.writeTextFile(`${folder}/program.ts`, head + program);
    await Deno.writeTextFile(`${folder}/candles.csv`, "time,close\n2026-01-01T00:00:00Z,1.5\n");
    await Deno.mkdir(`${folder}/recorded/spot-rest/Time`, { recursive: true });
    await Deno.writeTextFile(
      `${folder}/recorded/spot-rest/Time/a.json`,
      '{"error":[],"result":{"unixtime":1767225600,"rfc1123":"Thu, 01 Jan 26 00:00:00 +0000"}}',
    );
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "--no-prompt", ...flags.map(local), "program.ts"],
      cwd: folder,
      env: { ...env, NO_COLOR: "1" },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).output();
    return { success, stderr: new TextDecoder().decode(stderr) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("docs/permissions.md has a program for every row, and a row for every program", () => {
  assertEquals(uses.map(({ use }) => use).sort(), Object.keys(PROGRAMS).sort());
});

for (const { use, flags } of uses) {
  Deno.test(`docs/permissions.md: ${use} takes exactly ${flags.join(" ") || "no flags"}`, async () => {
    const code = PROGRAMS[use];
    assert(code !== undefined, "this row has no program");
    await using around = await surroundings();
    const { success, stderr } = await run(code, flags, around);
    assert(success, stderr);
    for (const fewer of less(flags)) {
      const said = await run(code, fewer, around);
      assert(!said.success, `${fewer.join(" ") || "no flags"} will do`);
      // A key of which one half may not be read is half a key.
      assertMatch(said.stderr, /Requires \w+ access to|An API key needs both parts/);
    }
  });
}

Deno.test("docs/permissions.md: streams use ws by themselves where both its variables may be read", async () => {
  await using around = await surroundings();
  const variables = "--allow-env=WS_NO_BUFFER_UTIL,WS_NO_UTF_8_VALIDATE";
  for (const flags of [["--allow-net=ws.kraken.com", variables], ["--allow-net=ws.kraken.com"]]) {
    const { success, stderr } = await run(PROGRAMS["Spot"] ?? "", flags, around);
    assert(success, stderr);
  }
  // Deno's own WebSocket says who it is.
  assertEquals(around.open.clients.map(({ headers }) => headers.has("user-agent")), [false, true]);
});

Deno.test("docs/permissions.md has the flags of the tasks as deno.json has them", async () => {
  const config: { tasks: Record<string, { command: string }> } = JSON.parse(
    await Deno.readTextFile(new URL("deno.json", ROOT)),
  );
  assertNotEquals(tasks.length, 0);
  for (const { use, flags } of tasks) {
    const name = /^`deno task ([\w:]+)`/.exec(use)?.[1] ?? "";
    assertEquals(config.tasks[name]?.command.split(" ").filter((part) => /^--allow/.test(part)), flags, use);
  }
});
