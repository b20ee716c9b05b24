/** All markets by symbol, as the sockets see them. */

import { type Contract, findContract } from "../futures/contracts/contracts.ts";
import type { Engine } from "../futures/engine/engine.ts";
import type { Market } from "../market/market.ts";
import { findPair } from "../market/names.ts";
import type { Source } from "./source.ts";
import { contractSource } from "./sources/contract.ts";
import { pairSource } from "./sources/pair.ts";

/** Spot pairs and contracts. */
export class Markets {
  readonly #market: Market;
  readonly #engine: Engine;
  readonly #now: () => number;
  readonly #sources = new Map<string, Source>();

  /** `now` is the exchange's time, Unix milliseconds. */
  constructor(market: Market, engine: Engine, now: () => number) {
    this.#market = market;
    this.#engine = engine;
    this.#now = now;
  }

  /** The contract of a symbol that trades now. */
  contract(symbol: string): Contract | undefined {
    const found = findContract(symbol);
    const now = this.#now();
    return found?.symbol === symbol && found.opening <= now && now < found.expiry ? found : undefined;
  }

  /** The market of a symbol, written exactly so. */
  source(symbol: string): Source | undefined {
    const known = this.#sources.get(symbol);
    if (known) return known;
    const made = this.#make(symbol);
    if (made) this.#sources.set(symbol, made);
    return made;
  }

  #make(symbol: string): Source | undefined {
    const pair = findPair(symbol);
    if (pair?.symbol === symbol) return pairSource(this.#market.of(pair));
    const contract = this.contract(symbol);
    return contract && contractSource(this.#engine.desk(contract));
  }
}
