/** Any spelling of a symbol, resolved to the market or asset it means. Offline from a bundled list, or from live answers. */

import { shown } from "./codecs.ts";
import { nearestAll } from "./nearest.ts";
import {
  FIAT,
  type ListedAsset,
  type ListedInstrument,
  type ListedPair,
  modernName,
  readAsset,
  readInstrument,
  readPair,
} from "./symbols_listed.ts";
import { SNAPSHOT } from "./symbols_snapshot.ts";
import { bare, BUNDLED, type Tables } from "./symbols_table.ts";
import type { Asset, FuturesMarket, Market, SpotMarket } from "./symbols_types.ts";

export type { ListedAsset, ListedInstrument, ListedPair } from "./symbols_listed.ts";
export type { AnyMarket, Asset, AssetClass, FuturesMarket, Market, SpotMarket } from "./symbols_types.ts";

/** Live answers the resolver learns from, as Kraken gives them. Parts of a list are fine: what they lack stays as it was. */
export interface LiveListings {
  /** Result of `AssetPairs`, of one class or more. */
  pairs?: Readonly<Record<string, ListedPair>> | undefined;
  /** Result of `Assets`, of one class or more. */
  assets?: Readonly<Record<string, ListedAsset>> | undefined;
  /** `instruments` of the futures endpoint of that name. */
  instruments?: readonly ListedInstrument[] | undefined;
}

/** Narrows a lookup. */
export interface LookupOptions {
  /** Only spot pairs or only futures. With `"futures"`, `"BTC/USD"` means the linear perpetual `PF_XBTUSD`. */
  market?: "spot" | "futures" | undefined;
}

/** Resolves spellings. Made by {@linkcode symbols}; does no I/O. */
export interface Symbols {
  /**
   * The market a spelling means: `BTC/USD`, `XBTUSD`, `XXBTZUSD`, `btc-usd`, `BTC USD`, `doge/xbt`, `pf_xbtusd`,
   * `AAPLx/USD` …
   *
   * @throws {RangeError} when there is none, or several, with up to three suggestions.
   */
  resolve(text: string, options?: LookupOptions): Market;
  /** As {@linkcode Symbols.resolve}, spot pairs only. */
  spot(text: string): SpotMarket;
  /** As {@linkcode Symbols.resolve}, futures only; `"BTC/USD"` means `PF_XBTUSD`. */
  futures(text: string): FuturesMarket;
  /** As {@linkcode Symbols.resolve}, but `undefined` when there is none or several. */
  find(text: string, options?: LookupOptions): Market | undefined;
  /**
   * The asset a spelling means: `BTC`, `XXBT`, `xbt`, `ZUSD`, `DOT28.S`, `XBT.M`, `USD.HOLD` …
   *
   * @throws {RangeError} when there is none, with up to three suggestions.
   */
  asset(text: string): Asset;
  /** As {@linkcode Symbols.asset}, but `undefined` when there is none. */
  findAsset(text: string): Asset | undefined;
  /** The modern name of a market, and the text itself when it is none or not known: a label must not fail. */
  label(text: string): string;
  /** The modern name of an asset with its suffix (`"XXBT"` → `"BTC"`, `"XBT.M"` → `"BTC.M"`), or the text itself. */
  assetLabel(text: string): string;
  /** All markets, or those of one kind; delisted ones included. */
  markets(options?: LookupOptions): Market[];
  /** All assets. */
  assets(): Asset[];
  /** Takes in live answers; later lookups use them. @throws {TypeError} when they have not the shape of such answers. */
  refresh(live: LiveListings): void;
  /** The date and origin of the bundled list, and how many entries are live by now. */
  readonly info: { readonly date: string; readonly source: string; readonly live: number };
}

const SEPARATORS = /\s*[/\-_:,\s]\s*/;
const CONTRACT = /^([A-Za-z]{2})[_\-\s]+(.+)$/;
const FUTURES_KINDS = ["PF", "PI", "FF", "FI"];
const QUOTES = ["USD", "EUR", "USDT", "USDC", "BTC", "GBP"];
const MAJORS = ["BTC", "ETH", "SOL", "XRP", "DOGE", "ADA", "LTC", "DOT", "LINK", "USDT", "USDC", "EUR", "GBP"];

