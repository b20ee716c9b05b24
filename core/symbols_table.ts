/** The tables behind a resolver: the bundled list, unpacked row by row when asked for, and live entries on top. */

import { classOf, FIAT, futuresMarket, legacyName, modernName, step } from "./symbols_listed.ts";
import { ASSETS, INSTRUMENTS, PAIRS } from "./symbols_snapshot.ts";
import type { Asset, FuturesMarket, SpotMarket } from "./symbols_types.ts";

/** A spelling without case and punctuation: `btc-usd` → `BTCUSD`. */
export function bare(text: string): string {
  return text.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
}

/**
 * Entries by name, some of them still rows of text. A first lookup has to be quick (a thousand objects made by code that
 * runs for the first time take 10 ms), so a row becomes an object when somebody wants it.
 */
export class Listing<Entry extends object> {
  readonly #entries: Map<string, Entry | string>;
  readonly #unpack: (row: string) => Entry;

  constructor(entries: Map<string, Entry | string>, unpack: (row: string) => Entry) {
    this.#entries = entries;
    this.#unpack = unpack;
  }

  /** The entry of that very name. */
  get(name: string): Entry | undefined {
    const entry = this.#entries.get(name);
    if (typeof entry !== "string") return entry;
    const unpacked = this.#unpack(entry);
    this.#entries.set(name, unpacked);
    return unpacked;
  }

