import type { LedgerData } from "../v2/data.ts";
import { type Channel, channel, type SequencedMessage } from "../v2/types.ts";

/** Subscription to {@linkcode ledgers}. Documented on Kraken's Unified page; `asset_class` is refused. */
export type LedgersParams = Record<never, never>;

/**
 * A ledger entry: one change of a wallet or of a position. Base fields as on Spot v2; names of trade price, mark price, entry prices,
 * profit and funding are unconfirmed, so unknown keys are kept.
 */
export interface LedgerEntry extends LedgerData, Record<string, unknown> {
  /** Class of the entry. */
  asset_class: string;
}

/** A message of {@linkcode ledgers}; there is no snapshot. */
export type LedgersMessage = SequencedMessage<"ledgers", LedgerEntry[]>;

/**
 * Your ledger entries as they happen. Needs a token. There is no snapshot to heal a hole in `sequence`: without the option `events`
 * the stream ends there, with it the hole comes in-band; read the missing entries over Spot REST (`Ledgers`).
 */
export const ledgers: Channel<LedgersParams, LedgersMessage, "unified"> = channel({
  api: "unified",
  name: "ledgers",
  host: "auth",
  bySymbol: false,
  overflow: "fail",
  sequence: "tell",
  params: {},
});
