/** Kraken Spot WebSocket v2: channels, order methods, and the socket that carries them. */

export * from "./constants.ts";
export {
  connectSpot,
  type ConnectSpotOptions,
  type Precisions,
  SPOT_SOCKET_URLS,
  type SpotBooksOptions,
  SpotSocket,
} from "./connect.ts";
