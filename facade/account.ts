/** Tables of one's own account by any spelling of a symbol; they need a key. */

import * as account from "../account/mod.ts";
import type {
  AllocationRow,
  DepositRow,
  ExtendedBalanceRow,
  FeeRow,
  FeeTierRow,
  FillRow,
  LedgerRow,
  MarketPositionRow,
  OrderRow,
  PositionRow,
  ReportKind,
  ReportRow,
  StrategyRow,
  WithdrawalRow,
} from "../frames/account/mod.ts";
import type { Frame } from "../frames/frame.ts";
import type { Lookup } from "./lookup.ts";

/** One's own account as tables, all pages, oldest first. */
export interface AccountTables {
  /** Balances with what open orders hold and what is available. Permission: Query funds. */
  balances(options?: account.BalanceOptions): Promise<Frame<ExtendedBalanceRow>>;
  /** Open orders, closed ones, or both. Permissions: Query open, Query closed orders & trades. */
  orders(options?: account.OrderOptions): Promise<Frame<OrderRow>>;
  /** One's own trades. Permission: Query closed orders & trades. */
  fills(options?: account.FillOptions): Promise<Frame<FillRow>>;
  /** Every change of a balance: `k.ledger({ from: "2026-01-01" })`. Permission: Query ledger entries. */
  ledger(options?: account.LedgerOptions): Promise<Frame<LedgerRow>>;
  /** Open margin positions. Permission: Query open orders & trades. */
  positions(options?: account.PositionOptions): Promise<Frame<PositionRow>>;
  /** Open margin positions, one row a market. Permission: Query open orders & trades. */
  marketPositions(options?: account.PositionOptions): Promise<Frame<MarketPositionRow>>;
  /** Deposits. Permission: Query funds. */
  deposits(options?: account.TransferOptions): Promise<Frame<DepositRow>>;
  /** Withdrawals. Permission: Withdraw funds, or Query ledger entries. */
  withdrawals(options?: account.TransferOptions): Promise<Frame<WithdrawalRow>>;
  /** One's own maker and taker fees. Permission: Query funds. */
  fees(symbols: string | readonly string[], options?: account.AskOptions): Promise<Frame<FeeRow>>;
  /** The fee steps by 30-day volume. Permission: Query funds. */
  feeTiers(symbols: string | readonly string[], options?: account.AskOptions): Promise<Frame<FeeTierRow>>;
  /** What Earn offers. */
  earnStrategies(options?: account.EarnStrategyOptions): Promise<Frame<StrategyRow>>;
  /** What is allocated in Earn. Permission: Query funds. */
  earnAllocations(options?: account.EarnAllocationOptions): Promise<Frame<AllocationRow>>;
  /** Trades or ledger by a report that Kraken writes, also into a file: few calls for any number of rows. Permission: Export data. */
  exportReport<Kind extends ReportKind>(options: account.ExportOptions<Kind>): Promise<Frame<ReportRow<Kind>>>;
}

interface Named {
  symbol?: string | readonly string[] | undefined;
  asset?: string | readonly string[] | undefined;
  signal?: AbortSignal | undefined;
}

/** The tables over one client. */
export function accountTables(source: account.Source, lookup: Lookup): AccountTables {
  /** A call whose options may name markets or assets that are newer than the bundled list. */
  const asking = <Options, Answer>(
    call: (source: account.Source, options?: Options) => Promise<Answer>,
  ) =>
  async (options?: Options): Promise<Answer> => {
    const { signal, ...names } = (options ?? {}) as Named;
    await lookup.during(signal).learn(names);
    return await call(source, options);
  };
  return {
    balances: asking(account.balances),
    orders: asking(account.orders),
    fills: asking(account.fills),
    ledger: asking(account.ledger),
    positions: asking(account.positions),
    marketPositions: asking(account.marketPositions),
    deposits: asking(account.deposits),
    withdrawals: asking(account.withdrawals),
    earnStrategies: asking(account.earnStrategies),
    earnAllocations: asking(account.earnAllocations),
    async fees(symbol, options) {
      await lookup.during(options?.signal).learn({ symbol });
      return await account.fees(source, symbol, options);
    },
    async feeTiers(symbol, options) {
      await lookup.during(options?.signal).learn({ symbol });
      return await account.feeTiers(source, symbol, options);
    },
    exportReport: (options) => account.exportReport(source, options),
  };
}
