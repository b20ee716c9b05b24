/** The state that all of the futures half works on: accounts, orders by contract, the moment it has come to. */

import type { OrderEvent } from "../../../futures/trading/_types.ts";
import type { PaperAccount } from "../../accounts/face.ts";
import { Sequence } from "../../accounts/sequence.ts";
import { extend } from "../../market/random.ts";
import { fromMilliseconds } from "../../market/time.ts";
import { FuturesAccount } from "../account.ts";
import type { Contract } from "../contracts/contracts.ts";
import type { FuturesMarket } from "../market/futures_market.ts";
import { derivedUuid } from "../uids.ts";
import type { FuturesConditions } from "../face.ts";
import { Desk } from "./desk.ts";
import type { Prices } from "./margin.ts";
import type { FuturesOrder } from "./order.ts";

/** What became of an instruction. */
export interface Outcome {
  /** Kraken's status. */
  readonly status: string;
  /** What happened. */
  readonly events: OrderEvent[];
  /** The order concerned. */
  readonly order?: FuturesOrder | undefined;
}

/** The futures half's state. */
export class Engine {
  /** Simulated markets. */
  readonly market: FuturesMarket;
  /** Keys and their secrets. */
  readonly ids: Sequence;
  /** By number. */
  readonly accounts: FuturesAccount[] = [];
  /** By symbol. */
  readonly desks: Map<string, Desk> = new Map();
  /** By symbol. */
  readonly conditions: Map<string, FuturesConditions> = new Map();
  /** Everything up to here has happened, nanoseconds since 1970. */
  ns: bigint;
  readonly #key: number;
  #order = 0;
  #row = 0;
  #uuid = 0;

  /** Begins at a moment. */
  constructor(market: FuturesMarket, ms: number) {
    this.market = market;
    this.ids = new Sequence(`futures ${market.spot.seed}`);
    this.#key = extend(market.key, "ids");
    this.ns = fromMilliseconds(ms);
  }

  /** The moment as Unix milliseconds. */
  get ms(): number {
    return Number(this.ns / 1_000_000n);
  }

  /** A new account, of a Spot account where it is given. */
  open(master?: FuturesAccount, owner?: PaperAccount): FuturesAccount {
    const account = new FuturesAccount(this.accounts.length + 1, this.uuid(), master, owner);
    this.accounts.push(account);
    return account;
  }

  /** The orders of a contract. */
  desk(contract: Contract): Desk {
    let desk = this.desks.get(contract.symbol);
    if (!desk) this.desks.set(contract.symbol, desk = new Desk(this.market.of(contract)));
    return desk;
  }

  /** A new id; the same run gives the same ids. */
  uuid(): string {
    return derivedUuid(this.#key, ++this.#uuid);
  }

  /** The next place in a queue. */
  turn(): number {
    return ++this.#order;
  }

  /** The next id of the account log, of all accounts together. */
  row(): number {
    return ++this.#row;
  }

  /** Leaves room for the rows of a seeded history; answers with the id before the first of them. */
  skipRows(count: number): number {
    const base = this.#row;
    this.#row += count;
    return base;
  }

  /** Conditions of a contract. */
  conditionsOf({ symbol }: Contract): FuturesConditions {
    return this.conditions.get(symbol) ?? {};
  }

  /** Prices of the moment. */
  prices(ns: bigint = this.ns): Prices {
    const marks = new Map<string, bigint>();
    const worths = new Map<string, bigint>();
    const rates = new Map<string, bigint>();
    const kept = (map: Map<string, bigint>, key: string, make: () => bigint) => {
      let value = map.get(key);
      if (value === undefined) map.set(key, value = make());
      return value;
    };
    return {
      ms: Number(ns / 1_000_000n),
      mark: (contract) => kept(marks, contract.symbol, () => this.market.mark(contract, ns)),
      usd: (currency) => kept(worths, currency, () => this.market.usd(currency, ns)),
      rate: (contract) =>
        kept(rates, contract.symbol, () => this.market.rate(contract, Number(ns / 3_600_000_000_000n))),
      multiplier: (contract) => BigInt(this.conditionsOf(contract).volatility ?? 1),
    };
  }
}
