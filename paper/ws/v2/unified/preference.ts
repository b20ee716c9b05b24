/** Method `set_preference`: leverage of a contract. */

import type { FuturesAccount } from "../../../futures/account.ts";
import { findContract } from "../../../futures/contracts/contracts.ts";
import { levelFor, MARGIN_RATE } from "../../../futures/contracts/levels.ts";
import { flexState } from "../../../futures/engine/margin.ts";
import { dollars } from "../../../futures/engine/position.ts";
import { setLeveragePreference } from "../../../futures/rest/private/preferences.ts";
import { FuturesRefusal } from "../../../futures/rest/refusal.ts";
import { MONEY, power, readAmount } from "../../../futures/money.ts";
import { Refusal } from "../../../rest/refusal.ts";
import { isObject, type JsonObject, Numeral, raw } from "../../json.ts";
import type { DerivativesScene } from "../channel.ts";
import { plain, text } from "../params.ts";
import { missing } from "./order.ts";

/**
 * Sets fixed leverage (isolated margin), or cross margin for an explicit `null`. The errors are Kraken's; which of them a case
 * gets is a Paper rule where they overlap, and so is the result, which repeats what was set.
 */
export function setPreference(params: JsonObject, { engine, account }: DerivativesScene): unknown {
  const mode = params["leverage_mode"];
  if (!isObject(mode)) throw missing("leverage_mode");
  const symbol = text(mode, "symbol");
  if (symbol === undefined) throw missing("leverage_mode.symbol");
  const contract = findContract(symbol);
  const trades = contract && contract.opening <= engine.ms && engine.ms < contract.expiry;
  if (!trades || contract.symbol !== symbol) throw new Refusal("Unknown 'params.leverage_mode.symbol'");
  if (contract.inverse) throw new Refusal("Leverage change rejected");
  const wanted = mode["max_leverage"];
  if (wanted === undefined) throw missing("leverage_mode.max_leverage");
  if (wanted !== null && !(wanted instanceof Numeral)) {
    throw new Refusal("'params.leverage_mode.max_leverage' must be a number or null");
  }
  const source = wanted === null ? undefined : plain(wanted.source);
  const fields = new URLSearchParams({ symbol });
  let leverage: bigint | undefined;
  if (source !== undefined) {
    leverage = readAmount(source, 2);
    if (leverage === undefined) {
      throw new Refusal(
        `'params.leverage_mode.max_leverage' must have at most 2 decimals: current value is ${source.slice(0, 40)}`,
      );
    }
    const highest = (im: bigint) => 100n * power(MARGIN_RATE) / im;
    const lowest = contract.family.levels[0];
    if (leverage < 100n || leverage > highest(lowest?.im ?? 1n)) {
      throw new Refusal("Leverage is outside the permitted range for this market");
    }
    const held = account.positions.get(symbol);
    const value = held ? dollars(contract, held.size, engine.market.mark(contract, engine.ns)) : 0n;
    if (leverage > highest(levelFor(contract.family.levels, value, MONEY).im)) {
      throw new Refusal("Leverage exceeds the market's margin schedule");
    }
    fields.set("maxLeverage", source);
  }
  const { equity, initialWithOrders } = supposing(account, symbol, leverage, () => flexState(account, engine.prices()));
  if (equity < initialWithOrders) throw new Refusal("Insufficient margin for the requested leverage");
  try {
    setLeveragePreference({ engine, account, ms: engine.ms, fields });
  } catch (error) {
    if (!(error instanceof FuturesRefusal)) throw error;
    throw new Refusal("Leverage change would cause liquidation");
  }
  return { leverage_mode: { symbol, max_leverage: source === undefined ? null : raw(source) } };
}

/** Looks at an account as it would be with another leverage, or with cross margin for none. */
function supposing<Seen>(
  { leverage: kept }: FuturesAccount,
  symbol: string,
  leverage: bigint | undefined,
  look: () => Seen,
): Seen {
  const before = kept.get(symbol);
  const set = (value: bigint | undefined) => value === undefined ? kept.delete(symbol) : kept.set(symbol, value);
  set(leverage);
  try {
    return look();
  } finally {
    set(before);
  }
}
