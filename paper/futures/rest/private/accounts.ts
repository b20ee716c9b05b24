/** Wallets, positions, fills, instruments of the account, announcements. */

import type {
  CashAccount,
  FlexAccount,
  FlexCurrency,
  FlexMargins,
  MarginAccount,
  Wallets,
} from "../../../../futures/account/accounts.ts";
import type { Fill } from "../../../../futures/account/fills.ts";
import type { Notification } from "../../../../futures/account/notifications.ts";
import type { OpenPosition } from "../../../../futures/account/open_positions.ts";
import type { TradingInstrument } from "../../../../futures/account/trading_instruments.ts";
import type { UnwindRank } from "../../../../futures/account/unwind_queue.ts";
import { announced } from "../../../status.ts";
import type { FuturesAccount } from "../../account.ts";
import { contractsAt } from "../../contracts/contracts.ts";
import { wireCurrency } from "../../engine/booking.ts";
import { SCHEDULES } from "../../engine/fees.ts";
import { coinState, type FlexState, flexState, type Prices, unrealized } from "../../engine/margin.ts";
import { notionalAtEntry } from "../../engine/position.ts";
import { iso } from "../../engine/shapes.ts";
import { CURRENCIES } from "../../market/futures_market.ts";
import { divided, ENTRY, json, jsonMoney, MONEY, power, PRICE, short } from "../../money.ts";
import { optional, type PrivateCall, time, wantsKind } from "../call.ts";
import { indexAt, joined } from "../history/series.ts";
import { instrument } from "../public/instruments.ts";
import { triggerEstimates } from "./estimates.ts";

/** Money that can leave the multi-collateral wallet: what positions and orders do not need, of what is held. */
export function withdrawable(account: FuturesAccount, currency: string, prices: Prices, state: FlexState): bigint {
  const held = account.balance("flex", currency);
  const free = state.equity - state.initialWithOrders;
  const rate = prices.usd(currency);
  if (held <= 0n || free <= 0n || rate === 0n) return 0n;
  const weight = 100n - (CURRENCIES[currency]?.haircut ?? 0n);
  const most = free * power(PRICE) * 100n / (rate * weight);
  return most < held ? most : held;
}

/** Figures that `accounts` and `subaccounts` share. */
export function flexFigures(state: FlexState): FlexMargins {
  return {
    initialMargin: jsonMoney(state.initial),
    initialMarginWithOrders: jsonMoney(state.initialWithOrders),
    maintenanceMargin: jsonMoney(state.maintenance),
    balanceValue: jsonMoney(state.balanceValue),
    portfolioValue: jsonMoney(state.balanceValue + state.pnl + state.funding),
    collateralValue: jsonMoney(state.collateralValue),
    pnl: jsonMoney(state.pnl),
    unrealizedFunding: jsonMoney(state.funding),
    totalUnrealized: jsonMoney(state.pnl + state.funding),
    totalUnrealizedAsMargin: jsonMoney(state.asMargin),
    marginEquity: jsonMoney(state.equity),
    availableMargin: jsonMoney(state.equity - state.initialWithOrders),
  };
}

/** One currency of the multi-collateral wallet. */
export function flexCurrency(
  account: FuturesAccount,
  currency: string,
  prices: Prices,
  state: FlexState,
): FlexCurrency {
  const quantity = account.balance("flex", currency);
  const value = divided(quantity * prices.usd(currency), power(PRICE));
  const haircut = quantity > 0n ? CURRENCIES[currency]?.haircut ?? 100n : 0n;
  return {
    quantity: jsonMoney(quantity),
    value: jsonMoney(value),
    collateral: jsonMoney(divided(value * (100n - haircut), 100n)),
    available: jsonMoney(withdrawable(account, currency, prices, state)),
  };
}

