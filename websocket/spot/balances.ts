import { boolean, oneOf } from "../../core/codecs.ts";
import type { BalanceSnapshotData, LedgerData } from "../v2/data.ts";
import { type Channel, channel, type SequencedMessage } from "../v2/types.ts";

/** Subscription to {@linkcode balances}. */
export interface BalancesParams {
  /** Whether all balances come first. @default {true} */
  snapshot?: boolean;
  /** Whether xStocks are counted in underlying shares. @default {true} */
  rebased?: boolean;
  /** `"all"` on a master account: entries of sub-accounts too, and then no snapshot. */
  users?: "all";
}

/** Balances first, then the ledger entries that change them. */
export type BalancesMessage =
  | (SequencedMessage<"balances", BalanceSnapshotData[]> & { readonly type: "snapshot" })
  | (SequencedMessage<"balances", LedgerData[]> & { readonly type: "update" });

/**
 * Your balances and ledger entries as they happen. Needs a token whose key may query ledger entries. For exact amounts subscribe
 * with `digits: true`. A hole in `sequence` subscribes anew, so that a snapshot follows.
 *
 * @see {@link https://docs.kraken.com/api/docs/websocket-v2/balances}
 */
export const balances: Channel<BalancesParams, BalancesMessage, "spot"> = channel({
  api: "spot",
  name: "balances",
  host: "auth",
  bySymbol: false,
  overflow: "fail",
  sequence: "resubscribe",
  params: { snapshot: boolean, rebased: boolean, users: oneOf(["all"]) },
});
