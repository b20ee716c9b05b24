/** Exact amounts: whole numbers of an asset's or pair's smallest unit, and the few roundings there are. */

import { fromUnits, isDecimal, units } from "../../core/decimal.ts";
import type { Decimal } from "../../core/decimal.ts";
import { assetById } from "../market/names.ts";

const POWERS: readonly bigint[] = Array.from({ length: 40 }, (_, n) => 10n ** BigInt(n));

/** 10 to the power of `n`, from 0. */
export function power(n: number): bigint {
  return POWERS[n] ?? 10n ** BigInt(n);
}

/** Quotient, half away from zero. `by` is positive. */
export function divided(value: bigint, by: bigint): bigint {
  return value < 0n ? -divided(-value, by) : (2n * value + by) / (2n * by);
}

/** The same amount in other units, half away from zero where digits are lost: what Kraken's samples fit. */
export function rescaled(value: bigint, from: number, to: number): bigint {
  return to >= from ? value * power(to - from) : divided(value, power(from - to));
}

/** As {@linkcode rescaled}, upwards; for amounts of zero or more. */
export function rescaledUp(value: bigint, from: number, to: number): bigint {
  if (to >= from) return value * power(to - from);
  const by = power(from - to);
  return (value + by - 1n) / by;
}

/** The larger one. */
export function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

/** The smaller one. */
export function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

/** Name without the suffix of a wallet: `XXBT.B` → `XXBT`. */
export function plainAsset(asset: string): string {
  const point = asset.indexOf(".");
  return point < 0 ? asset : asset.slice(0, point);
}

const decimals = new Map<string, number>();

/** Decimals of an asset in balances and ledgers; those of a wallet with a suffix are the asset's. */
export function assetDecimals(asset: string): number {
  let known = decimals.get(asset);
  if (known === undefined) decimals.set(asset, known = assetById(plainAsset(asset)).decimals);
  return known;
}

/** An amount of an asset as text with all its decimals. */
export function assetText(asset: string, amount: bigint): Decimal {
  return fromUnits(amount, assetDecimals(asset));
}

/** Plain decimal text as units; nothing when it is no decimal, is endless, or has digits below the unit. */
export function readUnits(text: string, places: number): bigint | undefined {
  if (text.length > 60 || !isDecimal(text)) return undefined;
  const point = text.indexOf(".");
  if (point >= 0 && /[1-9]/.test(text.slice(point + 1 + places))) return undefined;
  return units(text, places);
}
