/**
 * The account channels of the Unified socket. What they carry is announced, the names inside are mostly unconfirmed: they are
 * those of Spot v2 and of Futures v1 here.
 */

import type { Needs } from "../../../accounts/permissions.ts";
import type { FuturesAccount } from "../../../futures/account.ts";
import { ENTRY, json, jsonMoney, jsonPrice } from "../../../futures/money.ts";
import { Refusal } from "../../../rest/refusal.ts";
import type { FuturesFeed } from "../../futures/desks.ts";
import { flexOf, moneyMarks, positionRow, walletsOf } from "../../futures/private_money.ts";
import type { JsonObject } from "../../json.ts";
import { balancesFeed } from "../balances.ts";
import type { ChannelKind, DerivativesScene, Options } from "../channel.ts";
import { flag } from "../params.ts";
import { derivativesExecutions } from "./executions.ts";
import { timeOf } from "./words.ts";

const READ: Needs = [["query-open-trades"], ["query-closed-trades"]];
const FUNDS: Needs = [["query-ledger"], ["query-funds"]];

const standard = { rooms: ["unified-private"], bySymbol: false, key: [], clash: "Already subscribed" } as const;

/** The channels. */
export const UNIFIED_ACCOUNT: readonly ChannelKind[] = [
  {
    ...standard,
    name: "executions",
    needs: READ,
    options: (params) => ({
      snap_orders: flag(params, "snap_orders", true),
      snap_trades: flag(params, "snap_trades", undefined) ?? flag(params, "snapshot_trades", false),
      order_status: flag(params, "order_status", true),
      // Echoed alone: which counter limits derivatives orders here is stated nowhere, and the exchange keeps none for them.
      ratecounter: flag(params, "ratecounter", undefined),
    }),
    state: derivativesExecutions,
  },
  {
    ...standard,
    name: "balances",
    needs: FUNDS,
    options: (params) => ({ snapshot: flag(params, "snapshot", true) }),
    feed: ({ snapshot }, scene) => balancesFeed(snapshot === true, scene),
  },
  {
    ...standard,
    name: "positions",
    needs: READ,
    again: "Already subscribed to positions channel",
    options: positionOptions,
    state: positionsFeed,
  },
  {
    ...standard,
    name: "margin",
    needs: FUNDS,
    again: "Already subscribed to margin channel",
    options(params) {
      if (params["snapshot"] !== undefined) {
        throw new Refusal("'params.snapshot' is not valid for the margin channel");
      }
      return {};
    },
    state: (_, scene) => marginFeed(scene),
  },
  {
    ...standard,
    name: "ledgers",
    needs: FUNDS,
    options: () => ({}),
    state: (_, scene, count) => ledgersFeed(scene, count),
  },
  { ...standard, name: "preferences", needs: [], options: () => ({}), state: (_, scene) => preferencesFeed(scene) },
];

function positionOptions(params: JsonObject): Options {
  const [snapshot, margin] = [flag(params, "snapshot", undefined), flag(params, "with_margin", undefined)];
  if (snapshot !== undefined && margin !== undefined) {
    throw new Refusal("'params.with_margin' is not valid together with 'params.snapshot'");
  }
  return margin === undefined ? { snapshot: snapshot ?? true } : { with_margin: margin };
}

