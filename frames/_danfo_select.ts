/** danfojs' selections by column: fast where its own are quadratic, and right where it takes labels for positions. */

import {
  build,
  type Classes,
  columnsOf,
  dtypeOf,
  type Inside,
  type InsideSeries,
  isLazy,
  type Label,
  type Value,
} from "./_danfo_inside.ts";
import { leaveSources } from "./_danfo_sources.ts";
import { override } from "./_danfo_math.ts";

interface Where {
  readonly rows?: unknown;
  readonly columns?: unknown;
}
interface InPlace {
  readonly inplace?: boolean;
  readonly ascending?: boolean;
}

type Method<Arguments extends unknown[]> = (this: Inside, ...args: Arguments) => unknown;

/** Replaces selecting, copying, sorting and describing, and the setting of a column. */
export function selectByColumn(classes: Classes): void {
  const { DataFrame, Series, NDframe } = classes;
  const original = <Arguments extends unknown[]>(name: string) =>
    Reflect.get(DataFrame.prototype, name) as Method<Arguments>;
  const [iloc, loc] = [original<[Where]>("iloc"), original<[Where]>("loc")];
  const [query, sortValues] = [
    original<[unknown, InPlace?]>("query"),
    original<[string, InPlace?]>("sortValues"),
  ];

  function take(frame: Inside, rows: readonly number[] | undefined, wanted: readonly number[] | undefined): Inside {
    const columns = columnsOf(frame);
    const at = wanted ?? frame.$columns.map((_, column) => column);
    return build(
      classes,
      at.map((column) => pick(columns[column] ?? [], rows)),
      {
        names: at.map((column) => frame.$columns[column] as string),
        index: pick(frame.$index, rows),
        dtypes: at.map((column) => frame.$dtypes[column] as string),
        config: { ...frame.$config },
      },
    );
  }

  const listOf = (given: unknown): unknown => given instanceof Series ? given.values : given;
  const simple = (frame: Inside) => !frame.$config.isLowMemoryMode && frame.$index.length > 0;

  override(DataFrame.prototype, {
    iloc(this: Inside, where: Where): unknown {
      const rows = positions(listOf(where.rows), this.$index.length);
      const columns = positions(where.columns, this.$columns.length);
      if (!simple(this) || rows === "other" || columns === "other") return iloc.call(this, where);
      return take(this, rows, columns);
    },
    loc(this: Inside, where: Where): unknown {
      const rows = places(listOf(where.rows), this.$index);
      const columns = places(where.columns, this.$columns);
      if (!simple(this) || rows === "other" || columns === "other") return loc.call(this, where);
      return take(this, rows, columns);
    },
    query(this: Inside, condition: unknown, options: InPlace = {}): unknown {
      const rows = positions(listOf(condition), this.$index.length);
      if (!condition || options.inplace || !simple(this) || rows === "other") {
        return query.call(this, condition, options);
      }
      return take(this, rows, undefined);
    },
    copy(this: Inside): Inside {
      return take(this, undefined, undefined);
    },
    sortValues(this: Inside, column: string, options: InPlace = {}): unknown {
      const at = this.$columns.indexOf(column);
      if (at < 0 || options.inplace || !simple(this)) return sortValues.call(this, column, options);
      return take(this, sorted(columnsOf(this)[at] as Value[], options.ascending ?? true), undefined);
    },
    $setColumnData(this: Inside, column: string, given: unknown): void {
      const at = this.$columns.indexOf(column);
      const values = listOf(given);
      if (at < 0) {
        throw new RangeError(`There is no column '${column}' to set: add it with .addColumn("${column}", values)`);
      }
      if (!Array.isArray(values) || values.length !== this.$index.length) {
        throw new RangeError(
          `Column '${column}' must be set to an array or Series of ${this.$index.length} values: ` +
            `${Array.isArray(values) ? `it has ${values.length}` : `current value is ${typeof values}`}`,
        );
      }
      // A copy: danfojs keeps a Series itself here, which no later reading of the column survives.
      if (!this.$config.isLowMemoryMode) this.$dataIncolumnFormat[at] = [...values];
      if (!isLazy(this)) this.$data.forEach((row, index) => row[at] = values[index]);
      this.$dtypes[at] = dtypeOf(values);
    },
    describe(this: Inside): Inside {
      const numeric = this.$columns.map((_, at) => at).filter((at) =>
        /^(float|int)32$/.test(this.$dtypes[at] as string)
      );
      const figures = numeric.map((at) => {
        const values = columnsOf(this)[at] as Value[];
        const series = new Series(values, { dtypes: [this.$dtypes[at]] });
        return Reflect.get(series, "describe").call(series).values as Value[];
      });
      return build(classes, figures, {
        names: numeric.map((at) => this.$columns[at] as string),
        index: ["count", "mean", "std", "min", "median", "max", "variance"],
        dtypes: numeric.map(() => "float32"),
      });
    },
    cumOps(this: Inside, name: string, axis: number, inplace: boolean): unknown {
      if (this.$dtypes.includes("string")) throw new TypeError(`cum${name} is not supported for string dtypes`);
      const columns = columnsOf(this);
      if (axis !== 0) {
        const rows = this.$data.map((row) => running(name, row));
        if (inplace) return this.$setValues(rows);
        return new DataFrame(rows, {
          columns: [...this.$columns],
          index: [...this.$index],
          config: { ...this.$config },
        });
      }
      const results = columns.map((values) => running(name, values));
      const made = build(classes, results, { names: this.$columns, index: [...this.$index] });
      return inplace ? this.$setValues(made.$data) : made;
    },
  });
  override(Series.prototype, {
    cumOps(this: InsideSeries, name: string, { inplace }: InPlace = {}): unknown {
      if (this.$dtypes[0] === "string") throw new TypeError(`cum${name} is not supported for string dtypes`);
      const values = running(name, this.values);
      if (inplace) return (this as unknown as Inside).$setValues(values as unknown as Value[][]);
      return new Series(values, { index: [...this.$index], columns: this.$columns, config: { ...this.$config } });
    },
  });

  leaveSources(classes);

  // danfojs counts the rows themselves, which would make them.
  const shape = Object.getOwnPropertyDescriptor(NDframe.prototype, "shape")?.get as () => [number, number];
  Object.defineProperty(NDframe.prototype, "shape", {
    configurable: true,
    get(this: Inside): [number, number] {
      return isLazy(this) ? [this.$index.length, this.$columns.length] : shape.call(this);
    },
  });
}

