/** danfojs' methods that write into what they are given, made to work on copies. */

import { type Classes, columnsOf, type Inside } from "./_danfo_inside.ts";
import { override } from "./_danfo_math.ts";

type Method = (this: Inside, ...args: unknown[]) => unknown;

/** Replaces `fillNa` and `asType`, which change rows in place, and what `concat` reads columns by, which it lengthens. */
export function leaveSources({ DataFrame }: Classes): void {
  for (const [name, optionsAt] of [["fillNa", 1], ["asType", 2]] as const) {
    const original = Reflect.get(DataFrame.prototype, name) as Method;
    override(DataFrame.prototype, {
      [name](this: Inside, ...args: unknown[]): unknown {
        const options = args[optionsAt] as { inplace?: boolean } | undefined;
        // A copy that keeps its rows lazily has rows of its own; in place the rows are set anew with their columns.
        const copy = (Reflect.get(this, "copy") as () => Inside).call(this);
        const made = original.apply(
          copy,
          args.map((arg, at) => at === optionsAt ? { ...options, inplace: false } : arg),
        );
        if (!options?.inplace) return made;
        const { $data, $dtypes } = made as Inside;
        this.$setValues($data);
        this.$dtypes = $dtypes;
        return undefined;
      },
    });
  }
  Object.defineProperty(DataFrame.prototype, "getColumnData", {
    configurable: true,
    get(this: Inside) {
      return columnsOf(this).map((values) => values.slice());
    },
  });
}
