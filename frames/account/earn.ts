import type { AllocationsResult, EarnStrategy } from "../../spot/earn/mod.ts";
import { numbers } from "../_build.ts";
import type { Frame, FrameMeta } from "../frame.ts";
import { amounts, asIs, dates, type Label, named, table, texts } from "./_build.ts";

/** A row of a frame of Earn strategies. Periods are seconds; `NaN` where a strategy has none. */
export type StrategyRow = {
  /** Strategy id, which `earn.allocate` takes. */
  strategy_id: string;
  /** Modern name: `"ETH"`. */
  asset: string;
  /** How funds are bound: `"instant"`, `"bonded"`, `"flex"`, `"timed"`. */
  lock_type: string;
  /** Low end of the expected yearly yield, percent, with exact text; `NaN` without an estimate. */
  apr_low: number;
  /** High end of the expected yearly yield, percent, with exact text; `NaN` without an estimate. */
  apr_high: number;
  /** Least amount of one move, US dollars, with exact text. */
  user_min_allocation: number;
  /** Most that one user may allocate, with exact text. */
  user_cap: number;
  /** Fee for putting funds in, percent, with exact text. */
  allocation_fee: number;
  /** Fee for taking funds out, percent, with exact text. */
  deallocation_fee: number;
  /** `"enabled"`, `"disabled"` or `"optional"`. */
  auto_compound: string;
  /** `"staking"`, `"off_chain"` … */
  yield_source: string;
  /** Whether funds can be put in. */
  can_allocate: boolean;
  /** Whether funds can be taken out. */
  can_deallocate: boolean;
  /** Comma list of the reasons why not, e.g. `"tier"`. */
  restriction: string;
  /** Time between payouts. */
  payout_frequency: number;
  /** Time until funds earn. */
  bonding_period: number;
  /** Time until funds are back. */
  unbonding_period: number;
  /** Time in the exit queue. */
  exit_queue_period: number;
  /** Kraken's name of the asset. */
  asset_id: string;
};

/** A row of a frame of one's own funds in Earn. Amounts in the asset unless said otherwise, with exact text. */
export type AllocationRow = {
  /** Strategy id. */
  strategy_id: string;
  /** Modern name: `"ETH"`. */
  asset: string;
  /** All of it, the stages on the way in and out included. */
  allocated: number;
  /** The same in the frame's `meta.convertedAsset`. */
  allocated_converted: number;
  /** A move just asked for; negative on the way out. */
  pending: number;
  /** On the way in. */
  bonding: number;
  /** Waiting to leave. */
  exit_queue: number;
  /** On the way out. */
  unbonding: number;
  /** Earned so far. */
  rewarded: number;
  /** The same in the frame's `meta.convertedAsset`. */
  rewarded_converted: number;
  /** Earned in the running period. */
  payout_accumulated: number;
  /** Expected by the end of the running period. */
  payout_estimated: number;
  /** Begin of the running period, ms UTC. */
  payout_start: number;
  /** End of the running period, ms UTC. */
  payout_end: number;
  /** Kraken's name of the asset. */
  asset_id: string;
};

const PERIODS = ["payout_frequency", "bonding_period", "unbonding_period", "exit_queue_period"] as const;

