/** Private feeds about positions, balances and the account log. */

import type { AccountLogEntry } from "../../../websocket/futures/account_log.ts";
import type { FlexFutures, FuturesWallet } from "../../../websocket/futures/balances.ts";
import type { FuturesPosition } from "../../../websocket/futures/open_positions.ts";
import type { FuturesAccount } from "../../futures/account.ts";
import type { Engine } from "../../futures/engine/engine.ts";
import { coinState, flexState, initialMargin, maintenanceMargin, unrealized } from "../../futures/engine/margin.ts";
import { notional, notionalAtEntry, type Position } from "../../futures/engine/position.ts";
import { logRow } from "../../futures/log.ts";
import { CURRENCIES } from "../../futures/market/futures_market.ts";
import { abs, divided, ENTRY, json, jsonMoney, jsonPrice, MONEY, power, PRICE, quotient } from "../../futures/money.ts";
import { flexCurrency } from "../../futures/rest/private/accounts.ts";
import { triggerEstimates } from "../../futures/rest/private/estimates.ts";
import type { FuturesFeed } from "./desks.ts";
import type { FuturesFeedScene } from "./private_feeds.ts";

/** What changes when positions do; prices move all the time and are no news of their own. */
function positionMarks({ positions, leverage }: FuturesAccount): string {
  const held = [...positions.values()].map(({ contract, size, entry }) => `${contract.symbol} ${size} ${entry}`);
  return JSON.stringify([held, [...leverage].map(String)]);
}

/** What changes when money, positions or what orders hold back do. */
export function moneyMarks(account: FuturesAccount): string {
  const { log, orders } = account;
  const open = [...orders.values()].map(({ id, size, filled, limit }) => `${id} ${size} ${filled} ${limit}`);
  return JSON.stringify([log.length, open, positionMarks(account)]);
}

/** A feed that tells its state whenever the account's has changed. */
function stateFeed(
  account: FuturesAccount,
  tell: (seq: number, first: boolean) => string,
  marksOf: (account: FuturesAccount) => string = moneyMarks,
): FuturesFeed {
  let marks = marksOf(account);
  let seq = 0;
  return {
    snapshot: () => [tell(++seq, true)],
    look() {
      const now = marksOf(account);
      if (now === marks) return [];
      marks = now;
      return [tell(++seq, false)];
    },
  };
}

/** Feed `open_positions`: all of them, each time. */
export function positionsFeed({ engine, account }: FuturesFeedScene): FuturesFeed {
  return stateFeed(account, (seq) =>
    JSON.stringify({
      feed: "open_positions",
      account: account.uid,
      positions: [...account.positions.values()].map((position) => positionRow(engine, account, position)),
      seq,
      timestamp: engine.ms,
    }), positionMarks);
}

/** One position. */
export function positionRow(engine: Engine, account: FuturesAccount, position: Position): FuturesPosition {
  const { contract, size, entry, filled } = position;
  const prices = engine.prices();
  const mark = prices.mark(contract, size);
  const { pnl, funding } = unrealized(position, prices);
  const value = notionalAtEntry(contract, size, entry);
  const initial = initialMargin(account, contract, value, size, prices);
  const maintenance = maintenanceMargin(contract, size, mark);
  const leverage = account.leverage.get(contract.symbol);
  const flex = flexState(account, prices);
  const coin = contract.inverse ? coinState(account, contract.wallet, prices) : undefined;
  const isolated = flex.isolated.find((each) => each.position === position);
  const equity = coin?.equity ?? isolated?.equity ?? flex.cross.equity;
  const spare = equity - (isolated?.maintenance ?? flex.cross.maintenance);
  // Where the equity meets the maintenance margin, if only this price moved.
  const threshold = mark - quotient(spare * power(contract.precision + PRICE), size * power(MONEY));
  const percent = (part: bigint, whole: bigint) => whole === 0n ? 0 : json(quotient(part * 10_000n, whole), 2);
  return {
    instrument: contract.symbol,
    balance: json(size, contract.precision),
    pnl: jsonMoney(pnl),
    entry_price: json(entry, ENTRY),
    mark_price: jsonPrice(mark),
    index_price: jsonPrice(engine.market.index(contract.underlying, engine.ns)),
    liquidation_threshold: coin ? triggerEstimates(coin, prices).lt : threshold > 0n ? jsonPrice(threshold) : 0,
    effective_leverage: equity <= 0n ? 0 : json(divided(notional(contract, size, mark) * 100n, equity), 2),
    return_on_equity: percent(pnl, initial),
    unrealized_funding: jsonMoney(funding),
    initial_margin: jsonMoney(initial),
    initial_margin_with_orders: jsonMoney(coin?.initialWithOrders ?? flex.initialWithOrders),
    maintenance_margin: jsonMoney(maintenance),
    pnl_currency: contract.inverse
      ? contract.currency.toUpperCase()
      : (account.pnlCurrency.get(contract.symbol) ?? "usd").toUpperCase(),
    ...(leverage === undefined ? {} : { max_fixed_leverage: json(leverage, 2) }),
    fill_time: filled,
  };
}

/** Feed `balances`: everything first, then the sections that differ. */
export function balancesFeed({ engine, account }: FuturesFeedScene): FuturesFeed {
  let before: Record<string, string> = {};
  return stateFeed(account, (seq, first) => {
    const sections: Record<string, unknown> = {
      holding: holdingOf(account),
      futures: walletsOf(engine, account),
      flex_futures: flexOf(engine, account),
    };
    const texts = Object.fromEntries(Object.entries(sections).map(([name, value]) => [name, JSON.stringify(value)]));
    const told = Object.entries(sections).filter(([name]) => first || texts[name] !== before[name]);
    before = texts;
    return JSON.stringify({
      feed: first ? "balances_snapshot" : "balances",
      account: account.uid,
      ...Object.fromEntries(told),
      timestamp: engine.ms,
      seq,
    });
  });
}