function flexWallet(account: FuturesAccount, prices: Prices): FlexAccount {
  const state = flexState(account, prices);
  const held = [...account.wallets.get("flex")?.keys() ?? []];
  return {
    type: "multiCollateralMarginAccount",
    currencies: Object.fromEntries(
      held.map((currency) => [currency.toUpperCase(), flexCurrency(account, currency, prices, state)]),
    ),
    ...flexFigures(state),
  };
}

function cashWallet(account: FuturesAccount): CashAccount {
  const held = [...account.wallets.get("cash") ?? []];
  return {
    type: "cashAccount",
    balances: Object.fromEntries(held.map(([currency, amount]) => [currency, short(amount, MONEY)])),
  };
}

function marginWallet(account: FuturesAccount, wallet: string, prices: Prices): MarginAccount {
  const state = coinState(account, wallet, prices);
  const currency = wallet.slice(3, 6);
  const requirement = (amount: bigint) => jsonMoney(amount);
  return {
    type: "marginAccount",
    currency,
    balances: {
      [currency]: short(state.balance, MONEY),
      ...Object.fromEntries(
        state.positions.map(({ contract, size }) => [contract.symbol, short(size, contract.precision)]),
      ),
    },
    auxiliary: {
      usd: 0,
      pv: jsonMoney(state.equity),
      pnl: jsonMoney(state.pnl),
      af: jsonMoney(state.equity - state.initialWithOrders),
      funding: jsonMoney(state.funding),
    },
    // Paper rule: liquidation begins at the maintenance margin, termination at half of it.
    marginRequirements: {
      im: requirement(state.initial),
      mm: requirement(state.maintenance),
      lt: requirement(state.maintenance),
      tt: requirement(state.maintenance / 2n),
    },
    triggerEstimates: triggerEstimates(state, prices),
  };
}

/** `GET /accounts`. */
export function accounts({ account, engine }: PrivateCall): { accounts: Wallets } {
  const prices = engine.prices();
  const wallets: Wallets = { cash: cashWallet(account), flex: flexWallet(account, prices) };
  for (const wallet of account.wallets.keys()) {
    if (wallet.startsWith("fi_")) wallets[wallet] = marginWallet(account, wallet, prices);
  }
  return { accounts: wallets };
}

/** `GET /openpositions`: newest first. */
export function openPositions({ account, engine }: PrivateCall): { openPositions: OpenPosition[] } {
  const prices = engine.prices();
  const positions = [...account.positions.values()].sort((a, b) => b.filled - a.filled);
  return {
    openPositions: positions.map((position) => {
      const { contract, size, entry } = position;
      const open = unrealized(position, prices);
      const leverage = account.leverage.get(contract.symbol);
      return {
        side: size > 0n ? "long" : "short",
        symbol: contract.symbol,
        price: json(entry, ENTRY),
        fillTime: iso(position.filled),
        size: json(size < 0n ? -size : size, contract.precision),
        unrealizedPnl: jsonMoney(open.pnl),
        unrealizedFunding: contract.perpetual ? jsonMoney(open.funding) : null,
        ...(contract.inverse ? {} : { pnlCurrency: wireCurrency(account.pnlCurrency.get(contract.symbol) ?? "usd") }),
        ...(leverage === undefined ? {} : { maxFixedLeverage: json(leverage, 2) }),
      };
    }),
  };
}

/** `GET /unwindqueue`: by profit in proportion to the entry value (Paper rule: Kraken ranks by profit and leverage). */
export function unwindQueue({ account, engine }: PrivateCall): { queue: UnwindRank[] } {
  const prices = engine.prices();
  return {
    queue: [...account.positions.values()].map((position) => {
      const { contract, size, entry } = position;
      const value = notionalAtEntry(contract, size, entry);
      const share = value === 0n ? 0n : unrealized(position, prices).pnl * 100n / value;
      return { symbol: contract.symbol, percentile: share >= 20n ? 100 : share >= 5n ? 80 : share >= 0n ? 40 : 20 };
    }),
  };
}

