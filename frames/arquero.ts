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
export async function toArquero(frame: Frame, { time = "ms" }: ArqueroOptions = {}): Promise<ArqueroTable> {
  const { table } = await arquero();
  return table(Object.fromEntries(
    frame.schema.map(({ name, type }): [string, ArrayLike<unknown>] => {
      const values = frame.column(name);
      if (type !== "time" || time === "ms") return [name, values];
      return [name, Array.from(values as Float64Array, (ms) => Number.isNaN(ms) ? null : new Date(ms))];
    }),
  ));
}
