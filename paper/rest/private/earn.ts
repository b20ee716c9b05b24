/** Earn. */

import { fromUnits } from "../../../core/decimal.ts";
import type { EarnAmount, EarnStatus } from "../../../spot/earn/_types.ts";
import type { AllocationsResult, EarnAllocation } from "../../../spot/earn/allocations.ts";
import type { StrategiesResult } from "../../../spot/earn/strategies.ts";
import { type Allocation, STRATEGIES, strategyRow } from "../../accounts/earn.ts";
import { assetDecimals, assetText, divided, power, readUnits } from "../../accounts/money.ts";
import { coinWorth } from "../../accounts/worth.ts";
import { assetById, findAsset } from "../../market/names.ts";
import { iso } from "../../market/time.ts";
import { invalidArgument, Refusal } from "../refusal.ts";
import { flag, items, needed, text, whole } from "./fields.ts";
import type { PrivateCall } from "./method.ts";

/** `POST /0/private/Earn/Allocate` and `…/Deallocate`; accepted with status 202. */
export function move(call: PrivateCall, inwards: boolean): Response {
  const { account, fields, house, ns } = call;
  const strategy = house.earn.strategy(needed(fields, "strategy_id"));
  const amount = readUnits(needed(fields, "amount"), assetDecimals(strategy.asset));
  if (amount === undefined || amount <= 0n) throw invalidArgument("amount");
  house.earn.move(account, strategy, amount, inwards, ns);
  return Response.json({ error: [], result: true }, { status: 202 });
}

/** `POST /0/private/Earn/AllocateStatus` and `…/DeallocateStatus`. */
export function status({ account, fields, house }: PrivateCall, inwards: boolean): EarnStatus | null {
  return house.earn.status(account, house.earn.strategy(needed(fields, "strategy_id")), inwards);
}

/** `POST /0/private/Earn/Strategies`: one page holds them all. */
export function strategies({ fields }: PrivateCall): StrategiesResult {
  const name = text(fields, "asset");
  const asset = name === undefined ? undefined : findAsset(name);
  if (name !== undefined && !asset) throw new Refusal("EQuery:Unknown asset");
  const kinds = items(fields, "lock_type");
  whole(fields, "limit", 1, 65_535);
  const rows = STRATEGIES.filter((each) => !asset || each.asset === asset.id)
    .map((each) => strategyRow(each, assetById(each.asset).name))
    .filter(({ lock_type }) => !kinds || kinds.includes(lock_type.type));
  return { next_cursor: null, items: flag(fields, "ascending") ? rows : rows.reverse() };
}

/** `POST /0/private/Earn/Allocations`. */
export function allocations({ account, fields, house, ns }: PrivateCall): AllocationsResult {
  const converted = findAsset(text(fields, "converted_asset") ?? "USD");
  if (!converted) throw new Refusal("EQuery:Unknown asset");
  const hidden = flag(fields, "hide_zero_allocations");
  const places = assetDecimals(converted.id);
  const unit = coinWorth(house.market, converted.id, ns);
  let [allocated, rewarded] = [0n, 0n];
  const convert = (asset: string, amount: bigint) =>
    divided(amount * coinWorth(house.market, asset, ns) * power(places), unit * power(assetDecimals(asset)));
  const rows = house.earn.allocations(account).flatMap((each): EarnAllocation[] => {
    const { strategy: { id, asset } } = each;
    const total = each.amount + each.unbonding.reduce((sum, { amount }) => sum + amount, 0n);
    if (hidden && total === 0n) return [];
    const both = (amount: bigint): EarnAmount => ({
      native: assetText(asset, amount),
      converted: fromUnits(convert(asset, amount), places),
    });
    allocated += convert(asset, total);
    rewarded += convert(asset, each.rewarded);
    return [{
      strategy_id: id,
      native_asset: assetById(asset).name,
      asset_class: "currency",
      amount_allocated: { total: both(total), ...pendingOf(each, both), ...unbondingOf(each, both) },
      total_rewarded: both(each.rewarded),
    }];
  });
  return {
    converted_asset: converted.name,
    converted_asset_class: "currency",
    total_allocated: fromUnits(allocated, places),
    total_rewarded: fromUnits(rewarded, places),
    next_cursor: null,
    items: flag(fields, "ascending") ? rows : rows.reverse(),
  };
}

function pendingOf({ in: inward, out }: Allocation, both: (amount: bigint) => EarnAmount) {
  if (inward?.pending) return { pending: both(inward.amount) };
  return out?.pending ? { pending: both(-out.amount) } : {};
}

function unbondingOf({ unbonding }: Allocation, both: (amount: bigint) => EarnAmount) {
  if (unbonding.length === 0) return {};
  const sum = unbonding.reduce((total, { amount }) => total + amount, 0n);
  return {
    unbonding: {
      ...both(sum),
      allocation_count: unbonding.length,
      allocations: unbonding.map(({ amount, begun, ends }) => ({
        created_at: iso(begun, 0),
        expires: iso(ends, 3),
        ...both(amount),
      })),
    },
  };
}