const ROWS = 100;

/** `GET /fills`: 100, newest first. */
export function fills({ account, fields }: PrivateCall): { fills: Fill[] } {
  const { past } = account;
  const series = joined(past.fills, past.fill, account.fills, ({ ms }) => ms);
  const last = time(fields, "lastFillTime");
  const end = last === undefined ? series.length : indexAt(series, last);
  const rows: Fill[] = [];
  for (let index = end - 1; index >= 0 && rows.length < ROWS; index--) {
    const { ms: _, ...fill } = series.at(index);
    rows.push(optional(fields, "lastFillTime") === undefined ? fill : { ...fill, realized_pnl: null });
  }
  return { fills: rows };
}

/** `GET /trading/instruments`. */
export function tradingInstruments(call: PrivateCall): { instruments: TradingInstrument[] } {
  const wanted = contractsAt(call.ms).filter(wantsKind(call.fields));
  return {
    instruments: wanted.map((contract) => {
      const all = instrument(call.engine, contract, call.ms);
      const optionalFields = {
        ...(all.underlying === undefined ? {} : { underlying: all.underlying }),
        ...(all.lastTradingTime === undefined ? {} : { lastTradingTime: all.lastTradingTime }),
        ...(all.marginLevels === undefined ? {} : { marginLevels: all.marginLevels }),
        ...(all.fundingRateCoefficient === undefined ? {} : { fundingRateCoefficient: all.fundingRateCoefficient }),
        ...(all.maxRelativeFundingRate === undefined ? {} : { maxRelativeFundingRate: all.maxRelativeFundingRate }),
      };
      return {
        symbol: all.symbol,
        type: all.type,
        pair: all.pair ?? "",
        base: all.base ?? "",
        quote: all.quote ?? "",
        ...optionalFields,
        tickSize: all.tickSize ?? 0,
        contractValueTradePrecision: contract.precision,
        minimumTradeSize: json(1n, contract.precision),
        impactMidSize: all.impactMidSize ?? 0,
        maxPositionSize: all.maxPositionSize ?? 0,
        openingDate: all.openingDate ?? "",
        isin: all.isin ?? null,
        postOnly: all.postOnly ?? false,
        feeScheduleUid: all.feeScheduleUid ?? "",
        rebateLevels: {},
        mtf: true,
        tradfi: false,
        restricted: call.engine.conditionsOf(contract).restricted ?? false,
        isExpired: false,
      };
    }),
  };
}

/** `GET /notifications`: planned maintenance, and the next settlement. */
export function notifications({ status, ms }: PrivateCall): { notifications: Notification[] } {
  const planned: Notification[] = announced(status, ms, 24 * 365).map((event) => ({
    type: "maintenance",
    priority: "high",
    note: "Planned maintenance",
    effectiveTime: iso(Date.parse(event.expected_start_utc)),
    expectedDowntimeMinutes: Math.ceil(
      (Date.parse(event.expected_end_utc) - Date.parse(event.expected_start_utc)) / 60_000,
    ),
  }));
  const dated = contractsAt(ms).filter(({ perpetual }) => !perpetual).sort((a, b) => a.expiry - b.expiry);
  const next = dated[0]?.expiry;
  if (next !== undefined) {
    const symbols = dated.filter(({ expiry }) => expiry === next).map(({ symbol }) => symbol).join(", ");
    planned.push({
      type: "settlement",
      priority: "medium",
      note: `Contracts settle: ${symbols}`,
      effectiveTime: iso(next),
    });
  }
  return { notifications: planned };
}

/** `GET /feeschedules/volumes`. */
export function feeScheduleVolumes({ account, ms }: PrivateCall): { volumesByFeeSchedule: Record<string, number> } {
  const volume = jsonMoney(account.volumeAt(ms));
  return { volumesByFeeSchedule: { [SCHEDULES.linear]: volume, [SCHEDULES.inverse]: volume } };
}