/**
 * A resolver of symbols. It knows the bundled list, and better after a {@linkcode Symbols.refresh} with live answers.
 * Nothing is read before the first lookup.
 *
 * The bundled list finds names; its minimums and ticks may be old. Whoever checks an order by them must refresh first
 * and can tell by `source: "live"`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { symbols } from "./symbols.ts";
 *
 * const names = symbols();
 * assertEquals(names.spot("btc-usd").id, "XXBTZUSD");
 * assertEquals(names.futures("BTC/USD").symbol, "PF_XBTUSD");
 * assertEquals(names.assetLabel("XXDG"), "DOGE");
 * ```
 */
export function symbols(live?: LiveListings): Symbols {
  let own: Tables | undefined;
  const tables = () => own ?? BUNDLED;
  const self: Symbols = {
    resolve(text, options = {}) {
      const found = candidates(tables(), text, options);
      const [first, ...others] = found;
      if (!first) throw unknown(tables(), text, options.market, own !== undefined);
      if (others.length === 0) return first;
      const names = found.slice(0, 3).map(({ symbol }) => symbol).join(" or ");
      throw new RangeError(`${shown(text)} may mean ${names}: write the one that is meant`);
    },
    spot: (text) => self.resolve(text, { market: "spot" }) as SpotMarket,
    futures: (text) => self.resolve(text, { market: "futures" }) as FuturesMarket,
    find(text, options = {}) {
      const found = typeof text === "string" && text.trim() === "" ? [] : candidates(tables(), text, options);
      return found.length === 1 ? found[0] : undefined;
    },
    asset(text) {
      const found = self.findAsset(text);
      if (found) return found;
      throw new RangeError(`No asset is called ${shown(text)}${meant(nearestAll(text, tables().assets.names()))}`);
    },
    findAsset(text) {
      if (typeof text !== "string") throw new TypeError(`'asset' must be text such as "BTC": it is ${shown(text)}`);
      return findAsset(tables(), text.trim());
    },
    label: (text) => self.find(text)?.symbol ?? text,
    assetLabel(text) {
      const { name, termDays = "", suffix } = self.findAsset(text) ?? { name: text };
      return suffix === undefined
        ? name
        : `${name}${String(termDays).padStart(termDays === "" ? 0 : 2, "0")}.${suffix}`;
    },
    markets({ market } = {}) {
      const { spot, futures } = tables();
      return [...market === "futures" ? [] : spot.all(), ...market === "spot" ? [] : futures.all()];
    },
    assets: () => tables().assets.all(),
    refresh(answers) {
      own = refreshed(tables(), answers);
    },
    get info() {
      const { spot, assets, futures } = tables();
      const all = own === undefined ? [] : [...spot.all(), ...assets.all(), ...futures.all()];
      return { ...SNAPSHOT, live: all.filter(({ source }) => source === "live").length };
    },
  };
  if (live) self.refresh(live);
  return self;
}

/** Whether an asset is a national currency, by its modern name: `isFiat("USD")`. */
export function isFiat(name: string): boolean {
  return FIAT.has(name);
}

function refreshed(now: Tables, { pairs, assets, instruments }: LiveListings): Tables {
  // Everything is read before anything is stored: a malformed answer leaves all as it was.
  if (instruments !== undefined && !Array.isArray(instruments)) {
    throw new TypeError(`'instruments' must be the array of that name in Kraken's answer: it is ${shown(instruments)}`);
  }
  const newAssets = entries(assets, "assets").flatMap(([id, asset]) => readAsset(id, asset, now.assets) ?? []);
  const names = new Map([...now.assets.all(), ...newAssets].map(({ id, name }) => [id, name]));
  const newPairs = entries(pairs, "pairs").flatMap(([id, pair]) => readPair(id, pair, names, now.spot) ?? []);
  const contracts = (instruments ?? []).flatMap((each, index) => readInstrument(each, index) ?? []);
  return now.with(newPairs, newAssets, contracts);
}

