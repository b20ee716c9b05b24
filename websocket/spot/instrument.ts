import { boolean, oneOf } from "../../core/codecs.ts";
import type { InstrumentData } from "../v2/data.ts";
import { type Channel, channel, type ChannelMessage } from "../v2/types.ts";

/** Subscription to {@linkcode instrument}. */
export interface InstrumentParams {
  /** Whether tokenized assets (xStocks) are included. @default {false} */
  include_tokenized_assets?: boolean;
  /** Where trades are executed. @default {"international"} */
  execution_venue?: "international" | "bitnomial-exchange";
  /** Whether everything comes first. @default {true} */
  snapshot?: boolean;
}

/** A message of {@linkcode instrument}. */
export type InstrumentMessage = ChannelMessage<"instrument", InstrumentData>;

/**
 * Every asset and pair with precision, steps, minimums and status. The snapshot has hundreds of kilobytes; updates repeat the
 * whole records of what changed.
 *
 * @see {@link https://docs.kraken.com/api/docs/websocket-v2/instrument}
 */
export const instrument: Channel<InstrumentParams, InstrumentMessage, "spot"> = channel({
  api: "spot",
  name: "instrument",
  host: "public",
  bySymbol: false,
  overflow: "fail",
  params: {
    include_tokenized_assets: boolean,
    execution_venue: oneOf(["international", "bitnomial-exchange"]),
    snapshot: boolean,
  },
  key: ["include_tokenized_assets", "execution_venue"],
});