  /** All names. */
  names(): string[] {
    return [...this.#entries.keys()];
  }

  /** All entries. */
  all(): Entry[] {
    return this.names().flatMap((name) => this.get(name) ?? []);
  }

  /** A copy with these entries new or in place of their namesakes. */
  with(entries: readonly (readonly [string, Entry])[]): Listing<Entry> {
    return new Listing(new Map([...this.#entries, ...entries]), this.#unpack);
  }
}

function packed<Entry extends object>(table: string, unpack: (row: string) => Entry): Listing<Entry> {
  const entries = new Map<string, Entry | string>();
  for (const row of table.replaceAll("\n", "").split(",")) {
    if (row === "") continue;
    const end = row.indexOf(" ");
    entries.set(end < 0 ? row : row.slice(0, end), row);
  }
  return new Listing(entries, unpack);
}

/** Markets and assets by name, and by their other spellings. Never changed once made. */
export class Tables {
  #spot: Listing<SpotMarket> | undefined;
  #assets: Listing<Asset> | undefined;
  #futures: Listing<FuturesMarket> | undefined;
  #mixedCase: Set<string> | undefined;
  #spotKeys: Map<string, SpotMarket[]> | undefined;
  #futuresKeys: Map<string, FuturesMarket[]> | undefined;
  #assetKeys: Map<string, Asset> | undefined;

  /** What is not given is the bundled list, read when first needed: who asks for a pair waits for no contracts. */
  constructor(spot?: Listing<SpotMarket>, assets?: Listing<Asset>, futures?: Listing<FuturesMarket>) {
    this.#spot = spot;
    this.#assets = assets;
    this.#futures = futures;
  }

  /** Spot pairs by modern name. */
  get spot(): Listing<SpotMarket> {
    return this.#spot ??= packed(PAIRS, pairOf);
  }

  /** Assets by modern name. */
  get assets(): Listing<Asset> {
    return this.#assets ??= packed(ASSETS, assetOf);
  }

  /** Contracts by symbol. */
  get futures(): Listing<FuturesMarket> {
    return this.#futures ??= packed(INSTRUMENTS, contractOf);
  }

  /** A copy with these entries new or in place of their namesakes. */
  with(pairs: readonly SpotMarket[], assets: readonly Asset[], contracts: readonly FuturesMarket[]): Tables {
    return new Tables(
      this.spot.with(pairs.map((pair) => [pair.symbol, pair])),
      this.assets.with(assets.map((asset) => [asset.name, asset])),
      this.futures.with(contracts.map((contract) => [contract.symbol, contract])),
    );
  }

  /** Spot pairs with small letters in their name (xStocks), bare. */
  get mixedCase(): ReadonlySet<string> {
    return this.#mixedCase ??= new Set(this.spot.names().filter((name) => /[a-z]/.test(name)).map(bare));
  }

  /** Spot pairs by each of their names, bare. */
  get spotKeys(): ReadonlyMap<string, readonly SpotMarket[]> {
    if (this.#spotKeys) return this.#spotKeys;
    const keys = new Map<string, SpotMarket[]>();
    for (const pair of this.spot.all()) {
      put(keys, bare(pair.symbol), pair);
      put(keys, bare(pair.pair), pair);
      if (pair.id !== pair.pair) put(keys, bare(pair.id), pair);
      // As a rule the v1 name is the altname with a slash.
      if (pair.wsname.length !== pair.pair.length + 1) put(keys, bare(pair.wsname), pair);
    }
    return this.#spotKeys = keys;
  }

  /** Contracts by kind, pair and date, bare, with base and quote in each of their names: `PFXBTUSD`, `PFBTCUSD` … */
  get futuresKeys(): ReadonlyMap<string, readonly FuturesMarket[]> {
    if (this.#futuresKeys) return this.#futuresKeys;
    const keys = new Map<string, FuturesMarket[]>();
    const names = (name: string) => {
      const asset = this.assets.get(name);
      return asset ? [asset.name, asset.altname, asset.id] : [name];
    };
    for (const contract of this.futures.all()) {
      const [kind = "", , expiry = ""] = contract.symbol.split("_");
      put(keys, bare(contract.symbol), contract);
      for (const base of names(contract.base)) {
        for (const quote of names(contract.quote)) put(keys, bare(kind + base + quote + expiry), contract);
      }
    }
    return this.#futuresKeys = keys;
  }

  /** Assets by each of their names, as written and in capitals. */
  get assetKeys(): ReadonlyMap<string, Asset> {
    if (this.#assetKeys) return this.#assetKeys;
    const keys = new Map<string, Asset>();
    const all = this.assets.all();
    for (const asset of all) keys.set(asset.name, asset);
    // Names as written come first, so that no other asset's alias or capitals hide one.
    for (const asset of all) {
      for (const name of [asset.altname, asset.id, asset.name.toUpperCase()]) {
        if (!keys.has(name)) keys.set(name, asset);
      }
    }
    return this.#assetKeys = keys;
  }
}

/** The bundled list, shared by all resolvers that learnt nothing yet. */
export const BUNDLED: Tables = new Tables();

function put<Value>(keys: Map<string, Value[]>, key: string, value: Value): void {
  const known = keys.get(key);
  if (!known) keys.set(key, [value]);
  else if (!known.includes(value)) known.push(value);
}

function pairOf(row: string): SpotMarket {
  const [symbol = "", id, price, lot, cost, ordermin, costmin, tick, aclass, state] = row.split(" ");
  const [base = "", quote = ""] = symbol.split("/");
  const [left, right] = [legacyName(base), legacyName(quote)];
  return {
    market: "spot",
    symbol,
    pair: left + right,
    id: id || left + right,
    wsname: `${left}/${right}`,
    base,
    quote,
    assetClass: classOf(base, quote, aclass),
    status: state || "unknown",
    source: "snapshot",
    pair_decimals: Number(price),
    lot_decimals: Number(lot || 8),
    ...(cost !== "?" && { cost_decimals: Number(cost) }),
    tick_size: tick || step(Number(price)),
    ...(ordermin && { ordermin }),
    ...(costmin !== "?" && { costmin: costmin || "0.5" }),
  };
}

function assetOf(row: string): Asset {
  const [name = "", id, decimals, display] = row.split(" ");
  const altname = legacyName(name);
  return {
    name,
    id: id || altname,
    altname,
    ...(decimals && { decimals: Number(decimals) }),
    ...(display && { display_decimals: Number(display) }),
    assetClass: /^[A-Z]+x$/.test(name) ? "tokenized_asset" : "currency",
    fiat: FIAT.has(name),
    source: "snapshot",
  };
}

function contractOf(row: string): FuturesMarket {
  const [symbol = "", base, quote, tickSize = "", precision, contractSize, lastTradingTime] = row.split(" ");
  return futuresMarket({
    symbol,
    type: /^[PF]I_/.test(symbol) ? "futures_inverse" : "flexible_futures",
    status: "unknown",
    source: "snapshot",
    tickSize,
    contractSize: Number(contractSize || 1),
    contractValueTradePrecision: Number(precision),
    base: base || modernName((symbol.split("_")[1] ?? "").replace(/USD$/, "")),
    quote: quote || "USD",
    lastTradingTime,
  });
}
