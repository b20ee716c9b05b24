/** Lengths of time: how far apart rows are, and into which round intervals they may be merged. */

const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000];

// Kraken's candle lengths, and rounder ones on both sides for charts of seconds and of decades.
const ROUND: readonly number[] = [
  ...[1, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 4, 6, 8, 12].map((n) => n * HOUR),
  ...[1, 2, 3, 7, 14, 15, 30, 90, 180, 360].map((n) => n * DAY),
];

/** The smallest distance between neighbours in ms: the candle length, as gaps only make distances larger; 0 for none. */
export function stepOf(time: ArrayLike<number>): number {
  let step = Infinity;
  for (let i = 1; i < time.length; i++) {
    const distance = (time[i] ?? NaN) - (time[i - 1] ?? NaN);
    if (distance > 0 && distance < step) step = distance;
  }
  return Number.isFinite(step) ? step : 0;
}

/**
 * A round interval in ms that cuts `span` into at most `count` pieces, and is a whole number of `step`s when one is given.
 * Beyond the round ones it is simply the multiple needed.
 */
export function roundInterval(span: number, count: number, step: number = 0): number {
  const needed = Math.max(span / count, step, 1);
  const fits = ROUND.find((interval) => interval >= needed && (step === 0 || interval % step === 0));
  if (fits !== undefined) return fits;
  const unit = step || DAY;
  return Math.ceil(needed / unit) * unit;
}

/** A length of time in words: `3600000` → `"1h"`, `5400000` → `"90m"`, `250` → `"250ms"`. */
export function durationText(ms: number): string {
  const units: readonly [unit: number, name: string][] = [
    [7 * DAY, "w"],
    [DAY, "d"],
    [HOUR, "h"],
    [MINUTE, "m"],
    [SECOND, "s"],
  ];
  const [unit, name] = units.find(([unit]) => ms >= unit && ms % unit === 0) ?? [1, "ms"];
  return `${Math.round(ms / unit * 100) / 100}${name}`;
}

/** First and last time in UTC, to the minute, or to the day when all is at midnight: `"2026-10-01 – 2026-10-31 UTC"`. */
export function periodText(from: number, to: number): string {
  const precise = from % DAY !== 0 || to % DAY !== 0;
  const seconds = to - from < 10 * MINUTE && precise;
  const text = (time: number) =>
    new Date(time).toISOString().replace("T", " ").slice(0, seconds ? 19 : precise ? 16 : 10);
  const [first, last] = [text(from), text(to)];
  if (first === last) return `${first} UTC`;
  const sameDay = precise && first.slice(0, 10) === last.slice(0, 10);
  return `${first} – ${sameDay ? last.slice(11) : last} UTC`;
}
