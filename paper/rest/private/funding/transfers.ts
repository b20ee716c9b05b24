/** Fees, withdrawals and deposits. */

import type { FundingAmount } from "../../../../spot/funding/beta/_types.ts";
import type { CalculateFeesResult } from "../../../../spot/funding/beta/calculate_fees.ts";
import type { CreateWithdrawalResult } from "../../../../spot/funding/beta/create_withdrawal.ts";
import type { ListDepositsResult } from "../../../../spot/funding/beta/list_deposits.ts";
import type { ListWithdrawalsResult } from "../../../../spot/funding/beta/list_withdrawals.ts";
import { serves, statusOf, type Transfer } from "../../../accounts/funding.ts";
import { type Method, METHODS } from "../../../accounts/funding_methods.ts";
import type { PaperAsset } from "../../../market/assets.ts";
import { iso } from "../../../market/time.ts";
import type { Fields } from "../fields.ts";
import { type FundingCall, FundingProblem } from "./call.ts";
import {
  assetOf,
  inner,
  malformed,
  methodFilter,
  methodOf,
  momentOf,
  paged,
  shownAmount,
  unitsOf,
  wanted,
  word,
} from "./read.ts";

const TOKEN_SECONDS = 300n;

/** A quote names its method and its end; the fee is the same for all. */
const tokenOf = ({ id }: Method, ns: bigint) => btoa(`${id} ${ns / 1_000_000_000n + TOKEN_SECONDS}`);

function checkToken(token: string, { id }: Method, ns: bigint): void {
  const [, method, until = "0"] = /^(\S+) (\d+)$/.exec(decoded(token)) ?? [];
  if (method !== id || BigInt(until) < ns / 1_000_000_000n) {
    throw new FundingProblem("InvalidFeeToken", "The quote is for another method or has run out");
  }
}

function decoded(token: string): string {
  try {
    return atob(token);
  } catch {
    // What is no base64 was never a token: it is refused as one that does not fit.
    return "";
  }
}

const truth = (fields: Fields, name: string) => {
  const value = word(fields, name);
  if (value !== "true" && value !== "false" && value !== undefined) throw malformed(name);
  return value === "true";
};

/** What leaves and what arrives. */
function split(amount: bigint, fee: bigint, included: boolean): { gross: bigint; net: bigint } {
  return included ? { gross: amount, net: amount - fee } : { gross: amount + fee, net: amount };
}

/** `GET /funding/v1/fees/{method_id}`. */
export function calculateFees({ path: [id = ""], query, house, ns }: FundingCall): CalculateFeesResult {
  const method = methodOf(id);
  const token = word(query, "withdrawal_fee_token");
  if (token !== undefined) checkToken(token, method, ns);
  const amount = unitsOf(wanted(query, "amount"), method.asset);
  const fee = method.withdraw ? house.funding.fee(method) : 0n;
  const { gross, net } = split(amount, fee, truth(query, "fee_included"));
  if (net <= 0n) throw new FundingProblem("InvalidAmount", "The fee is more than the amount");
  return {
    fee: shownAmount(method.asset, fee),
    gross_amount: shownAmount(method.asset, gross),
    net_amount: shownAmount(method.asset, net),
    fee_details: { base_fee: shownAmount(method.asset, fee), fee_percentage: "0" },
    withdrawal_fee_token: token ?? tokenOf(method, ns),
  };
}

/** The method of a scope: one by its id, or the only one of a network for the asset. */
function scopedMethod(scope: Fields, asset: PaperAsset): Method {
  const [id, network] = [word(scope, "method_id"), word(scope, "network_id")];
  if ((id === undefined) === (network === undefined)) throw malformed("scope");
  const found = METHODS.filter((method) =>
    method.withdraw && method.asset === asset.id &&
    (id === undefined ? method.network?.id === network : method.id === id)
  );
  const [method] = found;
  if (!method || found.length > 1) throw new FundingProblem("UnknownMethod", "The scope has not exactly one method");
  return method;
}

