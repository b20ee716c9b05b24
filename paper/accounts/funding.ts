/** Deposits, withdrawals, transfers and addresses of all accounts. */

import type { PaperAsset } from "../market/assets.ts";
import { findAsset } from "../market/names.ts";
import { Refusal } from "../rest/refusal.ts";
import type { Account } from "./account.ts";
import { type Method, METHODS, type Network, NETWORKS } from "./funding_methods.ts";
import type { House } from "./house.ts";
import { assetDecimals, readUnits } from "./money.ts";

/** A deposit or withdrawal, amounts in units of the asset. */
export interface Transfer {
  readonly refid: string;
  readonly account: Account;
  readonly method: Method;
  /** What arrives, without the fee. */
  readonly amount: bigint;
  readonly fee: bigint;
  readonly ns: bigint;
  readonly address: SavedPlace | undefined;
  readonly chain: string;
  canceled: boolean;
}

/** A saved address to withdraw to. */
export interface SavedPlace {
  readonly id: string;
  /** Exactly one of the three. */
  readonly scope: { readonly method?: string; readonly network?: string; readonly group?: string };
  readonly address: string;
  readonly tag: string | undefined;
  readonly memo: string | undefined;
  name: string;
  description: string | undefined;
}

/** An address to deposit to. */
export interface ClaimedPlace {
  readonly id: string;
  readonly method: Method;
  readonly address: string;
  readonly mark: string | undefined;
}

/** How far a withdrawal is, by its age in seconds. */
const STAGES: readonly (readonly [seconds: number, status: "Initial" | "Pending" | "Settled"])[] = [
  [10, "Initial"],
  [60, "Pending"],
  [600, "Settled"],
];

/** Unused deposit addresses a method can have. */
const MOST_ADDRESSES = 5;

const HEX = "0123456789abcdef";
const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** The book of funding. */
export class FundingBook {
  readonly #house: House;
  readonly #deposits = new Map<Account, Transfer[]>();
  readonly #withdrawals = new Map<Account, Transfer[]>();
  readonly #saved = new Map<Account, SavedPlace[]>();
  readonly #claimed = new Map<Account, ClaimedPlace[]>();

  constructor(house: House) {
    this.#house = house;
  }

