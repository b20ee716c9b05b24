/** Reads what Kraken lists – pairs, assets, instruments – into markets and assets. */

import { shown } from "./codecs.ts";
import { plain } from "./decimal.ts";
import type { Asset, AssetClass, FuturesMarket, SpotMarket } from "./symbols_types.ts";

/** What is read of an entry of `AssetPairs`. */
export interface ListedPair {
  /** Short name. */
  altname: string;
  /** Name on WebSocket v1; only the dark pools of old had none. */
  wsname?: string;
  /** Class of the base. */
  aclass_base?: string;
  /** Base asset. */
  base: string;
  /** Quote asset. */
  quote: string;
  /** Decimals of a price. */
  pair_decimals: number;
  /** Decimals of a volume. */
  lot_decimals: number;
  /** Decimals of a cost. */
  cost_decimals?: number;
  /** Step of prices. */
  tick_size?: string;
  /** Smallest volume. */
  ordermin?: string;
  /** Smallest cost. */
  costmin?: string;
  /** Trading status. */
  status?: string;
}

/** What is read of an entry of `Assets`. */
export interface ListedAsset {
  /** Class. */
  aclass?: string;
  /** Short name. */
  altname: string;
  /** Decimals in the books. */
  decimals: number;
  /** Decimals shown. */
  display_decimals: number;
}

/** What is read of an entry of the futures `instruments`. */
export interface ListedInstrument {
  /** Contract, in either case. */
  symbol: string;
  /** Kind of contract. */
  type: string;
  /** Step of prices; indices have none. */
  tickSize?: number;
  /** Units in one of size. */
  contractSize?: number;
  /** Decimals of a size. */
  contractValueTradePrecision?: number;
  /** Whether it can be traded. */
  tradeable: boolean;
  /** Whether it takes post-only orders alone. */
  postOnly?: boolean;
  /** Base asset. */
  base?: string;
  /** Quote asset. */
  quote?: string;
  /** When trading ends. */
  lastTradingTime?: string;
}

/** National currencies Kraken keeps balances in; two of them make a forex pair. */
export const FIAT: ReadonlySet<string> = new Set(["USD", "EUR", "GBP", "JPY", "CAD", "AUD", "CHF", "AED"]);

const MODERN: Readonly<Record<string, string>> = { XBT: "BTC", XDG: "DOGE" };
const LEGACY: Readonly<Record<string, string>> = { BTC: "XBT", DOGE: "XDG" };

/** Modern name of an altname: `XBT` → `BTC`. Only two differ. */
export function modernName(altname: string): string {
  return MODERN[altname] ?? altname;
}

/** Altname of a modern name: `BTC` → `XBT`. */
export function legacyName(name: string): string {
  return LEGACY[name] ?? name;
}

/** Class of a pair, from that of its base. */
export function classOf(base: string, quote: string, aclass: string | undefined): AssetClass {
  if (aclass !== undefined && aclass !== "" && aclass !== "currency") return aclass;
  return FIAT.has(base) && FIAT.has(quote) ? "forex" : "currency";
}

/** The step of a number of decimals: 2 → `"0.01"`, −3 → `"1000"`. */
export function step(decimals: number): string {
  return decimals > 0 ? `0.${"0".repeat(decimals - 1)}1` : `1${"0".repeat(-decimals)}`;
}

function need(entry: object, field: string, type: "string" | "number" | "boolean", where: string): void {
  const value = (entry as Record<string, unknown>)[field];
  const kind: string = typeof value;
  if (kind !== type) {
    throw new TypeError(
      `${where} must have '${field}' as Kraken's answers do, a ${type}: current value is ${shown(value)}`,
    );
  }
}

function isEntry(entry: unknown, where: string): void {
  if (entry === null || typeof entry !== "object") {
    throw new TypeError(`${where} must be an entry of Kraken's answer: it is ${shown(entry)}`);
  }
}

interface Names<Entry> {
  get(name: string): Entry | undefined;
}

