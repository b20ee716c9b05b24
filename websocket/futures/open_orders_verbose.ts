import { type Feed, privateFeed } from "./feed.ts";
import type { OpenOrdersChange, OpenOrdersSnapshot } from "./open_orders.ts";

/** A message of {@linkcode openOrdersVerbose}. */
export type OpenOrdersVerboseMessage =
  | OpenOrdersSnapshot<"open_orders_verbose_snapshot">
  | OpenOrdersChange<"open_orders_verbose">;

/**
 * As `openOrders`, and failed post-only orders too. Use one of the two.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/websocket/open_orders_verbose}
 */
export const openOrdersVerbose: Feed<OpenOrdersVerboseMessage> = privateFeed("open_orders_verbose");
