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

/** Median of several runs of `task` in milliseconds, after `warm` runs that do not count. */
export async function medianMs(
  task: () => unknown,
  { runs = 9, warm = 2 }: { runs?: number; warm?: number } = {},
): Promise<number> {
  const times: number[] = [];
  for (let run = -warm; run < runs; run++) {
    const start = performance.now();
    await task();
    if (run >= 0) times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[times.length >> 1] ?? NaN;
}

/** Whether the bar is met. */
export function met({ ratio, bar, better }: Bar): boolean {
  return better === "lower" ? ratio <= bar : ratio >= bar;
}
