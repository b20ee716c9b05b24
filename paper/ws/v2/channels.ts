/** The channels of Spot v2. */

import type { Account } from "../../accounts/account.ts";
import type { Needs } from "../../accounts/permissions.ts";
import { TIERS } from "../../accounts/tiers.ts";
import { Refusal } from "../../rest/refusal.ts";
import type { JsonObject } from "../json.ts";
import { bookTopic } from "../topics/book.ts";
import { instrumentTopic } from "../topics/instrument.ts";
import { level3Topic } from "../topics/level3.ts";
import { INTERVALS, ohlcTopic } from "../topics/ohlc.ts";
import { tickerTopic } from "../topics/ticker.ts";
import { tradeTopic } from "../topics/trade.ts";
import { balancesFeed } from "./balances.ts";
import type { ChannelKind, Options } from "./channel.ts";
import { executionsFeed } from "./executions.ts";
import { among, flag, integer, text } from "./params.ts";

/** Told the ids of trades as they are sent. */
export type Sent = (symbol: string, ids: readonly number[]) => void;

const DEPTHS = [10, 25, 100, 500, 1000] as const;
const L3_DEPTHS = [10, 100, 1000] as const;
/** Points of a symbol on the subscription counter of level3. */
const POINTS: Readonly<Record<number, number>> = { 10: 5, 100: 25, 1000: 100 };

const EXECUTIONS: Needs = [["query-open-trades"], ["query-closed-trades"]];
const BALANCES: Needs = [["query-ledger"], ["query-funds"]];

const AGAIN = "Already subscribed";

/** Ticker, book, candles and trades, which Spot and Unified share but for their rooms, `more` options and kinds of candles. */
export function marketChannels(
  rooms: ChannelKind["rooms"],
  sent: Sent,
  more: (channel: string, params: Parameters<ChannelKind["options"]>[0]) => Options = () => ({}),
  candles: NonNullable<ChannelKind["topic"]> = (source, { interval }, ns) => ohlcTopic(source, Number(interval), ns),
): readonly ChannelKind[] {
  const unified = rooms.includes("unified");
  const standard = { rooms, bySymbol: true, key: [], clash: AGAIN } as const;
  return [
    {
      ...standard,
      name: "ticker",
      key: unified ? [] : ["event_trigger"],
      options: (params) => ({
        ...(unified ? {} : {
          event_trigger: among(
            text(params, "event_trigger"),
            ["trades", "bbo"],
            "trades",
            "Subscription event_trigger not supported",
          ),
        }),
        snapshot: flag(params, "snapshot", true),
        ...more("ticker", params),
      }),
      topic: (source, { event_trigger }, ns) => tickerTopic(source, event_trigger === "bbo" ? "bbo" : "trades", ns),
    },
    {
      ...standard,
      name: "book",
      key: ["depth"],
      options: (params) => ({
        depth: among(integer(params, "depth"), DEPTHS, 10, "Subscription depth not supported"),
        snapshot: flag(params, "snapshot", true),
        ...more("book", params),
      }),
      topic: (source, { depth }, ns) => bookTopic(source, Number(depth), ns),
    },
    {
      ...standard,
      name: "ohlc",
      key: unified ? ["interval", "tick_type"] : ["interval"],
      clash: "Already subscribed to one ohlc interval on this symbol",
      warnings: ["timestamp is deprecated, use interval_begin"],
      options: (params) => ({
        interval: among(integer(params, "interval"), INTERVALS, 1, "Subscription ohlc interval not supported"),
        snapshot: flag(params, "snapshot", true),
        ...more("ohlc", params),
      }),
      topic: candles,
    },
    {
      ...standard,
      name: "trade",
      options: (params) => ({ snapshot: flag(params, "snapshot", false), ...more("trade", params) }),
      topic: (source, _, ns) => tradeTopic(source, ns, (ids) => sent(source.symbol, ids)),
    },
  ];
}

/** All of Spot's. */
export function spotChannels(sent: Sent): readonly ChannelKind[] {
  return [
    ...marketChannels(["spot"], sent),
    {
      name: "instrument",
      rooms: ["spot"],
      bySymbol: false,
      key: [],
      apart: ["include_tokenized_assets"],
      clash: AGAIN,
      warnings: ["tick_size is deprecated, use price_increment"],
      options: (params) => ({
        snapshot: flag(params, "snapshot", true),
        include_tokenized_assets: flag(params, "include_tokenized_assets", undefined),
      }),
      whole: ({ include_tokenized_assets }) => instrumentTopic(include_tokenized_assets === true),
    },
    {
      name: "level3",
      rooms: ["spot-l3"],
      bySymbol: true,
      key: ["depth"],
      clash: AGAIN,
      needs: [],
      options: (params) => ({
        depth: among(integer(params, "depth"), L3_DEPTHS, 10, "Subscription depth not supported"),
        snapshot: flag(params, "snapshot", true),
      }),
      points: ({ depth }) => POINTS[Number(depth)] ?? 100,
      topic: (source, { depth }, ns) => level3Topic(source, Number(depth), ns),
    },
    ...accountChannels(["spot-auth"]),
  ];
}

/**
 * `users: "all"` brings the events of subaccounts too, and then no snapshot. `rebased` changes nothing: xStocks here were never
 * rebased, so that both ways of counting them are the same.
 */
function forMasters(params: JsonObject): Options {
  const users = text(params, "users");
  if (users !== undefined && users !== "all") throw new Refusal("Subscription users not supported");
  return { rebased: flag(params, "rebased", undefined), users };
}

function accountChannels(rooms: ChannelKind["rooms"]): readonly ChannelKind[] {
  return [
    {
      name: "executions",
      rooms,
      bySymbol: false,
      key: [],
      clash: AGAIN,
      needs: EXECUTIONS,
      warnings: [
        "cancel_reason is deprecated, use reason",
        "stop_price is deprecated, use triggers.price",
        "trigger is deprecated use triggers.reference",
        "triggered_price is deprecated use triggers.last_price",
      ],
      options: (params) => ({
        snapshot: flag(params, "snapshot", undefined),
        snap_orders: flag(params, "snap_orders", true),
        snap_trades: flag(params, "snap_trades", undefined) ?? flag(params, "snapshot_trades", false),
        order_status: flag(params, "order_status", undefined),
        ratecounter: flag(params, "ratecounter", undefined),
        ...forMasters(params),
      }),
      acknowledge: ({ tier }: Account) => ({ maxratecount: TIERS[tier].trading[0] }),
      feed: ({ snapshot, snap_orders, snap_trades, order_status, ratecounter, users }, scene) =>
        executionsFeed({
          snapshot: snapshot !== false && users === undefined,
          counter: ratecounter === true,
          orders: snap_orders === true,
          trades: snap_trades === true,
          allStates: order_status !== false,
        }, scene),
    },
    {
      name: "balances",
      rooms,
      bySymbol: false,
      key: [],
      clash: AGAIN,
      needs: BALANCES,
      options: (params) => ({ snapshot: flag(params, "snapshot", true), ...forMasters(params) }),
      feed: ({ snapshot, users }, scene) => balancesFeed(snapshot === true && users === undefined, scene),
    },
  ];
}
