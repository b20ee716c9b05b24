/** Channel `trade` of the v2 dialect. */

import { iso } from "../../market/time.ts";
import type { Topic } from "../hub.ts";
import type { Print, Source } from "../source.ts";

/** Trades in a snapshot, as documented. */
const SNAPSHOT = 50;
/** Trades in one update; a jump of the clock brings more. */
const TOGETHER = 100;

/** The topic of a symbol; `sent` is told the ids that were sent as updates. */
export function tradeTopic(source: Source, begin: bigint, sent: (ids: readonly number[]) => void): Topic {
  let reached = begin;
  const row = ({ id, time, price, size, side, type }: Print) =>
    `{"symbol":"${source.symbol}","side":"${side}","price":${source.priceText(price)},"qty":${source.sizeText(size)},` +
    `"ord_type":"${type}","trade_id":${id},"timestamp":"${iso(time, 6)}"}`;
  const message = (type: "snapshot" | "update", prints: readonly Print[]) =>
    `{"channel":"trade","type":"${type}","data":[${prints.map(row).join(",")}]}`;
  return {
    channel: "trade",
    symbol: source.symbol,
    snapshot: () => [message("snapshot", source.lastTrades(reached, SNAPSHOT))],
    step(to) {
      const prints = source.trades(reached, to);
      reached = to;
      const texts: string[] = [];
      for (let at = 0; at < prints.length; at += TOGETHER) {
        texts.push(message("update", prints.slice(at, at + TOGETHER)));
      }
      if (prints.length > 0) sent(prints.map(({ id }) => id));
      return texts;
    },
  };
}
