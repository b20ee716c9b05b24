/** The classic funding calls. */

import type { RecentDeposit, RecentWithdrawal } from "../../../../spot/funding/_types.ts";
import type { DepositAddressesResult } from "../../../../spot/funding/deposit_addresses.ts";
import type { DepositMethodsResult } from "../../../../spot/funding/deposit_methods.ts";
import type { DepositStatusResult } from "../../../../spot/funding/deposit_status.ts";
import type { WalletTransferResult } from "../../../../spot/funding/wallet_transfer.ts";
import type { WithdrawAddressesResult } from "../../../../spot/funding/withdraw_addresses.ts";
import type { WithdrawInfoResult } from "../../../../spot/funding/withdraw_info.ts";
import type { WithdrawMethodsResult } from "../../../../spot/funding/withdraw_methods.ts";
import type { WithdrawStatusResult } from "../../../../spot/funding/withdraw_status.ts";
import type { WithdrawResult } from "../../../../spot/funding/withdraw.ts";
import {
  fundingAmount,
  fundingAsset,
  type SavedPlace,
  serves,
  statusOf,
  type Transfer,
} from "../../../accounts/funding.ts";
import { type Method, METHODS } from "../../../accounts/funding_methods.ts";
import { assetDecimals, assetText, readUnits } from "../../../accounts/money.ts";
import type { PaperAsset } from "../../../market/assets.ts";
import { assetById } from "../../../market/names.ts";
import { invalidArgument, Refusal } from "../../refusal.ts";
import { choice, type Fields, flag, needed, text, whole } from "../fields.ts";
import type { PrivateCall } from "../method.ts";

/** Balances reach back so far in the two lists. */
const REACH = 90n * 86_400n * 1_000_000_000n;

const asked = (fields: Fields): PaperAsset =>
  fundingAsset(needed(fields, "asset"), choice(fields, "aclass", ["currency", "tokenized_asset"]));

function maybeAsked(fields: Fields): PaperAsset | undefined {
  const aclass = choice(fields, "aclass", ["currency", "tokenized_asset"]);
  const name = text(fields, "asset");
  return name === undefined ? undefined : fundingAsset(name, aclass);
}

/** An amount of the table with all decimals of its asset. */
const full = (asset: string, amount: string) => assetText(asset, readUnits(amount, assetDecimals(asset)) ?? 0n);

/** `POST /0/private/DepositMethods`. */
export function depositMethods({ fields }: PrivateCall): DepositMethodsResult {
  const { id } = asked(fields);
  const found = METHODS.filter((method) => method.asset === id && method.deposit);
  if (found.length === 0) throw new Refusal("EFunding:No funding method");
  return found.map(({ name, network, deposit }) => ({
    method: name,
    limit: false,
    fee: full(id, deposit?.fee ?? "0"),
    ...(network ? { "gen-address": true } : {}),
    minimum: full(id, deposit?.minimum ?? "0"),
  }));
}

/** `POST /0/private/DepositAddresses`. */
export function depositAddresses({ account, fields, house }: PrivateCall): DepositAddressesResult {
  const { id } = asked(fields);
  const name = needed(fields, "method");
  const method = METHODS.find((each) => each.asset === id && each.name === name && each.deposit && each.network);
  if (!method) throw new Refusal("EFunding:No funding method");
  if (flag(fields, "new") && !house.funding.claim(account, method)) throw new Refusal("EFunding:Too many addresses");
  return house.funding.claimed(account).filter((each) => each.method === method).reverse()
    .map(({ address, mark }) => ({
      address,
      expiretm: "0",
      new: true,
      ...(mark && method.mark ? { [method.mark]: mark } : {}),
    }));
}

/** Transfers that a call's filters leave, newest first, and the page of them. */
function recent(
  { fields, ns }: PrivateCall,
  transfers: readonly Transfer[],
  standard: number,
): { rows: Transfer[]; paged: boolean; next: string | null } {
  const asset = maybeAsked(fields);
  const name = text(fields, "method");
  const moment = (field: string) => {
    const value = text(fields, field);
    if (value === undefined) return undefined;
    if (!/^\d{1,12}(\.\d*)?$/.test(value)) throw invalidArgument(field);
    return BigInt(value.split(".")[0] ?? "0") * 1_000_000_000n;
  };
  const [start = 0n, end = ns] = [moment("start"), moment("end")];
  const wanted = transfers.filter(({ method, ns: at }) =>
    (!asset || method.asset === asset.id) && (name === undefined || method.name === name) &&
    at >= start && at <= end + 999_999_999n && at >= ns - REACH
  ).reverse();
  const limit = whole(fields, "limit", 1, 10_000) ?? standard;
  const cursor = text(fields, "cursor") ?? "false";
  if (cursor === "false") return { rows: wanted.slice(0, limit), paged: false, next: null };
  const from = cursor === "true" ? 0 : wanted.findIndex(({ refid }) => btoa(refid) === cursor) + 1;
  if (cursor !== "true" && from === 0) throw invalidArgument("cursor");
  const rows = wanted.slice(from, from + limit);
  const last = rows.at(-1);
  return { rows, paged: true, next: last && from + limit < wanted.length ? btoa(last.refid) : null };
}

/** `POST /0/private/DepositStatus`. */
export function depositStatus(call: PrivateCall): DepositStatusResult {
  const { rows, paged, next } = recent(call, call.house.funding.deposits(call.account), 25);
  const deposit = rows.map(({ method, refid, amount, fee, ns, chain }): RecentDeposit => ({
    method: method.name,
    aclass: assetById(method.asset).aclass,
    asset: method.asset,
    refid,
    txid: chain,
    info: method.network ? chain.slice(0, 34) : "Paper Bank",
    amount: assetText(method.asset, amount),
    fee: assetText(method.asset, fee),
    time: Number(ns / 1_000_000_000n),
    status: "Success",
  }));
  return paged ? { deposit, next_cursor: next } : deposit;
}

