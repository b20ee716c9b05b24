/** Spot and Futures keys are two systems, and each refuses the other's with words that do not say so. */

import { ApiError } from "./errors.ts";
import { decodeSecret } from "./sign.ts";

/** Which market a secret looks like. */
export type KeyShape = "spot" | "futures";

/**
 * Guesses by the length of a secret: all published Spot secrets have 64 bytes, those of Futures 65 or 66. Good enough for
 * a hint once Kraken has refused a key, and for nothing else.
 *
 * @throws {TypeError} when the secret is not base64.
 */
export function keyShape(secret: string): KeyShape | undefined {
  const { length } = decodeSecret(secret);
  return length === 64 ? "spot" : length === 65 || length === 66 ? "futures" : undefined;
}

/** The same refusal, saying so when the key looks like one of the other market. */
export function wrongMarket(
  { api }: { readonly api: "spot" | "funding" | "futures" },
  shape: KeyShape | undefined,
  error: ApiError,
): ApiError {
  const wanted = api === "futures" ? "futures" : "spot";
  if (shape === undefined || shape === wanted) return error;
  const [is, needs] = shape === "spot" ? ["Spot", "Futures"] : ["Futures", "Spot"];
  return new ApiError(error.endpoint, error.errors, {
    cause: error,
    category: error.category,
    retryable: error.retryable,
    advice: `By the length of its secret this is a ${is} key, and ${needs} has keys of its own: ` +
      (needs === "Futures"
        ? "make one in the settings of Kraken Futures and pass it as futures: { key, secret }"
        : "make one in the API settings of kraken.com and pass it as key and secret"),
  });
}
