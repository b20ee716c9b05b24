/** danfojs' arithmetic in 64-bit: it goes through 32-bit tensors, in which 67234.12345678 - 1 is 67233.125. */

import {
  build,
  type Classes,
  columnsOf,
  dtypeOf,
  type Inside,
  type InsideSeries,
  toRows,
  type Value,
} from "./_danfo_inside.ts";

/** As TensorFlow has them: `mod` takes the sign of the divisor, `divNoNan` is 0 where the divisor is. */
const MATH: Readonly<Record<string, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  divNoNan: (a, b) => b === 0 ? 0 : a / b,
  pow: (a, b) => a ** b,
  mod: (a, b) => (a < 0) === (b < 0) ? a % b : (a % b + b) % b,
};

const LOGIC: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  gt: (a, b) => a > b,
  lt: (a, b) => a < b,
  ge: (a, b) => a >= b,
  le: (a, b) => a <= b,
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
};

const toNumber = (value: Value) => value === null || value === undefined ? NaN : Number(value);

/** What stands on the right of an operation, for one column: one number, or one for each row. */
type Operand = number | readonly Value[];

/** Both sides of an operation, in place of the tensors danfojs passes around. */
interface Sides {
  readonly frame: Inside;
  readonly other: (column: number) => Operand;
}

function zip<Result>(left: readonly Value[], right: Operand, apply: (a: number, b: number) => Result): Result[] {
  const results: Result[] = [];
  for (let row = 0; row < left.length; row++) {
    const other = typeof right === "number" ? right : toNumber(right[row]);
    results.push(apply(toNumber(left[row]), other));
  }
  return results;
}

/** Replaces the methods through which all arithmetic of a DataFrame goes, and those of a Series that use tensors. */
export function computeIn64Bit(classes: Classes): void {
  const { DataFrame, Series } = classes;

  function sides(frame: Inside, other: unknown, axis: number): Sides {
    if (typeof other === "number") return { frame, other: () => other };
    if (other instanceof DataFrame) return { frame, other: broadcast(frame, other) };
    const values = other instanceof Series ? other.values : other;
    if (!Array.isArray(values)) {
      throw new TypeError("'other' must be a number, an array, a Series or a DataFrame");
    }
    const wanted = axis === 0 ? frame.$index.length : frame.$columns.length;
    if (values.length !== wanted && values.length !== 1) {
      throw new RangeError(
        `'other' must have ${wanted} values, one for each ${axis === 0 ? "row" : "column"} (axis ${axis}): ` +
          `it has ${values.length}`,
      );
    }
    if (values.length === 1) return { frame, other: () => toNumber(values[0]) };
    return { frame, other: axis === 0 ? () => values : (column) => toNumber(values[column]) };
  }

  function broadcast(frame: Inside, other: Inside): (column: number) => Operand {
    const [columns, rows] = [columnsOf(other), other.$index.length];
    const fits = (rows === frame.$index.length || rows === 1) &&
      (columns.length === frame.$columns.length || columns.length === 1);
    if (!fits) {
      throw new RangeError(
        `'other' must have the shape of this DataFrame, ${frame.$index.length} × ${frame.$columns.length}: it has ` +
          `${rows} × ${columns.length}`,
      );
    }
    return (column) => {
      const values = columns[columns.length === 1 ? 0 : column] as Value[];
      return rows === 1 ? toNumber(values[0]) : values;
    };
  }

  function like(frame: Inside, columns: Value[][]): Inside {
    return build(classes, columns, { names: frame.$columns, index: [...frame.$index], config: { ...frame.$config } });
  }

  function finish(frame: Inside, columns: Value[][], inplace: boolean): Inside | undefined {
    if (!inplace) return like(frame, columns);
    frame.$setValues(toRows(columns, frame.$index.length));
    frame.$dtypes = columns.map(dtypeOf);
    return undefined;
  }

  function math({ frame, other }: Sides, operation: string): Value[][] {
    const apply = MATH[operation];
    if (apply === undefined) throw new RangeError(`'${operation}' is no operation of a DataFrame`);
    return columnsOf(frame).map((values, column) => zip(values, other(column), apply));
  }

  /** Each value with the one `periods` rows (axis 1) or columns (axis 0) before it. */
  function shifted(frame: Inside, periods: number, axis: number, apply: (a: number, b: number) => number): Value[][] {
    const columns = columnsOf(frame);
    return columns.map((values, column) =>
      axis === 1
        ? values.map((value, row) => apply(toNumber(value), toNumber(values[row - periods])))
        : values.map((value, row) => apply(toNumber(value), toNumber(columns[column - periods]?.[row])))
    );
  }

  function change(name: "pctChange" | "diff", apply: (a: number, b: number) => number) {
    return function (this: Inside, other: unknown, options: { axis?: number; inplace?: boolean } = {}): unknown {
      const { axis = 1, inplace = false } = options;
      if (this.$dtypes.includes("string")) {
        throw new TypeError(`${name} operation is not supported for string dtypes`);
      }
      if (axis !== 0 && axis !== 1) throw new RangeError(`'axis' must be 0 or 1: current value is ${axis}`);
      if (other === 0) return this;
      if (typeof other === "number") return finish(this, shifted(this, other, axis, apply), inplace);
      const { other: right } = sides(this, other, axis);
      return finish(this, columnsOf(this).map((values, column) => zip(values, right(column), apply)), inplace);
    };
  }

  override(DataFrame.prototype, {
    $getTensorsForArithmeticOperationByAxis(this: Inside, other: unknown, axis: number): Sides {
      return sides(this, other, axis);
    },
    $MathOps(this: Inside, given: Sides, operation: string, inplace: boolean): Inside | undefined {
      return finish(this, math(given, operation), inplace);
    },
    $logicalOps(this: Inside, { frame, other }: Sides, operation: string): Inside {
      const apply = LOGIC[operation] as (a: number, b: number) => boolean;
      return like(this, columnsOf(frame).map((values, column) => zip<Value>(values, other(column), apply)));
    },
    pctChange: change("pctChange", (a, b) => (MATH.divNoNan as typeof Math.pow)(a, b) - 1),
    diff: change("diff", (a, b) => a - b),
  });

  override(Series.prototype, {
    argMax(this: InsideSeries): number {
      return best(this.values, (a, b) => a > b);
    },
    argMin(this: InsideSeries): number {
      return best(this.values, (a, b) => a < b);
    },
  });
  // These compute in 64-bit, but keep the word "int32" for results with a fraction.
  for (const name of ["add", "sub", "mul", "div", "pow", "mod"]) {
    const original = Reflect.get(Series.prototype, name) as (...args: unknown[]) => InsideSeries | undefined;
    override(Series.prototype, {
      [name](this: InsideSeries, ...args: unknown[]): InsideSeries | undefined {
        const result = original.apply(this, args);
        const changed = result ?? this;
        changed.$dtypes = [dtypeOf(changed.values)];
        return result;
      },
    });
  }
}

/** Position of the best number; `NaN` is none. */
function best(values: readonly Value[], beats: (a: number, b: number) => boolean): number {
  let found = -1;
  values.forEach((value, row) => {
    const number = toNumber(value);
    if (Number.isNaN(number)) return;
    if (found < 0 || beats(number, toNumber(values[found]))) found = row;
  });
  return found;
}

/** Puts methods in place of those that are there, as hidden as they were. */
export function override(prototype: object, methods: Readonly<Record<PropertyKey, unknown>>): void {
  for (const key of Reflect.ownKeys(methods)) {
    Object.defineProperty(prototype, key, { value: methods[key as string], writable: true, configurable: true });
  }
}