/** `POST /0/private/WithdrawMethods`. */
export function withdrawMethods({ fields }: PrivateCall): WithdrawMethodsResult {
  const asset = maybeAsked(fields);
  const network = text(fields, "network");
  return METHODS.filter((method) =>
    method.withdraw && (!asset || method.asset === asset.id) &&
    (network === undefined || method.network?.name === network)
  ).map(({ id, name, asset, network, withdraw }) => ({
    asset,
    method: name,
    method_id: id,
    ...(network ? { network: network.name, network_id: network.id } : {}),
    minimum: withdraw?.minimum ?? "0",
    fee: { aclass: assetById(asset).aclass, asset, fee: full(asset, withdraw?.fee ?? "0") },
    limits: [],
  }));
}

/** The methods that an address can be used for. */
const methodsOf = (place: SavedPlace): Method[] => METHODS.filter((method) => method.withdraw && serves(place, method));

/** `POST /0/private/WithdrawAddresses`. */
export function withdrawAddresses({ account, fields, house }: PrivateCall): WithdrawAddressesResult {
  const asset = maybeAsked(fields);
  const [name, key] = [text(fields, "method"), text(fields, "key")];
  const verified = flag(fields, "verified", true);
  return house.funding.saved(account).flatMap((place) =>
    methodsOf(place)
      .filter((method) => (!asset || method.asset === asset.id) && (name === undefined || method.name === name))
      .filter(() => verified && (key === undefined || key === place.name))
      .map((method) => ({
        address: place.address,
        asset: method.asset,
        method: method.name,
        key: place.name,
        ...(place.tag === undefined ? {} : { tag: place.tag }),
        ...(place.memo === undefined ? {} : { memo: place.memo }),
        ...(method.network ? { network: method.network.name } : {}),
        verified: true,
      }))
  );
}

/** The saved address and its method for an asset. */
function placeOf({ account, fields, house }: PrivateCall, asset: string): [SavedPlace, Method] {
  const key = needed(fields, "key");
  for (const place of house.funding.saved(account)) {
    const method = place.name === key ? methodsOf(place).find((each) => each.asset === asset) : undefined;
    if (method) return [place, method];
  }
  throw new Refusal("EFunding:Unknown withdraw key");
}

/** `POST /0/private/WithdrawInfo`. */
export function withdrawInfo(call: PrivateCall): WithdrawInfoResult {
  const { id } = asked(call.fields);
  const [, method] = placeOf(call, id);
  const gross = fundingAmount(needed(call.fields, "amount"), id);
  const fee = call.house.funding.fee(method);
  if (gross <= fee) throw new Refusal("EFunding:Invalid amount");
  return {
    method: method.name,
    limit: assetText(id, call.account.available(id)),
    amount: assetText(id, gross - fee),
    fee: assetText(id, fee),
  };
}

/** `POST /0/private/Withdraw`. */
export function withdraw(call: PrivateCall): WithdrawResult {
  const { account, fields, house, ns } = call;
  const { id } = asked(fields);
  const [place, method] = placeOf(call, id);
  const address = text(fields, "address");
  if (address !== undefined && address !== place.address) throw invalidArgument("address");
  const gross = fundingAmount(needed(fields, "amount"), id);
  const most = text(fields, "max_fee");
  const limit = most === undefined ? undefined : readUnits(most, assetDecimals(id));
  if (most !== undefined && limit === undefined) throw invalidArgument("max_fee");
  if (limit !== undefined && house.funding.fee(method) > limit) throw new Refusal("EFunding:Max fee exceeded");
  return { refid: house.funding.withdraw(account, method, place, gross, ns).refid };
}

/** `POST /0/private/WithdrawStatus`. */
export function withdrawStatus(call: PrivateCall): WithdrawStatusResult {
  const { account, house, ns: now } = call;
  const { rows, paged, next } = recent(call, house.funding.withdrawals(account), 500);
  const withdrawals = rows.map((transfer): RecentWithdrawal => {
    const { method, refid, amount, fee, ns, address, chain, canceled } = transfer;
    const status = statusOf(transfer, now);
    return {
      method: method.name,
      ...(method.network ? { network: method.network.name } : {}),
      aclass: assetById(method.asset).aclass,
      asset: method.asset,
      refid,
      txid: status === "Settled" || status === "Success" ? chain : null,
      info: address?.address ?? "",
      amount: assetText(method.asset, amount),
      fee: assetText(method.asset, fee),
      time: Number(ns / 1_000_000_000n),
      status,
      ...(canceled ? { "status-prop": "canceled" } : {}),
      ...(address ? { key: address.name } : {}),
    };
  });
  return paged ? { withdrawals, next_cursor: next } : withdrawals;
}

/** `POST /0/private/WithdrawCancel`. */
export function withdrawCancel({ account, fields, house, ns }: PrivateCall): boolean {
  return house.funding.cancel(account, asked(fields).id, needed(fields, "refid"), ns);
}

/** `POST /0/private/WalletTransfer`: Spot to Futures only. */
export function walletTransfer({ account, fields, house, ns }: PrivateCall): WalletTransferResult {
  const { id } = asked(fields);
  if (needed(fields, "from") !== "Spot Wallet") throw invalidArgument("from");
  if (needed(fields, "to") !== "Futures Wallet") throw invalidArgument("to");
  return { refid: house.funding.toFutures(account, id, fundingAmount(needed(fields, "amount"), id), ns) };
}
