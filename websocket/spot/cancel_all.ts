import { type CancelCount, cancelCount } from "../v2/orders.ts";
import { type Method, method } from "../v2/types.ts";

/**
 * Cancels every open order, untriggered ones included.
 *
 * @see {@link https://docs.kraken.com/api/docs/websocket-v2/cancel_all}
 */
export const cancelAll: Method<Record<never, never>, CancelCount, "spot"> = method({
  api: "spot",
  name: "cancel_all",
  permission: "Cancel & close orders",
  params: {},
  idempotent: true,
  read: cancelCount,
});
