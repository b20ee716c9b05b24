import type { Decimal } from "../core/decimal.ts";
import { knownOptions } from "../core/options.ts";
import { type Column, noColumn, sliceColumn, takeColumn } from "./_columns.ts";
import { bundle, type MimeBundle, type Showable, toText } from "./display.ts";
import type { ExactText } from "./exact.ts";
import {
  type Cell,
  type ColumnOf,
  exactText,
  type Field,
  type FrameInit,
  type FrameJSON,
  type FrameKind,
  type FrameMeta,
  ordered,
  type Row,
  typed,
  whole,
} from "./frame_init.ts";
import { type Chart, plot, type PlotOptions } from "../plots/mod.ts";

export type { Cell, Column, ColumnOf, Field, FrameInit, FrameJSON, FrameKind, FrameMeta, Row } from "./frame_init.ts";

/**
 * A table of named, typed columns: rows oldest first, numbers in `Float64Array`, times in milliseconds UTC, text as
 * text, and for money the exact decimal text beside the float.
 *
 * No method changes a frame; those that select rows or columns give a new one and keep the exact text in step. Where
 * rows follow each other (`head`, `tail`, `slice`) numbers share memory with the source, so do not write to columns.
 *
 * A frame shows as a table in a notebook and in a terminal. It can be iterated row by row.
 */
export class Frame<out R extends Row = Row> {
  /** What the rows are. */
  readonly kind: FrameKind;
  /** Number of rows. */
  readonly length: number;
  /** Names of the columns, in order. */
  readonly columns: readonly string[];
  /** Where the data comes from. */
  readonly meta: FrameMeta;
  readonly #columns: ReadonlyMap<string, Column>;
  readonly #exact: ReadonlyMap<string, ExactText>;
  readonly #times: ReadonlySet<string>;
  readonly #units: Readonly<Record<string, string>>;

  /**
   * Checks the columns; exact text wins over a float column of the same name, which is then read from it.
   *
   * @throws {RangeError} when columns differ in length, or exact text in length from its column.
   * @throws {TypeError} when a column is neither numbers, text nor truth values.
   */
  constructor({ kind = "table", columns, text = {}, names, times = ["time"], units = {}, meta = {} }: FrameInit) {
    const exact = new Map<string, ExactText>();
    const table = new Map<string, Column>();
    for (const [name, values] of Object.entries(text)) exact.set(name, exactText(name, values));
    for (const [name, values] of Object.entries(columns)) {
      table.set(name, exact.get(name)?.values ?? typed(name, values));
    }
    for (const [name, { values }] of exact) if (!table.has(name)) table.set(name, values);
    const order = ordered(names ?? [...table.keys()], table);
    const [first] = table;
    const length = first === undefined ? 0 : first[1].length;
    for (const [name, values] of table) {
      const given = columns[name]?.length ?? values.length;
      if (values.length === length && given === length) continue;
      throw new RangeError(
        `Cannot make a frame as all columns must have one length: '${first?.[0]}' has ${length} rows, '${name}' ${
          given === length ? `${values.length} exact texts` : given
        }`,
      );
    }
    this.kind = kind;
    this.length = length;
    this.columns = order;
    this.meta = Object.freeze({ ...meta });
    this.#columns = table;
    this.#exact = exact;
    this.#times = new Set(times.filter((name) => table.get(name) instanceof Float64Array));
    this.#units = units;
  }

  /** What each column is. */
  get schema(): readonly Field[] {
    return this.columns.map((name) => {
      const values = this.#columns.get(name);
      const type = this.#exact.has(name)
        ? "decimal"
        : this.#times.has(name)
        ? "time"
        : values instanceof Float64Array
        ? "number"
        : typeof values?.[0] === "boolean"
        ? "boolean"
        : "text";
      const unit = this.#units[name] ?? (type === "time" ? "ms" : undefined);
      return { name, type, ...(unit === undefined ? {} : { unit }) };
    });
  }

  /**
   * The values of a column; numbers share memory with the frame, so do not write to them.
   *
   * @throws {RangeError} for an unknown name, with the nearest spelling.
   */
  column<Name extends keyof R & string>(name: Name): ColumnOf<R[Name]> {
    const values = this.#columns.get(name);
    if (values === undefined) throw noColumn("read", name, this.columns);
    return values as ColumnOf<R[Name]>;
  }

  /**
   * The exact decimal text of a money column, digit by digit as it came; built anew at each call.
   *
   * @throws {RangeError} for an unknown name and for a column without exact text.
   */
  text(name: keyof R & string): Decimal[] {
    return this.exact(name).toArray();
  }

