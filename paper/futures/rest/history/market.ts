/** What happened on a market: executions, orders, mark prices. */

import type { HistoryElement, PublicOrder } from "../../../../futures/history/_types.ts";
import type { MarketExecutionEvent } from "../../../../futures/history/market_executions.ts";
import type { MarketOrderEvent } from "../../../../futures/history/market_orders.ts";
import type { MarkPriceEvent } from "../../../../futures/history/market_price.ts";
import type { TradePlace } from "../../../market/pair_market.ts";
import { quotedSince } from "../../market/book.ts";
import type { ContractMarket } from "../../market/contract_market.ts";
import { dollars } from "../../engine/position.ts";
import { MONEY, PRICE, short } from "../../money.ts";
import { tradeUuid } from "../../uids.ts";
import { type PublicCall, publicContract, type Reply } from "../call.ts";
import { page, type Series } from "./series.ts";

/** Kraken's history begins then. */
const BEGIN = Date.parse("2021-05-27T00:00:00Z");

const msOf = (ns: bigint) => Number(ns / 1_000_000n);

/** Number of the last trade up to now; and of the first one that the history has. */
function bounds({ ns }: PublicCall, market: ContractMarket): { first: number; last: number } {
  const place = market.lastPlace(ns);
  const begin = market.nextPlace(BigInt(BEGIN) * 1_000_000n);
  return { first: begin ? market.idOf(begin) : 1, last: place ? market.idOf(place) : 0 };
}

interface Facts {
  readonly id: number;
  readonly place: TradePlace;
  readonly ns: bigint;
  readonly price: bigint;
  readonly size: bigint;
  readonly sold: boolean;
}

function factsOf(market: ContractMarket, id: number): Facts {
  const place = market.placeOf(id);
  const trades = market.tradesOf(place.hour);
  return {
    id,
    place,
    ns: market.spot.timeOf(place),
    price: BigInt(trades.price[place.index] ?? 0) * market.contract.tick,
    size: BigInt(trades.size[place.index] ?? 0),
    sold: trades.sold[place.index] === 1,
  };
}

/** The order that rested, which came when the quote moved to the trade's price. */
function makerOf(market: ContractMarket, { id, place, size, sold, price }: Facts): PublicOrder {
  const placed = msOf(quotedSince(market, place));
  return {
    uid: tradeUuid(market.key, "maker", id),
    tradeable: market.contract.symbol,
    direction: sold ? "Buy" : "Sell",
    quantity: short(size, market.contract.precision),
    timestamp: placed,
    limitPrice: short(price, PRICE),
    orderType: "Post",
    reduceOnly: false,
    lastUpdateTimestamp: placed,
  };
}

function takerOf(market: ContractMarket, { id, ns, size, sold, price }: Facts): PublicOrder {
  return {
    uid: tradeUuid(market.key, "taker", id),
    tradeable: market.contract.symbol,
    direction: sold ? "Sell" : "Buy",
    quantity: short(size, market.contract.precision),
    timestamp: msOf(ns),
    limitPrice: short(price, PRICE),
    orderType: "IoC",
    reduceOnly: false,
    lastUpdateTimestamp: msOf(ns),
  };
}

/** `GET /market/{tradeable}/executions`. */
export function marketExecutions(call: PublicCall): Reply {
  const contract = publicContract(call, call.path["tradeable"]);
  const { market: markets } = call.engine;
  const market = markets.of(contract);
  const { first, last } = bounds(call, market);
  const series: Series<HistoryElement<MarketExecutionEvent>> = {
    length: Math.max(0, last - first + 1),
    ms: (index) => msOf(factsOf(market, first + index).ns),
    at(index) {
      const facts = factsOf(market, first + index);
      const execution = {
        uid: tradeUuid(market.key, "trade", facts.id),
        makerOrder: makerOf(market, facts),
        takerOrder: takerOf(market, facts),
        timestamp: msOf(facts.ns),
        quantity: short(facts.size, contract.precision),
        price: short(facts.price, PRICE),
        markPrice: short(markets.mark(contract, facts.ns), PRICE),
        limitFilled: true,
        usdValue: short(dollars(contract, facts.size, facts.price), MONEY),
      };
      return {
        uid: tradeUuid(market.key, "event", facts.id),
        timestamp: execution.timestamp,
        event: { Execution: { execution, takerReducedQuantity: "" } },
      };
    },
  };
  return page(call, series);
}

const EVENTS = ["maker placed", "taker placed", "maker filled", "taker filled"] as const;

/** `GET /market/{tradeable}/orders`: of each trade the maker comes, the taker comes, and both are filled. */
export function marketOrders(call: PublicCall): Reply {
  const contract = publicContract(call, call.path["tradeable"]);
  const market = call.engine.market.of(contract);
  const { first, last } = bounds(call, market);
  const at = (index: number): HistoryElement<MarketOrderEvent> => {
    const facts = factsOf(market, first + Math.floor(index / 4));
    const which = index % 4;
    const [maker, taker, ms] = [makerOf(market, facts), takerOf(market, facts), msOf(facts.ns)];
    const filled = (order: PublicOrder): MarketOrderEvent => ({
      OrderUpdated: {
        oldOrder: order,
        newOrder: { ...order, lastUpdateTimestamp: ms },
        reason: "full_fill",
        reducedQuantity: "",
      },
    });
    const placed = (order: PublicOrder): MarketOrderEvent => ({
      OrderPlaced: { order, reason: "new_user_order", reducedQuantity: "" },
    });
    const event = which === 0 ? placed(maker) : which === 1 ? placed(taker) : filled(which === 2 ? maker : taker);
    return {
      uid: tradeUuid(market.key, EVENTS[which] ?? "event", facts.id),
      timestamp: which === 0 ? maker.timestamp : ms,
      event,
    };
  };
  return page(call, { length: 4 * Math.max(0, last - first + 1), at, ms: (index) => at(index).timestamp });
}

const MINUTE = 60_000;

/** `GET /market/{tradeable}/price`: the mark price of each full minute. */
export function marketPrice(call: PublicCall): Reply {
  const contract = publicContract(call, call.path["tradeable"]);
  const { market: markets } = call.engine;
  const { firstHour, endHour } = markets.of(contract);
  const first = Math.max(firstHour * 60, BEGIN / MINUTE);
  const last = Math.min(Math.floor(call.ms / MINUTE), Number.isFinite(endHour) ? endHour * 60 : Infinity);
  const series: Series<HistoryElement<MarkPriceEvent>> = {
    length: Math.max(0, last - first + 1),
    ms: (index) => (first + index) * MINUTE,
    at(index) {
      const timestamp = (first + index) * MINUTE;
      const price = short(markets.mark(contract, BigInt(timestamp) * 1_000_000n), PRICE);
      return { uid: "", timestamp, event: { MarkPriceChanged: { price } } };
    },
  };
  return page(call, series);
}