function entries<Value>(given: Readonly<Record<string, Value>> | undefined, name: string): [string, Value][] {
  if (given === undefined) return [];
  if (given === null || typeof given !== "object" || Array.isArray(given)) {
    throw new TypeError(`'${name}' must be the result of Kraken's answer, an object by name: it is ${shown(given)}`);
  }
  return Object.entries(given);
}

function findAsset({ assetKeys }: Tables, text: string): Asset | undefined {
  const get = (name: string) => assetKeys.get(name) ?? assetKeys.get(name.toUpperCase());
  const exact = get(text);
  if (exact) return exact;
  const [, stem, ending] = /^(.+)\.([A-Z]+)$/i.exec(text) ?? [];
  if (stem === undefined || ending === undefined) return undefined;
  const suffix = ending.toUpperCase();
  const plain = get(stem);
  if (plain) return { ...plain, suffix };
  // DOT28.S is DOT for 28 days; ETH2.S and LUNA2.S are not, being found above.
  const [, name, days] = /^(.+?)(\d\d)$/.exec(stem) ?? [];
  const bonded = name === undefined ? undefined : get(name);
  return bonded && { ...bonded, suffix, termDays: Number(days) };
}

function candidates(tables: Tables, text: unknown, { market }: LookupOptions): readonly Market[] {
  if (typeof text !== "string") throw new TypeError(`'symbol' must be text such as "BTC/USD": it is ${shown(text)}`);
  const trimmed = text.trim();
  if (trimmed === "") {
    throw new RangeError(`'symbol' must be a market such as "BTC/USD": current value is ${shown(text)}`);
  }
  if (market !== undefined && market !== "spot" && market !== "futures") {
    throw new RangeError(`'market' must be one of spot, futures: current value is ${shown(market)}`);
  }
  if (market === "spot") return spotMarkets(tables, trimmed);
  const found = futuresMarkets(tables, trimmed, market === "futures");
  return found.length > 0 || market === "futures" ? found : spotMarkets(tables, trimmed);
}

function kindOf(text: string): string | undefined {
  const kind = CONTRACT.exec(text)?.[1]?.toUpperCase();
  return kind !== undefined && FUTURES_KINDS.includes(kind) ? kind : undefined;
}

function futuresMarkets(tables: Tables, text: string, only: boolean): readonly FuturesMarket[] {
  // Only names with an underscore are looked up, so that a script about spot pairs never unpacks the contracts.
  const exact = text.includes("_") ? tables.futures.get(text.toUpperCase()) : undefined;
  if (exact) return [exact];
  if (kindOf(text) !== undefined) return tables.futuresKeys.get(bare(text)) ?? [];
  return only ? tables.futuresKeys.get(`PF${bare(text)}`) ?? tables.futuresKeys.get(bare(text)) ?? [] : [];
}

/** The usual spellings, found without an index: making one takes longer than all else a short script does. */
function spotMarket({ spot, mixedCase }: Tables, text: string): SpotMarket | undefined {
  const exact = spot.get(text);
  if (exact) return exact;
  const capitals = text.toUpperCase();
  const join = (base: string, quote: string) => {
    const pair = spot.get(`${modernName(base)}/${modernName(quote)}`);
    // Where an xStock differs from a coin by case alone, capitals do not decide which one is meant.
    return pair && mixedCase.has(bare(pair.symbol)) ? undefined : pair;
  };
  const [base = "", quote = "", more] = capitals.split(SEPARATORS);
  if (more !== undefined) return undefined;
  if (quote !== "") return join(base, quote);
  // XXBTZUSD: two old names of four letters, each with X or Z in front.
  const [, left = "", right = ""] = /^[XZ](...)[XZ](...)$/.exec(capitals) ?? [];
  const old = join(left, right);
  if (old?.id === capitals) return old;
  const found = new Set<SpotMarket>();
  for (let at = 1; at < capitals.length; at++) {
    const pair = join(capitals.slice(0, at), capitals.slice(at));
    if (pair) found.add(pair);
  }
  return found.size === 1 ? [...found][0] : undefined;
}

