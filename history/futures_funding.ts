/** Funding rates of perpetuals since they were listed. */

import { toIso } from "../core/time.ts";
import type { Frame } from "../frames/frame.ts";
import { fundingFrame, type FundingRow } from "../frames/futures/funding.ts";
import { checkRange, type FuturesRangeOptions, type FuturesSource, futuresWindow } from "./futures_source.ts";

/**
 * Funding rates of a perpetual, oldest first: absolute and relative per hour, and annualised. All since its listing without
 * `from` and `last`. One public call, free of rate cost.
 *
 * @throws {RangeError} for a contract that expires, since only perpetuals have funding.
 */
export async function funding(
  source: Pick<FuturesSource, "market" | "name" | "now">,
  { symbol, perpetual = true }: { readonly symbol: string; readonly perpetual?: boolean },
  options: FuturesRangeOptions = {},
): Promise<Frame<FundingRow>> {
  checkRange("funding", options);
  if (!perpetual) {
    const other = `P${symbol.slice(1).replace(/_\d{6}$/, "")}`;
    throw new RangeError(`${symbol} has no funding rates, since it expires: perpetuals have, such as ${other}`);
  }
  const { signal, timeoutMs } = options;
  const { from, bounded, has, meta } = futuresWindow(source, options);
  const { rates } = await source.market.historicalFundingRates({ symbol }, { signal, timeoutMs });
  const all = rates.map((rate) => ({ rate, time: Date.parse(rate.timestamp) }));
  const oldest = all.reduce((least, { time }) => Math.min(least, time), Infinity);
  // A range that begins before the listing is answered by what there is, and says so.
  const short = bounded && Number.isFinite(oldest) && oldest > from + 3_600_000;
  return fundingFrame(all.filter(({ time }) => has(time)).map(({ rate }) => rate), {
    symbol,
    ...meta,
    ...(short ? { note: `there are none before ${toIso(oldest)}` } : {}),
  });
}