  /** As {@linkcode text}, but row by row with `.at(row)`, without building an array. */
  exact(name: keyof R & string): ExactText {
    const exact = this.#exact.get(name);
    if (exact !== undefined) return exact;
    if (!this.#columns.has(name)) throw noColumn("read the text of", name, this.columns);
    const known = [...this.#exact.keys()].join(", ");
    throw new RangeError(
      `Cannot read the exact text of '${name}' as ${
        known === "" ? "no column of this frame has one" : `only these columns have one: ${known}`
      }`,
    );
  }

  /** The first rows. */
  head(count: number = 5): Frame<R> {
    return this.slice(0, whole("head", count));
  }

  /** The last rows. */
  tail(count: number = 5): Frame<R> {
    return this.slice(Math.max(0, this.length - whole("tail", count)));
  }

  /** Rows from `start` up to `end`, the latter excluded; negative numbers count from the end, as in an array. */
  slice(start: number = 0, end: number = this.length): Frame<R> {
    for (const border of [start, end]) {
      // Infinity is a border that one may well mean; NaN and fractions come of an error in computing it.
      if (Number.isInteger(border) || Math.abs(border) === Infinity) continue;
      throw new RangeError(`Cannot slice as both borders must be whole numbers of rows: current value is ${border}`);
    }
    const from = Math.max(0, start < 0 ? this.length + start : Math.min(start, this.length));
    const to = Math.max(from, end < 0 ? this.length + end : Math.min(end, this.length));
    return this.#with(
      (name) => this.#exact.get(name)?.slice(from, to),
      (values) => sliceColumn(values, from, to),
    );
  }

  /** Only these columns, in this order. */
  select<Name extends keyof R & string>(...names: Name[]): Frame<Pick<R, Name>> {
    this.#know("select", names);
    return this.#with((name) => this.#exact.get(name), (values) => values, names);
  }

  /** All but these columns. */
  drop<Name extends keyof R & string>(...names: Name[]): Frame<Omit<R, Name> & Row> {
    this.#know("drop", names);
    const kept = this.columns.filter((name) => !(names as string[]).includes(name));
    return this.#with((name) => this.#exact.get(name), (values) => values, kept);
  }

  /**
   * The rows for which the predicate holds.
   *
   * @throws {TypeError} when the predicate is asynchronous: a promise always holds.
   */
  filter(predicate: (row: R, index: number) => unknown): Frame<R> {
    const rows: number[] = [];
    for (let at = 0; at < this.length; at++) {
      const holds = predicate(this.row(at), at);
      if (holds instanceof Promise) {
        throw new TypeError("Cannot filter as the function must give true or false at once: it gives a promise");
      }
      if (holds) rows.push(at);
    }
    return this.take(rows);
  }

  /**
   * Rows in the order of a column, smallest first; equal ones keep their order, missing numbers come last. Money is
   * compared by its float.
   */
  sortBy(name: keyof R & string, options: { descending?: boolean } = {}): Frame<R> {
    knownOptions("sortBy", options, ["descending"]);
    const { descending = false } = options;
    const values: Column = this.column(name);
    const sign = descending ? -1 : 1;
    const rows = Uint32Array.from({ length: this.length }, (_, row) => row);
    if (values instanceof Float64Array) {
      rows.sort((a, b) => {
        const [left, right] = [values[a] as number, values[b] as number];
        if (left < right) return -sign;
        if (left > right) return sign;
        return Number(Number.isNaN(left)) - Number(Number.isNaN(right)) || a - b;
      });
    } else {
      const cells = values as readonly Cell[];
      rows.sort((a, b) => {
        const [left, right] = [cells[a] as Cell, cells[b] as Cell];
        return left < right ? -sign : left > right ? sign : a - b;
      });
    }
    return this.take(rows);
  }

  /**
   * The given rows, by index from 0, in the given order.
   *
   * @throws {RangeError} for a row that is not there.
   */
  take(rows: ArrayLike<number>): Frame<R> {
    // Before they become integers, which would hide a sign or a fraction.
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] as number;
      if (Number.isInteger(row) && row >= 0 && row < this.length) continue;
      throw new RangeError(
        `Cannot take row ${row} as there are only ${this.length}` +
          (row < 0 ? `; count from the end with ${this.length} ${row}` : ", from 0 in whole numbers"),
      );
    }
    const indices = rows instanceof Uint32Array ? rows : Uint32Array.from(rows);
    const taken = new Map<string, Column>();
    for (const [name, values] of this.#columns) taken.set(name, takeColumn(values, indices));
    return this.#with(
      (name) => this.#exact.get(name)?.take(indices, taken.get(name) as Float64Array),
      (_, name) => taken.get(name) as Column,
    );
  }

  /**
   * One row as a plain object; negative numbers count from the end.
   *
   * @throws {RangeError} when there is no such row.
   */
  row(index: number): R {
    const at = index < 0 ? this.length + index : index;
    if (!Number.isInteger(index) || at < 0 || at >= this.length) {
      throw new RangeError(`Cannot read row ${index} as there are ${this.length} rows, from 0 to ${this.length - 1}`);
    }
    const row: Row = {};
    for (const [name, values] of this.#columns) row[name] = values[at] as Cell;
    return row as R;
  }

  /** All rows as plain objects: numbers as numbers, times as milliseconds UTC. */
  toRecords(): R[] {
    return Array.from({ length: this.length }, (_, at) => this.row(at));
  }

  /**
   * The frame as plain data, for `JSON.stringify`: money as its exact text, times in milliseconds UTC; what is missing
   * or infinite becomes `null`.
   */
  toJSON(): FrameJSON {
    const finite = (value: number) => Number.isFinite(value) ? value : null;
    const cells = (name: string) => {
      const values = this.#columns.get(name) as Column;
      const exact = this.#exact.get(name);
      if (exact !== undefined) return exact.toArray().map((text) => text === "" ? null : text);
      return values instanceof Float64Array ? Array.from(values, finite) : [...values];
    };
    return {
      kind: this.kind,
      length: this.length,
      schema: this.schema,
      meta: this.meta,
      columns: Object.fromEntries(this.columns.map((name) => [name, cells(name)])),
    };
  }

  /** A new frame with columns added or replaced; exact text of replaced columns is dropped unless given. */
  with(
    columns: FrameInit["columns"],
    options: Pick<FrameInit, "text" | "units" | "meta"> = {},
  ): Frame {
    knownOptions("with", options, ["text", "units", "meta"]);
    const { text = {}, units = {}, meta = {} } = options;
    const added = [...Object.keys(columns), ...Object.keys(text)].filter((name) => !this.#columns.has(name));
    const kept = [...this.#exact].filter(([name]) => !Object.hasOwn(columns, name));
    return new Frame({
      ...this.#init(),
      columns: { ...Object.fromEntries(this.#columns), ...columns },
      text: { ...Object.fromEntries(kept), ...text },
      names: [...this.columns, ...new Set(added)],
      units: { ...this.#units, ...units },
      meta: { ...this.meta, ...meta },
    });
  }

  /** Row after row, as plain objects. */
  *[Symbol.iterator](): Generator<R, void, unknown> {
    for (let at = 0; at < this.length; at++) yield this.row(at);
  }

  /** A chart that fits the kind of data; shown by Jupyter as it is. */
  plot(options?: PlotOptions): Chart {
    return plot(this, options);
  }

  /** For Jupyter: an HTML table, the same as text, and as a data resource; head and tail of long frames. */
  [Symbol.for("Jupyter.display")](): MimeBundle {
    return bundle(showable(this));
  }

  /** For `console.log` in Deno. */
  [Symbol.for("Deno.customInspect")](): string {
    return toText(showable(this));
  }

  /** For `console.log` in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return toText(showable(this));
  }

  /** Fails for names of columns that are not there. */
  #know(method: string, names: readonly unknown[]): void {
    for (const name of names) {
      if (Array.isArray(name)) {
        throw new TypeError(
          `Cannot ${method} as names are given one by one: write ${method}(${
            name.map((each) => JSON.stringify(each)).join(", ")
          }), or ${method}(...names)`,
        );
      }
      if (!this.#columns.has(name as string)) throw noColumn(method, name, this.columns);
    }
  }

  #init(): Omit<FrameInit, "columns" | "text"> {
    return { kind: this.kind, times: [...this.#times], units: this.#units, meta: this.meta };
  }

  #with<S extends Row>(
    exact: (name: string) => ExactText | undefined,
    column: (values: Column, name: string) => Column,
    names: readonly string[] = this.columns,
  ): Frame<S> {
    const text: Record<string, ExactText> = {};
    const columns: Record<string, Column> = {};
    for (const name of names) {
      const values = this.#columns.get(name) as Column;
      const kept = exact(name);
      if (kept !== undefined) text[name] = kept;
      columns[name] = kept?.values ?? column(values, name);
    }
    return new Frame<S>({ ...this.#init(), columns, text, names: [...new Set(names)] });
  }
}

/** A {@linkcode Frame} of the given columns; the same as `new Frame(…)`. */
export function frame<R extends Row = Row>(init: FrameInit): Frame<R> {
  knownOptions("frame", init, ["kind", "columns", "text", "names", "times", "units", "meta"]);
  return new Frame<R>(init);
}

function showable(frame: Frame): Showable {
  const { kind, length, columns, meta, schema } = frame;
  return {
    kind,
    length,
    columns,
    meta,
    schema,
    cell: (name, row) => frame.column(name)[row] as Cell,
    exact: (name, row) => frame.exact(name).at(row),
  };
}
