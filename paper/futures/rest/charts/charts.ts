/** Candles, and what there are candles of. */

import type { TickType } from "../../../../futures/charts/_types.ts";
import type { CandlesResult } from "../../../../futures/charts/candles.ts";
import { type Contract, contractsAt, expiredAt } from "../../contracts/contracts.ts";
import { bucket, candleOf, RESOLUTIONS } from "../../market/candles.ts";
import { type PublicCall, publicContract, whole } from "../call.ts";
import { malformed } from "../refusal.ts";

const TICK_TYPES: readonly TickType[] = ["mark", "spot", "trade"];

/** Paper rule: Kraken publishes no maximum. */
const MOST_CANDLES = 2000;

/** `GET /`. */
export const tickTypes = (): readonly TickType[] => TICK_TYPES;

function tickType({ path }: PublicCall): TickType {
  const found = TICK_TYPES.find((each) => each === path["tick_type"]);
  if (!found) throw malformed(404);
  return found;
}

function contractOf(call: PublicCall): Contract {
  tickType(call);
  return publicContract(call, call.path["symbol"]);
}

/** `GET /{tick_type}`: expired contracts included. */
export function symbols(call: PublicCall): string[] {
  tickType(call);
  return [...contractsAt(call.ms), ...expiredAt(call.ms)].map(({ symbol }) => symbol);
}

/** `GET /{tick_type}/{symbol}`. */
export function resolutions(call: PublicCall): string[] {
  contractOf(call);
  return Object.keys(RESOLUTIONS);
}

/** `GET /{tick_type}/{symbol}/{resolution}`: from `from` on, or the newest ones. */
export function candles(call: PublicCall): CandlesResult {
  const kind = tickType(call);
  const contract = contractOf(call);
  const width = RESOLUTIONS[call.path["resolution"] ?? ""];
  if (width === undefined) throw malformed(404);
  const market = call.engine.market.of(contract);
  const [from, to, count] = [whole(call.fields, "from"), whole(call.fields, "to"), whole(call.fields, "count")];
  const now = Math.floor(call.ms / 1000);
  const most = Math.min(count || MOST_CANDLES, MOST_CANDLES);
  const end = Math.min(to ?? now, now, Number.isFinite(market.endHour) ? market.endHour * 3600 - 1 : now);
  const last = bucket(end, width);
  const born = bucket(market.firstHour * 3600, width);
  const first = Math.max(born, from === undefined ? last - (most - 1) * width : Math.ceil(from / width) * width);
  const result: CandlesResult = { candles: [], more_candles: false };
  for (let time = first; time <= last; time += width) {
    if (result.candles.length === most) {
      result.more_candles = true;
      break;
    }
    const closes = BigInt(time + width) * 1_000_000_000n;
    const candle = candleOf(call.engine.market, contract, kind, time, closes < call.ns ? closes : call.ns + 1n);
    if (candle) result.candles.push(candle);
  }
  return result;
}