function pick<Item>(values: readonly Item[], rows: readonly number[] | undefined): Item[] {
  if (rows === undefined) return values.slice();
  const picked: Item[] = [];
  for (let at = 0; at < rows.length; at++) picked.push(values[rows[at] as number] as Item);
  return picked;
}

/** Truth values as positions, `undefined` for all; "other" is left to danfojs, its errors included. */
function marked(given: unknown[], length: number): number[] | "other" {
  if (given.length !== length || !given.every((value) => typeof value === "boolean")) return "other";
  return given.flatMap((value, at) => value ? [at] : []);
}

function positions(given: unknown, length: number): number[] | undefined | "other" {
  if (given === undefined) return undefined;
  if (!Array.isArray(given)) return "other";
  if (given.length === 1 && typeof given[0] === "string") {
    const [, from = "", to = ""] = /^(\d*):(\d*)$/.exec(given[0]) ?? ["", "x"];
    const [start, end] = [from === "" ? 0 : Number(from), to === "" ? length : Number(to)];
    if (!(start >= 0 && start < end && end <= length)) return "other";
    return Array.from({ length: end - start }, (_, at) => start + at);
  }
  if (typeof given[0] === "boolean") return marked(given, length);
  const inside = given.length > 0 &&
    given.every((at) => typeof at === "number" && Number.isInteger(at) && at >= 0 && at < length);
  return inside ? given : "other";
}

function places(given: unknown, labels: readonly Label[]): number[] | undefined | "other" {
  if (given === undefined) return undefined;
  if (!Array.isArray(given) || given.length === 0) return "other";
  if (typeof given[0] === "boolean") return marked(given, labels.length);
  const known = new Map<unknown, number>();
  for (let at = labels.length - 1; at >= 0; at--) known.set(labels[at], at);
  const found = given.map((label) => known.get(label));
  return found.every((at) => at !== undefined) ? found as number[] : "other";
}

/** Positions in order of value; missing ones last, equal ones as they stood. */
function sorted(values: readonly Value[], ascending: boolean): number[] {
  const sign = ascending ? 1 : -1;
  const missing = (value: Value) => value === null || value === undefined || Number.isNaN(value);
  return values.map((_, at) => at).sort((a, b) => {
    const [left, right] = [values[a], values[b]];
    if (missing(left) || missing(right)) return Number(missing(left)) - Number(missing(right)) || a - b;
    const text = typeof left === "string" && typeof right === "string";
    const [x, y] = text ? [left.toUpperCase(), right.toUpperCase()] : [Number(left), Number(right)];
    return x < y ? -sign : x > y ? sign : a - b;
  });
}

const STEPS: Readonly<Record<string, (sum: number, value: number) => number>> = {
  sum: (a, b) => a + b,
  prod: (a, b) => a * b,
  min: (a, b) => Math.min(a, b),
  max: (a, b) => Math.max(a, b),
};

/** Running figures; a missing value stays missing and the others go on (danfojs would drop or spread it). */
function running(name: string, values: readonly Value[]): number[] {
  const step = STEPS[name] as (sum: number, value: number) => number;
  let total: number | undefined;
  return values.map((value) => {
    const number = value === null || value === undefined ? NaN : Number(value);
    if (Number.isNaN(number)) return NaN;
    total = total === undefined ? number : step(total, number);
    return total;
  });
}
