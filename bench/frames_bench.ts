/** Measures the bars of frames, as ratios in one run: `deno run bench/frames_bench.ts`. Needs some 2 GB of memory. */

import { danfo } from "../_deps/danfo.ts";
import { type Bar, report } from "./_bar.ts";
import { type Frame, resample, toDataFrame, tradesFromText } from "../frames/mod.ts";

const ROWS = 1_000_000;

/** The same trades at every run: a random walk of prices, gaps of 0 to 2.5 s. */
function tradesText(): string {
  let seed = 1;
  const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  const rows: string[] = [];
  let [time, price] = [1_767_225_600, 67_000];
  for (let row = 0; row < ROWS; row++) {
    time += random() * 2.5;
    price += random() - 0.5;
    const volume = (random() * 2).toFixed(8);
    const codes = `"${random() < 0.5 ? "b" : "s"}","${random() < 0.3 ? "m" : "l"}",""`;
    rows.push(`["${price.toFixed(5)}","${volume}",${time.toFixed(7)},${codes},${81_234_567 + row}]`);
  }
  return `{"error":[],"result":{"XXBTZUSD":[${rows.join(",")}],"last":"1767225600123456789"}}`;
}

/** Best of several runs in ms: the one least disturbed by other work on the machine. */
function best(runs: number, work: () => unknown): number {
  let least = Infinity;
  for (let run = 0; run < runs; run++) {
    collect();
    const begin = performance.now();
    work();
    least = Math.min(least, performance.now() - begin);
  }
  return least;
}

/** Frees memory, where the collector can be called (`--v8-flags=--expose-gc`). */
function collect(): boolean {
  const gc = Reflect.get(globalThis, "gc");
  if (typeof gc !== "function") return false;
  gc();
  return true;
}

/** Memory that stays after the work, in MB; `undefined` where the collector cannot be called. */
async function keeps(work: () => unknown): Promise<number | undefined> {
  if (!collect()) return undefined;
  const used = () => Deno.memoryUsage().heapUsed + Deno.memoryUsage().external;
  const before = used();
  const made = await work();
  collect();
  const after = used();
  return made === undefined ? undefined : (after - before) / 1e6;
}

const ms = (time: number) => `${time.toFixed(0)} ms`;

function reading(text: string): Bar {
  const parse = best(5, () => JSON.parse(text));
  const read = best(5, () => tradesFromText(text));
  return {
    name: "1,000,000 trades: JSON text to Frame, against JSON.parse alone",
    ratio: read / parse,
    bar: 1.3,
    better: "lower",
    detail: `${ms(read)} against ${ms(parse)}, ${(text.length / 1e6).toFixed(0)} MB`,
  };
}

function resampling(trades: Frame): Bar {
  const time = best(15, () => resample(trades, "1m"));
  const { length } = resample(trades, "1m");
  return {
    name: "1,000,000 trades: resample to 1-minute candles",
    ratio: time,
    bar: 30,
    better: "lower",
    unit: "ms",
    detail: `${length} candles, prices and volumes exact`,
  };
}

async function converting(trades: Frame): Promise<Bar[]> {
  const { DataFrame } = await danfo();
  await toDataFrame(trades.head(1));
  const arrays: Record<string, unknown[]> = {};
  for (const name of trades.columns) arrays[name] = Array.from(trades.column(name) as ArrayLike<unknown>);
  const theirs = best(5, () => new DataFrame(arrays));
  let ours = Infinity;
  let rows = Infinity;
  for (let run = 0; run < 5; run++) {
    collect();
    const begin = performance.now();
    const made = await toDataFrame(trades);
    const between = performance.now();
    void made.values;
    ours = Math.min(ours, between - begin);
    rows = Math.min(rows, performance.now() - between);
  }
  const bars: Bar[] = [{
    name: "Frame of 1,000,000 rows to a DataFrame, against danfojs' constructor",
    ratio: ours / theirs,
    bar: 0.5,
    better: "lower",
    detail: `${ms(ours)} against ${ms(theirs)}; the rows, made when first needed, take ${ms(rows)} more`,
  }];
  const [kept, keptByTheirs] = [await keeps(() => toDataFrame(trades)), await keeps(() => new DataFrame(arrays))];
  if (kept === undefined || keptByTheirs === undefined) return bars;
  const filled = await keeps(async () => {
    const made = await toDataFrame(trades);
    void made.values;
    return made;
  });
  bars.push({
    name: "Memory of that DataFrame, against danfojs' own",
    ratio: kept / keptByTheirs,
    bar: 1,
    better: "lower",
    detail: `${kept.toFixed(0)} MB against ${keptByTheirs.toFixed(0)} MB; with rows ${filled?.toFixed(0)} MB`,
  });
  return bars;
}

/** Measures all bars of frames. */
export async function run(): Promise<Bar[]> {
  const text = tradesText();
  const bars = [reading(text)];
  const trades = tradesFromText(text, { symbol: "BTC/USD" });
  bars.push(resampling(trades));
  bars.push(...await converting(trades));
  return bars;
}

if (import.meta.main) report(await run());
