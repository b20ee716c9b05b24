/** What became of a request whose answer was lost. Reads only: nothing is sent again. */

import type { LostRequest } from "../core/send.ts";
import { callOptions, type LookupSource, type OrderCallOptions, pause, type TradingClock } from "./source.ts";
import type { Finding, Look, OrderLists } from "./_look.ts";
import { lostAmend, lostBatch, lostCancel, lostEdit, lostOrder } from "./_lookup_orders.ts";
import { lostEarn, lostTransfer, lostWithdrawal } from "./_lookup_moves.ts";
import type { LostOutcome } from "./outcome.ts";

/** Options of {@linkcode resolveLost}. */
export interface ResolveOptions extends OrderCallOptions {
  /** Pauses between the looks; there is one look more than pauses. @default {[1000, 2000, 4000]} */
  waitsMs?: readonly number[] | undefined;
}

type Finder = (look: Look) => Promise<Finding>;

const FINDERS: Readonly<Record<string, Finder>> = {
  "AddOrder": lostOrder,
  "AddOrderBatch": lostBatch,
  "AmendOrder": lostAmend,
  "EditOrder": lostEdit,
  "CancelOrder": lostCancel,
  "Withdraw": lostWithdrawal,
  "WalletTransfer": lostTransfer,
  "AccountTransfer": lostTransfer,
  "Earn/Allocate": lostEarn,
  "Earn/Deallocate": lostEarn,
};

const ELSEWHERE: Readonly<Record<string, string>> = {
  "CancelOrderBatch": "Cancelling twice does no harm: call it again",
  "CancelAll": "Cancelling twice does no harm: call it again",
  "WithdrawCancel": "See funding.withdrawStatus(): 'status-prop' says canceled or cancel-pending",
  "CreateSubaccount": "Subaccounts are listed in Kraken's web interface only",
  "POST /funding/v1/withdrawals": "See fundingBeta.listWithdrawals()",
};

/**
 * A function that finds out what became of a lost request: the `resolve` of {@linkcode SendOptions}. It looks several
 * times over some seconds before it says that nothing is there, since an order can be late.
 *
 * Orders are found by `cl_ord_id`; those with a `userref` by it, by time and by their terms, and several that fit are
 * `"ambiguous"`. Times are compared on Kraken's clock, so a wrong clock of ours does no harm. Withdrawals and transfers
 * are recognised by asset, amount and time.
 *
 * Permissions: Query open orders & trades and Query closed orders & trades for orders; Query ledger entries for transfers
 * and Earn. Cost: per look one public call and one to three private ones.
 *
 * @throws {ApiError} when the key may not read what is needed: nothing is known then.
 */
export function resolveLost(
  source: LookupSource,
  options: ResolveOptions = {},
): (request: LostRequest) => Promise<LostOutcome> {
  return async (request) => {
    const { endpoint: { name } } = request;
    const find = FINDERS[name];
    if (!find) {
      const where = ELSEWHERE[name] ?? "Look at the account before you send it again";
      return { state: "unknowable", note: `What became of ${name} can't be looked up by us. ${where}` };
    }
    return await looking(source, request, options, (look) => find({ ...look, source }));
  };
}

const ORDER_FINDERS = {
  "AddOrder": lostOrder,
  "AddOrderBatch": lostBatch,
  "AmendOrder": lostAmend,
  "EditOrder": lostEdit,
};

/** What became of a request that acts on orders, for calls that know no more of a client than its lists of orders. */
export function resolveOrders(
  source: TradingClock & Pick<LookupSource, "market"> & { readonly account: OrderLists },
  name: keyof typeof ORDER_FINDERS,
  request: LostRequest,
): Promise<LostOutcome> {
  return looking(source, request, {}, (look): Promise<Finding> => ORDER_FINDERS[name]({ ...look, source }));
}

async function looking(
  source: TradingClock & Pick<LookupSource, "market">,
  request: LostRequest,
  { waitsMs = [1000, 2000, 4000], ...options }: ResolveOptions,
  find: (look: Omit<Look, "source">) => Promise<Finding>,
): Promise<LostOutcome> {
  const { params, sentAt } = request;
  const call = callOptions(options);
  for (let round = 0;; round++) {
    const { unixtime } = await source.market.time({}, { ...call, otp: undefined });
    // Kraken gives whole seconds, cut off: what we reckon from them is never too late.
    const ahead = unixtime * 1000 - source.now();
    const over = params["validate"] === true || passed(params["deadline"], source.now() + ahead);
    const { final, outcome } = await find({ request, call, sentAt: sentAt + ahead, over });
    const waitMs = waitsMs[round];
    if (final || waitMs === undefined) return outcome;
    await pause(source, waitMs, options.signal);
  }
}

/** A deadline that lies behind: the engine takes nothing after it. A second is added for the cut of Kraken's clock. */
function passed(deadline: unknown, now: number): boolean {
  const at = deadline instanceof Date ? deadline.getTime() : typeof deadline === "string" ? Date.parse(deadline) : NaN;
  return now > at + 1000;
}