/** `items` of Earn/Strategies as a frame, one row a strategy in the order of the answer. */
export function strategyFrame(
  rows: readonly EarnStrategy[],
  meta: FrameMeta = {},
  label: Label = asIs,
): Frame<StrategyRow> {
  const [payout_frequency, bonding_period, unbonding_period, exit_queue_period] = PERIODS.map((name) =>
    numbers(rows, ({ lock_type }) => lock_type[name])
  ) as [Float64Array, Float64Array, Float64Array, Float64Array];
  return table<StrategyRow>("strategies", {
    strategy_id: texts(rows, ({ id }) => id),
    asset: named(rows, label, ({ asset }) => asset),
    lock_type: texts(rows, ({ lock_type }) => lock_type.type),
    apr_low: amounts(rows, ({ apr_estimate }) => apr_estimate?.low),
    apr_high: amounts(rows, ({ apr_estimate }) => apr_estimate?.high),
    user_min_allocation: amounts(rows, ({ user_min_allocation }) => user_min_allocation),
    user_cap: amounts(rows, ({ user_cap }) => user_cap),
    allocation_fee: amounts(rows, ({ allocation_fee }) => allocation_fee),
    deallocation_fee: amounts(rows, ({ deallocation_fee }) => deallocation_fee),
    auto_compound: texts(rows, ({ auto_compound }) => auto_compound.type),
    yield_source: texts(rows, ({ yield_source }) => yield_source.type),
    can_allocate: rows.map(({ can_allocate }) => can_allocate),
    can_deallocate: rows.map(({ can_deallocate }) => can_deallocate),
    restriction: texts(rows, ({ allocation_restriction_info }) => allocation_restriction_info),
    payout_frequency,
    bonding_period,
    unbonding_period,
    exit_queue_period,
    asset_id: texts(rows, ({ asset }) => asset),
  }, {
    money: ["apr_low", "apr_high", "user_min_allocation", "user_cap", "allocation_fee", "deallocation_fee"],
    times: [],
    units: { ...Object.fromEntries(PERIODS.map((name) => [name, "s"])), apr_low: "%", apr_high: "%" },
    meta,
  });
}

/**
 * Kraken's Earn/Allocations answer as a frame, one row a strategy in the order of the answer. The totals of the account
 * and the currency they are in stand in `meta`: `totalAllocated`, `totalRewarded`, `convertedAsset`.
 */
export function allocationFrame(
  { items, converted_asset, total_allocated, total_rewarded }: AllocationsResult,
  meta: FrameMeta = {},
  label: Label = asIs,
): Frame<AllocationRow> {
  const convertedAsset = label(converted_asset);
  return table<AllocationRow>("allocations", {
    strategy_id: texts(items, ({ strategy_id }) => strategy_id),
    asset: named(items, label, ({ native_asset }) => native_asset),
    allocated: amounts(items, ({ amount_allocated }) => amount_allocated.total.native),
    allocated_converted: amounts(items, ({ amount_allocated }) => amount_allocated.total.converted),
    pending: amounts(items, ({ amount_allocated }) => amount_allocated.pending?.native ?? "0"),
    bonding: amounts(items, ({ amount_allocated }) => amount_allocated.bonding?.native ?? "0"),
    exit_queue: amounts(items, ({ amount_allocated }) => amount_allocated.exit_queue?.native ?? "0"),
    unbonding: amounts(items, ({ amount_allocated }) => amount_allocated.unbonding?.native ?? "0"),
    rewarded: amounts(items, ({ total_rewarded }) => total_rewarded.native),
    rewarded_converted: amounts(items, ({ total_rewarded }) => total_rewarded.converted),
    payout_accumulated: amounts(items, ({ payout }) => payout?.accumulated_reward.native),
    payout_estimated: amounts(items, ({ payout }) => payout?.estimated_reward.native),
    payout_start: dates(items, ({ payout }) => payout?.period_start),
    payout_end: dates(items, ({ payout }) => payout?.period_end),
    asset_id: texts(items, ({ native_asset }) => native_asset),
  }, {
    money: [
      "allocated",
      "allocated_converted",
      "pending",
      "bonding",
      "exit_queue",
      "unbonding",
      "rewarded",
      "rewarded_converted",
      "payout_accumulated",
      "payout_estimated",
    ],
    times: ["payout_start", "payout_end"],
    units: { allocated_converted: convertedAsset, rewarded_converted: convertedAsset },
    meta: { ...meta, convertedAsset, totalAllocated: total_allocated, totalRewarded: total_rewarded },
  });
}
