import { boolean } from "../../core/codecs.ts";
import type { BalanceSnapshotData, LedgerData } from "../v2/data.ts";
import { type Channel, channel, type SequencedMessage } from "../v2/types.ts";

/** Subscription to {@linkcode balances}. Documented on Kraken's Unified page; it takes no `asset_class`. */
export interface BalancesParams {
  /** Whether all balances come first. @default {true} */
  snapshot?: boolean;
}

/** Balances first, then the ledger entries that change them. Fields as on Spot v2; wallet types of derivatives are unconfirmed. */
export type BalancesMessage =
  | (SequencedMessage<"balances", BalanceSnapshotData[]> & { readonly type: "snapshot" })
  | (SequencedMessage<"balances", LedgerData[]> & { readonly type: "update" });

/** Your balances and ledger entries as they happen. Needs a token. Margin figures are on `margin`. */
export const balances: Channel<BalancesParams, BalancesMessage, "unified"> = channel({
  api: "unified",
  name: "balances",
  host: "auth",
  bySymbol: false,
  overflow: "fail",
  sequence: "resubscribe",
  params: { snapshot: boolean },
});
