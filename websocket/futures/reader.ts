/** Who reads on a Futures v1 connection, and what the connection is given. */

import type { ApiError } from "../../core/errors.ts";
import type { ConnectionOptions } from "../connection_types.ts";
import type { ReaderCounters } from "../reader_counters.ts";
import type { StreamEvent } from "../subscription.ts";
import type { Feed } from "./feed.ts";

export type { ReaderCounters } from "../reader_counters.ts";

/** Who reads a feed. */
export interface FeedReader {
  /** The feed. */
  readonly feed: Feed<never>;
  /** Products served; `""` where there are none. */
  readonly products: Set<string>;
  /** Products refused. */
  readonly refused: Map<string, ApiError>;
  /** Takes a message. */
  deliver(message: Record<string, unknown>, product: string): void;
  /** Takes an event. */
  event(event: Omit<StreamEvent, "time" | "channel">): void;
  /** The stream is over. */
  end(error?: unknown): void;
  /** What it has not read yet, and what was forgotten since it was too slow. */
  counters?(): ReaderCounters;
}

/** A key that answers challenges. */
export interface ChallengeSigner {
  /** The public key. */
  readonly key: string;
  /** Signs a challenge. */
  sign(challenge: string): string;
}

/** What a session is given. */
export interface FuturesSessionOptions extends ConnectionOptions {
  /** The key for private feeds. */
  signer?: ChallengeSigner | undefined;
  /** Takes every text frame, with credentials blanked out. What it throws ends the connection. */
  onFrame?: ((text: string) => void) | undefined;
  /** Number among the connections of one socket. @default {0} */
  number?: number | undefined;
}

/** Acknowledgements of private feeds repeat key and signature, which belong in no recording. */
export function blanked(text: string): string {
  if (!text.includes('"api_key"') && !text.includes("challenge")) return text;
  return text.replace(/("(?:api_key|original_challenge|signed_challenge)"\s*:\s*")[^"]*/g, "$1…")
    .replace(/("event"\s*:\s*"challenge"\s*,\s*"message"\s*:\s*")[^"]*/, "$1…");
}
