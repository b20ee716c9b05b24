import { knownOptions } from "../core/options.ts";

/** How a chart should look. All is optional. */
export interface PlotOptions {
  /** Replaces the title made from the table's `meta`. */
  title?: string;
  /** Width of the plot area in pixels, 200 to 4000. @default {720} */
  width?: number;
  /** Height of the main panel in pixels, 80 to 3000. @default {300} */
  height?: number;
  /** Whether candles and trades have a volume panel below. @default {true} */
  volume?: boolean;
  /** Whether prices are drawn on a logarithmic scale. @default {false} */
  log?: boolean;
  /** Which columns a line chart shows, in one panel. @default every column of numbers, each in a panel of its own */
  columns?: readonly string[];
  /** Above this number of rows the chart merges or thins them and says so below the title; 50 to 10000. @default {1000} */
  maxRows?: number;
}

/** All options, checked and filled. */
export interface Layout {
  readonly title: string | undefined;
  readonly width: number;
  readonly height: number;
  readonly volume: boolean;
  readonly log: boolean;
  readonly columns: readonly string[] | undefined;
  readonly maxRows: number;
}

const NAMES = ["title", "width", "height", "volume", "log", "columns", "maxRows"];

/**
 * The options with their defaults. Notebook cells are never type-checked, so names and values are looked at here.
 *
 * @throws {TypeError} for an unknown name, with the nearest right one, and for a value of the wrong type.
 * @throws {RangeError} for a number out of range.
 */
export function layout(options: PlotOptions = {}): Layout {
  knownOptions("plot", options, NAMES);
  const { title, width = 720, height = 300, volume = true, log = false, columns, maxRows = 1000 } = options;
  inRange("width", width, 200, 4000);
  inRange("height", height, 80, 3000);
  inRange("maxRows", maxRows, 50, 10_000);
  if (title !== undefined) ofType("title", title, "string");
  ofType("volume", volume, "boolean");
  ofType("log", log, "boolean");
  if (columns !== undefined && (!Array.isArray(columns) || columns.length === 0)) {
    throw new TypeError(
      `Cannot plot as 'columns' must be a list of names such as ["close"]: current value is ${JSON.stringify(columns)}`,
    );
  }
  return { title, width, height, volume, log, columns, maxRows };
}

function inRange(name: string, value: unknown, low: number, high: number): void {
  if (typeof value === "number" && value >= low && value <= high) return;
  throw new RangeError(`Cannot plot as '${name}' must be a number from ${low} to ${high}: current value is ${value}`);
}

function ofType(name: string, value: unknown, type: "string" | "boolean"): void {
  const right = type === "string" ? typeof value === "string" : typeof value === "boolean";
  if (!right) {
    throw new TypeError(`Cannot plot as '${name}' must be a ${type}: current value is ${JSON.stringify(value)}`);
  }
}
