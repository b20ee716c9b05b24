/** The trades of one hour, made to fit its outline to the last digit of volume and cost. */

import type { Random } from "./random.ts";
import { FEW, type HourInputs, type HourShape, leastVolume } from "./shape.ts";
import { HOUR_NS } from "./time.ts";

/** Trades of one hour as columns, oldest first. */
export interface HourTrades {
  /** Number of trades. */
  readonly count: number;
  /** Prices in ticks. */
  readonly price: Float64Array;
  /** Volumes in units. */
  readonly volume: Float64Array;
  /** Nanoseconds since the hour began, strictly rising. */
  readonly at: Float64Array;
  /** 1 where the taker sold. */
  readonly sold: Uint8Array;
  /** 1 where the taker's order was a limit order. */
  readonly limit: Uint8Array;
}

/** Makes the trades of an hour that has an outline. */
export function fillShape(shape: HourShape, random: Random): HourTrades {
  const price = new Float64Array(shape.count);
  const touch = walk(shape, price, random);
  const volume = new Float64Array(shape.count);
  share(shape, price, volume, touch, random);
  return { count: shape.count, price, volume, ...stamp(price, random) };
}

/** Makes the trades of an hour with fewer than {@linkcode FEW}; their sums are its outline. */
export function fillFew({ count, from, to, restless, size }: HourInputs, random: Random): HourTrades {
  if (count >= FEW) {
    throw new RangeError(`An hour with ${FEW} trades or more has an outline: current value is ${count}`);
  }
  const price = new Float64Array(count);
  const volume = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const straight = from + (to - from) * (i + 1) / count;
    price[i] = Math.max(1, Math.round(straight + random.normal() * restless * 0.25));
    volume[i] = 1 + Math.floor(size * heavy(random) * 0.5);
  }
  return { count, price, volume, ...stamp(price, random) };
}

/** The outline of given trades. */
export function shapeOf({ count, price, volume }: HourTrades): HourShape {
  const [open = 0, close = 0] = [price[0], price[count - 1]];
  let [high, low, sum, excess] = [open, open, 0, 0];
  for (const each of price) {
    if (each > high) high = each;
    if (each < low) low = each;
  }
  for (let i = 0; i < count; i++) {
    const size = volume[i] ?? 0;
    sum += size;
    excess += ((price[i] ?? 0) - low) * size;
  }
  return { count, open, high, low, close, volume: sum, excess };
}

/** Where in the hour the prices stand that settle the cost: the lowest, the highest, and two that differ by one tick. */
interface Touch {
  low: number;
  high: number;
  below: number;
  above: number;
}

/** A walk from open to close that touches high and low and makes one step of exactly one tick. */
function walk({ count, open, high, low, close }: HourShape, price: Float64Array, random: Random): Touch {
  const last = count - 1;
  const inner = last - 1;
  // One extreme early, one late, so that the price has time to go from one to the other; low first when it rises.
  const early = 1 + Math.floor(inner * (0.08 + 0.34 * random.next()));
  const late = 1 + Math.floor(inner * (0.58 + 0.34 * random.next()));
  const lowFirst = random.next() < (close > open ? 0.75 : 0.25);
  const highAt = open === high ? 0 : close === high ? last : lowFirst ? late : early;
  const lowAt = open === low ? 0 : close === low ? last : lowFirst ? early : late;
  const marks = new Map<number, number>([[0, open], [last, close], [highAt, high], [lowAt, low]]);
  let tick = high > low ? 1 + random.below(inner) : -1;
  while (marks.has(tick)) tick = 1 + tick % inner;
  const targets = [...marks].sort((a, b) => a[0] - b[0]);
  const stride = 1.2 * (high - low) / Math.sqrt(count);
  const touch: Touch = { low: lowAt, high: highAt, below: lowAt, above: lowAt };
  let [current, next] = [open, 0];
  for (let i = 0; i < count; i++) {
    while ((targets[next]?.[0] ?? last) < i) next++;
    const [at, goal] = targets[next] ?? [last, close];
    if (i === at) current = goal;
    else if (i === tick) {
      const before = current;
      current = before < high ? before + 1 : before - 1;
      [touch.below, touch.above] = current > before ? [i - 1, i] : [i, i - 1];
    } else {
      // Most trades take place at the price before or a tick or two off; the way is made in a few larger steps.
      const u = random.next();
      const pull = Math.min(1, 3 / (at - i + 1)) * (goal - current);
      const moved = u < 0.4
        ? current
        : u < 0.7
        ? current + (random.below(5) - 2)
        : current + Math.round(pull + (random.next() - 0.5) * 2 * stride);
      current = Math.min(high, Math.max(low, moved > high ? 2 * high - moved : moved < low ? 2 * low - moved : moved));
    }
    price[i] = current;
  }
  return touch;
}

