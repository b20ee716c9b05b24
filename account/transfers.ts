import { pages } from "../core/pages.ts";
import {
  depositFrame,
  type DepositRow,
  transferTime,
  withdrawalFrame,
  type WithdrawalRow,
} from "../frames/account/transfers.ts";
import type { Frame, FrameMeta } from "../frames/frame.ts";
import { depositPages, withdrawalPages } from "../spot/pages.ts";
import { assetName, type Assets, assetsOf } from "./_names.ts";
import { type Window, windowOf } from "./_window.ts";
import { callOptions, checkRange, given, type RangeOptions, type Source, type WalkOptions } from "./source.ts";

/** Which transfers. */
export interface TransferOptions extends RangeOptions, WalkOptions {
  /** Only this asset, in any spelling. */
  asset?: string | undefined;
  /** Only this method, by its name. */
  method?: string | undefined;
}

/** How far back Kraken's two lists reach, as far as is known. */
const REACH_DAYS = 90;

/**
 * Deposits, oldest first. Kraken lists those of the last 90 days or so; older ones stand in the ledger
 * (`ledger(…, { type: "deposit" })`), and `meta.note` says so when the range reaches further back.
 *
 * Permission: Query funds.
 *
 * @throws {RangeError} for a malformed range or an unknown asset, before any call.
 */
export async function deposits(source: Source, options: TransferOptions = {}): Promise<Frame<DepositRow>> {
  checkRange("deposits", options, ["asset", "method", "onProgress"]);
  const { funding, symbols, now } = source;
  const window = windowOf(source, options);
  const assets = assetsOf(symbols, options.asset);
  const walk = { ...callOptions(options), onProgress: options.onProgress, now };
  const rows = await pages(funding.depositStatus, paramsOf(window, assets, options), depositPages, walk).all();
  const kept = rows.filter((row) => window.has(transferTime(row)) && (assets?.has(row.asset) ?? true));
  return depositFrame(kept, metaOf(window, now(), "deposit"), symbols.assetLabel);
}

/**
 * Withdrawals, oldest first. Kraken lists those of the last 90 days or so; older ones stand in the ledger
 * (`ledger(…, { type: "withdrawal" })`), and `meta.note` says so when the range reaches further back.
 *
 * Permission: Withdraw funds or Query ledger entries.
 *
 * @throws {RangeError} for a malformed range or an unknown asset, before any call.
 */
export async function withdrawals(source: Source, options: TransferOptions = {}): Promise<Frame<WithdrawalRow>> {
  checkRange("withdrawals", options, ["asset", "method", "onProgress"]);
  const { funding, symbols, now } = source;
  const window = windowOf(source, options);
  const assets = assetsOf(symbols, options.asset);
  const walk = { ...callOptions(options), onProgress: options.onProgress, now };
  const rows = await pages(funding.withdrawStatus, paramsOf(window, assets, options), withdrawalPages, walk).all();
  const kept = rows.filter((row) => window.has(transferTime(row)) && (assets?.has(row.asset) ?? true));
  return withdrawalFrame(kept, metaOf(window, now(), "withdrawal"), symbols.assetLabel);
}

function paramsOf({ start, end }: Window, assets: Assets | undefined, { method }: TransferOptions) {
  const asset = assets?.list[0];
  return given({
    start,
    end,
    method,
    asset: asset && assetName(asset),
    aclass: asset?.assetClass === "tokenized_asset" ? "tokenized_asset" as const : undefined,
  });
}

function metaOf({ from, meta }: Window, now: number, kind: string): FrameMeta {
  if (now - from <= REACH_DAYS * 86_400_000) return meta;
  return { ...meta, note: `Kraken lists about the last ${REACH_DAYS} days here: older ${kind}s are in the ledger` };
}
