/** A speed bar: a ratio measured in one run, and what it must be. */

/** One measured bar. */
export interface Bar {
  /** What is measured. */
  name: string;
  /** The measured ratio or figure. */
  ratio: number;
  /** What it is held to. */
  bar: number;
  /** Which side of the bar is good. */
  better: "lower" | "higher";
  /** What the figure counts; ratios have none. */
  unit?: string;
  /** The raw figures. */
  detail: string;
}

/** What every bench may be told. */
export interface BenchOptions {
  /** How long each load that is bounded by time lasts, in seconds. @default {10} */
  seconds?: number | undefined;
}

/** What the command line asks for. */
export interface BenchArguments extends BenchOptions {
  /** Beginnings of the benches' names; none means all. */
  names: string[];
}

/** Longest load, so that a slip of the finger does not run for a day. */
const MOST_SECONDS = 600;

/**
 * Reads `[name …] [--seconds 60]`.
 *
 * @throws {RangeError} when the seconds are no number from 1 to 600, or an option is unknown.
 */
export function benchArguments(args: readonly string[]): BenchArguments {
  const found: BenchArguments = { names: [] };
  for (let at = 0; at < args.length; at++) {
    const each = args[at] ?? "";
    if (!each.startsWith("-")) {
      found.names.push(each);
      continue;
    }
    const [option, value = args[++at] ?? ""] = each.split("=", 2);
    if (option !== "--seconds") throw new RangeError(`The only option is --seconds: current value is ${each}`);
    const seconds = Number(value);
    if (!(seconds >= 1 && seconds <= MOST_SECONDS)) {
      throw new RangeError(`'--seconds' must be a number from 1 to ${MOST_SECONDS}: current value is "${value}"`);
    }
    found.seconds = seconds;
  }
  return found;
}

/** The middle one; `NaN` of none. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

/** Whether the bar is met. */
export function met({ ratio, bar, better }: Bar): boolean {
  return better === "lower" ? ratio <= bar : ratio >= bar;
}

/** Two lines: pass or MISS with figure and bar, then the raw figures. */
export function line(bar: Bar): string {
  const { ratio } = bar;
  const isWhole = ratio >= 1000 || Number.isInteger(ratio);
  const figure = isWhole ? Math.round(ratio).toLocaleString("en-US") : ratio.toFixed(2);
  const unit = bar.unit ?? "×";
  const limit = `${bar.better === "lower" ? "≤" : "≥"} ${bar.bar.toLocaleString("en-US")} ${unit}`;
  return `  ${met(bar) ? "pass" : "MISS"}  ${bar.name}: ${figure} ${unit} (bar: ${limit})\n        ${bar.detail}`;
}

/** Prints the bars; returns how many are missed. */
export function report(bars: readonly Bar[]): number {
  for (const bar of bars) console.log(line(bar));
  return bars.filter((bar) => !met(bar)).length;
}
