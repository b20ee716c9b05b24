/** What an order request costs on the matching engine's counter: a fixed part, and more the younger the order is. */

/** What is done to orders. */
export type TradingAction = "add" | "amend" | "edit" | "cancel" | "batchAdd" | "batchCancel";

// Order age in seconds, exclusive, and the points on top; what is older costs none.
// See https://docs.kraken.com/api/docs/guides/spot-ratelimits
const PENALTIES: Readonly<Record<"amend" | "edit" | "cancel", readonly (readonly [below: number, points: number])[]>> =
  {
    amend: [[5, 3], [10, 2], [15, 1]],
    edit: [[5, 6], [10, 5], [15, 4], [45, 2], [90, 1]],
    cancel: [[5, 8], [10, 6], [15, 5], [45, 4], [90, 2], [300, 1]],
  };

/** Points that count on receipt, even when the request is refused. */
export function fixedCost(action: TradingAction, count: number = 1): number {
  if (action === "batchAdd") return count / 2;
  return action === "cancel" || action === "batchCancel" ? 0 : 1;
}

/** Points on top for an order of that age in milliseconds (since it was made or last amended). */
export function ageCost(action: TradingAction, ageMs: number): number {
  if (action === "add" || action === "batchAdd") return 0;
  const table = PENALTIES[action === "batchCancel" ? "cancel" : action];
  return table.find(([below]) => ageMs < below * 1000)?.[1] ?? 0;
}

/** When orders were made or last amended, and on which pair, by any id of theirs. Keeps the newest `limit`. */
export interface OrderAges {
  /** Remembers one order under all ids given; an amended one, named by any of them, is young again. */
  note(ids: readonly string[], pair: string | undefined, at: number): void;
  /** Forgets orders that are closed, under all their ids. */
  forget(ids: readonly string[]): void;
  /** Age in ms; `undefined` for orders never noted. */
  age(id: string, now: number): number | undefined;
  /** The pair of an order, if noted. */
  pair(id: string): string | undefined;
}

interface Noted {
  readonly ids: ReadonlySet<string>;
  pair: string | undefined;
  at: number;
}

/** A memory of orders for {@linkcode ageCost}. */
export function orderAges(limit: number = 10_000): OrderAges {
  const orders = new Map<string, Noted>();
  return {
    note(ids, pair, at) {
      const known = ids.flatMap((id) => orders.get(id) ?? []);
      const [first] = known;
      // Whoever changes an order names it by one of its ids, and it is as young under the others. Several ids are those of one
      // order, of which a client's own may have been another order's before.
      const order: Noted = ids.length === 1 && first ? first : { ids: new Set(ids), pair: first?.pair, at };
      order.pair = pair ?? order.pair;
      order.at = Math.max(at, ...known.map((each) => each.at));
      for (const id of order.ids) {
        orders.delete(id);
        orders.set(id, order);
      }
      for (const id of orders.keys()) {
        if (orders.size <= limit) break;
        orders.delete(id);
      }
    },
    forget(ids) {
      for (const order of ids.flatMap((id) => orders.get(id) ?? [])) {
        for (const id of order.ids) if (orders.get(id) === order) orders.delete(id);
      }
    },
    age(id, now) {
      const order = orders.get(id);
      return order && Math.max(0, now - order.at);
    },
    pair: (id) => orders.get(id)?.pair,
  };
}

/** How one REST call or WebSocket request counts on the trading counters. */
export interface TradingCharge {
  /** What it does. */
  readonly action: TradingAction;
  /** The pair, as far as the request says. */
  readonly key: string | undefined;
  /** Ids of the orders it touches. */
  readonly orders: readonly string[];
  /** How many orders it adds. */
  readonly count: number;
}

const ACTIONS: Readonly<Record<string, TradingAction>> = {
  AddOrder: "add",
  AddOrderBatch: "batchAdd",
  AmendOrder: "amend",
  EditOrder: "edit",
  CancelOrder: "cancel",
  CancelOrderBatch: "batchCancel",
  add_order: "add",
  batch_add: "batchAdd",
  amend_order: "amend",
  edit_order: "edit",
  cancel_order: "cancel",
  batch_cancel: "batchCancel",
};

/**
 * Reads the charge off a request, by Kraken's name of the endpoint or WebSocket method. Nothing for requests that do not
 * count, and for those that are only validated.
 */
export function tradingCharge(name: string, params: Readonly<Record<string, unknown>>): TradingCharge | undefined {
  const action = ACTIONS[name];
  if (action === undefined || params.validate === true) return undefined;
  const { pair, symbol, orders } = params;
  const market = pair ?? symbol;
  const listed = Array.isArray(orders) ? orders : [];
  const ids = [
    params.txid,
    params.order_id,
    params.cl_ord_id,
    params.cl_ord_ids,
    action === "batchCancel" ? listed : [],
  ];
  return {
    action,
    key: typeof market === "string" ? market : undefined,
    // A number is a userref, which may stand for several orders: their ages are not known from it.
    orders: action === "add" || action === "batchAdd" ? [] : ids.flat().filter((id) => typeof id === "string"),
    count: action === "batchAdd" ? listed.length : 1,
  };
}
