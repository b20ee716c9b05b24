import { boolean, oneOf } from "../../core/codecs.ts";
import type { ExecutionData } from "../v2/data.ts";
import { type Channel, channel, type SequencedMessage } from "../v2/types.ts";

/** Subscription to {@linkcode executions}. */
export interface ExecutionsParams {
  /** Whether open orders come first. @default {true} */
  snap_orders?: boolean;
  /** Whether the last 50 fills come first. @default {false} */
  snap_trades?: boolean;
  /** Whether every transition is told; else `new`, `filled`, `canceled` and `expired` only. @default {true} */
  order_status?: boolean;
  /** Whether the order-rate counter is told. @default {false} */
  ratecounter?: boolean;
  /** Whether xStocks are counted in underlying shares. @default {true} */
  rebased?: boolean;
  /** `"all"` on a master account: events of sub-accounts too, and then no snapshot. */
  users?: "all";
}

/** A message of {@linkcode executions}. */
export type ExecutionsMessage = SequencedMessage<"executions", ExecutionData[]>;

/**
 * Your orders and fills as they happen. Needs a token whose key may query orders. A hole in `sequence` subscribes anew, so that a
 * snapshot follows.
 *
 * @see {@link https://docs.kraken.com/api/docs/websocket-v2/executions}
 */
export const executions: Channel<ExecutionsParams, ExecutionsMessage, "spot"> = channel({
  api: "spot",
  name: "executions",
  host: "auth",
  bySymbol: false,
  overflow: "fail",
  sequence: "resubscribe",
  params: {
    snap_orders: boolean,
    snap_trades: boolean,
    order_status: boolean,
    ratecounter: boolean,
    rebased: boolean,
    users: oneOf(["all"]),
  },
  // Kraken's documentation contradicts itself about the defaults, so both are always said.
  defaults: { snap_orders: true, snap_trades: false },
});
