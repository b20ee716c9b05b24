/** All contracts together: index, mark and last prices, rates and worths at any time. */

import { units } from "../../../core/decimal.ts";
import { power } from "../../accounts/money.ts";
import type { Market } from "../../market/market.ts";
import type { PairMarket } from "../../market/pair_market.ts";
import { extend } from "../../market/random.ts";
import { fromMilliseconds, nanoseconds } from "../../market/time.ts";
import type { Contract } from "../contracts/contracts.ts";
import { type Underlying, UNDERLYINGS } from "../contracts/table.ts";
import { PRICE } from "../money.ts";
import { ContractMarket } from "./contract_market.ts";
import { absoluteRate, lifted, relativeRate } from "./premium.ts";

/** Currencies of the wallets, lower case as wallets name them, with their haircut as collateral in hundredths. */
export const CURRENCIES: Readonly<Record<string, { readonly asset: string; readonly haircut: bigint }>> = {
  usd: { asset: "ZUSD", haircut: 0n },
  eur: { asset: "ZEUR", haircut: 0n },
  usdc: { asset: "USDC", haircut: 0n },
  usdt: { asset: "USDT", haircut: 0n },
  xbt: { asset: "XXBT", haircut: 2n },
  eth: { asset: "XETH", haircut: 2n },
  sol: { asset: "SOL", haircut: 20n },
  xrp: { asset: "XXRP", haircut: 20n },
};

/** The futures markets on a simulated Spot market. Prices have {@linkcode PRICE} decimals. */
export class FuturesMarket {
  /** The Spot market it follows. */
  readonly spot: Market;
  /** A key for what is derived from all markets. */
  readonly key: number;
  readonly #markets = new Map<string, ContractMarket>();

  /** Everything follows from the Spot market and its seed. */
  constructor(spot: Market) {
    this.spot = spot;
    this.key = extend(0x46555455, String(spot.seed));
  }

  /** The engine of a contract. */
  of(contract: Contract): ContractMarket {
    let market = this.#markets.get(contract.symbol);
    if (!market) {
      market = new ContractMarket(this.key, contract, this.spot.of(contract.underlying.pair));
      this.#markets.set(contract.symbol, market);
    }
    return market;
  }

  /** The index at a time (nanoseconds): the last Spot trade; 0 before the first. */
  index({ pair }: Underlying, ns: bigint): bigint {
    const market = this.spot.of(pair);
    const place = market.lastPlace(ns);
    return place ? indexOf(market, market.tradesOf(place.hour).price[place.index] ?? 0) : 0n;
  }

  /** The index at the begin of an hour since 1970, known without making the hour's trades. */
  indexAtHour({ pair }: Underlying, hour: number): bigint {
    const market = this.spot.of(pair);
    for (let before = hour - 1; before >= market.firstHour; before--) {
      const { count, close } = market.summary(nanoseconds(before, 0), nanoseconds(before + 1, 0));
      if (count > 0) return indexOf(market, close);
    }
    return 0n;
  }

  /** The mark price at a time (nanoseconds): the index with the premium of the hour. */
  mark(contract: Contract, ns: bigint): bigint {
    const index = this.index(contract.underlying, ns);
    return lifted(index, this.of(contract).premium(Number(ns / 3_600_000_000_000n)));
  }

  /** Price of the last trade at or before a time (nanoseconds); 0 before the first. */
  last(contract: Contract, ns: bigint): bigint {
    const market = this.of(contract);
    const place = market.lastPlace(ns);
    return place ? BigInt(market.tradesOf(place.hour).price[place.index] ?? 0) * contract.tick : 0n;
  }

  /** Relative funding rate of an hour since 1970, with `RATE` decimals; 0 for dated contracts. */
  relative(contract: Contract, hour: number): bigint {
    return contract.perpetual ? relativeRate(contract, this.of(contract).key, hour) : 0n;
  }

  /** Absolute funding rate of an hour since 1970, with `RATE` decimals, by the index at its begin. */
  rate(contract: Contract, hour: number): bigint {
    if (!contract.perpetual) return 0n;
    const index = this.indexAtHour(contract.underlying, hour);
    return index === 0n ? 0n : absoluteRate(contract, this.relative(contract, hour), index);
  }

  /** Absolute rate of the next hour as it stands: by the premium of this hour so far and the index of the moment. */
  predicted(contract: Contract, ns: bigint): bigint {
    const index = this.index(contract.underlying, ns);
    if (!contract.perpetual || index === 0n) return 0n;
    return absoluteRate(contract, this.relative(contract, Number(ns / 3_600_000_000_000n) + 1), index);
  }

  /** US dollars for one unit of a wallet's currency at a time (nanoseconds). */
  usd(currency: string, ns: bigint): bigint {
    if (currency === "usd") return power(PRICE);
    const { asset } = CURRENCIES[currency] ?? {};
    if (asset === undefined) throw new RangeError(`No wallet holds "${currency}"`);
    const underlying = this.underlying(currency);
    if (underlying) return this.index(underlying, ns);
    return units(this.spot.worth(asset, Number(ns / 1_000_000n)), PRICE);
  }

  /** The underlying that a wallet's currency is; nothing for money. */
  underlying(currency: string): Underlying | undefined {
    return UNDERLYINGS.find(({ asset }) => asset === CURRENCIES[currency]?.asset);
  }

  /** Rate that settles a dated contract: linear the mean of 30 minutes before expiry, inverse the index at expiry. */
  settlement(contract: Contract): bigint {
    const end = fromMilliseconds(contract.expiry);
    if (contract.inverse) return this.index(contract.underlying, end);
    let sum = 0n;
    for (let minute = 0n; minute < 30n; minute++) {
      sum += this.index(contract.underlying, end - minute * 60_000_000_000n);
    }
    return sum / 30n;
  }
}

/** Spot ticks as an index value. */
export function indexOf(market: PairMarket, ticks: number): bigint {
  return BigInt(ticks) * power(PRICE - market.pair.priceDecimals);
}
