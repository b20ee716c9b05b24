/** Ticker. */

import type { TickerInfo, TickerResult } from "../../../spot/market/ticker.ts";
import { bookAt, type Level } from "../../market/book.ts";
import { assetById, findPair } from "../../market/names.ts";
import type { PairMarket } from "../../market/pair_market.ts";
import type { PaperPair } from "../../market/pairs.ts";
import type { Summary } from "../../market/summary.ts";
import { priceText, volumeText, vwapText } from "../../market/text.ts";
import { type Floor, nowNs } from "../method.ts";
import { names, wantsNames, word } from "../query.ts";
import { unknownPair } from "../refusal.ts";

const DAY = 86_400_000_000_000n;

/** `GET /0/public/Ticker`. */
export function ticker(query: URLSearchParams, floor: Floor): TickerResult {
  const asked = word(query, "asset_class", ["currency", "forex", "tokenized_asset"]);
  const aclass = asked === "tokenized_asset" ? asked : "currency";
  const display = wantsNames(query);
  const found = names(query, "pair")?.map((name) => {
    const pair = findPair(name);
    if (!pair || pair.aclass !== aclass) throw unknownPair();
    return pair;
  });
  const now = nowNs(floor);
  const wanted = found ??
    floor.market.pairs.filter((pair) => pair.aclass === aclass && (asked !== "forex" || isForex(pair)));
  const rows: TickerResult = {};
  for (const pair of wanted) {
    const row = tickerRow(floor.market.of(pair), now);
    if (row) rows[display ? pair.symbol : pair.id] = row;
    else if (found) throw unknownPair();
  }
  return rows;
}

const isForex = ({ base, quote }: PaperPair) => [base, quote].every((id) => assetById(id).fiat === true);

/** The figures of a pair at a time; nothing before its first trade. */
export function tickerRow(market: PairMarket, now: bigint): TickerInfo | undefined {
  const { pair } = market;
  const last = market.lastPlace(now);
  if (!last) return undefined;
  const trades = market.tradesOf(last.hour);
  const price = trades.price[last.index] ?? 0;
  const { asks: [ask], bids: [bid] } = bookAt(market, now, 1);
  const today = market.summary(now / DAY * DAY, now + 1n);
  const day = market.summary(now - DAY + 1n, now + 1n);
  const either = (sums: Summary, field: "open" | "high" | "low") => priceText(pair, sums.count ? sums[field] : price);
  return {
    a: touch(pair, ask),
    b: touch(pair, bid),
    c: [priceText(pair, price), volumeText(pair, trades.volume[last.index] ?? 0)],
    v: [volumeText(pair, today.volume), volumeText(pair, day.volume)],
    p: [vwapText(pair, today, pair.shownDecimals), vwapText(pair, day, pair.shownDecimals)],
    t: [today.count, day.count],
    l: [either(today, "low"), either(day, "low")],
    h: [either(today, "high"), either(day, "high")],
    o: either(today, "open"),
  };
}

/** Price, whole lots (at least one), and the same with three decimals. */
function touch(pair: PaperPair, level: Level | undefined): [string, string, string] {
  const lots = String(Math.max(1, Math.floor((level?.volume ?? 0) / 10 ** pair.volumeDecimals)));
  return [priceText(pair, level?.price ?? 0), lots, `${lots}.000`];
}
