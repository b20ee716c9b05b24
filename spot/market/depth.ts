import { type Endpoint, publicGet } from "../../core/endpoint.ts";
import { integer, oneOf, required, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import { ASSET_VERSIONS, type AssetVersion, TOKENIZED, type Tokenized } from "./_params.ts";

/** Query of {@linkcode depth}. */
export interface DepthParams {
  /** One pair in any spelling of Kraken's: `"XBTUSD"`, `"XXBTZUSD"`, `"BTC/USD"`. */
  pair: string;
  /** Levels of each side, 1 to 500. @default {100} */
  count?: number;
  /**
   * `1` keys the answer by display names (`BTC`, `BTC/USD`) in place of Kraken's internal ones (`XXBT`, `XXBTZUSD`).
   * `altname` and `wsname` stay as they are.
   */
  assetVersion?: AssetVersion;
  /** `"tokenized_asset"` when the pair is an xStock, which Kraken does not find without; else left out. */
  asset_class?: Tokenized;
}

/** One price level: price in the quote asset, volume in the base asset, Unix seconds of its last change. */
export type DepthLevel = [price: Decimal, volume: Decimal, timestamp: number];

/** Both sides of a book. */
export interface DepthBook {
  /** Lowest price first. */
  asks: DepthLevel[];
  /** Highest price first. */
  bids: DepthLevel[];
}

/** The book under Kraken's name of the pair. */
export type DepthResult = Record<string, DepthBook>;

/**
 * Snapshot of the order book by price level, at most 500 a side, keyed by Kraken's own pair name (`XXBTZUSD`).
 *
 * It carries no checksum; a verified and living book comes from the WebSocket.
 *
 * Public; one call on the limit of the IP address and pair.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/get-order-book}
 */
export const depth: Endpoint<DepthParams, DepthResult> = publicGet("Depth", {
  params: {
    pair: required(text),
    count: integer(1, 500),
    assetVersion: oneOf(ASSET_VERSIONS),
    asset_class: oneOf(TOKENIZED),
  },
});
