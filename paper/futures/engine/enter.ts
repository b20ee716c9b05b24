/** An order comes to the market: checked, matched, and what is left of it put in its place. */

import type { ExecutionEvent, OrderEvent } from "../../../futures/trading/_types.ts";
import { sizeAt } from "../market/book.ts";
import { json, short } from "../money.ts";
import type { Desk, Part } from "./desk.ts";
import { cancel, reject } from "./ending.ts";
import type { Engine, Outcome } from "./engine.ts";
import { fill } from "./fill.ts";
import { tell } from "./news.ts";
import { exposure, refusedMargin, withOrder } from "./margin.ts";
import { fillable, type FuturesOrder, isWithin, opposite, remaining, type Side } from "./order.ts";
import { eventOrder, historyOrder } from "./shapes.ts";

/** Statuses for Kraken's reasons. */
const STATUSES: Readonly<Record<string, string>> = {
  MARKET_SUSPENDED: "marketSuspended",
  MARKET_IS_POST_ONLY: "marketIsPostOnly",
  PRICE_DISLOCATION: "wouldIncreasePriceDislocation",
  PRICE_COLLAR: "outsidePriceCollar",
  MAX_POSITION_EXCEEDED: "maxPositionViolation",
  INSUFFICIENT_MARGIN: "insufficientAvailableFunds",
  WOULD_CAUSE_LIQUIDATION: "wouldCauseLiquidation",
  FIXED_LEVERAGE_TOO_HIGH: "fixedLeverageTooHigh",
  WOULD_NOT_REDUCE_POSITION: "wouldNotReducePosition",
  POST_WOULD_EXECUTE: "postWouldExecute",
  IOC_WOULD_NOT_EXECUTE: "iocWouldNotExecute",
  WOULD_EXECUTE_SELF: "selfFill",
  ORDER_LIMIT_EXCEEDED: "tooManyOrders",
};

/** The status that says a reason. */
export function statusOf(reason: string): string {
  return STATUSES[reason] ?? "invalidPrice";
}

/** Paper rule: Kraken does not publish how far beyond the mark price a limit may be, nor how many orders may be open. */
const COLLAR_PERCENT = 10n;
const MOST_ORDERS = 1000;

/** Orders that must trade at once. */
const isImmediate = ({ kind, market }: FuturesOrder) =>
  market || kind === "ioc" || kind === "fok" || kind === "liquidation";

/** How an order comes. */
export interface Entry {
  /** Kind of fill when it takes. */
  readonly type?: "taker" | "takerAfterEdit";
  /** The order before the edit that brings it here again. */
  readonly prior?: ExecutionEvent["orderPriorEdit"];
  /** What that edit trimmed of it. */
  readonly trimmed?: bigint;
}

/** Limit of a market order: 1 % beyond the best opposite price (Paper rule), in ticks; nothing on an empty side. */
export function protectedLimit(engine: Engine, desk: Desk, side: Side): number | undefined {
  const best = desk.best(engine.ns, opposite(side));
  if (best === undefined) return undefined;
  return side === "buy" ? Math.floor(best * 1.01) : Math.max(1, Math.ceil(best * 0.99));
}

/** Whether an account has as many other orders and triggers as it may have. */
export function isFull({ id, account }: FuturesOrder): boolean {
  return account.orders.size - (account.orders.has(id) ? 1 : 0) >= MOST_ORDERS;
}

