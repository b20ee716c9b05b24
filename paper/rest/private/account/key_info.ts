/** GetApiKeyInfo, GetWebSocketsToken. */

import type { GetApiKeyInfoResult } from "../../../../spot/account/get_api_key_info.ts";
import type { GetWebSocketsTokenResult } from "../../../../spot/trading/get_websockets_token.ts";
import type { PrivateCall } from "../method.ts";

const unix = (ms: number) => String(Math.floor(ms / 1000));

/** `POST /0/private/GetApiKeyInfo`. */
export function getApiKeyInfo({ key }: PrivateCall): GetApiKeyInfoResult {
  return {
    api_key_name: key.name,
    api_key: key.key,
    nonce: String(key.highestNonce),
    nonce_window: String(key.nonceWindow),
    permissions: [...key.permissions],
    iban: key.account.iban,
    valid_until: "0",
    query_from: "0",
    query_to: "0",
    created_time: unix(key.created),
    modified_time: unix(key.created),
    ip_allowlist: [],
    last_used: key.lastUsed === undefined ? null : unix(key.lastUsed),
  };
}

const SECONDS = 900;

/** `POST /0/private/GetWebSocketsToken`. */
export function getWebSocketsToken({ key, house }: PrivateCall): GetWebSocketsTokenResult {
  const now = house.clock;
  for (const [token, { expires }] of house.tokens) if (expires <= now) house.tokens.delete(token);
  const token = house.ids.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 43);
  house.tokens.set(token, { key, expires: now + SECONDS * 1000 });
  return { token, expires: SECONDS };
}