/** `POST /funding/v1/withdrawals`. */
export function createWithdrawal({ body, account, house, ns }: FundingCall): CreateWithdrawalResult {
  const asked = inner(inner(body, "amount") ?? {}, "asset_amount");
  const terms = inner(body, "fee");
  if (!asked || !terms) throw malformed(asked ? "fee" : "amount");
  const asset = assetOf(inner(asked, "asset") ?? {});
  const method = scopedMethod(inner(body, "scope") ?? {}, asset);
  const address = wanted(body, "address_id");
  const place = house.funding.saved(account).find(({ id }) => id === address);
  if (!place || !serves(place, method)) {
    throw new FundingProblem("UnknownAddress", "There is no such address for the method");
  }
  const expected = word(body, "expected_address");
  if (expected !== undefined && expected !== place.address) throw malformed("expected_address");
  const fee = house.funding.fee(method);
  const [quoted, current] = [inner(terms, "quoted_fee"), inner(terms, "current_fee")];
  if (quoted) checkToken(wanted(quoted, "token"), method, ns);
  else if (!current) throw malformed("fee");
  const most = current && inner(current, "max_fee");
  const limit = most && inner(most, "asset_amount");
  if (limit && unitsOf(wanted(limit, "amount"), asset.id) < fee) {
    throw new FundingProblem("MaxFeeExceeded", "The fee is more than max_fee");
  }
  const { gross, net } = split(unitsOf(wanted(asked, "amount"), asset.id), fee, truth(terms, "fee_included"));
  const { refid } = house.funding.withdraw(account, method, place, gross, ns);
  const shown = (units: bigint): FundingAmount => ({ asset_amount: shownAmount(asset.id, units) });
  return { withdrawal_id: refid, net_amount: shown(net), gross_amount: shown(gross), fee: shown(fee) };
}

type State = "pending" | "success" | "failed";

function stateOf(transfer: Transfer, ns: bigint): State {
  const status = statusOf(transfer, ns);
  return status === "Success" ? "success" : status === "Failure" ? "failed" : "pending";
}

/** Transfers within the window and filters of a list, newest first. */
function chosen(transfers: readonly Transfer[], filters: Fields): Transfer[] {
  const fits = methodFilter(filters);
  const [start = 0n, end = 2n ** 63n] = [momentOf(filters, "start_time"), momentOf(filters, "end_time")];
  return transfers.filter(({ method, ns }) => fits(method) && ns >= start && ns <= end).reverse();
}

/** `GET /funding/v1/withdrawals`. */
export function listWithdrawals({ query, account, house, ns }: FundingCall): ListWithdrawalsResult {
  const { rows, more } = paged(query, 500, (filters) => {
    const status = word(filters, "status");
    if (status !== undefined && !["pending", "success", "failed"].includes(status)) throw malformed("status");
    return chosen(house.funding.withdrawals(account), filters)
      .filter((each) => status === undefined || stateOf(each, ns) === status);
  });
  return {
    withdrawals: rows.map((transfer) => {
      const { refid, method, amount, fee, ns: created, address, chain } = transfer;
      const status = stateOf(transfer, ns);
      return {
        withdrawal_id: refid,
        amount: shownAmount(method.asset, amount + fee),
        fee: shownAmount(method.asset, fee),
        method_id: method.id,
        status,
        create_time: iso(created, 0),
        ...(address ? { address_id: address.id } : {}),
        ...(status === "success" && method.network ? { onchain_transaction: chain } : {}),
      };
    }),
    ...more,
  };
}

const STATES = ["initial", "pending", "settled", "success", "failure"];

/** Whether deposits, which all succeed here, are among the states asked for. */
function wantsSuccess(filters: Fields): boolean {
  const listed = Object.entries(filters).filter(([name]) => name.startsWith("status[list]")).map(([, each]) => each);
  if (listed.some((each) => !STATES.includes(String(each)))) throw malformed("status");
  const bound = (name: string, standard: number) => {
    const state = word(filters, `status[range][${name}]`);
    if (state !== undefined && !STATES.includes(state)) throw malformed("status");
    return state === undefined ? standard : STATES.indexOf(state);
  };
  const success = STATES.indexOf("success");
  return (listed.length === 0 || listed.includes("success")) &&
    bound("start", 0) <= success && bound("end", STATES.length) >= success;
}

/** `GET /funding/v1/deposits`. */
export function listDeposits({ query, account, house }: FundingCall): ListDepositsResult {
  const { rows, more } = paged(
    query,
    500,
    (filters) => wantsSuccess(filters) ? chosen(house.funding.deposits(account), filters) : [],
  );
  return {
    deposits: rows.map(({ refid, method, amount, fee, ns }) => ({
      deposit_id: refid,
      method_id: method.id,
      ...(method.network ? { network_id: method.network.id } : {}),
      status: "success",
      amount: shownAmount(method.asset, amount),
      fee: shownAmount(method.asset, fee),
      create_time: iso(ns, 0),
    })),
    ...more,
  };
}