function holdingOf(account: FuturesAccount): Record<string, number> {
  const held = [...account.wallets.get("cash") ?? []];
  return Object.fromEntries(held.map(([currency, amount]) => [currency.toUpperCase(), jsonMoney(amount)]));
}

/** The wallets of inverse contracts. */
export function walletsOf(engine: Engine, account: FuturesAccount): Record<string, FuturesWallet> {
  const prices = engine.prices();
  const wallets = [...account.wallets.keys()].filter((name) => name.startsWith("fi_"));
  return Object.fromEntries(wallets.map((name) => {
    const coin = name.slice(3, 6).toUpperCase();
    const state = coinState(account, name, prices);
    const wallet: FuturesWallet = {
      name: `F-${coin}:USD`,
      pair: `${coin}/USD`,
      unit: coin,
      portfolio_value: jsonMoney(state.equity),
      balance: jsonMoney(state.balance),
      maintenance_margin: jsonMoney(state.maintenance),
      initial_margin: jsonMoney(state.initial),
      available: jsonMoney(state.equity - state.initialWithOrders),
      unrealized_funding: jsonMoney(state.funding),
      pnl: jsonMoney(state.pnl),
    };
    return [wallet.name, wallet];
  }));
}

/** The multi-collateral wallet. */
export function flexOf(engine: Engine, account: FuturesAccount): FlexFutures {
  const prices = engine.prices();
  const state = flexState(account, prices);
  const held = [...account.wallets.get("flex")?.keys() ?? []];
  return {
    currencies: Object.fromEntries(held.map((currency) => {
      const { quantity, value, collateral, available } = flexCurrency(account, currency, prices, state);
      const haircut = json(CURRENCIES[currency]?.haircut ?? 0n, 2);
      return [
        currency.toUpperCase(),
        { quantity, value, collateral_value: collateral, available, haircut, conversion_spread: 0 },
      ];
    })),
    balance_value: jsonMoney(state.balanceValue),
    portfolio_value: jsonMoney(state.balanceValue + state.pnl + state.funding),
    collateral_value: jsonMoney(state.collateralValue),
    initial_margin: jsonMoney(state.initialWithOrders),
    initial_margin_without_orders: jsonMoney(state.initial),
    maintenance_margin: jsonMoney(state.maintenance),
    pnl: jsonMoney(state.pnl),
    unrealized_funding: jsonMoney(state.funding),
    total_unrealized: jsonMoney(state.pnl + state.funding),
    total_unrealized_as_margin: jsonMoney(state.asMargin),
    margin_equity: jsonMoney(state.equity),
    available_margin: jsonMoney(state.equity - state.initialWithOrders),
  };
}

/** Legacy feed `account_balances_and_margins`. */
export function marginsFeed({ engine, account }: FuturesFeedScene): FuturesFeed {
  return stateFeed(account, (seq) => {
    const prices = engine.prices();
    const cash = [...account.wallets.get("cash") ?? []].map(([currency, amount]) => ({
      name: currency,
      balance: jsonMoney(amount),
      pnl: 0,
      funding: 0,
      pv: jsonMoney(amount),
      am: jsonMoney(abs(amount)),
      im: 0,
      mm: 0,
    }));
    const wallets = [...account.wallets.keys()].filter((name) => name.startsWith("fi_")).map((name) => {
      const state = coinState(account, name, prices);
      return {
        name: `f-${name.slice(3, 6)}:usd`,
        balance: jsonMoney(state.balance),
        pnl: jsonMoney(state.pnl),
        funding: jsonMoney(state.funding),
        pv: jsonMoney(state.equity),
        am: jsonMoney(state.equity - state.initialWithOrders),
        im: jsonMoney(state.initial),
        mm: jsonMoney(state.maintenance),
      };
    });
    return JSON.stringify({
      feed: "account_balances_and_margins",
      account: account.uid,
      margin_accounts: [...cash, ...wallets],
      seq,
    });
  });
}

const LOGGED = 500;

/** Feed `account_log`: the newest rows, newest first, then one by one. */
export function accountLogFeed({ account }: FuturesFeedScene): FuturesFeed {
  let told = account.log.length;
  return {
    snapshot: () => [
      JSON.stringify({
        feed: "account_log_snapshot",
        logs: account.log.slice(Math.max(0, told - LOGGED), told).map(entryOf).reverse(),
      }),
    ],
    look() {
      const rows = account.log.slice(told);
      told = account.log.length;
      return rows.map((row) => JSON.stringify({ feed: "account_log", new_entry: entryOf(row) }));
    },
  };
}

/** What REST says with `null` is 0 or empty here. */
function entryOf(row: FuturesAccount["log"][number]): AccountLogEntry {
  const { position_uid: _, ...fields } = logRow(row, false);
  return {
    ...fields,
    contract: fields.contract ?? "",
    execution: fields.execution ?? "",
    collateral: fields.collateral ?? "",
    old_average_entry_price: fields.old_average_entry_price ?? 0,
    new_average_entry_price: fields.new_average_entry_price ?? 0,
    trade_price: fields.trade_price ?? 0,
    mark_price: fields.mark_price ?? 0,
    funding_rate: fields.funding_rate ?? 0,
    realized_pnl: fields.realized_pnl ?? 0,
    fee: fields.fee ?? 0,
    realized_funding: fields.realized_funding ?? 0,
    conversion_spread_percentage: fields.conversion_spread_percentage ?? 0,
    liquidation_fee: fields.liquidation_fee ?? 0,
  };
}
