/** Channel `instrument` of the v2 dialect, for Spot. */

import { ASSETS, type PaperAsset } from "../../market/assets.ts";
import { assetById } from "../../market/names.ts";
import { PAIRS, type PaperPair } from "../../market/pairs.ts";
import { fixed } from "../../market/text.ts";
import type { Topic } from "../hub.ts";

/** The topic, with or without xStocks. Nothing in it changes by itself. */
export function instrumentTopic(tokenized: boolean): Topic {
  const offered = ({ aclass }: { aclass: string }) => tokenized || aclass === "currency";
  const text = `{"channel":"instrument","type":"snapshot","data":{"assets":[${
    ASSETS.filter(offered).map(assetRow).join(",")
  }],"pairs":[${PAIRS.filter(offered).map(pairRow).join(",")}]}}`;
  return { channel: "instrument", snapshot: () => [text], step: () => [] };
}

function assetRow({ name, decimals, display, collateral, marginRate, aclass }: PaperAsset): string {
  return JSON.stringify({
    id: name,
    status: "enabled",
    precision: decimals,
    precision_display: display,
    borrowable: marginRate !== undefined,
    ...(collateral === undefined ? {} : { collateral_value: collateral }),
    ...(marginRate === undefined ? {} : { margin_rate: marginRate }),
    ...(aclass === "tokenized_asset" ? { multiplier: 1 } : {}),
  });
}

function pairRow(pair: PaperPair): string {
  const { symbol, priceDecimals, lotDecimals, costDecimals, leverage, positionLimits: [long, short] = [] } = pair;
  const tick = fixed(1, priceDecimals);
  const margin = leverage > 1
    ? `"margin_initial":${fixed(Math.round(100 / leverage), 2)},"position_limit_long":${long ?? 0},` +
      `"position_limit_short":${short ?? 0},`
    : "";
  return `{"symbol":"${symbol}","base":"${assetById(pair.base).name}","quote":"${assetById(pair.quote).name}",` +
    `"status":"online","qty_precision":${lotDecimals},"qty_increment":${fixed(1, lotDecimals)},` +
    `"price_precision":${priceDecimals},"cost_precision":${costDecimals},"marginable":${leverage > 1},` +
    `"has_index":true,"cost_min":${pair.costmin},${margin}"tick_size":${tick},"price_increment":${tick},` +
    `"qty_min":${pair.ordermin}}`;
}
