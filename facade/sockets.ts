/** The sockets, loaded when one is opened: most programs open none. */

import type { ConnectFuturesOptions, FuturesSocket } from "../websocket/futures/connect.ts";
import type { ConnectSpotOptions, SpotSocket } from "../websocket/spot/connect.ts";
import type { ConnectUnifiedOptions, UnifiedSocket } from "../websocket/unified/connect.ts";

/** Opens a Spot v2 socket; see `websocket/spot/connect.ts` for what it does. */
export async function connectSpot(options?: ConnectSpotOptions): Promise<SpotSocket> {
  return await (await import("../websocket/spot/connect.ts")).connectSpot(options);
}

/** Opens a Unified socket (derivatives). */
export async function connectUnified(options?: ConnectUnifiedOptions): Promise<UnifiedSocket> {
  return await (await import("../websocket/unified/connect.ts")).connectUnified(options);
}

/** Opens a Futures v1 socket, which Kraken serves until 1 March 2027. */
export async function connectFutures(options?: ConnectFuturesOptions): Promise<FuturesSocket> {
  return await (await import("../websocket/futures/connect.ts")).connectFutures(options);
}
