/** TradeVolume. */

import { fromUnits } from "../../../../core/decimal.ts";
import type { FeeTierInfo } from "../../../../spot/account/_types.ts";
import type { TradeVolumeResult } from "../../../../spot/account/trade_volume.ts";
import { type FeeTier, scheduleOf, tierIndex } from "../../../accounts/fees.ts";
import { rescaled } from "../../../accounts/money.ts";
import { standingOf, WORTH } from "../../../accounts/worth.ts";
import { findPair } from "../../../market/names.ts";
import type { PaperPair } from "../../../market/pairs.ts";
import { unknownPair } from "../../refusal.ts";
import { flag, isObject, items, text } from "../fields.ts";
import type { PrivateCall } from "../method.ts";
import { classOf } from "./show.ts";

const percent = (rate: bigint) => fromUnits(rate, 4);
const dollars = (from: number) => fromUnits(BigInt(from) * 10_000n, 4);

function tierInfo(schedule: readonly FeeTier[], index: number, role: "taker" | "maker"): FeeTierInfo {
  const fees = schedule.map((tier) => tier[role]);
  const [now, next] = [schedule[index], schedule[index + 1]];
  const sorted = [...fees].sort((a, b) => a < b ? -1 : a > b ? 1 : 0);
  return {
    fee: percent(now?.[role] ?? 0n),
    minfee: percent(sorted[0] ?? 0n),
    maxfee: percent(sorted.at(-1) ?? 0n),
    nextfee: next ? percent(next[role]) : null,
    tiervolume: dollars(now?.from ?? 0),
    nextvolume: next ? dollars(next.from) : null,
  };
}

/** `POST /0/private/TradeVolume`. */
export function tradeVolume({ account, fields, house, ns }: PrivateCall): TradeVolumeResult {
  const listed = fields["pair"];
  const names = Array.isArray(listed) && listed.some(isObject)
    ? listed.map((each) => isObject(each) ? text(each, "asset") ?? "" : String(each))
    : items(fields, "pair") ?? [];
  const pairs = names.map((name): PaperPair => {
    const pair = findPair(name);
    if (!pair) throw unknownPair();
    return pair;
  });
  const volume = account.volume(ns);
  const inDollars = (worth: bigint) => fromUnits(rescaled(worth, WORTH, 4), 4);
  const rows = (role: "taker" | "maker") =>
    Object.fromEntries(pairs.map((pair) => {
      const schedule = scheduleOf(pair);
      return [pair.id, tierInfo(schedule, tierIndex(schedule, volume), role)];
    }));
  return {
    currency: "ZUSD",
    asset_class: "currency",
    volume: inDollars(volume),
    inputs: {
      domain_spot_volume_30d: inDollars(volume),
      domain_futures_volume_30d: "0.0000",
      domain_assets_on_platform: inDollars(standingOf(account, house.market, house.engine, ns).balance),
    },
    fees: pairs.length > 0 ? rows("taker") : null,
    fees_maker: pairs.length > 0 ? rows("maker") : null,
    ...(account.subaccounts.length === 0 ? {} : {
      volume_subaccounts: account.subaccounts.map((each) => ({ iiban: each.iban, volume: inDollars(each.volume(ns)) })),
    }),
    ...(flag(fields, "fee_schedule")
      ? { schedules: pairs.map((pair) => scheduleRow(pair, tierIndex(scheduleOf(pair), volume))) }
      : {}),
  };
}

function scheduleRow(pair: PaperPair, active: number) {
  return {
    pair: pair.id,
    class: classOf(pair),
    tiers: scheduleOf(pair).map(({ from, maker, taker }, index) => ({
      maker_fee: percent(maker),
      taker_fee: percent(taker),
      min_spot_volume: dollars(from),
      min_futures_volume: null,
      min_assets_on_platform: null,
      active: index === active,
    })),
  };
}
