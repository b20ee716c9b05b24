import { type Channel, channel, type ChannelMessage } from "../v2/types.ts";

/** Subscription to {@linkcode preferences}. Documented on Kraken's Unified page. */
export type PreferencesParams = Record<never, never>;

/** A message of {@linkcode preferences}. The futures permission is `enabled`, `reduce_only` or `disabled`; its key is unconfirmed. */
export type PreferencesMessage = ChannelMessage<"preferences", unknown>;

/**
 * Your trading preferences: a snapshot, then changes. Needs a token. Kraken may answer "Preferences are not available yet, try again
 * later": then do.
 */
export const preferences: Channel<PreferencesParams, PreferencesMessage, "unified"> = channel({
  api: "unified",
  name: "preferences",
  host: "auth",
  bySymbol: false,
  overflow: "fail",
  params: {},
});
