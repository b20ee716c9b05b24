/** Looks symbols up, and asks Kraken once for its lists when the bundled one does not know a name. */

import type { Bound } from "../core/endpoint.ts";
import { TransportError } from "../core/errors.ts";
import { orAbort } from "../core/retry.ts";
import type { Market, SpotMarket, Symbols } from "../core/symbols.ts";
import type { AssetInfo } from "../spot/market/assets.ts";
import type { AssetPair } from "../spot/market/asset_pairs.ts";
import type * as market from "../spot/market/mod.ts";

/** What looks names up for one client. */
export interface Lookup {
  /** The resolver behind it. */
  readonly symbols: Symbols;
  /** A market of either kind. @throws {RangeError} with suggestions, when Kraken does not know it or can't be asked. */
  market(text: string): Promise<Market>;
  /** A spot pair. @throws {RangeError} as {@linkcode Lookup.market}. */
  spot(text: string): Promise<SpotMarket>;
  /** Makes sure that names of assets and pairs are known before they are asked for; leaves the complaint to the one who asks. */
  learn(
    names: { symbol?: string | readonly string[] | undefined; asset?: string | readonly string[] | undefined },
  ): Promise<void>;
  /** The same lookup for one call: who aborts it waits for lists no longer, while others who wait for them still get them. */
  during(signal: AbortSignal | undefined): Pick<Lookup, "market" | "spot" | "learn">;
  /** All pairs, xStocks included, as Kraken answers. Two calls. */
  pairs(signal?: AbortSignal): Promise<Record<string, AssetPair>>;
  /** All assets, xStocks included, as Kraken answers. Two calls. */
  assets(signal?: AbortSignal): Promise<Record<string, AssetInfo>>;
}

// Kraken answers for coins and currencies unless asked for xStocks, so every list takes two calls.
const CLASSES = ["currency", "tokenized_asset"] as const;

/** A lookup over the bound market calls. */
export function createLookup(calls: Bound<typeof market>, symbols: Symbols): Lookup {
  let listing: Promise<unknown> | undefined;
  const learnAll = (): Promise<unknown> =>
    listing ??= Promise.all([lists.pairs(), lists.assets()]).catch((error) => {
      listing = undefined; // a failed attempt must not be the last one
      throw error;
    });
  const lists: Pick<Lookup, "pairs" | "assets"> = {
    async pairs(signal) {
      const answers = await Promise.all(CLASSES.map((aclass_base) => calls.assetPairs({ aclass_base }, { signal })));
      const pairs: Record<string, AssetPair> = Object.assign({}, ...answers);
      symbols.refresh({ pairs });
      return pairs;
    },
    async assets(signal) {
      const answers = await Promise.all(CLASSES.map((aclass) => calls.assets({ aclass }, { signal })));
      const assets: Record<string, AssetInfo> = Object.assign({}, ...answers);
      symbols.refresh({ assets });
      return assets;
    },
  };

  /** Learns unless `find` finds; a name that stays unknown is what the caller must hear of, connection or not. */
  async function known(find: () => unknown, complain: () => unknown, signal?: AbortSignal): Promise<void> {
    if (find() !== undefined) return;
    try {
      await orAbort(learnAll(), signal);
    } catch (cause) {
      if (!(cause instanceof TransportError) || signal?.aborted) throw cause;
      try {
        complain();
      } catch (error) {
        if (error instanceof RangeError) throw unasked(error, cause);
        throw error;
      }
      throw cause;
    }
  }

  const during: Lookup["during"] = (signal) => ({
    async market(text) {
      await known(() => symbols.find(text), () => symbols.resolve(text), signal);
      return symbols.resolve(text);
    },
    async spot(text) {
      await known(() => symbols.find(text, { market: "spot" }), () => symbols.spot(text), signal);
      return symbols.spot(text);
    },
    async learn({ symbol = [], asset = [] }) {
      for (const text of [symbol].flat()) {
        await known(() => symbols.find(text, { market: "spot" }), () => symbols.spot(text), signal);
      }
      for (const text of [asset].flat()) {
        await known(() => symbols.findAsset(text), () => symbols.asset(text), signal);
      }
    },
  });
  return { symbols, during, ...during(undefined), ...lists };
}

function unasked(error: RangeError, cause: TransportError): RangeError {
  return new RangeError(`${error.message} Kraken could not be asked for newer names: ${cause.message}`, { cause });
}