  /** Money has arrived. */
  deposited(account: Account, { id: asset }: PaperAsset, amount: bigint, ns: bigint): Transfer {
    const method = METHODS.find((each) => each.asset === asset && each.deposit);
    if (!method) throw new RangeError(`Cannot deposit ${asset} as no method takes it`);
    const refid = this.#house.ids.reference();
    account.post({ asset, amount, type: "deposit", refid, ns });
    const transfer = this.#transfer(account, method, refid, amount, 0n, ns, undefined);
    listIn(this.#deposits, account).push(transfer);
    return transfer;
  }

  /** Deposits of an account, oldest first. */
  deposits(account: Account): readonly Transfer[] {
    return listIn(this.#deposits, account);
  }

  /** Withdrawals of an account, oldest first. */
  withdrawals(account: Account): readonly Transfer[] {
    return listIn(this.#withdrawals, account);
  }

  /** The fee of a withdrawal by a method, in units. */
  fee(method: Method): bigint {
    return readUnits(method.withdraw?.fee ?? "0", assetDecimals(method.asset)) ?? 0n;
  }

  /** Sends money away: `gross` leaves the account, the fee comes out of it. @throws {Refusal} */
  withdraw(account: Account, method: Method, place: SavedPlace, gross: bigint, ns: bigint): Transfer {
    const { asset } = method;
    const fee = this.fee(method);
    const least = readUnits(method.withdraw?.minimum ?? "0", assetDecimals(asset)) ?? 0n;
    if (gross < least || gross <= fee) throw new Refusal("EFunding:Invalid amount");
    if (gross > account.available(asset)) throw new Refusal("EFunding:Insufficient funds");
    const refid = this.#house.ids.reference();
    const amount = gross - fee;
    account.post({ asset, amount: -amount, fee, type: "withdrawal", refid, ns });
    const transfer = this.#transfer(account, method, refid, amount, fee, ns, place);
    listIn(this.#withdrawals, account).push(transfer);
    return transfer;
  }

  /** Takes a withdrawal back while it can be. @throws {Refusal} for one that is not there; false for one that has left. */
  cancel(account: Account, asset: string, refid: string, ns: bigint): boolean {
    const transfer = listIn(this.#withdrawals, account).find((each) => each.refid === refid);
    if (!transfer || transfer.method.asset !== asset) throw new Refusal("EFunding:Unknown reference id");
    if (!["Initial", "Pending"].includes(statusOf(transfer, ns))) return false;
    transfer.canceled = true;
    account.post({ asset, amount: transfer.amount, fee: -transfer.fee, type: "withdrawal", refid, ns });
    return true;
  }

  /** Moves money from the Spot to the Futures wallet. @throws {Refusal} */
  toFutures(account: Account, asset: string, amount: bigint, ns: bigint): string {
    if (amount > account.available(asset)) throw new Refusal("EFunding:Insufficient funds");
    const refid = this.#house.ids.reference();
    account.post({ asset, amount: -amount, type: "transfer", subtype: "spottofutures", refid, ns });
    account.futures.set(asset, (account.futures.get(asset) ?? 0n) + amount);
    return refid;
  }

  /** Moves money between two accounts of one master. @throws {Refusal} */
  between(from: Account, to: Account, asset: string, amount: bigint, ns: bigint): string {
    if (amount > from.available(asset)) throw new Refusal("EFunding:Insufficient funds");
    const refid = this.#house.ids.headed("TO");
    from.post({ asset, amount: -amount, type: "transfer", subtype: "", refid, ns });
    to.post({ asset, amount, type: "transfer", subtype: "", refid, ns });
    return refid;
  }

  /** Saved addresses of an account; each begins with a few, so that a withdrawal can be rehearsed at once. */
  saved(account: Account): SavedPlace[] {
    let places = this.#saved.get(account);
    if (!places) {
      const network = (name: string) => ({ network: networkNamed(name).id });
      places = [
        this.#place(network("Bitcoin"), "cold", `bc1q${this.#house.ids.text(HEX, 38)}`),
        this.#place({ group: networkNamed("Ethereum").group ?? "" }, "vault", `0x${this.#house.ids.text(HEX, 40)}`),
        this.#place({ method: methodNamed("Fedwire").id }, "bank", "Paper Bank 000123456789"),
        this.#place({ method: methodNamed("SEPA").id }, "sepa", "LU280019400644750000"),
      ];
      this.#saved.set(account, places);
    }
    return places;
  }

  /** Saves an address. */
  save(account: Account, place: Omit<SavedPlace, "id">): SavedPlace {
    const saved = { id: this.#house.ids.headed("A"), ...place };
    this.saved(account).push(saved);
    return saved;
  }

  /** Forgets an address; says whether it was there. */
  forget(account: Account, id: string): boolean {
    const places = this.saved(account);
    const at = places.findIndex((place) => place.id === id);
    if (at >= 0) places.splice(at, 1);
    return at >= 0;
  }

  /** Claimed deposit addresses. */
  claimed(account: Account): readonly ClaimedPlace[] {
    return listIn(this.#claimed, account);
  }

  /** Claims one more. @returns nothing when there are too many unused ones. */
  claim(account: Account, method: Method): ClaimedPlace | undefined {
    const list = listIn(this.#claimed, account);
    if (list.filter((each) => each.method === method).length >= MOST_ADDRESSES) return undefined;
    const { ids } = this.#house;
    const name = method.network?.name ?? "";
    const address = name === "Bitcoin"
      ? `bc1q${ids.text(HEX, 38)}`
      : method.network?.group
      ? `0x${ids.text(HEX, 40)}`
      : ids.text(BASE58, 44);
    const place: ClaimedPlace = {
      id: ids.headed("A"),
      method,
      address,
      mark: method.mark && ids.text("123456789", 10),
    };
    list.push(place);
    return place;
  }

  #place(scope: SavedPlace["scope"], name: string, address: string): SavedPlace {
    const id = this.#house.ids.headed("A");
    return { id, scope, address, tag: undefined, memo: undefined, name, description: undefined };
  }

  #transfer(
    account: Account,
    method: Method,
    refid: string,
    amount: bigint,
    fee: bigint,
    ns: bigint,
    address: SavedPlace | undefined,
  ): Transfer {
    const chain = this.#house.ids.text(HEX, 64);
    return { refid, account, method, amount, fee, ns, address, chain, canceled: false };
  }
}

function listIn<Item>(lists: Map<Account, Item[]>, account: Account): Item[] {
  let list = lists.get(account);
  if (!list) lists.set(account, list = []);
  return list;
}

/** How far a withdrawal is. */
export function statusOf({ canceled, ns: begun }: Transfer, ns: bigint): "Failure" | "Success" | typeof STAGES[0][1] {
  if (canceled) return "Failure";
  const age = Number(ns - begun) / 1e9;
  return STAGES.find(([seconds]) => age < seconds)?.[1] ?? "Success";
}

/** Whether an address can be used for a method. */
export function serves({ scope }: SavedPlace, { id, network }: Method): boolean {
  if (scope.method !== undefined) return scope.method === id;
  if (scope.network !== undefined) return scope.network === network?.id;
  return scope.group !== undefined && scope.group === network?.group;
}

/** The method with a name or id. */
export function methodNamed(name: string): Method {
  const method = METHODS.find((each) => each.name === name || each.id === name);
  if (!method) throw new RangeError(`The exchange has no method "${name}"`);
  return method;
}

function networkNamed(name: string): Network {
  const network = NETWORKS.find((each) => each.name === name);
  if (!network) throw new RangeError(`The exchange has no network "${name}"`);
  return network;
}

/** The asset that a call means. @throws {Refusal} `EFunding:Unknown asset` */
export function fundingAsset(name: string, aclass: string = "currency"): PaperAsset {
  const asset = findAsset(name);
  if (!asset || asset.aclass !== aclass) throw new Refusal("EFunding:Unknown asset");
  return asset;
}

/** An amount above zero. @throws {Refusal} `EFunding:Invalid amount` */
export function fundingAmount(text: string, asset: string): bigint {
  const amount = readUnits(text, assetDecimals(asset));
  if (amount === undefined || amount <= 0n) throw new Refusal("EFunding:Invalid amount");
  return amount;
}
