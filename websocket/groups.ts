/**
 * Every channel and method of Kraken's WebSockets as a constant, by socket. Data only: the sockets that carry them are loaded when
 * one is opened.
 *
 * @module
 */

/** Channels and order methods of Spot v2. */
export * as spot from "./spot/constants.ts";
/** Channels and order methods of the Unified WebSocket. */
export * as unified from "./unified/constants.ts";
/** Feeds of the Futures WebSocket v1, which ends on 1 March 2027. */
export * as futures from "./futures/constants.ts";
