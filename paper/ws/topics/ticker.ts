/** Channel `ticker` of the v2 dialect. */

import { divided } from "../../accounts/money.ts";
import { fixed } from "../../market/text.ts";
import { iso } from "../../market/time.ts";
import type { Topic } from "../hub.ts";
import type { Source } from "../source.ts";

/** What makes it speak: each trade, or each change of the best prices and their sizes. */
export type Trigger = "trades" | "bbo";

const DAY = 86_400_000_000_000n;

/** The topic of a symbol and trigger. */
export function tickerTopic(source: Source, trigger: Trigger, begin: bigint): Topic {
  let reached = begin;
  const best = () => {
    const { bids: [bid], asks: [ask] } = source.book(reached, 1);
    return `${bid?.price} ${bid?.size} ${ask?.price} ${ask?.size}`;
  };
  let told = best();
  const message = (type: "snapshot" | "update") =>
    `{"channel":"ticker","type":"${type}","data":[${tickerRow(source, reached)}]}`;
  return {
    channel: "ticker",
    symbol: source.symbol,
    snapshot: () => [message("snapshot")],
    step(to) {
      const from = reached;
      reached = to;
      if (trigger === "trades") return source.trades(from, to).length === 0 ? [] : [message("update")];
      const now = best();
      if (now === told) return [];
      told = now;
      return [message("update")];
    },
  };
}

/** The figures at a time. */
function tickerRow(source: Source, ns: bigint): string {
  const { bids: [bid], asks: [ask] } = source.book(ns, 1);
  const { count, open, high, low, close, size, vwap } = source.sums(ns - DAY + 1n, ns + 1n);
  const last = count > 0 ? close : source.lastTrades(ns, 1)[0]?.price ?? 0;
  const change = count > 0 ? close - open : 0;
  const price = source.priceText;
  const fields = {
    bid: price(bid?.price ?? 0),
    bid_qty: source.sizeText(bid?.size ?? 0),
    ask: price(ask?.price ?? 0),
    ask_qty: source.sizeText(ask?.size ?? 0),
    last: price(last),
    volume: source.sizeText(size),
    vwap: count > 0 ? vwap : price(0),
    low: price(count > 0 ? low : last),
    high: price(count > 0 ? high : last),
    change: signed(change, price),
    change_pct: percent(change, open),
  };
  const rows = Object.entries(fields).map(([name, text]) => `"${name}":${text}`).join(",");
  return `{"symbol":"${source.symbol}",${rows},"timestamp":"${iso(ns, 6)}"}`;
}

const signed = (value: number, text: (value: number) => string) => (value < 0 ? "-" : "") + text(Math.abs(value));

/** Two decimals, worked out in whole numbers. */
function percent(change: number, open: number): string {
  if (open === 0) return "0.00";
  const hundredths = divided(BigInt(Math.abs(change)) * 10_000n, BigInt(open));
  return signed(change, () => fixed(hundredths, 2));
}
