import { boolean, oneOf } from "../../core/codecs.ts";
import { type Channel, channel, type ChannelMessage } from "../v2/types.ts";
import { DERIVATIVES } from "./params.ts";

/** Subscription to {@linkcode positions}. Documented on Kraken's Unified page. */
export interface PositionsParams {
  /** Only derivatives have positions here. @default {"derivatives"} */
  asset_class?: "derivatives";
  /** Whether all positions come first; not together with `with_margin`. @default {true} */
  snapshot?: boolean;
  /** Whether margin and risk figures come with each position; not together with `snapshot`. @default {false} */
  with_margin?: boolean;
}

/** A position. `size` and `entry_price` are documented; the name of the contract's key is expected. Unknown keys are kept. */
export interface PositionData extends Record<string, unknown> {
  /** Contract; the key is expected, not confirmed. */
  symbol?: string;
  /** Size; 0 when the position was closed. Its sign for shorts is unconfirmed. */
  size: number;
  /** Average entry price. */
  entry_price: number;
}

/** Positions: all of them once, then those that changed. A snapshot that is too large has empty lists and no `time`. */
export interface PositionsData extends Record<string, unknown> {
  /** Futures. */
  futures: PositionData[];
  /** Options. */
  options: PositionData[];
  /** Kraken's time. */
  time?: string;
}

/** A message of {@linkcode positions}. */
export type PositionsMessage = ChannelMessage<"positions", PositionsData>;

/** Your positions as they change. Needs a token; one subscription a connection. */
export const positions: Channel<PositionsParams, PositionsMessage, "unified"> = channel({
  api: "unified",
  name: "positions",
  host: "auth",
  bySymbol: false,
  overflow: "fail",
  params: { asset_class: oneOf(["derivatives"]), snapshot: boolean, with_margin: boolean },
  defaults: DERIVATIVES,
  key: ["asset_class"],
  check: ({ snapshot, with_margin }) => {
    if (snapshot !== undefined && with_margin !== undefined) {
      throw new TypeError("takes 'snapshot' or 'with_margin', not both");
    }
  },
});