function spotMarkets(tables: Tables, text: string): readonly SpotMarket[] {
  const quick = spotMarket(tables, text);
  if (quick) return [quick];
  const parts = text.split(SEPARATORS);
  const [base = "", quote = ""] = parts;
  const written = (tables.spotKeys.get(bare(text)) ?? []).filter((pair) =>
    // Who separates the two names means those two, whatever else the letters could be read as.
    parts.length !== 2 || (isNameOf(tables, pair.base, base) && isNameOf(tables, pair.quote, quote))
  );
  const precise = written.filter(({ symbol, pair, id, wsname }) =>
    [symbol, pair, id, wsname].includes(parts.length === 2 ? `${base}/${quote}` : text)
  );
  if (precise.length === 1) return precise;
  if (written.length > 0) return written;
  const joined = (left: string, right: string) => {
    const [one, other] = [findAsset(tables, left), findAsset(tables, right)];
    if (!one || !other || one.suffix !== undefined || other.suffix !== undefined) return [];
    return tables.spot.get(`${one.name}/${other.name}`) ?? [];
  };
  if (parts.length > 1) return parts.length === 2 ? [joined(base, quote)].flat() : [];
  // Names of both kinds in one word, as in XXBTUSD: cut where both halves are assets that trade against each other.
  const cuts = Array.from({ length: text.length - 1 }, (_, at) => joined(text.slice(0, at + 1), text.slice(at + 1)));
  return [...new Set(cuts.flat())];
}

function isNameOf({ assets }: Tables, name: string, text: string): boolean {
  const { altname = name, id = name } = assets.get(name) ?? {};
  return [name, altname, id].some((each) => bare(each) === bare(text));
}

function unknown(tables: Tables, text: string, market: LookupOptions["market"], live: boolean): RangeError {
  const what = market === "futures" ? "futures contract" : market === "spot" ? "spot pair" : "market";
  const old = live
    ? ""
    : ` The bundled list of names is of ${SNAPSHOT.date} and older; load live listings to find newer ones.`;
  return new RangeError(`No ${what} is called ${shown(text)}${meant(suggestions(tables, text.trim(), market))}${old}`);
}

function meant(names: readonly string[]): string {
  if (names.length === 0) return ".";
  return `; did you mean ${
    [names.slice(0, -1).join(", "), ...names.slice(-1)].filter((part) => part !== "").join(" or ")
  }?`;
}

function suggestions(tables: Tables, text: string, market: LookupOptions["market"]): string[] {
  if (market === "futures" || (market === undefined && kindOf(text) !== undefined)) {
    const wanted = kindOf(text) === undefined ? `PF_${bare(text)}` : text;
    return nearestAll(wanted, tables.futures.names());
  }
  const letters = [...bare(text)].sort().join();
  // nearestAll keeps the order among equals: swapped letters first, then what is traded most.
  const rank = ({ symbol, base, quote }: SpotMarket) =>
    ([...bare(symbol)].sort().join() === letters ? 0 : 1000) + place(MAJORS, base) * 20 + place(QUOTES, quote);
  const listed = tables.spot.all().filter(({ status }) => status !== "delisted").map((pair) =>
    [rank(pair), pair] as const
  ).sort((a, b) => a[0] - b[0]).map(([, pair]) => pair);
  const names = new Map(listed.flatMap(({ symbol, pair, id }) => [symbol, pair, id].map((name) => [name, symbol])));
  // Each pair stands there under up to three names, so three times as many are asked for.
  const near = nearestAll(text, names.keys(), 9).map((name) => names.get(name) ?? name);
  const parts = text.split(SEPARATORS);
  const known = parts.length === 2 ? findAsset(tables, parts[0] ?? "") : undefined;
  // With the right base the quote is wrong, so only pairs of that base are meant: near ones, then the most traded.
  const sameBase = listed.filter(({ base }) => base === known?.name).map(({ symbol }) => symbol);
  const best = sameBase.length > 0 ? [...near.filter((symbol) => sameBase.includes(symbol)), ...sameBase] : near;
  if (best.length > 0) return [...new Set(best)].slice(0, 3);
  return market === undefined ? (tables.futuresKeys.get(`PF${bare(text)}`) ?? []).map(({ symbol }) => symbol) : [];
}

function place(list: readonly string[], name: string): number {
  const at = list.indexOf(name);
  return at < 0 ? list.length : at;
}