/** Why an order cannot be taken; nothing when it can. Looks only. */
export function objection(
  engine: Engine,
  desk: Desk,
  order: FuturesOrder,
  limit: number | undefined,
): string | undefined {
  const { account, contract, side } = order;
  const conditions = engine.conditionsOf(contract);
  if (conditions.suspended) return "MARKET_SUSPENDED";
  if (conditions.postOnly && order.kind !== "post") return "MARKET_IS_POST_ONLY";
  const held = account.positions.get(contract.symbol)?.size ?? 0n;
  const reduces = held !== 0n && held > 0n !== (side === "buy");
  if (conditions.restricted && !reduces) return "WOULD_NOT_REDUCE_POSITION";
  if (conditions.dislocation === (side === "buy" ? "ABOVE_UPPER_BOUND" : "BELOW_LOWER_BOUND")) {
    return "PRICE_DISLOCATION";
  }
  if (order.reduceOnly && !reduces) return "WOULD_NOT_REDUCE_POSITION";
  if (limit === undefined) return "IOC_WOULD_NOT_EXECUTE";
  const best = desk.best(engine.ns, opposite(side));
  const crosses = best !== undefined && isWithin(side, best, limit);
  if (order.kind === "post" && crosses) return "POST_WOULD_EXECUTE";
  const mark = engine.market.mark(contract, engine.ns);
  const price = BigInt(limit) * contract.tick;
  const beyond = side === "buy"
    ? price * 100n > mark * (100n + COLLAR_PERCENT)
    : price * 100n < mark * (100n - COLLAR_PERCENT);
  if (beyond) return "PRICE_COLLAR";
  // What never rests may always be sent: it is how a full account closes its position.
  if (!isImmediate(order) && isFull(order)) return "ORDER_LIMIT_EXCEEDED";
  if (!order.reduceOnly) {
    const { long, short } = exposure(contract, account.positions.get(contract.symbol), withOrder(account, order));
    const reached = side === "buy" ? long.size : short.size;
    if (reached > contract.maxPosition) return "MAX_POSITION_EXCEEDED";
    let worst: number | undefined;
    if (crosses) { for (const part of desk.plan(engine.ns, side, limit, remaining(order))) worst = part.price; }
    const most = worst === undefined ? undefined : BigInt(worst) * contract.tick;
    const refused = refusedMargin(account, order, engine.prices(), most);
    if (refused) return refused;
  }
  return undefined;
}

/** Brings an order to the market. It must not be in its desk. */
export function enter(
  engine: Engine,
  order: FuturesOrder,
  { type = "taker", prior, trimmed = 0n }: Entry = {},
): Outcome {
  const { account, contract, side } = order;
  const desk = engine.desk(contract);
  const ms = engine.ms;
  if (order.market) order.limit = protectedLimit(engine, desk, side);
  const { limit } = order;
  const refuse = (reason: string): Outcome => ({
    status: statusOf(reason),
    order,
    events: [reject(engine, order, reason, ms)],
  });
  const problem = objection(engine, desk, order, limit);
  if (problem !== undefined || limit === undefined) return refuse(problem ?? "IOC_WOULD_NOT_EXECUTE");

  const beyond = overReach(order);
  order.size -= beyond;
  const reduced = beyond + trimmed;
  if (order.kind !== "post" && meetsOwn(engine, desk, order, limit)) return refuse("WOULD_EXECUTE_SELF");
  const immediate = isImmediate(order);
  if (immediate) {
    // Own orders are cancelled, not met, so they do not fill what must be filled whole.
    const skips = order.kind === "fok" ? (maker: FuturesOrder) => isFamily(order, maker) : undefined;
    let met = 0n;
    for (const { size } of desk.plan(engine.ns, side, limit, remaining(order), skips)) met += size;
    if (met === 0n || (order.kind === "fok" && met < remaining(order))) return refuse("IOC_WOULD_NOT_EXECUTE");
  }
  if (type === "taker") {
    account.orderEvents.push({
      uid: engine.uuid(),
      timestamp: ms,
      event: {
        OrderPlaced: {
          order: historyOrder(order),
          reason: order.reason,
          reducedQuantity: reduced === 0n ? "" : short(reduced, contract.precision),
        },
      },
    });
  }
  // It is not in the desk while it takes, so that it cannot meet itself; its account knows it, so that ids are found.
  account.orders.set(order.id, order);
  order.state = "open";
  // One that waited for its trigger was told when it came.
  if (type === "taker" && !order.trigger) tell(order, ms, { kind: "new" });
  else if (beyond > 0n) tell(order, ms, { kind: "restated", reason: "would_not_reduce_position" });
  const events: OrderEvent[] = order.kind === "post" ? [] : take(engine, desk, order, limit, { type, prior, reduced });
  if (!isOver(order)) {
    if (immediate) {
      cancel(engine, order, "ioc_would_not_execute", ms);
    } else {
      rest(engine, desk, order, limit);
      if (type === "taker") {
        const reducedQuantity = reduced === 0n ? null : json(reduced, contract.precision);
        events.push({ type: "PLACE", order: eventOrder(order), reducedQuantity });
      }
    }
  }
  return { status: type === "taker" ? "placed" : "edited", order, events };
}

