/** danfojs, with TensorFlow.js some 400 MB, loaded on first use. 1.2.0 cannot be resolved by Deno. */

import type { Danfo } from "./danfo_types.ts";

export type * from "./danfo_types.ts";

const specifier = "npm:danfojs@1.1.2";
let loaded: Promise<Danfo> | undefined;

/** danfojs as it is, fetched on first use and kept; `frames/danfo.ts` makes it compute in 64-bit. */
export function danfo(): Promise<Danfo> {
  return loaded ??= import(specifier);
}
