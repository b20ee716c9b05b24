/** A futures order and its estimate in the lines of a card. */

import { multiplyDecimals } from "../../core/decimal.ts";
import { toIso } from "../../core/time.ts";
import { absolute, isNegative, isZero, tidy } from "../_exact.ts";
import type { ContractRules } from "./_contract.ts";
import type { FuturesEstimate } from "./_estimate.ts";
import type { Position } from "./_margin.ts";
import type { FuturesSurroundings } from "./_surroundings.ts";
import type { WireFuturesOrder } from "./request.ts";

/** "BUY 0.5 BTC at 60000 USD · lmt · PF_XBTUSD". */
export function futuresHeading(
  { fields: { side, orderType, reduceOnly, trailingStopDeviationUnit }, size, limitPrice, stopPrice, deviation }:
    WireFuturesOrder,
  rules: ContractRules,
): string {
  const { symbol, quote } = rules;
  const at = deviation !== undefined
    ? ` ${tidy(deviation)} ${trailingStopDeviationUnit === "PERCENT" ? "%" : quote} behind the price`
    : stopPrice !== undefined
    ? ` when the price reaches ${tidy(stopPrice)} ${quote}${
      limitPrice === undefined ? "" : `, then at ${tidy(limitPrice)}`
    }`
    : limitPrice === undefined
    ? " at the market"
    : ` at ${tidy(limitPrice)} ${quote}`;
  const marks = [orderType, ...(reduceOnly === true ? ["reduce-only"] : []), symbol];
  return `${side.toUpperCase()} ${sized(size, rules)}${at} · ${marks.join(" · ")}`;
}

function sized(size: string, { kind, base, quote, contractSize }: ContractRules): string {
  const text = tidy(absolute(size));
  if (kind === "linear") return `${text} ${base}`;
  return `${text} ${text === "1" ? "contract" : "contracts"} of ${tidy(contractSize)} ${quote}`;
}

function positionText(position: Position | null, rules: ContractRules): string {
  if (position === null || isZero(position.size)) return "none";
  const side = isNegative(position.size) ? "short" : "long";
  return `${side} ${sized(position.size, rules)} at ${shortened(position.entry)} ${rules.quote}`;
}

/** At most eight digits behind the point, for reading. */
function shortened(value: string): string {
  const [whole, fraction = ""] = tidy(value).split(".");
  return tidy(fraction.length > 8 ? `${whole}.${fraction.slice(0, 8)}` : value);
}

/** Names and values of one order. */
export function futuresLines(
  { fields: { triggerSignal, processBefore, cliOrdId } }: WireFuturesOrder,
  rules: ContractRules,
  { quotes, isolated, wallet }: FuturesSurroundings,
  reckon: FuturesEstimate,
): [name: string, value: string][] {
  const { price, exact, worth, base, unit, takes, fee, feeRate, initialMargin, marginRate, realised } = reckon;
  const { before, after, liquidation, assumes } = reckon;
  const about = exact ? "" : "about ";
  const lines: [string, string][] = [];
  if (!exact) lines.push(["price", price === undefined ? "unknown" : `about ${tidy(price)} ${rules.quote}`]);
  lines.push([
    "notional",
    worth === undefined
      ? "unknown"
      : rules.kind === "linear"
      ? `${about}${tidy(worth)} ${rules.quote}`
      : `${tidy(worth)} ${rules.quote}, about ${tidy(base ?? "0")} ${rules.base}`,
  ]);
  const percent = marginRate === undefined
    ? ""
    : ` (${tidy(multiplyDecimals(marginRate, "100"))} %${
      isolated === undefined ? ", cross margin" : `, isolated at ${tidy(isolated)}×`
    })`;
  lines.push([
    "initial margin",
    initialMargin === undefined
      ? "unknown"
      : isZero(initialMargin)
      ? "none: it only reduces"
      : `about ${tidy(initialMargin)} ${unit}${percent}`,
  ]);
  if (wallet) lines.push(["available", `${tidy(wallet.available)} ${wallet.unit} in ${wallet.name}`]);
  const role = takes === undefined ? "taker, at worst" : takes ? "taker" : "maker";
  lines.push([
    "fee",
    fee === undefined
      ? "unknown"
      : `about ${tidy(fee)} ${unit} (${
        tidy(feeRate)
      } % as ${role}; first step of the 2026 schedule, yours may be lower)`,
  ]);
  if (realised !== undefined && !isZero(realised)) lines.push(["realises", `about ${tidy(realised)} ${unit}`]);
  lines.push(["position", before === undefined ? "unknown" : positionText(before, rules)]);
  if (after !== undefined) lines.push(["afterwards", positionText(after, rules)]);
  if (after) {
    lines.push([
      "liquidation",
      liquidation === undefined ? "no price would" : `near ${tidy(liquidation)} ${rules.quote}`,
    ]);
    assumes.forEach((text, at) => lines.push([at === 0 ? "  assuming" : "", text]));
  }
  if (triggerSignal !== undefined) lines.push(["trigger", triggerSignal]);
  if (processBefore !== undefined) {
    lines.push(["processBefore", processBefore instanceof Date ? processBefore.toISOString() : processBefore]);
  }
  if (rules.expiry !== undefined) lines.push(["expires", toIso(rules.expiry)]);
  if (quotes) {
    const { bid = "none", ask = "none", mark } = quotes;
    lines.push(["market", `bid ${bid}, ask ${ask}, mark ${mark}`]);
  }
  lines.push(["cliOrdId", cliOrdId ?? "none"]);
  return lines;
}
