/** What a futures order would come to: notional, margin, fee, position and liquidation price. */

import { compareDecimals, type Decimal, decimalsOf, multiplyDecimals } from "../../core/decimal.ts";
import { absolute, add, divide, isNegative, percentOf, rounded, subtract } from "../_exact.ts";
import type { ContractRules } from "./_contract.ts";
import { levelOf, liquidationPrice, notional, type Position, traded } from "./_margin.ts";
import type { FuturesSurroundings } from "./_surroundings.ts";
import type { WireFuturesOrder } from "./request.ts";

/** First step of the schedule of 2026, percent of the notional. Kraken's own list of fees is out of use since June 2026. */
const FEES = { maker: "0.02", taker: "0.05" } as const;

/** What a futures order would come to. Money is in {@linkcode unit}: quote (linear) or base coin (inverse). */
export interface FuturesEstimate {
  /** Price it is reckoned at, in quote; unknown where only the future tells. */
  readonly price: Decimal | undefined;
  /** Whether that is the order's own limit; else it follows the market of this moment. */
  readonly exact: boolean;
  /** Size that counts: less than asked when reduce-only trims it. */
  readonly size: Decimal;
  /** Currency of margin, fee and profit. */
  readonly unit: string;
  /** Worth of the order in quote. */
  readonly worth: Decimal | undefined;
  /** Worth of the order in base. */
  readonly base: Decimal | undefined;
  /** Whether it would take as the market stands; unknown for triggers with a limit. */
  readonly takes: boolean | undefined;
  /** Fee of the first volume step in the role it would have. */
  readonly fee: Decimal | undefined;
  /** Percent of that fee. */
  readonly feeRate: Decimal;
  /** Initial margin of what it opens; zero when it only reduces. */
  readonly initialMargin: Decimal | undefined;
  /** Fraction of the notional behind it. */
  readonly marginRate: Decimal | undefined;
  /** Profit or loss of what it closes, before the fee. */
  readonly realised: Decimal | undefined;
  /** The position before; `null` for none, `undefined` when unknown. */
  readonly before: Position | null | undefined;
  /** The position afterwards; `null` when closed. Without a key as if there were none before. */
  readonly after: Position | null | undefined;
  /** Mark price that would liquidate the position; `undefined` when unknown or when none would. */
  readonly liquidation: Decimal | undefined;
  /** What the liquidation price assumes, in words. */
  readonly assumes: readonly string[];
}

/** Works an order out. */
export function futuresEstimate(
  order: WireFuturesOrder,
  rules: ContractRules,
  around: FuturesSurroundings,
): FuturesEstimate {
  const { fields: { side, reduceOnly } } = order;
  const { kind, contractSize } = rules;
  const { price, exact } = priceOf(order, around);
  const { position } = around;
  const takes = takesNow(order, around);
  const feeRate = takes ?? true ? FEES.taker : FEES.maker;
  const size = reduceOnly === true && position !== undefined ? trimmed(order, position) : order.size;
  const unit = kind === "linear" ? rules.quote : rules.base;
  const open = { size, unit, takes, feeRate, exact, before: position };
  if (price === undefined) {
    const none = { worth: undefined, base: undefined, fee: undefined, initialMargin: undefined, marginRate: undefined };
    return { ...open, ...none, price, realised: undefined, after: undefined, liquidation: undefined, assumes: [] };
  }
  const places = kind === "linear" ? 4 : 8;
  const units = multiplyDecimals(size, contractSize);
  const worth = kind === "linear" ? multiplyDecimals(units, price) : units;
  const money = notional(rules, size, price);
  const fee = percentOf(money, feeRate, places);
  const { after, opened, realised } = traded(rules, position ?? undefined, side === "buy" ? size : `-${size}`, price);
  const levels = around.allowance?.levels.length ? around.allowance.levels : rules.levels;
  const level = after && levelOf(levels, rules, after);
  const marginRate = level && larger(
    multiplyDecimals(level.initial, around.volatility),
    around.isolated === undefined ? "0" : divide("1", around.isolated, 8, "up"),
  );
  const marginOf = (each: Decimal, at: Decimal) =>
    marginRate === undefined
      ? undefined
      : rounded(multiplyDecimals(notional(rules, each, at), marginRate), places, "up");
  const initialMargin = after === undefined ? "0" : marginOf(opened, price);
  const own = after && marginOf(after.size, after.entry);
  const { backing, assumes } = backingOf(around, own, subtract(realised, fee), unit);
  const liquidation = after && level && backing !== undefined
    ? liquidationPrice(rules, after, backing, level.maintenance)
    : undefined;
  return {
    ...open,
    price,
    worth: rounded(worth, Math.min(decimalsOf(worth), 8)),
    base: kind === "linear" ? units : divide(units, price, 8, "half-up"),
    fee,
    initialMargin,
    marginRate,
    realised: rounded(realised, places),
    after: after === undefined ? null : after,
    liquidation,
    assumes: [...assumes, ...level ? [] : ["Kraken lists no margin steps for it"]],
  };
}

function priceOf(
  { fields: { orderType, side }, limitPrice, stopPrice }: WireFuturesOrder,
  { quotes }: FuturesSurroundings,
): { price: Decimal | undefined; exact: boolean } {
  if (limitPrice !== undefined) return { price: limitPrice, exact: true };
  if (stopPrice !== undefined) return { price: stopPrice, exact: false };
  if (orderType === "trailing_stop") return { price: quotes?.mark, exact: false };
  return { price: (side === "buy" ? quotes?.ask : quotes?.bid) ?? quotes?.mark, exact: false };
}

function takesNow(
  { fields: { orderType, side }, limitPrice }: WireFuturesOrder,
  { quotes }: FuturesSurroundings,
): boolean | undefined {
  if (orderType === "post") return false;
  if (orderType !== "lmt") return limitPrice === undefined || orderType === "ioc" || orderType === "fok" || undefined;
  const best = side === "buy" ? quotes?.ask : quotes?.bid;
  if (quotes === undefined || limitPrice === undefined) return undefined;
  if (best === undefined) return false;
  return side === "buy" ? compareDecimals(limitPrice, best) >= 0 : compareDecimals(limitPrice, best) <= 0;
}

/** What of a reduce-only order can reduce the position; all of it where there is none yet, as for a trigger. */
function trimmed({ fields: { side }, size }: WireFuturesOrder, position: Position | null): Decimal {
  if (position === null || isNegative(position.size) !== (side === "buy")) return size;
  const most = absolute(position.size);
  return compareDecimals(size, most) > 0 ? most : size;
}

function backingOf(
  { wallet, isolated, others, position }: FuturesSurroundings,
  own: Decimal | undefined,
  booked: Decimal,
  unit: string,
): { backing: Decimal | undefined; assumes: readonly string[] } {
  const always = "funding is left out, and the fee is that of this order alone";
  if (isolated !== undefined) return { backing: own, assumes: [`isolated margin of ${own} ${unit} backs it`, always] };
  if (!wallet || wallet.unit !== unit) {
    const unknown = position === undefined ? ["no other position is known"] : [];
    return { backing: own, assumes: ["nothing but its initial margin backs it", ...unknown, always] };
  }
  const assumes = [`the whole wallet ${wallet.name} backs it (${wallet.backing} ${unit})`];
  if (others.length > 0) {
    assumes.push(`positions in ${others.join(", ")} are left out, so the true price may be nearer`);
  }
  return { backing: add(wallet.backing, booked), assumes: [...assumes, always] };
}

const larger = (a: Decimal, b: Decimal) => compareDecimals(a, b) >= 0 ? a : b;
