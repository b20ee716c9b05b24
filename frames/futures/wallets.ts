import type { CashAccount, FlexAccount, MarginAccount, Wallets } from "../../futures/account/mod.ts";
import { type Amount, amounts, table, texts } from "../account/_build.ts";
import type { Frame, FrameMeta } from "../frame.ts";
import { assetName, contractName } from "./_build.ts";

/** A row of a frame of futures balances: one currency (or position) in one wallet. Amounts have exact text. */
export type FuturesBalanceRow = {
  /** `"cash"`, `"flex"`, `"fi_xbtusd"` … */
  wallet: string;
  /** Kraken's kind of wallet. */
  type: string;
  /** `"currency"`, or `"position"` for the open contracts that single-collateral wallets list too. */
  kind: string;
  /** Modern name of the currency, or the contract. */
  asset: string;
  /** Units of the currency; contracts, negative when short. */
  balance: number;
  /** In USD; multi-collateral wallet only. */
  value: number;
  /** In USD after the haircut; multi-collateral wallet only. */
  collateral: number;
  /** Units that can be withdrawn; multi-collateral wallet only. */
  available: number;
};

type Line = {
  wallet: string;
  type: string;
  name: string;
  balance: Amount;
  value?: Amount;
  collateral?: Amount;
  available?: Amount;
};

function linesOf([wallet, account]: [string, CashAccount | FlexAccount | MarginAccount]): Line[] {
  const { type } = account;
  if (account.type === "multiCollateralMarginAccount") {
    return Object.entries(account.currencies).map(([name, { quantity, ...rest }]) => ({
      wallet,
      type,
      name,
      balance: quantity,
      ...rest,
    }));
  }
  return Object.entries(account.balances).map(([name, balance]) => ({ wallet, type, name, balance }));
}

/** Balances of all wallets as a frame, wallet by wallet. */
export function futuresBalanceFrame(accounts: Wallets, meta: FrameMeta = {}): Frame<FuturesBalanceRow> {
  const rows = Object.entries(accounts).flatMap(linesOf);
  const isContract = (name: string) => name.includes("_");
  return table<FuturesBalanceRow>("balances", {
    wallet: texts(rows, ({ wallet }) => wallet),
    type: texts(rows, ({ type }) => type),
    kind: rows.map(({ name }) => isContract(name) ? "position" : "currency"),
    asset: rows.map(({ name }) => isContract(name) ? contractName(name) : assetName(name)),
    balance: amounts(rows, ({ balance }) => balance),
    value: amounts(rows, ({ value }) => value),
    collateral: amounts(rows, ({ collateral }) => collateral),
    available: amounts(rows, ({ available }) => available),
  }, { money: ["balance", "value", "collateral", "available"], meta });
}

/** A row of a frame of margins: one wallet that backs positions. Amounts in `currency`, with exact text. */
export type MarginRow = {
  /** `"flex"`, `"fi_xbtusd"` … */
  wallet: string;
  /** Kraken's kind of wallet. */
  type: string;
  /** `"USD"` for the multi-collateral wallet, else the base coin. */
  currency: string;
  /** Balances and unrealised amounts. */
  portfolio_value: number;
  /** What counts as margin; the portfolio value of single-collateral wallets. */
  margin_equity: number;
  /** For new positions. */
  available_margin: number;
  /** Of the positions. */
  initial_margin: number;
  /** Of positions and open orders; multi-collateral wallet only. */
  initial_margin_with_orders: number;
  maintenance_margin: number;
  unrealized_pnl: number;
  unrealized_funding: number;
  /** All currencies after haircuts; multi-collateral wallet only. */
  collateral_value: number;
  /** Equity at which positions are liquidated; single-collateral wallets only. */
  liquidation_threshold: number;
  /** Price of the pair at which that happens, by Kraken's estimate; single-collateral wallets only. */
  liquidation_price: number;
};

/** Margins of the wallets that back positions as a frame. */
export function marginFrame(accounts: Wallets, meta: FrameMeta = {}): Frame<MarginRow> {
  const rows = Object.entries(accounts).flatMap(([wallet, account]) =>
    account.type === "cashAccount" ? [] : [{ wallet, account }]
  );
  const figures = (flex: (account: FlexAccount) => Amount, single: (account: MarginAccount) => Amount) =>
    amounts(rows, ({ account }) => account.type === "marginAccount" ? single(account) : flex(account));
  const none = () => undefined;
  return table<MarginRow>("margins", {
    wallet: texts(rows, ({ wallet }) => wallet),
    type: texts(rows, ({ account }) => account.type),
    currency: rows.map(({ account }) => account.type === "marginAccount" ? assetName(account.currency) : "USD"),
    portfolio_value: figures(({ portfolioValue }) => portfolioValue, ({ auxiliary }) => auxiliary.pv),
    margin_equity: figures(({ marginEquity }) => marginEquity, ({ auxiliary }) => auxiliary.pv),
    available_margin: figures(({ availableMargin }) => availableMargin, ({ auxiliary }) => auxiliary.af),
    initial_margin: figures(({ initialMargin }) => initialMargin, ({ marginRequirements }) => marginRequirements.im),
    initial_margin_with_orders: figures(({ initialMarginWithOrders }) => initialMarginWithOrders, none),
    maintenance_margin: figures((flex) => flex.maintenanceMargin, ({ marginRequirements }) => marginRequirements.mm),
    unrealized_pnl: figures(({ pnl }) => pnl, ({ auxiliary }) => auxiliary.pnl),
    unrealized_funding: figures((flex) => flex.unrealizedFunding, ({ auxiliary }) => auxiliary.funding),
    collateral_value: figures(({ collateralValue }) => collateralValue, none),
    liquidation_threshold: figures(none, ({ marginRequirements }) => marginRequirements.lt),
    liquidation_price: figures(none, ({ triggerEstimates }) => triggerEstimates.lt),
  }, {
    money: [
      "portfolio_value",
      "margin_equity",
      "available_margin",
      "initial_margin",
      "initial_margin_with_orders",
      "maintenance_margin",
      "unrealized_pnl",
      "unrealized_funding",
      "collateral_value",
      "liquidation_threshold",
      "liquidation_price",
    ],
    meta,
  });
}
