import type { Feed } from "./feed.ts";

/** A message of {@linkcode heartbeat}. */
export interface HeartbeatMessage {
  /** `"heartbeat"`. */
  readonly feed: "heartbeat";
  /** Unix milliseconds. */
  time: number;
}

/**
 * Regular signs of life. The connection is watched by pings anyway.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/websocket/heartbeat}
 */
export const heartbeat: Feed<HeartbeatMessage> = {
  name: "heartbeat",
  isPrivate: false,
  products: "none",
  overflow: "drop",
};
