/** Any spelling of an asset or pair → the row it means. */

import { ASSETS, type PaperAsset } from "./assets.ts";
import { PAIRS, type PaperPair } from "./pairs.ts";

/** Spellings compare without case; what stands between the two assets of a pair is free, as it is at Kraken. */
const bare = (text: string) => text.trim().toUpperCase();

const assets = new Map<string, PaperAsset>();
for (const asset of ASSETS) for (const name of [asset.id, asset.altname, asset.name]) assets.set(bare(name), asset);

const pairs = new Map<string, PaperPair>();
for (const pair of PAIRS) {
  const [base, quote] = [assetById(pair.base), assetById(pair.quote)];
  for (const left of [base.id, base.altname, base.name]) {
    for (const right of [quote.id, quote.altname, quote.name]) {
      pairs.set(bare(left + right), pair);
      pairs.set(bare(`${left}/${right}`), pair);
    }
  }
  for (const name of [pair.id, pair.altname, pair.wsname, pair.symbol]) pairs.set(bare(name), pair);
}

/** The asset of an internal name. */
export function assetById(id: string): PaperAsset {
  const asset = assets.get(bare(id));
  if (!asset) throw new RangeError(`The exchange has no asset "${id}"`);
  return asset;
}

/** The asset meant by `XXBT`, `XBT` or `BTC`; nothing when there is none. */
export function findAsset(name: string): PaperAsset | undefined {
  return assets.get(bare(name));
}

/** The pair meant by `XXBTZUSD`, `XBTUSD`, `BTCUSD`, `XBT/USD` or `BTC/USD`; nothing when there is none. */
export function findPair(name: string): PaperPair | undefined {
  return pairs.get(bare(name));
}
