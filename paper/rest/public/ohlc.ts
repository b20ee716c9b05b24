/** OHLC. */

import type { OhlcResult, OhlcRow } from "../../../spot/market/ohlc.ts";
import { newestCandles } from "../../market/candles.ts";
import { tickText, volumeText, vwapText } from "../../market/text.ts";
import { type Floor, nowNs } from "../method.ts";
import { choice, keyOf, onePair, since } from "../query.ts";

const INTERVALS = [1, 5, 15, 30, 60, 240, 1440, 10080, 21600];

/** Kraken serves 720 finished candles and the running one: 721 rows in an answer recorded in November 2025. */
const FINISHED = 720;

/** `GET /0/public/OHLC`. */
export function ohlc(query: URLSearchParams, floor: Floor): OhlcResult {
  const pair = onePair(query);
  const seconds = choice(query, "interval", 1, INTERVALS) * 60;
  const from = Number((since(query) ?? 0n) / 1_000_000_000n);
  const now = nowNs(floor);
  const running = Math.floor(Number(now / 1_000_000_000n) / seconds) * seconds;
  const rows: OhlcRow[] = [];
  for (const { time, open, high, low, close, sums } of newestCandles(floor.market.of(pair), now, seconds, FINISHED)) {
    // The running candle comes always, however late `since` is.
    if (time < from && time !== running) continue;
    const [opened, highest, lowest, closed] = [open, high, low, close].map((ticks) => tickText(pair, ticks));
    rows.push([
      time,
      opened ?? "",
      highest ?? "",
      lowest ?? "",
      closed ?? "",
      sums.count === 0 ? "0.0" : vwapText(pair, sums, pair.priceDecimals),
      volumeText(pair, sums.volume),
      sums.count,
    ]);
  }
  return { [keyOf(query, pair)]: rows, last: running - seconds };
}
