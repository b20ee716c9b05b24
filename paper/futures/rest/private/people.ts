/** Subaccounts, the assignment programme, and what a key is. */

import type { AssignmentParticipant } from "../../../../futures/assignment/_types.ts";
import type { CheckApiKeyResult } from "../../../../futures/auth/check_api_key.ts";
import type { Subaccount } from "../../../../futures/subaccounts/subaccounts.ts";
import type { FuturesAccount } from "../../account.ts";
import { findContract } from "../../contracts/contracts.ts";
import { coinState, flexState } from "../../engine/margin.ts";
import type { Engine } from "../../engine/engine.ts";
import { iso } from "../../engine/shapes.ts";
import { jsonMoney, readAmount } from "../../money.ts";
import { needed, neededFlag, optional, type PrivateCall, type Reply, whole } from "../call.ts";
import { invalidArgument, malformed, missingArgument, refused } from "../refusal.ts";
import { flexCurrency, flexFigures } from "./accounts.ts";

function subaccount(engine: Engine, account: FuturesAccount): Subaccount {
  const prices = engine.prices();
  const state = flexState(account, prices);
  const wallets = [...account.wallets.keys()].filter((name) => name.startsWith("fi_"));
  return {
    accountUid: account.uid,
    email: `account-${account.number}@example.com`,
    fullName: null,
    holdingAccounts: [...account.wallets.get("cash") ?? []].map(([currency, amount]) => ({
      currency,
      amount: jsonMoney(amount),
    })),
    futuresAccounts: wallets.map((name) => {
      const { equity, initialWithOrders } = coinState(account, name, prices);
      return { name: `f-${name.slice(3, 6)}:${name.slice(6)}`, availableMargin: jsonMoney(equity - initialWithOrders) };
    }),
    flexAccount: {
      currencies: [...account.wallets.get("flex")?.keys() ?? []].map((currency) => ({
        currency,
        ...flexCurrency(account, currency, prices, state),
      })),
      ...flexFigures(state),
    },
  };
}

/** `GET /subaccounts`. */
export function subaccounts({ account, engine }: PrivateCall): { masterAccountUid: string; subaccounts: Subaccount[] } {
  const children = engine.accounts.filter(({ master }) => master === account.top);
  return { masterAccountUid: account.top.uid, subaccounts: children.map((child) => subaccount(engine, child)) };
}

function child({ engine, account, path }: PrivateCall): FuturesAccount {
  const found = engine.accounts.find(({ uid, master }) => uid === path["subaccountUid"] && master === account);
  if (!found) throw malformed(404);
  return found;
}

/** `GET /subaccount/{subaccountUid}/trading-enabled`. */
export function tradingEnabled(call: PrivateCall): Reply {
  return { body: { tradingEnabled: child(call).tradingEnabled } };
}

/** `PUT /subaccount/{subaccountUid}/trading-enabled`. */
export function setTradingEnabled(call: PrivateCall): Reply {
  const account = child(call);
  account.tradingEnabled = neededFlag(call.fields, "tradingEnabled");
  return { body: { tradingEnabled: account.tradingEnabled } };
}

const FRAMES = ["WEEKDAYS", "WEEKEND", "ALL"];

function limit({ fields }: PrivateCall, name: string): number | null {
  const text = optional(fields, name);
  if (text === undefined) return null;
  const value = readAmount(text);
  if (value === undefined || value < 0n) throw invalidArgument(name);
  return jsonMoney(value);
}

/** `POST /assignmentprogram/add`. */
export function assignmentAdd(call: PrivateCall): { id: number; participant: AssignmentParticipant } {
  const { fields, account, ms } = call;
  const contractType = needed(fields, "contractType");
  const [base, quote] = [optional(fields, "baseCurrency"), optional(fields, "quoteCurrency")];
  if ((base === undefined) !== (quote === undefined)) {
    throw missingArgument(base === undefined ? "baseCurrency" : "quoteCurrency");
  }
  const symbol = optional(fields, "contract");
  const contract = symbol === undefined ? undefined : findContract(symbol);
  if (symbol !== undefined && !contract) throw invalidArgument("contract");
  if (contractType === "flex" && !contract && base === undefined) throw missingArgument("contract");
  const timeFrame = needed(fields, "timeFrame");
  if (!FRAMES.includes(timeFrame)) throw invalidArgument("timeFrame");
  const participant: AssignmentParticipant = {
    contractType,
    contract: contract?.symbol ?? null,
    maxSize: limit(call, "maxSize"),
    maxPosition: limit(call, "maxPosition"),
    acceptLong: neededFlag(fields, "acceptLong"),
    acceptShort: neededFlag(fields, "acceptShort"),
    timeFrame,
    enabled: neededFlag(fields, "enabled"),
    cashAccountOpenPositionMaxNotional: limit(call, "cashAccountOpenPositionMaxNotional"),
    baseCurrency: base ?? null,
    quoteCurrency: quote ?? null,
  };
  const id = account.assignments.length + 1;
  account.assignments.push({ id, deleted: false, ms, participant });
  return { id, participant };
}

/** `POST /assignmentprogram/delete`. */
export function assignmentDelete(
  { fields, account, ms }: PrivateCall,
): { id: number; participant: AssignmentParticipant } {
  const id = whole(fields, "id");
  if (id === undefined) throw missingArgument("id");
  const found = account.assignments.find((each) => each.id === id && !each.deleted);
  if (!found) throw refused("notFound");
  found.deleted = true;
  found.ms = ms;
  return { id, participant: found.participant };
}

/** `GET /assignmentprogram/current`. */
export function assignmentCurrent({ account }: PrivateCall): {
  participants: { id: number; participant: AssignmentParticipant }[];
} {
  const current = account.assignments.filter(({ deleted }) => !deleted);
  return { participants: current.map(({ id, participant }) => ({ id, participant })) };
}

/** `GET /assignmentprogram/history`. */
export function assignmentHistory({ account }: PrivateCall): {
  participants: { deleted: boolean; participant: AssignmentParticipant; timestamp: string }[];
} {
  const rows = account.assignments.map(({ deleted, participant, ms }) => ({
    deleted,
    participant,
    timestamp: iso(ms),
  }));
  return { participants: rows };
}

/** `GET /api-keys/v3/check`. */
export function checkApiKey({ key, account }: PrivateCall): Reply {
  const body: CheckApiKeyResult = {
    apiKey: key.key,
    accountUid: account.uid,
    iiban: null,
    createdAt: iso(key.created),
    permissions: { general: key.general, withdrawal: key.withdrawal },
    allowedCidrBlock: null,
    allowedCidrBlocks: [],
  };
  return { body };
}
