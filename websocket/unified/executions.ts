import { boolean } from "../../core/codecs.ts";
import type { ExecutionData } from "../v2/data.ts";
import { type Channel, channel, type SequencedMessage } from "../v2/types.ts";
import { assetClass, type AssetClassParam, DERIVATIVES } from "./params.ts";

/** Subscription to {@linkcode executions}. Documented on Kraken's Unified page. */
export interface ExecutionsParams extends AssetClassParam {
  /** Whether open orders come first. @default {true} */
  snap_orders?: boolean;
  /** Whether the last 50 fills come first. @default {false} */
  snap_trades?: boolean;
  /** Whether every transition is told. @default {true} */
  order_status?: boolean;
  /** Whether the order-rate counter is told. @default {false} */
  ratecounter?: boolean;
}

/** A message of {@linkcode executions}. Fields as on Spot v2; which ones come depends on the class and `exec_type`. */
export type ExecutionsMessage = SequencedMessage<"executions", (ExecutionData & Record<string, unknown>)[]>;

/**
 * Your orders and fills as they happen. Needs a token. Derivatives have no `pending_new`; an order is done when `order_status` says
 * so or when `cum_qty` equals `order_qty`.
 */
export const executions: Channel<ExecutionsParams, ExecutionsMessage, "unified"> = channel({
  api: "unified",
  name: "executions",
  host: "auth",
  bySymbol: false,
  overflow: "fail",
  sequence: "resubscribe",
  params: {
    asset_class: assetClass,
    snap_orders: boolean,
    snap_trades: boolean,
    order_status: boolean,
    ratecounter: boolean,
  },
  defaults: { ...DERIVATIVES, snap_orders: true, snap_trades: false },
  key: ["asset_class"],
});
