import { type Endpoint, privatePost } from "../../core/endpoint.ts";

/** What a key may do. */
export type KeyPermission =
  | "query-funds"
  | "add-funds"
  | "withdraw-funds"
  | "earn-funds"
  | "query-open-trades"
  | "query-closed-trades"
  | "modify-trades"
  | "close-trades"
  | "query-ledger"
  | "export-data"
  | "create-ws-token"
  | "add-withdraw-address"
  | "update-withdraw-address"
  | (string & Record<never, never>);

/** The key that made the call. Times are Unix seconds as text, `"0"` when unset. */
export interface GetApiKeyInfoResult {
  /** The label it was given. */
  api_key_name: string;
  /** The public key. */
  api_key: string;
  /** Highest nonce used so far, in the caller's own unit. */
  nonce: string;
  /** How far a nonce may lag behind, in the caller's own unit; 0 is off. */
  nonce_window: string | number;
  /** What it may do. */
  permissions: KeyPermission[];
  /** Public account id (IIBAN). */
  iban: string;
  /** End of its life. */
  valid_until: string;
  /** Earliest moment it may query. */
  query_from: string;
  /** Latest moment it may query. */
  query_to: string;
  /** When it was made. */
  created_time: string;
  /** When it was changed. */
  modified_time: string;
  /** Addresses it may be used from; anywhere when empty. */
  ip_allowlist: string[];
  /** When it was used; `null` when never. */
  last_used: string | null;
}

/**
 * What the key may do, its nonce and its limits. Since 11 March 2026.
 *
 * Permission: none. Kraken's page shows the names in camelCase (`apiKeyName`), its answers have them as here.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-api-key-info}
 */
export const getApiKeyInfo: Endpoint<Record<never, never>, GetApiKeyInfoResult> = privatePost("GetApiKeyInfo");
