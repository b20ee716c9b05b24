/** AssetPairs. */

import type { AssetPair, PairFees, PairLeverage, PairMargin } from "../../../spot/market/asset_pairs.ts";
import { assetById, findPair } from "../../market/names.ts";
import type { PaperPair } from "../../market/pairs.ts";
import { fixed } from "../../market/text.ts";
import type { Floor } from "../method.ts";
import { names, optional, wantsNames, word } from "../query.ts";
import { invalidArgument, unknownPair } from "../refusal.ts";

const VENUES = ["international", "bitnomial_exchange"];

/** `GET /0/public/AssetPairs`. */
export function assetPairs(
  query: URLSearchParams,
  { market }: Floor,
): Record<string, AssetPair | PairFees | PairLeverage | PairMargin> {
  const aclass = word(query, "aclass_base", ["currency", "tokenized_asset"]) ?? "currency";
  const info = word(query, "info", ["info", "leverage", "fees", "margin"]) ?? "info";
  const country = optional(query, "country_code");
  if (country !== undefined && !/^[A-Za-z]{2}(:[A-Za-z0-9]{1,3})?$/.test(country)) {
    throw invalidArgument("country_code");
  }
  const venues = names(query, "execution_venue") ?? ["international"];
  if (venues.some((venue) => !VENUES.includes(venue))) throw invalidArgument("execution_venue");
  const display = wantsNames(query);
  const found = names(query, "pair")?.map((name) => {
    const pair = findPair(name);
    if (!pair || pair.aclass !== aclass) throw unknownPair();
    return pair;
  });
  const wanted = (found ?? market.pairs.filter((pair) => pair.aclass === aclass))
    .filter((pair) => venues.includes("international") && isOffered(pair, country));
  return Object.fromEntries(wanted.map((pair) => {
    const row = pairRow(pair, display);
    const { fees = [], fees_maker = [], leverage_buy, leverage_sell, fee_volume_currency, margin_call } = row;
    const part = info === "leverage"
      ? { leverage_buy, leverage_sell }
      : info === "fees"
      ? { fees, fees_maker, fee_volume_currency }
      : info === "margin"
      ? { margin_call, margin_level: row.margin_stop }
      : row;
    return [display ? pair.symbol : pair.id, part];
  }));
}

/** xStocks are not offered to people in the United States; all else is offered everywhere here. */
function isOffered(pair: PaperPair, country: string | undefined): boolean {
  return pair.aclass === "currency" || !country?.toUpperCase().startsWith("US");
}

/** A pair's whole row. The fee tables are empty since September 2026. */
export function pairRow(pair: PaperPair, display: boolean = false): AssetPair {
  const [base, quote] = [assetById(pair.base), assetById(pair.quote)];
  const leverage = Array.from({ length: Math.max(0, pair.leverage - 1) }, (_, index) => index + 2);
  const [long, short] = pair.positionLimits ?? [];
  return {
    altname: pair.altname,
    wsname: pair.wsname,
    aclass_base: base.aclass,
    base: display ? base.name : base.id,
    aclass_quote: quote.aclass,
    quote: display ? quote.name : quote.id,
    lot: "unit",
    cost_decimals: pair.costDecimals,
    pair_decimals: pair.priceDecimals,
    lot_decimals: pair.lotDecimals,
    lot_multiplier: 1,
    leverage_buy: leverage,
    leverage_sell: [...leverage],
    fees: [],
    fees_maker: [],
    fee_volume_currency: display ? "USD" : "ZUSD",
    margin_call: 80,
    margin_stop: 40,
    ordermin: pair.ordermin,
    costmin: pair.costmin,
    tick_size: fixed(1, pair.priceDecimals),
    status: "online",
    execution_venue: "international",
    ...(long === undefined ? {} : { long_position_limit: long }),
    ...(short === undefined ? {} : { short_position_limit: short }),
  };
}