/** Whether nothing more happens with an order: filled, or ended while it was filled. */
const isOver = (order: FuturesOrder): boolean => remaining(order) === 0n || order.state !== "open";

/** Puts an order at the end of the queue at its price. */
export function rest(engine: Engine, desk: Desk, order: FuturesOrder, limit: number): void {
  order.limit = limit;
  order.state = "open";
  order.seq = engine.turn();
  order.ahead = sizeAt(desk.market, engine.ns, order.side, limit);
  desk.add(order);
}

/** By how much a reduce-only order goes beyond the position. */
export function overReach(order: FuturesOrder): bigint {
  return remaining(order) - fillable(order);
}

/** Whether an order would meet one of its owner's that its strategy does not let it cancel. Looks only. */
export function meetsOwn(engine: Engine, desk: Desk, order: FuturesOrder, limit: number): boolean {
  for (const { maker } of desk.plan(engine.ns, order.side, limit, remaining(order))) {
    if (maker && isFamily(order, maker) && !mayCancel(order, maker)) return true;
  }
  return false;
}

/** Whether two orders are of one family of accounts. */
export function isFamily(order: FuturesOrder, maker: FuturesOrder): boolean {
  return maker.account.top === order.account.top;
}

/** Fills an order with what it meets, cancelling what is its owner's own. */
function take(engine: Engine, desk: Desk, order: FuturesOrder, limit: number, meeting: Meeting): OrderEvent[] {
  const events: OrderEvent[] = [];
  while (!isOver(order)) {
    // Each fill may change what rests (reduce-only orders shrink with their position), so one part at a time.
    const part: Part | undefined = desk.plan(engine.ns, order.side, limit, remaining(order)).next().value ?? undefined;
    if (!part) break;
    if (part.maker && isFamily(order, part.maker)) cancel(engine, part.maker, "would_execute_self", engine.ms);
    else events.push(meet(engine, desk, order, part, meeting));
  }
  return events;
}

/** Whether an order's strategy lets it cancel a resting one of the same family. */
function mayCancel({ account }: FuturesOrder, maker: FuturesOrder): boolean {
  switch (account.strategy) {
    case "REJECT_TAKER":
      return false;
    case "CANCEL_MAKER_SELF":
      return maker.account === account;
    case "CANCEL_MAKER_CHILD":
      return maker.account === account || account.master === undefined;
    default:
      return true;
  }
}

interface Meeting {
  readonly type: "taker" | "takerAfterEdit";
  readonly prior: ExecutionEvent["orderPriorEdit"] | undefined;
  readonly reduced: bigint;
}

/** Fills an order with one part of what it meets. */
function meet(
  engine: Engine,
  desk: Desk,
  order: FuturesOrder,
  part: Part,
  meeting: Meeting,
): ExecutionEvent {
  const { price, size, maker, level } = part;
  const ms = engine.ms;
  const execution = engine.uuid();
  if (level) desk.take(level, size);
  const makerDone = maker ? remaining(maker) === size : (level?.size ?? 0) === Number(size);
  const terms = { price, size, ms, execution, makerDone };
  if (maker) fill(engine, maker, { ...terms, type: "maker" });
  return fill(engine, order, { ...terms, ...meeting });
}
