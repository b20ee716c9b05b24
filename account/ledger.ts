import { nearest } from "../core/nearest.ts";
import { pages } from "../core/pages.ts";
import { ledgerFrame, type LedgerRow, ledgerTime } from "../frames/account/ledger.ts";
import type { Frame } from "../frames/frame.ts";
import { ledgerPages } from "../spot/pages.ts";
import { assetName, assetsOf } from "./_names.ts";
import { windowOf } from "./_window.ts";
import {
  type AccountOptions,
  callOptions,
  checkRange,
  given,
  type RangeOptions,
  type Source,
  type WalkOptions,
} from "./source.ts";

/** Kinds that Kraken filters by. */
export type AskedKind =
  | "trade"
  | "deposit"
  | "withdrawal"
  | "transfer"
  | "margin"
  | "adjustment"
  | "rollover"
  | "credit"
  | "settled"
  | "staking"
  | "dividend"
  | "sale";

/** Kinds that are only answered, so that all lines have to be read to find them. */
export type AnsweredKind =
  | "none"
  | "spend"
  | "receive"
  | "reward"
  | "conversion"
  | "nfttrade"
  | "nftcreatorfee"
  | "nftrebate"
  | "custodytransfer";

/** Kinds of ledger lines. */
export type LedgerKind = AskedKind | AnsweredKind;

const KINDS: Readonly<Record<LedgerKind, "asked" | "answered">> = {
  trade: "asked",
  deposit: "asked",
  withdrawal: "asked",
  transfer: "asked",
  margin: "asked",
  adjustment: "asked",
  rollover: "asked",
  credit: "asked",
  settled: "asked",
  staking: "asked",
  dividend: "asked",
  sale: "asked",
  none: "answered",
  spend: "answered",
  receive: "answered",
  reward: "answered",
  conversion: "answered",
  nfttrade: "answered",
  nftcreatorfee: "answered",
  nftrebate: "answered",
  custodytransfer: "answered",
};

const isAsked = (kind: LedgerKind | undefined): kind is AskedKind => kind !== undefined && KINDS[kind] === "asked";

/** Which ledger lines. */
export interface LedgerOptions extends RangeOptions, AccountOptions, WalkOptions {
  /** Only these assets, in any spelling; a wallet's suffix makes another asset (`DOT` and `DOT.S`). */
  asset?: string | readonly string[] | undefined;
  /** Only these kinds. Kraken filters by one; for several, or one it does not filter by, all lines are read. */
  type?: LedgerKind | readonly LedgerKind[] | undefined;
  /** Class of the assets, as Kraken filters by it; that of `asset` when one is given. */
  aclass?: string | undefined;
}

/**
 * The ledger, oldest first, all of the range: one call of cost 2 for each 100 lines.
 *
 * Permission: Query ledger entries.
 *
 * @throws {RangeError} for a malformed range or an unknown asset or kind, before any call.
 * @throws {IncompleteError} when fewer rows came than Kraken counted.
 */
export async function ledger(source: Source, options: LedgerOptions = {}): Promise<Frame<LedgerRow>> {
  checkRange("ledger", options, ["asset", "type", "aclass", "account_id", "onProgress"]);
  const { asset, type, account_id, onProgress } = options;
  const { account, symbols, now } = source;
  const { start, end, has, meta } = windowOf(source, options);
  const assets = assetsOf(symbols, asset);
  const kinds = type === undefined ? undefined : [type].flat() as LedgerKind[];
  kinds?.forEach(known);
  const [first, ...others] = kinds ?? [];
  const kind = others.length === 0 && isAsked(first) ? first : undefined;
  const params = given({
    start,
    end,
    asset: assets?.list.map(assetName),
    aclass: options.aclass ?? classOf(assets?.list),
    type: kind,
    account_id,
  });
  const walk = { ...callOptions(options), onProgress, now };
  const rows = await pages(account.ledgers, params, ledgerPages, walk).all();
  const kept = rows.filter(([, line]) =>
    has(ledgerTime(line)) && (assets?.has(line.asset) ?? true) &&
    (kinds === undefined || kinds.some((name) => name === line.type))
  );
  return ledgerFrame(kept, meta, symbols.assetLabel);
}

function known(kind: string): void {
  const all = Object.keys(KINDS);
  if (all.includes(kind)) return;
  const guess = nearest(kind, all);
  throw new RangeError(
    `Cannot read the ledger as 'type' must be one of ${all.join(", ")}: current value is ${JSON.stringify(kind)}` +
      (guess === undefined ? "" : `; did you mean "${guess}"?`),
  );
}

/** Kraken takes one class a call and means coins and money by default. */
function classOf(assets: readonly { readonly assetClass: string }[] | undefined): string | undefined {
  const classes = new Set(assets?.map(({ assetClass }) => assetClass));
  if (classes.size <= 1) return classes.has("tokenized_asset") ? "tokenized_asset" : undefined;
  throw new RangeError("Cannot read the ledger of xStocks and other assets at once: ask for each in a call of its own");
}
