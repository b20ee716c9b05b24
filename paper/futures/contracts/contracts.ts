/** The contracts of a moment: perpetuals, and dated ones whose dates follow from the clock. */

import { units } from "../../../core/decimal.ts";
import { power } from "../../accounts/money.ts";
import { PRICE } from "../money.ts";
import {
  codeOf,
  expiryOf,
  type Maturity,
  maturityOf,
  monthOf,
  monthOfCode,
  MOST_MONTHS,
  openingOf,
} from "./calendar.ts";
import { FAMILIES, type Family, type Underlying, UNDERLYINGS } from "./table.ts";

/** A contract. Sizes are whole steps of `10 ** -precision`, prices whole ticks. */
export interface Contract {
  /** `PF_XBTUSD`, `FI_XBTUSD_261225`. */
  readonly symbol: string;
  /** What it shares with its kind. */
  readonly family: Family;
  /** Underlying. */
  readonly underlying: Underlying;
  /** Whether it is margined and paid in the coin, sizes being US dollars. */
  readonly inverse: boolean;
  /** Whether it pays funding instead of expiring. */
  readonly perpetual: boolean;
  /** Ticker's word for how long it runs. */
  readonly tag: "perpetual" | Maturity;
  /** First trading, Unix milliseconds. */
  readonly opening: number;
  /** End of trading, Unix milliseconds; infinite for a perpetual. */
  readonly expiry: number;
  /** The tick in units of {@linkcode PRICE}. */
  readonly tick: bigint;
  /** Decimals of a size. */
  readonly precision: number;
  /** Largest position in steps. */
  readonly maxPosition: bigint;
  /** Wallet: `flex`, `fi_xbtusd`. */
  readonly wallet: string;
  /** What profit is reckoned in: `usd`, or the coin. */
  readonly currency: string;
}

function make(family: Family, month?: number): Contract {
  const inverse = family.prefix === "PI" || family.prefix === "FI";
  const underlying = UNDERLYINGS.find(({ code }) => code === family.code);
  if (!underlying) throw new RangeError(`There is no underlying "${family.code}"`);
  const tag = month === undefined ? "perpetual" : maturityOf(month, family.code === "XBT");
  const name = `${family.prefix}_${family.code}USD`;
  return {
    symbol: month === undefined ? name : `${name}_${codeOf(month)}`,
    family,
    underlying,
    inverse,
    perpetual: month === undefined,
    tag,
    opening: month === undefined || tag === "perpetual"
      ? Date.parse(family.opening ?? "")
      : openingOf(month, tag, inverse),
    expiry: month === undefined ? Infinity : expiryOf(month, inverse),
    tick: units(family.tick, PRICE),
    precision: family.precision,
    maxPosition: BigInt(family.maxPosition) * power(family.precision),
    wallet: inverse ? `fi_${family.code.toLowerCase()}usd` : "flex",
    currency: inverse ? family.code.toLowerCase() : "usd",
  };
}

const known = new Map<string, Contract>();

function contract(family: Family, month?: number): Contract {
  const key = `${family.prefix}_${family.code} ${month}`;
  let found = known.get(key);
  if (!found) known.set(key, found = make(family, month));
  return found;
}

/** All contracts that trade at a time. */
export function contractsAt(now: number): Contract[] {
  const month = monthOf(now);
  return FAMILIES.flatMap((family) => {
    if (family.opening !== undefined) return [contract(family)];
    // A contract may open in the last days of the month before its first.
    return Array.from({ length: MOST_MONTHS + 2 }, (_, ahead) => contract(family, month + ahead));
  }).filter(({ opening, expiry }) => opening <= now && now < expiry);
}

/** The dated contracts that expired lately, newest first: those of three months. */
export function expiredAt(now: number): Contract[] {
  return FAMILIES.filter(({ opening }) => opening === undefined).flatMap((family) => {
    const last = monthOf(now);
    return [0, 1, 2, 3].map((back) => contract(family, last - back)).filter(({ expiry }) => expiry <= now).slice(0, 3);
  });
}

/** The contract of a symbol in any case, whether it trades now, did so, or will; nothing when there is none. */
export function findContract(symbol: string): Contract | undefined {
  const [, prefix, code, date] = /^([PF][FI])_(XBT|ETH|SOL)USD(?:_(\d{6}))?$/.exec(symbol.toUpperCase()) ?? [];
  const family = FAMILIES.find((each) => each.prefix === prefix && each.code === code);
  if (!family) return undefined;
  if (family.opening !== undefined) return date === undefined ? contract(family) : undefined;
  const month = date === undefined ? undefined : monthOfCode(date);
  return month === undefined ? undefined : contract(family, month);
}

/** What cross margin nets: the underlying. */
export function contractKey({ underlying }: Contract): string {
  return `cross ${underlying.code}`;
}
