/** Previews of margin: the two that Kraken has dropped from its list, as an extension; the portfolio ones are refused. */

import type { InitialMarginResult } from "../../../../futures/margining/initial_margin.ts";
import type { MaxOrderSizeResult } from "../../../../futures/margining/max_order_size.ts";
import type { FuturesAnswer } from "../../../../futures/_types.ts";
import type { Desk } from "../../engine/desk.ts";
import { objection, protectedLimit } from "../../engine/enter.ts";
import { flexState, maintenanceMargin } from "../../engine/margin.ts";
import type { FuturesOrder, Side } from "../../engine/order.ts";
import { json, jsonMoney, jsonPrice, power, quotient } from "../../money.ts";
import type { PrivateCall } from "../call.ts";
import { optional } from "../call.ts";
import { invalidArgument, missingArgument, refused } from "../refusal.ts";
import { readOrder, TermsProblem } from "./terms.ts";

type Fields<Answer> = Omit<Answer, keyof FuturesAnswer>;

/** The order that is asked about. */
function supposed(call: PrivateCall, more: Readonly<Record<string, string>> = {}): FuturesOrder {
  const { fields, engine, account } = call;
  const kind = optional(fields, "orderType");
  if (kind !== undefined && kind !== "lmt" && kind !== "mkt") throw invalidArgument("orderType");
  try {
    const order = readOrder(engine, account, (name) => more[name] ?? optional(fields, name));
    if (order.contract.inverse) throw invalidArgument("symbol");
    return order;
  } catch (error) {
    if (!(error instanceof TermsProblem)) throw error;
    const name = error.argument ?? (error.status === "invalidSize" ? "size" : "limitPrice");
    throw error.missing ? missingArgument(name) : invalidArgument(name);
  }
}

function limited(call: PrivateCall, order: FuturesOrder, desk: Desk): number | undefined {
  if (order.kind === "mkt") order.limit = protectedLimit(call.engine, desk, order.side);
  return order.limit;
}

/** `GET /initialmargin`. */
export function initialMargin(call: PrivateCall): Fields<InitialMarginResult> {
  const { engine, account } = call;
  const order = supposed(call);
  const { contract, size, side } = order;
  const desk = engine.desk(contract);
  const limit = limited(call, order, desk);
  const problem = objection(engine, desk, order, limit);
  const prices = engine.prices();
  const [before, after] = [flexState(account, prices), flexState(account, prices, order)];
  const mark = prices.mark(contract, size);
  // The loss that brings the equity down to the maintenance margin of what would be held.
  const held = (account.positions.get(contract.symbol)?.size ?? 0n) + (side === "buy" ? size : -size);
  const room = after.equity - after.maintenance - maintenanceMargin(contract, size, mark);
  const distance = held === 0n ? 0n : quotient(room * power(contract.precision), held * 100n);
  const threshold = mark - distance;
  return {
    initialMargin: jsonMoney(after.initialWithOrders - before.initialWithOrders),
    price: limit === undefined ? null : jsonPrice(BigInt(limit) * contract.tick),
    estimatedLiquidationThreshold: threshold > 0n ? jsonPrice(threshold) : 0,
    ...(problem === undefined ? {} : { error: problem }),
  };
}

/** `GET /initialmargin/maxordersize`. */
export function maxOrderSize(call: PrivateCall): Fields<MaxOrderSizeResult> {
  const [buy, sell] = [largest(call, "buy"), largest(call, "sell")];
  return { maxBuySize: buy.size, maxSellSize: sell.size, buyPrice: buy.price, sellPrice: sell.price };
}

/** The largest size without an objection, found by halving. */
function largest(call: PrivateCall, side: Side): { size: number | null; price: number | null } {
  const { engine } = call;
  const order = supposed(call, { side, size: "1" });
  const { contract } = order;
  const desk = engine.desk(contract);
  const limit = limited(call, order, desk);
  let [fits, fails] = [0n, contract.maxPosition + 1n];
  while (fails - fits > 1n) {
    const size = (fits + fails) / 2n;
    if (objection(engine, desk, { ...order, size }, limit) === undefined) fits = size;
    else fails = size;
  }
  return {
    size: json(fits, contract.precision),
    price: limit === undefined ? null : jsonPrice(BigInt(limit) * contract.tick),
  };
}

/** Portfolio margining is in Kraken's pre-production environment only; there are no options here to margin. */
export function portfolioMargining(): never {
  throw refused("Unavailable");
}
