import { shown } from "../core/codecs.ts";
import { knownOptions } from "../core/options.ts";
import { arquero, type ArqueroTable } from "../_deps/arquero.ts";
import type { Frame } from "./frame.ts";

export type { Arquero, ArqueroTable } from "../_deps/arquero.ts";

/** Options of {@linkcode toArquero}. */
export interface ArqueroOptions {
  /** Times as milliseconds UTC or as `Date`s, which arquero's date functions take. @default {"ms"} */
  time?: "ms" | "date";
}

/**
 * The frame as a table of arquero 7.2.1, loaded on the first call. Numbers and text are shared with the frame, not
 * copied; exact text stays behind.
 */
export async function toArquero(frame: Frame, options: ArqueroOptions = {}): Promise<ArqueroTable> {
  knownOptions("toArquero", options, ["time"]);
  const { time = "ms" } = options;
  if (time !== "ms" && time !== "date") {
    throw new RangeError(`Cannot make a table as 'time' must be one of ms, date: current value is ${shown(time)}`);
  }
  const { table } = await arquero();
  const columns = Object.fromEntries(
    frame.schema.map(({ name, type }): [string, ArrayLike<unknown>] => {
      const values = frame.column(name);
      if (type !== "time" || time === "ms") return [name, values];
      return [name, Array.from(values as Float64Array, (ms) => Number.isNaN(ms) ? null : new Date(ms))];
    }),
  );
  return table(columns, frame.columns);
}
