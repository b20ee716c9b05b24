/** Settings from environment variables, read when a client is made and only where reading is allowed already. */

/** The variables that are read. */
export type Variable =
  | "KRAKEN_API_KEY"
  | "KRAKEN_API_SECRET"
  | "KRAKEN_FUTURES_API_KEY"
  | "KRAKEN_FUTURES_API_SECRET"
  | "KRAKEN_SPOT_URL"
  | "KRAKEN_FUTURES_URL"
  | "KRAKEN_WS_URL"
  | "KRAKEN_WS_AUTH_URL"
  | "KRAKEN_WS_L3_URL"
  | "KRAKEN_FUTURES_WS_URL";

/** The variable's text; `undefined` when it is empty, not set, or not allowed to be read. Never asks for permission. */
export function environment(variable: Variable): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable });
  return state === "granted" ? Deno.env.get(variable) || undefined : undefined;
}
