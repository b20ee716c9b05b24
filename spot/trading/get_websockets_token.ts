import { type Endpoint, privatePost } from "../../core/endpoint.ts";

/** A token for the private WebSocket. */
export interface GetWebSocketsTokenResult {
  /** Goes into every private request on the socket. A secret: it opens the account's feeds and its order entry. */
  token: string;
  /** Seconds within which it must be used first, 900. It stays valid while a private subscription is held. */
  expires: number;
}

/**
 * A token for the private WebSocket. Fetch a fresh one for every connection.
 *
 * Permission: WebSocket interface. Cost: 1.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-websockets-token}
 */
export const getWebSocketsToken: Endpoint<Record<never, never>, GetWebSocketsTokenResult> = privatePost(
  "GetWebSocketsToken",
  { permission: "WebSocket interface (create-ws-token)" },
);
