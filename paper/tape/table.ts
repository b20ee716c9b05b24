/** The public channels of the v2 dialect, served from a tape. */

import type { ChannelKind, Options } from "../ws/v2/channel.ts";
import type { V2Table } from "../ws/v2/session.ts";
import type { Deck, Sent } from "./deck.ts";

const CHANNELS = ["ticker", "book", "ohlc", "trade", "level3"];
/** What is said when the tape has a symbol, but not with these options. */
const UNLIKE: Readonly<Record<string, string>> = {
  ticker: "Subscription event_trigger not supported",
  book: "Subscription depth not supported",
  level3: "Subscription depth not supported",
  ohlc: "Subscription ohlc interval not supported",
};

/** A table whose market channels come from the tape, and its reference data where the tape has some. */
export function tapedTable(table: V2Table, deck: Deck, dialect: "spot" | "unified", sent: Sent): V2Table {
  if (!deck.has(dialect)) return table;
  const taped = (kind: ChannelKind): ChannelKind => {
    const { name } = kind;
    const isTaped = CHANNELS.includes(name) || (name === "instrument" && deck.find(dialect, name, "") !== undefined);
    if (!isTaped) return kind;
    const recorded = (symbol: string, options: Options) =>
      deck.topic(dialect, name, symbol, options, sent) ??
        (deck.find(dialect, name, symbol) ? UNLIKE[name] : undefined) ?? table.unknown(symbol);
    return { ...kind, recorded };
  };
  return { ...table, channels: table.channels.map(taped) };
}
