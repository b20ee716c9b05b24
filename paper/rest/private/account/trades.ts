/** TradesHistory, QueryTrades, OpenPositions. */

import { fromUnits } from "../../../../core/decimal.ts";
import type {
  ConsolidatedPosition,
  OpenPosition,
  OpenPositionsResult,
} from "../../../../spot/account/open_positions.ts";
import type { QueryTradesResult } from "../../../../spot/account/query_trades.ts";
import type { TradesHistoryResult } from "../../../../spot/account/trades_history.ts";
import type { Position, Trade, TradePart } from "../../../accounts/account.ts";
import { termsOf } from "../../../accounts/margin.ts";
import { valueOf } from "../../../accounts/worth.ts";
import { findPair } from "../../../market/names.ts";
import { invalidArgument, Refusal, unknownPair } from "../../refusal.ts";
import { choice, flag, items, text } from "../fields.ts";
import { type PrivateCall, seconds, secondsText } from "../method.ts";
import { pageOf } from "../pages.ts";
import { classOf, flagsOf, tradeInfo } from "./show.ts";

const MOST_IDS = 20;
const KINDS = ["all", "any position", "closed position", "closing position", "no position"] as const;

/** A row of the history: a trade, or a fill of one. */
interface Row {
  readonly trade: Trade;
  readonly part: TradePart | undefined;
}

/** Each trade as a row, or each of its fills. */
function rowsOf(trades: readonly Trade[], consolidated: boolean): Row[] {
  return trades.flatMap((trade): Row[] => {
    if (consolidated || trade.maker || trade.parts.length < 2) return [{ trade, part: undefined }];
    return trade.parts.map((part) => ({ trade, part }));
  });
}

function isKind({ position, closes }: Trade, kind: typeof KINDS[number]): boolean {
  switch (kind) {
    case "all":
      return true;
    case "any position":
      return position !== undefined || closes.length > 0;
    case "closed position":
      return position !== undefined && position.closedVolume === position.volume;
    case "closing position":
      return closes.length > 0;
    case "no position":
      return position === undefined && closes.length === 0;
  }
}

/** `POST /0/private/TradesHistory`. */
export function tradesHistory({ account, fields }: PrivateCall): TradesHistoryResult {
  const kind = choice(fields, "type", KINDS) ?? "all";
  const name = text(fields, "pair");
  const pair = name === undefined ? undefined : findPair(name);
  if (name !== undefined && !pair) throw unknownPair();
  const ledgers = flag(fields, "ledgers");
  const consolidated = flag(fields, "consolidate_taker", true);
  flag(fields, "trades");
  const page = {
    timeOf: (id: string) => account.tradeIds.get(id)?.ns,
    wanted: kind === "all" && !pair
      ? undefined
      : ({ trade }: Row) => isKind(trade, kind) && (!pair || trade.order.pair === pair),
  };
  // With every trade a row of its own there is nothing to make before the page is known.
  if (consolidated) {
    const { wanted } = page;
    const { rows, more } = pageOf(fields, {
      rows: account.trades,
      time: ({ ns }) => ns,
      timeOf: page.timeOf,
      wanted: wanted && ((trade: Trade) => wanted({ trade, part: undefined })),
    });
    return {
      trades: Object.fromEntries(rows.map((trade) => [trade.id, tradeInfo(trade, undefined, ledgers)])),
      ...more,
    };
  }
  const { rows, more } = pageOf(fields, {
    ...page,
    rows: rowsOf(account.trades, false),
    time: ({ trade }) => trade.ns,
  });
  return {
    trades: Object.fromEntries(rows.map(({ trade, part }) => [part?.id ?? trade.id, tradeInfo(trade, part, ledgers)])),
    ...more,
  };
}

/** `POST /0/private/QueryTrades`. */
export function queryTrades({ account, fields }: PrivateCall): QueryTradesResult {
  const ids = items(fields, "txid") ?? [];
  if (ids.length === 0 || ids.length > MOST_IDS) throw invalidArgument("txid");
  const ledgers = flag(fields, "ledgers");
  return Object.fromEntries(ids.map((id) => {
    const trade = account.tradeIds.get(id);
    if (!trade) throw new Refusal("EQuery:Unknown trade");
    return [id, tradeInfo(trade, id === trade.id ? undefined : trade.parts.find((part) => part.id === id), ledgers)];
  }));
}

/** `POST /0/private/OpenPositions`. */
export function openPositions({ account, fields, house, ns }: PrivateCall): OpenPositionsResult {
  const ids = items(fields, "txid");
  const calculate = flag(fields, "docalcs");
  const positions = account.positions.filter(({ id }) => ids?.includes(id) ?? true);
  const worth = (each: readonly Position[]) => {
    if (!calculate) return {};
    const [first] = each;
    if (!first) return {};
    let [value, net] = [0n, 0n];
    for (const position of each) {
      const now = valueOf(house.engine, position, ns);
      value += now.value;
      net += now.net;
    }
    const text = (units: bigint) => fromUnits(units, first.pair.costDecimals);
    return { value: text(value), net: `${net < 0n ? "" : "+"}${text(net)}` };
  };
  if (choice(fields, "consolidation", ["market"])) {
    const groups = Map.groupBy(positions, ({ pair, order }) => `${pair.id} ${order.side} ${order.leverage}`);
    return [...groups.values()].map((group) => consolidated(group, worth(group)));
  }
  return Object.fromEntries(positions.map((position): [string, OpenPosition] => {
    const { pair, order } = position;
    const cost = (units: bigint) => fromUnits(units, pair.costDecimals);
    return [position.id, {
      ordertxid: order.id,
      posstatus: "open",
      pair: pair.id,
      class: classOf(pair),
      time: seconds(position.opened),
      type: order.side,
      ordertype: order.kind,
      cost: cost(position.cost),
      fee: cost(position.fee),
      vol: fromUnits(position.volume, pair.lotDecimals),
      vol_closed: fromUnits(position.closedVolume, pair.lotDecimals),
      margin: cost(position.margin),
      ...worth([position]),
      terms: termsOf(position),
      rollovertm: secondsText(position.rollover),
      misc: "",
      oflags: flagsOf(order),
    }];
  }));
}

function consolidated(
  group: readonly Position[],
  worth: { value?: string; net?: string },
): ConsolidatedPosition {
  const [first] = group;
  if (!first) throw new RangeError("A market without positions has no row");
  const { pair, order } = first;
  const sum = (of: "cost" | "fee" | "margin" | "volume" | "closedVolume") =>
    group.reduce((total, position) => total + position[of], 0n);
  const cost = (units: bigint) => fromUnits(units, pair.costDecimals);
  return {
    pair: pair.id,
    class: classOf(pair),
    positions: String(group.length),
    type: order.side,
    leverage: String(order.leverage),
    cost: cost(sum("cost")),
    fee: cost(sum("fee")),
    vol: fromUnits(sum("volume"), pair.lotDecimals),
    vol_closed: fromUnits(sum("closedVolume"), pair.lotDecimals),
    margin: cost(sum("margin")),
    ...worth,
  };
}
