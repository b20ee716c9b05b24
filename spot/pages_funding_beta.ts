/** How the lists of Funding (Beta) are paged: 500 rows a page, and a cursor request carries no other filter. */

import type { Paging } from "../core/pages.ts";
import type {
  ClaimedAddress,
  FundingDeposit,
  FundingMethod,
  FundingWithdrawal,
  ListAddressesParams,
  ListAddressesResult,
  ListDepositAddressesParams,
  ListDepositAddressesResult,
  ListDepositsParams,
  ListDepositsResult,
  ListMethodsParams,
  ListMethodsResult,
  ListWithdrawalsParams,
  ListWithdrawalsResult,
  SavedAddress,
} from "./funding/beta/mod.ts";
import type { AccountSelector } from "./_params.ts";

interface Paged extends AccountSelector {
  cursor?: string;
  limit?: number;
}

interface Answer {
  next_cursor?: string | null;
}

const ROWS = 500;

function following({ next_cursor }: Answer, { limit, account_id }: Paged): Paged | undefined {
  if (!next_cursor) return undefined;
  return {
    cursor: next_cursor,
    ...(limit === undefined ? {} : { limit }),
    ...(account_id === undefined ? {} : { account_id }),
  };
}

const iso = (time: Date | string): string => time instanceof Date ? time.toISOString() : time;

/** The window as text, closed now when it has no end; a page asked for by cursor brings its window along. */
function closed<Params extends { start_time?: Date | string; end_time?: Date | string; cursor?: string }>(
  params: Params,
  nowMs: number,
): Params {
  if (params.cursor !== undefined) return params;
  const { start_time, end_time = new Date(nowMs) } = params;
  return { ...params, ...(start_time === undefined ? {} : { start_time: iso(start_time) }), end_time: iso(end_time) };
}

/** Funding methods, 10,000 a page. */
export const fundingMethodPages: Paging<ListMethodsParams, ListMethodsResult, FundingMethod> = {
  name: "funding methods",
  newestFirst: false,
  first: (params) => ({ limit: 10_000, ...params }),
  rows: ({ methods }) => methods,
  id: ({ method_id, asset }) => `${method_id} ${asset.class} ${asset.name}`,
  next(result, { request }) {
    const page = following(result, request);
    return page && { ...page, direction: request.direction };
  },
};

/** Addresses claimed to deposit to. */
export const depositAddressPages: Paging<ListDepositAddressesParams, ListDepositAddressesResult, ClaimedAddress> = {
  name: "funding deposit addresses",
  newestFirst: false,
  first: (params) => ({ limit: ROWS, ...params }),
  rows: ({ addresses }) => addresses,
  id: ({ id, method_id, address_details }) => id ?? `${method_id} ${JSON.stringify(address_details)}`,
  next: (result, { request }) => following(result, request),
};

/** Addresses saved to withdraw to. */
export const addressPages: Paging<ListAddressesParams, ListAddressesResult, SavedAddress> = {
  name: "funding addresses",
  newestFirst: false,
  first: (params) => ({ limit: ROWS, ...params }),
  rows: ({ addresses }) => addresses,
  id: ({ address_id }) => address_id,
  next: (result, { request }) => following(result, request),
};

/** Withdrawals of Funding (Beta), newest first. */
export const fundingWithdrawalPages: Paging<ListWithdrawalsParams, ListWithdrawalsResult, FundingWithdrawal> = {
  name: "funding withdrawals",
  newestFirst: true,
  first: (params, nowMs) => closed({ limit: ROWS, ...params }, nowMs),
  rows: ({ withdrawals }) => withdrawals,
  id: ({ withdrawal_id }) => withdrawal_id,
  next: (result, { request }) => following(result, request),
};

/** Deposits of Funding (Beta), newest first. */
export const fundingDepositPages: Paging<ListDepositsParams, ListDepositsResult, FundingDeposit> = {
  name: "funding deposits",
  newestFirst: true,
  first: (params, nowMs) => closed({ limit: ROWS, ...params }, nowMs),
  rows: ({ deposits }) => deposits,
  id: ({ deposit_id }) => deposit_id,
  next: (result, { request }) => following(result, request),
};