/** A pair of `AssetPairs`; nothing for the dark pools that old answers had (`XXBTZUSD.d`). */
export function readPair(
  key: string,
  pair: ListedPair,
  names: ReadonlyMap<string, string>,
  known: Names<SpotMarket>,
): SpotMarket | undefined {
  const where = `'pairs.${key}'`;
  isEntry(pair, where);
  for (const field of ["altname", "base", "quote"]) need(pair, field, "string", where);
  for (const field of ["pair_decimals", "lot_decimals"]) need(pair, field, "number", where);
  if (pair.wsname === undefined && pair.altname.endsWith(".d")) return undefined;
  const nameOf = (id: string) => names.get(id) ?? modernName(id);
  const [base = "", quote = ""] = pair.wsname?.split("/").map(modernName) ?? [nameOf(pair.base), nameOf(pair.quote)];
  const symbol = `${base}/${quote}`;
  return {
    market: "spot",
    symbol,
    pair: pair.altname,
    // With assetVersion=1 answers are keyed by the modern name, and the internal one is not told.
    id: key.includes("/") ? known.get(symbol)?.id ?? pair.altname : key,
    wsname: pair.wsname ?? `${legacyName(base)}/${legacyName(quote)}`,
    base,
    quote,
    assetClass: classOf(base, quote, pair.aclass_base),
    status: pair.status ?? "unknown",
    source: "live",
    pair_decimals: pair.pair_decimals,
    lot_decimals: pair.lot_decimals,
    ...(pair.cost_decimals !== undefined && { cost_decimals: pair.cost_decimals }),
    tick_size: pair.tick_size ?? step(pair.pair_decimals),
    ...(pair.ordermin !== undefined && { ordermin: pair.ordermin }),
    ...(pair.costmin !== undefined && { costmin: pair.costmin }),
  };
}

/** An asset of `Assets`; nothing for forms of balances (`XBT.M`), which are read off their plain asset. */
export function readAsset(key: string, asset: ListedAsset, known: Names<Asset>): Asset | undefined {
  const where = `'assets.${key}'`;
  isEntry(asset, where);
  need(asset, "altname", "string", where);
  for (const field of ["decimals", "display_decimals"]) need(asset, field, "number", where);
  if (asset.altname.includes(".")) return undefined;
  const name = modernName(asset.altname);
  return {
    name,
    // With assetVersion=1 the key of XXBT is BTC, and the internal name is not told.
    id: key === name ? known.get(name)?.id ?? key : key,
    altname: asset.altname,
    decimals: asset.decimals,
    display_decimals: asset.display_decimals,
    assetClass: asset.aclass ?? "currency",
    fiat: FIAT.has(name),
    source: "live",
  };
}

/** A contract of `instruments`; nothing for the indices that old answers had, which cannot be traded. */
export function readInstrument(instrument: ListedInstrument, index: number): FuturesMarket | undefined {
  const where = `'instruments[${index}]'`;
  isEntry(instrument, where);
  for (const field of ["symbol", "type"]) need(instrument, field, "string", where);
  need(instrument, "tradeable", "boolean", where);
  if (instrument.tickSize === undefined) return undefined;
  need(instrument, "tickSize", "number", where);
  const { symbol, type, tradeable, postOnly, base, quote, lastTradingTime } = instrument;
  return futuresMarket({
    symbol: symbol.toUpperCase(),
    type,
    status: !tradeable ? "not_tradeable" : postOnly ? "post_only" : "online",
    source: "live",
    tickSize: plain(instrument.tickSize),
    contractSize: instrument.contractSize ?? 1,
    contractValueTradePrecision: instrument.contractValueTradePrecision ?? 0,
    base,
    quote,
    lastTradingTime,
  });
}

/** Builds a contract; base and quote are read from the symbol where they are not given. */
export function futuresMarket(
  given:
    & Pick<
      FuturesMarket,
      "symbol" | "type" | "status" | "source" | "tickSize" | "contractSize" | "contractValueTradePrecision"
    >
    & { base: string | undefined; quote: string | undefined; lastTradingTime: string | undefined },
): FuturesMarket {
  const { symbol, contractValueTradePrecision } = given;
  const [, pair = "", expiry] = symbol.split("_");
  const quote = given.quote ?? /(USDT|USDC|[A-Z]{3})$/.exec(pair)?.[1] ?? "USD";
  const base = given.base ?? modernName(pair.endsWith(quote) ? pair.slice(0, -quote.length) : pair);
  const { lastTradingTime, ...rest } = given;
  return {
    ...rest,
    market: "futures",
    pair: symbol,
    id: symbol,
    wsname: symbol,
    base,
    quote,
    assetClass: classOf(base, quote, /^[A-Z]+x$/.test(base) ? "tokenized_asset" : undefined),
    perpetual: expiry === undefined,
    minimumTradeSize: step(contractValueTradePrecision),
    ...(lastTradingTime !== undefined && { lastTradingTime }),
  };
}
