/** Money between wallets and accounts, and to the Spot wallet. */

import type { TransferRecord } from "../../../../futures/transfers/transfers.ts";
import type { FuturesAccount } from "../../account.ts";
import { assetDecimals } from "../../../accounts/money.ts";
import { log } from "../../engine/booking.ts";
import { coinState, flexState } from "../../engine/margin.ts";
import { iso } from "../../engine/shapes.ts";
import { UNDERLYINGS } from "../../contracts/table.ts";
import { CURRENCIES } from "../../market/futures_market.ts";
import { MONEY, power, short } from "../../money.ts";
import { amount, needed, optional, type PrivateCall, time } from "../call.ts";
import { refused } from "../refusal.ts";
import { withdrawable } from "./accounts.ts";

const WALLETS: readonly string[] = [
  "cash",
  "flex",
  ...UNDERLYINGS.filter(({ code }) => code !== "SOL").map(({ code }) => `fi_${code.toLowerCase()}usd`),
];

function wallet(call: PrivateCall, name: string): string {
  const value = needed(call.fields, name).toLowerCase();
  if (!WALLETS.includes(value)) throw refused("invalidAccount");
  return value;
}

/** A currency that wallets hold. */
function unit(call: PrivateCall, name: string): string {
  const value = needed(call.fields, name).toLowerCase();
  const currency = value === "btc" ? "xbt" : value;
  if (!(currency in CURRENCIES)) throw refused("invalidUnit");
  return currency;
}

/** What can leave a wallet. */
function available({ engine }: PrivateCall, account: FuturesAccount, from: string, currency: string): bigint {
  if (from === "cash") return account.balance("cash", currency);
  const prices = engine.prices();
  if (from === "flex") return withdrawable(account, currency, prices, flexState(account, prices));
  const { equity, initialWithOrders, balance } = coinState(account, from, prices);
  const free = equity - initialWithOrders;
  return free < balance ? free : balance;
}

interface Move {
  readonly from: { readonly account: FuturesAccount; readonly wallet: string };
  readonly to: { readonly account: FuturesAccount; readonly wallet: string } | undefined;
  readonly currency: string;
  readonly amount: bigint;
  readonly info: string;
}

/** Moves money and writes it into the logs; out of the exchange when there is no destination. */
function move(call: PrivateCall, { from, to, currency, amount, info }: Move): string {
  const { engine, ms } = call;
  for (const side of [from, to]) {
    if (side?.wallet.startsWith("fi_") && side.wallet !== `fi_${currency}usd`) throw refused("invalidUnit");
  }
  if (available(call, from.account, from.wallet, currency) < amount) throw refused("insufficientFunds");
  const id = engine.uuid();
  const row = { ms, asset: currency, info, decimals: MONEY, execution: id };
  const { account, wallet } = from;
  log(engine, account, { ...row, wallet, ...account.add(wallet, currency, -amount) });
  if (to) log(engine, to.account, { ...row, wallet: to.wallet, ...to.account.add(to.wallet, currency, amount) });
  const record = {
    ms,
    id,
    date: iso(ms),
    from: from.wallet,
    to: to?.wallet ?? "spot",
    asset: currency,
    amount: short(amount, MONEY),
    status: "processed",
  };
  account.transfers.push(record);
  if (to && to.account !== account) to.account.transfers.push(record);
  return id;
}

const wanted = ({ fields }: PrivateCall) => amount(fields, "amount", () => refused("invalidAmount"), MONEY);

/** `POST /transfer`. */
export function transfer(call: PrivateCall): Record<never, never> {
  const { account } = call;
  const from = { account, wallet: wallet(call, "fromAccount") };
  const to = { account, wallet: wallet(call, "toAccount") };
  if (from.wallet === to.wallet) throw refused("invalidAccount");
  move(call, { from, to, currency: unit(call, "unit"), amount: wanted(call), info: "transfer" });
  return {};
}

/** An account of the caller's family. */
function member(call: PrivateCall, name: string): FuturesAccount {
  const uid = needed(call.fields, name);
  const found = call.engine.accounts.find((account) => account.uid === uid && account.top === call.account.top);
  if (!found) throw refused("invalidAccount");
  return found;
}

/** `POST /transfer/subaccount`. */
export function transferSubaccount(call: PrivateCall): Record<never, never> {
  const from = { account: member(call, "fromUser"), wallet: wallet(call, "fromAccount") };
  const to = { account: member(call, "toUser"), wallet: wallet(call, "toAccount") };
  if (from.account === to.account && from.wallet === to.wallet) throw refused("invalidAccount");
  move(call, { from, to, currency: unit(call, "unit"), amount: wanted(call), info: "subaccount transfer" });
  return {};
}

/** Whether Spot's ledger has all digits of an amount of a currency. */
function isWhole(currency: string, amount: bigint): boolean {
  const { asset } = CURRENCIES[currency] ?? {};
  const lost = asset === undefined ? 0 : MONEY - assetDecimals(asset);
  return lost <= 0 || amount % power(lost) === 0n;
}

/** `POST /withdrawal`: to the Spot wallet. Paper rule: an amount with digits that Spot's ledger has not is refused. */
export function withdrawal(call: PrivateCall): { uid: string } {
  const { account } = call;
  const source = optional(call.fields, "sourceWallet")?.toLowerCase() ?? "cash";
  if (!WALLETS.includes(source)) throw refused("invalidAccount");
  const [currency, sum] = [unit(call, "currency"), wanted(call)];
  if (!isWhole(currency, sum)) throw refused("invalidAmount");
  const from = { account, wallet: source };
  const uid = move(call, { from, to: undefined, currency, amount: sum, info: "cross-exchange transfer" });
  call.withdrawn({ account, currency, amount: short(sum, MONEY), uid });
  return { uid };
}

const ROWS = 100;

/** `GET /transfers`: newest first; the shape is the one an official client reads. */
export function transfers({ account, fields }: PrivateCall): { transfers: TransferRecord[] } {
  const before = time(fields, "lastTransferTime") ?? Infinity;
  const rows = account.transfers.filter(({ ms }) => ms < before).slice(-ROWS).reverse();
  return { transfers: rows.map(({ ms: _, ...record }) => record) };
}
