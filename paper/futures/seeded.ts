/** A seeded history in the shapes of the account's own events. */

import type { HistoryElement } from "../../futures/history/_types.ts";
import type { OrderHistoryEvent } from "../../futures/history/orders.ts";
import type { PositionHistoryEvent } from "../../futures/history/positions.ts";
import { extend } from "../market/random.ts";
import type { FuturesAccount } from "./account.ts";
import { executionEvent, type FillFacts, fillRow } from "./engine/fill.ts";
import { TIERS } from "./engine/fees.ts";
import { type FuturesOrder, UNFILLED } from "./engine/order.ts";
import { asEntry, dollars } from "./engine/position.ts";
import { historyOrder } from "./engine/shapes.ts";
import type { LogRow } from "./log.ts";
import { abs, ENTRY, MONEY, power, PRICE, short } from "./money.ts";
import type { Past } from "./past.ts";
import type { Trips } from "./trips.ts";
import { derivedUuid } from "./uids.ts";

/** Rows of the account log that come before the trips: the deposit. */
const HEAD = 1;
/** Rows of each trip: a position row and a cash row for each of its two fills. */
const PER_TRIP = 4;

/** How many trips a history of about so many rows has. */
export const tripsFor = (rows: number): number => Math.max(0, Math.floor((rows - HEAD) / PER_TRIP));

/** Rows of the account log of so many trips. */
export const rowsFor = (trips: number): number => HEAD + trips * PER_TRIP;

/** The history of an account whose dollars are `balance` in the end; `base` is the id before its first row. */
export function seededPast(account: FuturesAccount, trips: Trips, balance: bigint, base: number): Past {
  const { contract } = trips;
  const key = extend(trips.key, account.number);
  const symbol = contract.symbol;
  const lower = symbol.toLowerCase();
  const deposit = balance - trips.total;
  const percent = (TIERS[0]?.taker ?? 0n) * power(MONEY - 5);
  const uid = (kind: number, index: number) => derivedUuid(extend(key, kind), index);

  const leg = (index: number) => {
    const trip = trips.trip(index >> 1);
    const isClose = (index & 1) === 1;
    return { trip, isClose, ...(isClose ? trip.close : trip.open), entry: asEntry(trip.open.price) };
  };
  const orderOf = (index: number, filled: boolean): FuturesOrder => {
    const { size, ms, price } = leg(index);
    return {
      id: uid(1, index),
      clientId: undefined,
      account,
      contract,
      kind: "mkt",
      side: size > 0n ? "buy" : "sell",
      size: abs(size),
      ...UNFILLED,
      filled: filled ? abs(size) : 0n,
      limit: Number(price / contract.tick),
      market: true,
      reduceOnly: false,
      trigger: undefined,
      placed: ms,
      touched: ms,
      ended: ms,
      state: filled ? "filled" : "new",
      seq: 0,
      ahead: 0,
      reason: "new_user_order",
      error: undefined,
    };
  };
  const facts = (index: number): FillFacts => {
    const { ms, size, price, pnl, fee, isClose } = leg(index);
    const positionSize = isClose ? 0n : size;
    const booked = { pnl, fee, positionSize, percent };
    return {
      execution: uid(2, index),
      ms,
      size: abs(size),
      price,
      type: "taker",
      booked,
      makerDone: false,
      reduced: 0n,
    };
  };

  return {
    rows: rowsFor(trips.count),
    row(index): LogRow {
      const common = { id: base + index + 1, uid: uid(3, index), wallet: "flex" };
      if (index < HEAD) {
        const ms = trips.trip(0).open.ms - 1000;
        const info = "cross-exchange transfer";
        return { ...common, ms, asset: "usd", info, decimals: MONEY, before: 0n, after: deposit };
      }
      const at = index - HEAD;
      const number = at >> 1;
      const { trip, isClose, ms, size, price, pnl, fee, funding, entry } = leg(number);
      const shared = {
        ...common,
        ms,
        contract: lower,
        info: "futures trade",
        execution: uid(2, number),
        position: uid(4, number >> 1),
        price,
        mark: trip.mark,
      };
      if ((at & 1) === 0) {
        const [before, after] = isClose ? [trip.open.size, 0n] : [0n, size];
        const entries = { entryBefore: isClose ? entry : 0n, entryAfter: entry };
        return { ...shared, asset: lower, decimals: contract.precision, before, after, ...entries };
      }
      const start = deposit + trips.before(number >> 1);
      const before = isClose ? start - trip.open.fee : start;
      return {
        ...shared,
        asset: "usd",
        decimals: MONEY,
        before,
        after: before + pnl - fee + funding,
        pnl,
        fee,
        funding,
        collateral: "usd",
      };
    },
    fills: trips.count * 2,
    fill: (index) => fillRow(orderOf(index, true), facts(index), index + 1),
    execution: (index) => ({
      uid: uid(5, index),
      timestamp: leg(index).ms,
      event: executionEvent(orderOf(index, true), { ...facts(index), mark: leg(index).trip.mark }),
    }),
    orders: trips.count * 4,
    order(index): HistoryElement<OrderHistoryEvent> {
      const number = index >> 1;
      const placed = historyOrder(orderOf(number, false));
      const event: OrderHistoryEvent = (index & 1) === 0
        ? { OrderPlaced: { order: placed, reason: "new_user_order", reducedQuantity: "" } }
        : {
          OrderUpdated: {
            oldOrder: placed,
            newOrder: historyOrder(orderOf(number, true)),
            reason: "full_fill",
            reducedQuantity: "",
          },
        };
      return { uid: uid(6, index), timestamp: placed.timestamp, event };
    },
    positions: trips.count * 2,
    position(index): HistoryElement<PositionHistoryEvent> {
      const { trip, isClose, ms, size, price, pnl, fee, funding, entry } = leg(index);
      const text = (amount: bigint) => short(amount, MONEY);
      const [before, after] = isClose ? [trip.open.size, 0n] : [0n, size];
      const update = {
        accountUid: account.uid,
        tradeable: symbol,
        oldPosition: short(before, contract.precision),
        ...(isClose ? { oldAverageEntryPrice: short(entry, ENTRY) } : {}),
        newPosition: short(after, contract.precision),
        newAverageEntryPrice: short(entry, ENTRY),
        fillTime: ms,
        fee: text(fee),
        feeCurrency: "USD",
        realizedPnL: text(pnl),
        positionChange: isClose ? "close" : "open",
        executionUid: uid(2, index),
        executionPrice: short(price, PRICE),
        executionSize: short(abs(size), contract.precision),
        tradeType: "userExecution",
        ...(funding === 0n ? {} : { fundingRealizationTime: ms, realizedFunding: text(funding) }),
        timestamp: ms,
        updateReason: "trade",
      };
      return { uid: uid(7, index), timestamp: ms, event: { PositionUpdate: update } };
    },
  };
}

/** Counts what the last 30 days of a history traded for the fee tiers. */
export function countVolume(account: FuturesAccount, trips: Trips, now: number): void {
  let first = trips.count;
  while (first > 0 && trips.trip(first - 1).open.ms > now - 30 * 86_400_000) first--;
  for (let index = first; index < trips.count; index++) {
    const { open, close } = trips.trip(index);
    for (const { ms, size, price } of [open, close]) account.traded(ms, dollars(trips.contract, size, price));
  }
}
