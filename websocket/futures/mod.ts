/** Kraken's Futures WebSocket v1: feeds, and the socket that carries them. It ends on 1 March 2027. */

export * from "./constants.ts";
export {
  connectFutures,
  type ConnectFuturesOptions,
  type FeedOptions,
  FUTURES_SOCKET_URL,
  FuturesSocket,
} from "./connect.ts";
export type { ReaderCounters } from "./session.ts";
