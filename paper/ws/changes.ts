/** What turns one side of a book into a later one, told as Kraken tells it. */

import type { Row } from "./source.ts";

/** A change of a level; size 0 removes it. */
export interface Change {
  readonly price: number;
  readonly size: number;
}

/**
 * Removals first, then what is new or different, best price first. A level that was only pushed out of the visible depth by
 * better ones is not told: whoever reads cuts to the depth.
 */
export function changesOf(before: readonly Row[], after: readonly Row[], depth: number, sign: 1 | -1): Change[] {
  const removed: Change[] = [];
  const set: Change[] = [];
  const last = after.length < depth ? undefined : after[after.length - 1];
  let [i, j] = [0, 0];
  for (;;) {
    const [old, now] = [before[i], after[j]];
    if (old === undefined && now === undefined) return [...removed, ...set];
    // Best first: a side is walked from its touch outwards, asks upwards, bids downwards.
    const order = old === undefined ? 1 : now === undefined ? -1 : (old.price - now.price) * sign;
    if (old !== undefined && order < 0) {
      i++;
      if (last === undefined || (old.price - last.price) * sign < 0) removed.push({ price: old.price, size: 0 });
    } else if (now !== undefined) {
      j++;
      if (order === 0) i++;
      if (order !== 0 || old?.size !== now.size) set.push({ price: now.price, size: now.size });
    }
  }
}
