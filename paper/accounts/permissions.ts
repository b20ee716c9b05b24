/** What a key may do, by the names GetApiKeyInfo answers with. */

/** A permission of an API key. */
export type Permission =
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
  | "update-withdraw-address";

/** All of them. */
export const PERMISSIONS: readonly Permission[] = [
  "query-funds",
  "add-funds",
  "withdraw-funds",
  "earn-funds",
  "query-open-trades",
  "query-closed-trades",
  "modify-trades",
  "close-trades",
  "query-ledger",
  "export-data",
  "create-ws-token",
  "add-withdraw-address",
  "update-withdraw-address",
];

/** What a call needs: all permissions of at least one set. No set means that any valid key will do. */
export type Needs = readonly (readonly Permission[])[];

/** Whether a key's permissions are enough. */
export function allows(permissions: ReadonlySet<Permission>, needs: Needs): boolean {
  return needs.length === 0 || needs.some((set) => set.every((each) => permissions.has(each)));
}
