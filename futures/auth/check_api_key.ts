import { type Endpoint, futures } from "../../core/endpoint.ts";

/** Answer to {@linkcode checkApiKey}. */
export interface CheckApiKeyResult {
  /** The public key. */
  apiKey: string;
  /** Id of the account. */
  accountUid: string;
  /** Internal account number; `null` without one. */
  iiban: string | null;
  /** When the key was made, ISO 8601. */
  createdAt: string;
  /** What the key may do; Kraken does not document the names in it. */
  permissions: Record<string, unknown>;
  /** Addresses it may be used from; `null` for all. */
  allowedCidrBlock: string | null;
  /** The same as a list. */
  allowedCidrBlocks: string[];
}

/**
 * What Kraken knows of the key in use. HTTP 401 for a wrong key.
 *
 * Any valid Futures key; no cost is published. Documented with the API that ends on 1 March 2027.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/auth/check-v-3-api-key}
 */
export const checkApiKey: Endpoint<Record<never, never>, CheckApiKeyResult> = futures<
  Record<never, never>,
  CheckApiKeyResult
>("GET", "/api/auth/v1/api-keys/v3/check", { auth: true });
