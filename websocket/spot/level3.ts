import { boolean, oneOf, required } from "../../core/codecs.ts";
import { L3_DEPTHS, type L3Depth } from "../book/mod.ts";
import { texts } from "../v2/codecs.ts";
import type { L3Data } from "../v2/data.ts";
import { type Channel, channel, type ChannelMessage } from "../v2/types.ts";

/** Subscription to {@linkcode level3}. */
export interface Level3Params {
  /** `"BTC/USD"`, or several; more than 200 are spread over several connections. */
  symbol: string | readonly string[];
  /** Price levels per side: 10, 100 or 1000. @default {10} */
  depth?: L3Depth;
  /** Whether the whole book comes first. @default {true} */
  snapshot?: boolean;
}

/** A message of {@linkcode level3}; always one row. */
export type Level3Message = ChannelMessage<"level3", L3Data[]>;

// Points a symbol costs, of 200 a second (500 for Pro, which need not be used up).
const COST: Readonly<Record<number, number>> = { 10: 5, 100: 25, 1000: 100 };

/**
 * Every resting order, as it is on the wire. Needs a token. For a book that is kept and verified, see `level3Books`.
 *
 * @see {@link https://docs.kraken.com/api/docs/websocket-v2/level3}
 */
export const level3: Channel<Level3Params, Level3Message, "spot"> = channel({
  api: "spot",
  name: "level3",
  host: "l3",
  overflow: "fail",
  params: { symbol: required(texts), depth: oneOf(L3_DEPTHS), snapshot: boolean },
  defaults: { depth: 10 },
  key: ["depth"],
  maxSymbols: 200,
  budget: ({ depth }) => ({ each: COST[Number(depth)] ?? 100, perSecond: 200 }),
});
