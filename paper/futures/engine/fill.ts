/** Fills: an order meets another or the simulated market. */

import type { ExecutionEvent } from "../../../futures/trading/_types.ts";
import type { ExecutionHistoryEvent } from "../../../futures/history/executions.ts";
import type { Fill } from "../../../futures/account/fills.ts";
import { json, jsonMoney, jsonPrice, MONEY, PRICE, short } from "../money.ts";
import { book, type Booked, type Booking } from "./booking.ts";
import { tell, worthOf } from "./news.ts";
import { endOrder, trimReduceOnly } from "./ending.ts";
import type { Engine } from "./engine.ts";
import { type FuturesOrder, remaining, sign } from "./order.ts";
import { asEntry, averaged, dollars, notional } from "./position.ts";
import { eventOrder, historyOrder, iso } from "./shapes.ts";

/** One side of a fill. */
export interface FillTerms {
  /** Ticks. */
  readonly price: number;
  /** Steps. */
  readonly size: bigint;
  /** Unix milliseconds. */
  readonly ms: number;
  /** Id of the trade, the same for both sides. */
  readonly execution: string;
  /** Kind of fill. */
  readonly type: Fill["fillType"];
  /** The order as it was before the edit that made it fill. */
  readonly prior?: ExecutionEvent["orderPriorEdit"] | undefined;
  /** What was trimmed from a reduce-only taker. */
  readonly reduced?: bigint | undefined;
  /** Whether the resting order of the trade is filled whole. */
  readonly makerDone: boolean;
}

const KINDS: Readonly<Record<string, Pick<Booking, "info" | "trade" | "fee">>> = {
  maker: { info: "futures trade", trade: "userExecution", fee: "maker" },
  taker: { info: "futures trade", trade: "userExecution", fee: "taker" },
  takerAfterEdit: { info: "futures trade", trade: "userExecution", fee: "taker" },
  liquidation: { info: "futures liquidation", trade: "liquidation", fee: "none" },
  partialLiquidation: { info: "futures partial liquidation", trade: "partialLiquidation", fee: "none" },
  assignor: { info: "futures assignor", trade: "assignment", fee: "none" },
  assignee: { info: "futures assignee", trade: "assignment", fee: "none" },
};

/** What there is to say about a fill. */
export interface FillFacts {
  readonly execution: string;
  readonly ms: number;
  readonly size: bigint;
  /** `PRICE` decimals. */
  readonly price: bigint;
  readonly type: Fill["fillType"];
  readonly booked: Pick<Booked, "pnl" | "fee" | "positionSize" | "percent">;
  readonly makerDone: boolean;
  readonly reduced: bigint;
}

/** A fill as the history has it, of an order as it is after it. */
export function executionEvent(order: FuturesOrder, facts: FillFacts & { mark: bigint }): ExecutionHistoryEvent {
  const { contract } = order;
  const { booked, size, reduced } = facts;
  return {
    execution: {
      execution: {
        uid: facts.execution,
        order: historyOrder(order),
        timestamp: facts.ms,
        quantity: short(size, contract.precision),
        price: short(facts.price, PRICE),
        markPrice: short(facts.mark, PRICE),
        executionType: facts.type === "maker" ? "maker" : "taker",
        limitFilled: facts.makerDone,
        usdValue: short(dollars(contract, size, facts.price), MONEY),
        orderData: {
          fee: short(booked.fee, MONEY),
          positionSize: short(booked.positionSize, contract.precision),
          feeCalculationInfo: { percentageFee: short(booked.percent, MONEY) },
          realizedPnl: short(booked.pnl, MONEY),
        },
      },
      takerReducedQuantity: reduced === 0n ? "" : short(reduced, contract.precision),
    },
  };
}

/** A fill as `fills` has it; `count` is its number. */
export function fillRow(order: FuturesOrder, facts: FillFacts, count: number): Fill & { ms: number } {
  const { contract } = order;
  return {
    ms: facts.ms,
    fill_id: facts.execution,
    order_id: order.id,
    ...(order.clientId === undefined ? {} : { cliOrdId: order.clientId }),
    symbol: contract.symbol,
    side: order.side,
    size: json(facts.size, contract.precision),
    price: jsonPrice(facts.price),
    fillTime: iso(facts.ms),
    fillType: facts.type,
    realized_pnl: jsonMoney(facts.booked.pnl),
    sequence_id: String(count),
  };
}

/** Books a fill of an order and answers with its event. */
export function fill(engine: Engine, order: FuturesOrder, terms: FillTerms): ExecutionEvent {
  const { account, contract } = order;
  const { size, ms, execution, type } = terms;
  const kind = KINDS[type];
  if (!kind) throw new RangeError(`There is no kind of fill called "${type}"`);
  const price = BigInt(terms.price) * contract.tick;
  const before = eventOrder(order);
  const oldOrder = historyOrder(order);
  const booked = book(engine, account, { contract, size: sign(order.side) * size, price, ms, execution, ...kind });
  const signed = sign(order.side);
  order.average = order.filled === 0n
    ? asEntry(price)
    : averaged(contract, signed * order.filled, order.average, signed * size, price);
  const cost = notional(contract, size, price);
  order.cost += cost;
  order.feeUsd += worthOf(engine, booked.currency, booked.fee);
  order.filled += size;
  order.touched = ms;
  const done = remaining(order) === 0n;
  order.reason = done ? "full_fill" : "partial_fill";
  account.orderEvents.push({
    uid: engine.uuid(),
    timestamp: ms,
    event: { OrderUpdated: { oldOrder, newOrder: historyOrder(order), reason: order.reason, reducedQuantity: "" } },
  });
  const reduced = terms.reduced ?? 0n;
  const facts = { execution, ms, size, price, type, booked, makerDone: terms.makerDone, reduced };
  const mark = engine.market.mark(contract, engine.ns);
  account.executionEvents.push({
    uid: engine.uuid(),
    timestamp: ms,
    event: executionEvent(order, { ...facts, mark }),
  });
  account.fills.push(fillRow(order, facts, account.past.fills + account.fills.length + 1));
  if (done) endOrder(engine, order, "filled", "full_fill");
  const number = account.past.fills + account.fills.length;
  const { fee, currency } = booked;
  tell(order, ms, { kind: "trade", trade: { execution, number, size, price, cost, fee, currency, type } });
  trimReduceOnly(engine, account, contract, ms);
  return {
    type: "EXECUTION",
    executionId: execution,
    price: jsonPrice(price),
    amount: json(size, contract.precision),
    orderPriorEdit: terms.prior ?? null,
    orderPriorExecution: before,
    takerReducedQuantity: reduced === 0n ? null : json(reduced, contract.precision),
  };
}
