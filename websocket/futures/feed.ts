/** Feeds of the Futures WebSocket v1 are data, as endpoints are. */

import type { Overflow } from "../queue.ts";

/** The day Kraken switches the Futures WebSocket v1 off; the Unified WebSocket replaces it. */
export const FUTURES_V1_ENDS = "2027-03-01";

/** One feed of Kraken's, as data. */
export interface Feed<Message> {
  /** Kraken's name: `"ticker"`. */
  readonly name: string;
  /** Whether a signed challenge is needed. */
  readonly isPrivate: boolean;
  /** Whether products are named when subscribing. */
  readonly products: "required" | "optional" | "none";
  /** What happens to a reader that is too slow. A book or a fill must not be missing, a ticker may. */
  readonly overflow: Overflow;
  /** For the compiler only, never set. */
  readonly types?: { message: Message };
}

/** Which products a feed is about. */
export interface FeedParams {
  /** `"PF_XBTUSD"`, or several; needed by `ticker`, `ticker_lite`, `trade` and `book`, allowed for `fills`. */
  product_ids?: string | readonly string[];
}

/** A public feed by product. */
export function publicFeed<Message>(name: string, overflow: Overflow = "drop"): Feed<Message> {
  return { name, isPrivate: false, products: "required", overflow };
}

/** A private feed. */
export function privateFeed<Message>(name: string, products: "optional" | "none" = "none"): Feed<Message> {
  return { name, isPrivate: true, products, overflow: "fail" };
}

/**
 * The products of a subscription; one empty text where there are none.
 *
 * @throws {TypeError | RangeError} when they are missing, malformed, or not taken by the feed.
 */
export function productsOf({ name, products }: Feed<unknown>, params: FeedParams): string[] {
  for (const given of Object.keys(params)) {
    if (given !== "product_ids") {
      throw new TypeError(`Cannot subscribe to ${name} as it has no parameter '${given}'; it takes: product_ids`);
    }
  }
  const { product_ids: given } = params;
  if (given === undefined) {
    if (products !== "required") return [""];
    throw new TypeError(`Cannot subscribe to ${name} as 'product_ids' is missing`);
  }
  if (products === "none") throw new TypeError(`Cannot subscribe to ${name} as it takes no 'product_ids'`);
  const ids: unknown = typeof given === "string" ? [given] : given;
  if (!Array.isArray(ids) || ids.length === 0 || !ids.every((id) => typeof id === "string" && id !== "")) {
    throw new TypeError(
      `Cannot subscribe as 'product_ids' must be a product or an array of products: current value is ${
        Deno.inspect(given)
      }`,
    );
  }
  // Kraken's ids are upper case; older clients were allowed to be careless.
  return [...new Set(ids.map((id: string) => id.toUpperCase()))];
}
