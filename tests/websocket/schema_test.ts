/** Every recorded WebSocket payload against our hand-written types: undeclared fields, and wrong ones, are failures. */

import { assert, assertEquals } from "@std/assert";
import { RECORDINGS } from "../recordings.ts";
import { type Machine, machine } from "../schema/machine.ts";

const here = await Deno.stat(RECORDINGS).then(() => true, (error) => {
  if (error instanceof Deno.errors.NotFound) return false;
  throw error;
});

/** Data messages below a folder, with where they stand. */
function* messages(area: string, folder: string): Generator<{ where: string; message: Record<string, unknown> }> {
  const root = new URL(`${area}/${folder}/`, RECORDINGS);
  for (const { name } of Deno.readDirSync(root)) {
    if (/request|\.sent\./.test(name)) continue;
    const text = Deno.readTextFileSync(new URL(name, root));
    const frames = name.endsWith(".jsonl") ? text.split("\n").filter(Boolean) : [text];
    for (const [index, frame] of frames.entries()) {
      yield { where: `${area}/${folder}/${name}:${index + 1}`, message: JSON.parse(frame) };
    }
  }
}

const SPOT: Record<string, string> = {
  ticker: "websocket/spot/ticker.ts#TickerMessage",
  book: "websocket/spot/book.ts#BookMessage",
  level3: "websocket/spot/level3.ts#Level3Message",
  ohlc: "websocket/spot/ohlc.ts#OhlcMessage",
  trade: "websocket/spot/trade.ts#TradeMessage",
  instrument: "websocket/spot/instrument.ts#InstrumentMessage",
  executions: "websocket/spot/executions.ts#ExecutionsMessage",
  balances: "websocket/spot/balances.ts#BalancesMessage",
};

const FUTURES: Record<string, string> = {
  ticker: "websocket/futures/ticker.ts#TickerMessage",
  ticker_lite: "websocket/futures/ticker_lite.ts#TickerLiteMessage",
  trade: "websocket/futures/trade.ts#FuturesTrade",
  trade_snapshot: "websocket/futures/trade.ts#FuturesTradeSnapshot",
  book: "websocket/book/futures.ts#FuturesBookDelta",
  book_snapshot: "websocket/book/futures.ts#FuturesBookSnapshot",
  heartbeat: "websocket/futures/heartbeat.ts#HeartbeatMessage",
  fills: "websocket/futures/fills.ts#FillsMessage",
  fills_snapshot: "websocket/futures/fills.ts#FillsMessage",
  open_orders: "websocket/futures/open_orders.ts#OpenOrdersChange",
  open_orders_snapshot: "websocket/futures/open_orders.ts#OpenOrdersSnapshot",
  open_orders_verbose: "websocket/futures/open_orders_verbose.ts#OpenOrdersVerboseMessage",
  open_orders_verbose_snapshot: "websocket/futures/open_orders_verbose.ts#OpenOrdersVerboseMessage",
  open_positions: "websocket/futures/open_positions.ts#OpenPositionsMessage",
  balances: "websocket/futures/balances.ts#FuturesBalancesMessage",
  balances_snapshot: "websocket/futures/balances.ts#FuturesBalancesMessage",
  account_log: "websocket/futures/account_log.ts#AccountLogMessage",
  account_log_snapshot: "websocket/futures/account_log.ts#AccountLogMessage",
  notifications_auth: "websocket/futures/notifications_auth.ts#NotificationsMessage",
};

/** Payloads that cannot fit, each with its reason. */
const WEAK: Record<string, string> = {
  "spot-ws-v2/book/docs.jsonl:7": "the checksum guide prints numbers in quotes",
  "spot-ws-v2/level3/docs.jsonl:7": "the checksum guide prints numbers in quotes",
  "spot-ws-v2/ohlc/nautilus-ws_ohlc_update.json:1": "written by hand, without the message's timestamp",
};

let made: Promise<Machine> | undefined;
const types = () => made ??= machine(["websocket"]);

for (
  const [area, table, keyOf] of [
    [
      "spot-ws-v2",
      SPOT,
      (message: Record<string, unknown>) => message.method === undefined ? message.channel : undefined,
    ],
    [
      "futures-ws",
      FUTURES,
      (message: Record<string, unknown>) => message.event === undefined ? message.feed : undefined,
    ],
  ] as const
) {
  Deno.test({ name: `websocket types fit every recorded message of ${area}`, ignore: !here }, async () => {
    const problems: string[] = [];
    let checked = 0;
    for (const { name: folder, isDirectory } of Deno.readDirSync(new URL(`${area}/`, RECORDINGS))) {
      if (!isDirectory) continue;
      for (const { where, message } of messages(area, folder)) {
        const source = table[String(keyOf(message))];
        if (source === undefined || WEAK[where]) continue;
        checked++;
        for (const problem of (await types()).check(source)(message)) problems.push(`${where}: ${problem}`);
      }
    }
    assertEquals(problems, []);
    assert(checked > 300);
    console.log(`${area}: ${checked} messages fit their types`);
  });
}
