/** Leverage, profit currency, self-trade strategy, and the settings that are for few. */

import type { LeveragePreference } from "../../../../futures/preferences/leverage_preferences.ts";
import type { PnlPreference } from "../../../../futures/preferences/pnl_preferences.ts";
import type { SelfTradeStrategy } from "../../../../futures/preferences/self_trade_strategy.ts";
import { type Contract, findContract } from "../../contracts/contracts.ts";
import { wireCurrency } from "../../engine/booking.ts";
import { flexState } from "../../engine/margin.ts";
import { CURRENCIES } from "../../market/futures_market.ts";
import { json } from "../../money.ts";
import { amount, choice, type DeskCall, needed, optional, type PrivateCall } from "../call.ts";
import { invalidArgument, malformed, missingArgument, refused, refusedCode } from "../refusal.ts";

/** The contract of a preference. */
function flexContract({ fields }: Pick<PrivateCall, "fields">): Contract {
  const contract = findContract(needed(fields, "symbol"));
  if (!contract) throw refusedCode(87, "Contract does not exist");
  if (contract.inverse) throw refusedCode(88, "Contract is not a multi-collateral futures contract");
  return contract;
}

/** Sets something for good if the account can bear it, else puts it back. */
function ifBearable({ account, engine }: DeskCall, set: () => void, back: () => void): void {
  set();
  const { cross, isolated } = flexState(account, engine.prices());
  const falls = cross.equity < cross.maintenance || isolated.some(({ equity, maintenance }) => equity < maintenance);
  if (!falls) return;
  back();
  throw refusedCode(41, "Would cause liquidation");
}

function restore<Value>(map: Map<string, Value>, key: string): () => void {
  const old = map.get(key);
  return () => {
    if (old === undefined) map.delete(key);
    else map.set(key, old);
  };
}

/** `GET /leveragepreferences`. */
export function leveragePreferences({ account }: PrivateCall): { leveragePreferences: LeveragePreference[] } {
  const rows = [...account.leverage].map(([symbol, leverage]) => ({ symbol, maxLeverage: json(leverage, 2) }));
  return { leveragePreferences: rows };
}

/** `PUT /leveragepreferences`: isolated with a leverage, cross without. */
export function setLeveragePreference(call: DeskCall & Pick<PrivateCall, "fields">): Record<never, never> {
  const { symbol } = flexContract(call);
  const { leverage } = call.account;
  const wanted = optional(call.fields, "maxLeverage") === undefined
    ? undefined
    : amount(call.fields, "maxLeverage", () => invalidArgument("maxLeverage"), 2);
  ifBearable(call, () => {
    if (wanted === undefined) leverage.delete(symbol);
    else leverage.set(symbol, wanted);
  }, restore(leverage, symbol));
  return {};
}

/** `GET /pnlpreferences`. */
export function pnlPreferences({ account }: PrivateCall): { preferences: PnlPreference[] } {
  const rows = [...account.pnlCurrency].map(([symbol, currency]) => ({ symbol, pnlCurrency: wireCurrency(currency) }));
  return { preferences: rows };
}

/** `PUT /pnlpreferences`. */
export function setPnlPreference(call: PrivateCall): Record<never, never> {
  const { symbol } = flexContract(call);
  const wanted = needed(call.fields, "pnlPreference").toLowerCase();
  const currency = wanted === "btc" ? "xbt" : wanted;
  const { pnlCurrency } = call.account;
  if (!/^[a-z0-9]{2,10}$/.test(currency)) throw refusedCode(89, "Currency does not exist");
  if (!(currency in CURRENCIES)) throw refusedCode(90, "Currency is not enabled for multi-collateral futures");
  ifBearable(call, () => pnlCurrency.set(symbol, currency), restore(pnlCurrency, symbol));
  return {};
}

const STRATEGIES: readonly SelfTradeStrategy[] = [
  "REJECT_TAKER",
  "CANCEL_MAKER_SELF",
  "CANCEL_MAKER_CHILD",
  "CANCEL_MAKER_ANY",
];

/** `GET /self-trade-strategy`. */
export function selfTradeStrategy({ account }: PrivateCall): { strategy: SelfTradeStrategy } {
  return { strategy: account.strategy };
}

/** `PUT /self-trade-strategy`. */
export function setSelfTradeStrategy(call: PrivateCall): { strategy: SelfTradeStrategy } {
  const strategy = choice(call.fields, "strategy", STRATEGIES);
  if (!strategy) throw missingArgument("strategy");
  call.account.strategy = strategy;
  return { strategy };
}

/** `/options-mm-greek-limits`: for options market makers, of whom there are none here. */
export function greekLimits(): never {
  throw malformed(403);
}

/** `GET /rfq-assignment/max-leverage`. */
export function rfqLeverage({ account }: PrivateCall): { maxLeverage: number | null } {
  if (account.master) throw refused("rfqAssignmentMaxLeverageDisabled");
  return { maxLeverage: account.rfqLeverage === undefined ? null : json(account.rfqLeverage, 2) };
}

/** `PUT /rfq-assignment/max-leverage`: above 0, at most 100, two decimals. */
export function setRfqLeverage(call: PrivateCall): { maxLeverage: number | null } {
  const outside = () => refused("rfqAssignmentMaxLeverageOutOfBounds");
  const wanted = amount(call.fields, "maxLeverage", outside, 2);
  if (wanted > 10_000n) throw outside();
  call.account.rfqLeverage = wanted;
  return rfqLeverage(call);
}

/** `DELETE /rfq-assignment/max-leverage`. */
export function deleteRfqLeverage(call: PrivateCall): { maxLeverage: number | null } {
  call.account.rfqLeverage = undefined;
  return rfqLeverage(call);
}
