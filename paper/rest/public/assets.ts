/** Assets. */

import type { AssetInfo, AssetsResult } from "../../../spot/market/assets.ts";
import type { PaperAsset } from "../../market/assets.ts";
import { findAsset } from "../../market/names.ts";
import type { Floor } from "../method.ts";
import { names, wantsNames, word } from "../query.ts";
import { Refusal } from "../refusal.ts";

/** `GET /0/public/Assets`. */
export function assets(query: URLSearchParams, { market }: Floor): AssetsResult {
  const aclass = word(query, "aclass", ["currency", "tokenized_asset"]) ?? "currency";
  const display = wantsNames(query);
  const found = names(query, "asset")?.map((name) => {
    const asset = findAsset(name);
    if (!asset || asset.aclass !== aclass) throw new Refusal("EQuery:Unknown asset");
    return asset;
  });
  const wanted = found ?? market.assets.filter((asset) => asset.aclass === aclass);
  return Object.fromEntries(wanted.map((asset) => [display ? asset.name : asset.id, row(asset)]));
}

function row({ aclass, altname, decimals, display, collateral, marginRate }: PaperAsset): AssetInfo {
  return {
    aclass,
    altname,
    decimals,
    display_decimals: display,
    ...(collateral === undefined ? {} : { collateral_value: collateral }),
    status: "enabled",
    ...(marginRate === undefined ? {} : { margin_rate: marginRate }),
  };
}
