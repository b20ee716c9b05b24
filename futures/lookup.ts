/** What became of a Futures request whose answer was lost: looked up by `cliOrdId`, with calls that only read. */

import type { Bound } from "../core/endpoint.ts";
import { KrakenError } from "../core/errors.ts";
import type { Clock } from "../core/retry.ts";
import type { LostRequest } from "../core/send.ts";
import { pages } from "../core/pages.ts";
import { lookupEdit, type OrderName } from "./_lookup_edit.ts";
import { lookupSend } from "./_lookup_send.ts";
import type * as account from "./account/mod.ts";
import type * as history from "./history/mod.ts";
import type { AccountLogRow } from "./history/mod.ts";
import { accountLogPages } from "./pages.ts";
import type { BatchInstruction } from "./trading/mod.ts";
import type * as trading from "./trading/mod.ts";

/** What looking up needs of a client; all of it reads. */
export interface LookupSource {
  /** Orders of the moment. */
  readonly trading: Pick<Bound<typeof trading>, "ordersStatus" | "openOrders">;
  /** Fills. */
  readonly account: Pick<Bound<typeof account>, "fills">;
  /** Orders, triggers and the account log of the past. */
  readonly history: Pick<Bound<typeof history>, "orders" | "triggers" | "accountLog">;
}

/** Where an order was found. */
export type FoundIn = "orders/status" | "openorders" | "fills" | "orders history" | "triggers history";

/** What became of one order of the request. */
export type LostOrder =
  | {
    /** It was taken: it rests, waits as a trigger, was filled, or was cancelled since. Do not send it again. */
    readonly state: "placed";
    /** Our id. */
    readonly cliOrdId: string;
    /** Kraken's id. */
    readonly orderId: string;
    /** Where it was found. */
    readonly foundIn: FoundIn;
    /** What stands there, in the shape of that call. */
    readonly record: object;
  }
  | {
    /** Kraken refused it: nothing was placed. */
    readonly state: "refused";
    /** Our id. */
    readonly cliOrdId: string;
    /** Kraken's reason. */
    readonly reason: string;
  }
  | {
    /** An order was changed as asked. */
    readonly state: "edited";
    /** The ids it was named by. */
    readonly order: OrderName;
    /** What says so. */
    readonly record: object;
  }
  | {
    /** An edit was refused, so the order is as it was. */
    readonly state: "edit refused";
    /** The ids it was named by. */
    readonly order: OrderName;
    /** Kraken's reason. */
    readonly reason: string;
  }
  | {
    /** A cancellation: whether the order is still open. */
    readonly state: "still open" | "no longer open";
    /** The ids it was named by. */
    readonly order: OrderName;
  }
  | {
    /**
     * No trace of it in open orders, fills and history, asked three times within seven seconds. Most likely it never
     * arrived; a request that is stuck somewhere could still arrive later, unless it said `processBefore`.
     */
    readonly state: "not found";
    /** Our id of a new order. */
    readonly cliOrdId?: string;
    /** The ids of an order that was to be changed. */
    readonly order?: OrderName;
  };

/** What became of the request: its orders one by one, or for a transfer the bookings of that time. */
export interface LostOutcome {
  /** One for each order of the request, in its order. */
  readonly orders: readonly LostOrder[];
  /** For transfers: the account's bookings of transfers since it left; judge by amount and wallet whether it is there. */
  readonly bookings?: readonly AccountLogRow[];
}

/** Waits before the second and the third look: an order may appear late. */
const WAITS_MS = [2_000, 5_000] as const;

/** Clocks differ: what happened may be dated before we sent it. */
const SKEW_MS = 5 * 60_000;

const TRANSFERS = ["transfer", "subaccount transfer", "cross-exchange transfer", "admin transfer"];

/** Looks up what became of a request; the clients give it to {@linkcode OutcomeUnknownError.resolve}. */
export function resolveLost(
  source: LookupSource,
  { now, sleep }: Pick<Clock, "now" | "sleep">,
): (request: LostRequest) => Promise<LostOutcome> {
  const again = async <Found extends LostOrder>(look: () => Promise<Found>): Promise<Found> => {
    let found = await look();
    for (const waitMs of WAITS_MS) {
      if (found.state !== "not found") break;
      await sleep(waitMs);
      found = await look();
    }
    return found;
  };
  const one = (instruction: BatchInstruction, window: { since: number; before: number }): Promise<LostOrder> => {
    if (instruction.order === "send") return again(() => lookupSend(source, instruction.cliOrdId ?? "", window));
    const { order_id: orderId, cliOrdId } = instruction;
    const order = { ...(orderId === undefined ? {} : { orderId }), ...(cliOrdId === undefined ? {} : { cliOrdId }) };
    if (instruction.order === "edit") return again(() => lookupEdit(source, order, instruction, window));
    return stillOpen(source, order);
  };
  return async ({ endpoint, params, sentAt }) => {
    const name = endpoint.path.split("/").slice(4).join("/");
    const window = { since: sentAt - SKEW_MS, before: now() + SKEW_MS };
    if (name === "sendorder") {
      return { orders: [await one({ ...params, order: "send" } as never, window)] };
    }
    if (name === "editorder") {
      return { orders: [await one({ ...params, order_id: params["orderId"], order: "edit" } as never, window)] };
    }
    if (name === "batchorder") {
      const { batchOrder } = params["json"] as { batchOrder: readonly BatchInstruction[] };
      const orders: LostOrder[] = [];
      for (const instruction of batchOrder) orders.push(await one(instruction, window));
      return { orders };
    }
    if (name === "transfer" || name === "transfer/subaccount" || name === "withdrawal") {
      const call = source.history.accountLog;
      return { orders: [], bookings: await pages(call, { ...window, info: TRANSFERS }, accountLogPages).all() };
    }
    throw new KrakenError(`What became of ${endpoint.name} cannot be looked up: ask the calls of its group that read`, {
      category: "outcome-unknown",
    });
  };
}

async function stillOpen({ trading }: LookupSource, order: OrderName): Promise<LostOrder> {
  const { openOrders } = await trading.openOrders();
  const found = openOrders.some(({ order_id, cliOrdId }) =>
    order_id === order.orderId || (order.cliOrdId !== undefined && cliOrdId === order.cliOrdId)
  );
  return { state: found ? "still open" : "no longer open", order };
}