/** Many small, few large: positive, mean near 1, tail to some 20. */
function heavy(random: Random): number {
  const u = random.next();
  return 0.02 + 0.55 * u * u / (1.025 - u);
}

/** Splits the volume so that both the volume and the cost of the hour come out exactly. */
function share(shape: HourShape, price: Float64Array, volume: Float64Array, touch: Touch, random: Random): void {
  const { count, low, high } = shape;
  const least = leastVolume(shape);
  let [weights, lifted, floor] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const weight = heavy(random);
    volume[i] = weight;
    weights += weight;
    lifted += weight * ((price[i] ?? 0) - low);
    floor += (price[i] ?? 0) - low;
  }
  const free = shape.volume - count * least;
  // First by shape: move weight across the mean that the outline asks for, until the mean is nearly that.
  const wanted = (shape.excess - least * floor) / free;
  const found = lifted / weights;
  const upward = wanted > found;
  let [gain, gainLifted] = [0, 0];
  for (let i = 0; i < count; i++) {
    const above = (price[i] ?? 0) - low;
    if (upward ? above > wanted : above < wanted) {
      gain += volume[i] ?? 0;
      gainLifted += (volume[i] ?? 0) * above;
    }
  }
  const loss = weights - gain;
  const distance = gain > 0 && loss > 0 ? gainLifted / gain - (lifted - gainLifted) / loss : 0;
  const moved = distance === 0 ? 0 : (wanted - found) * weights / (loss * distance);
  let [rest, excess] = [shape.volume, shape.excess];
  for (let i = 0; i < count; i++) {
    const above = (price[i] ?? 0) - low;
    const gains = upward ? above > wanted : above < wanted;
    const weight = (volume[i] ?? 0) * (gains ? 1 + moved * loss / gain : 1 - moved);
    const size = least + Math.floor(weight * free / weights);
    volume[i] = size;
    rest -= size;
    excess -= above * size;
  }
  // Then exactly: what is left of the volume goes where it costs nothing, what is left of the cost between two trades
  // the whole range apart, and the remainder between two that are one tick apart.
  const add = (at: number, units: number) => volume[at] = (volume[at] ?? 0) + units;
  add(touch.low, rest);
  if (high === low) return;
  const whole = Math.floor(excess / (high - low));
  add(touch.high, whole);
  add(touch.low, -whole);
  const remainder = excess - whole * (high - low);
  add(touch.above, remainder);
  add(touch.below, -remainder);
}

/** Times, sides and order types. A taker that eats through several makers leaves trades microseconds apart. */
function stamp(price: Float64Array, random: Random): Pick<HourTrades, "at" | "sold" | "limit"> {
  const count = price.length;
  const at = new Float64Array(count);
  const sold = new Uint8Array(count);
  const limit = new Uint8Array(count);
  const gaps = new Float64Array(count);
  let total = 0.2 + random.next();
  for (let i = 0; i < count; i++) {
    const step = (price[i] ?? 0) - (price[i - 1] ?? price[i] ?? 0);
    sold[i] = step > 0 ? 0 : step < 0 ? 1 : random.next() < 0.5 ? 1 : 0;
    const sweeps = i > 0 && sold[i] === sold[i - 1] && random.next() < 0.45;
    limit[i] = sweeps ? limit[i - 1] ?? 0 : random.next() < 0.55 ? 1 : 0;
    if (sweeps) continue;
    const u = random.next();
    total += gaps[i] = 0.001 + u * u / (1.05 - u);
  }
  // One part in a thousand is kept for the sweeps, whose distances are absolute.
  const scale = HOUR_NS * 0.999 / total;
  let now = 0;
  for (let i = 0; i < count; i++) {
    const gap = gaps[i] ?? 0;
    now += gap > 0
      ? 1 + Math.floor(gap * scale)
      : 1 + Math.min(random.below(90_000), Math.floor(HOUR_NS / 2000 / count));
    at[i] = now;
  }
  return { at, sold, limit };
}