/** Everything once, then what was touched; a closed position has size 0. */
function positionsFeed({ snapshot, with_margin }: Options, { engine, account }: DerivativesScene): FuturesFeed {
  const told = new Map<string, string>();
  const rows = () =>
    [...account.positions.values()].map((position) => {
      const { contract, size, entry } = position;
      const { instrument: _, balance: _balance, entry_price: _entry, ...more } = with_margin === true
        ? positionRow(engine, account, position)
        : { instrument: "", balance: 0, entry_price: 0 };
      return {
        symbol: contract.symbol,
        size: json(size, contract.precision),
        entry_price: json(entry, ENTRY),
        ...more,
      };
    });
  const marks = (row: ReturnType<typeof rows>[number]) => JSON.stringify([row.size, row.entry_price]);
  const message = (type: "snapshot" | "update", futures: readonly object[]) =>
    JSON.stringify({ channel: "positions", type, data: { futures, options: [], time: timeOf(engine.ms) } });
  const know = (all: ReturnType<typeof rows>) => {
    told.clear();
    for (const row of all) told.set(row.symbol, marks(row));
  };
  know(rows());
  return {
    snapshot: () => snapshot === false ? [] : [message("snapshot", rows())],
    look() {
      const all = rows();
      const gone = [...told.keys()].filter((symbol) => !account.positions.has(symbol));
      const touched: object[] = all.filter((row) => told.get(row.symbol) !== marks(row));
      touched.push(...gone.map((symbol) => ({ symbol, size: 0, entry_price: 0 })));
      if (touched.length === 0) return [];
      know(all);
      return [message("update", touched)];
    },
  };
}

/** Whole sections, each when it has changed. */
function marginFeed({ engine, account }: DerivativesScene): FuturesFeed {
  let marks = moneyMarks(account);
  let before: Record<string, string> = {};
  const sections = () => {
    const { currencies, ...flex } = flexOf(engine, account);
    const texts = {
      multi_collateral: JSON.stringify({ ...flex, currencies }),
      single_collateral: JSON.stringify(walletsOf(engine, account)),
    };
    const changed = Object.entries(texts).filter(([type, text]) => before[type] !== text);
    before = texts;
    return changed.map(([type, text]) => `{"channel":"margin","type":"${type}","data":${text}}`);
  };
  return {
    snapshot: sections,
    look() {
      const now = moneyMarks(account);
      if (now === marks) return [];
      marks = now;
      return sections();
    },
  };
}

/** Entries as they happen, numbered on this connection; there is no snapshot. */
function ledgersFeed({ account }: DerivativesScene, count: () => number): FuturesFeed {
  let told = account.log.length;
  return {
    snapshot: () => [],
    look() {
      const rows = account.log.slice(told);
      told = account.log.length;
      return rows.map((row) => {
        const entry = {
          ledger_id: row.uid,
          ref_id: row.execution ?? row.uid,
          timestamp: timeOf(row.ms),
          type: row.info,
          asset: row.asset.toUpperCase(),
          asset_class: "derivatives",
          wallet_type: "derivatives",
          wallet_id: row.wallet,
          amount: json(row.after - row.before, row.decimals),
          fee: jsonMoney(row.fee ?? 0n),
          balance: json(row.after, row.decimals),
          ...(row.price === undefined ? {} : { trade_price: jsonPrice(row.price) }),
          ...(row.mark === undefined ? {} : { mark_price: jsonPrice(row.mark) }),
          ...(row.entryBefore === undefined ? {} : { old_average_entry_price: json(row.entryBefore, ENTRY) }),
          ...(row.entryAfter === undefined ? {} : { new_average_entry_price: json(row.entryAfter, ENTRY) }),
          ...(row.pnl === undefined ? {} : { realized_pnl: jsonMoney(row.pnl) }),
          ...(row.funding === undefined ? {} : { realized_funding: jsonMoney(row.funding) }),
        };
        return JSON.stringify({ channel: "ledgers", type: "update", data: [entry], sequence: count() });
      });
    },
  };
}

/** Whether the account may trade futures. */
function preferencesFeed({ account }: DerivativesScene): FuturesFeed {
  let told: FuturesAccount["trading"] | undefined;
  const tell = (type: "snapshot" | "update") => {
    told = account.trading;
    return JSON.stringify({ channel: "preferences", type, data: { futures: told } });
  };
  return {
    snapshot: () => [tell("snapshot")],
    look: () => told === undefined || told === account.trading ? [] : [tell("update")],
  };
}
