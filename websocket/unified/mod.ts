/** Kraken's Unified WebSocket (derivatives): a second table over the dialect of Spot v2. */

export * from "./constants.ts";
export { connectUnified, type ConnectUnifiedOptions, UNIFIED_SOCKET_URLS, UnifiedSocket } from "./connect.ts";
