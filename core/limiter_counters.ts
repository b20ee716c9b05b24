/** The two kinds of counters Kraken keeps: one that drains steadily, one that looks back over a window. */

/** Points used of a maximum. Times are Unix milliseconds that never go back. */
export interface Counter {
  /** Most points at a time. */
  max: number;
  /** Points that come free in a second. */
  readonly decayPerSecond: number;
  /** Points in use. */
  used(now: number): number;
  /** Milliseconds until `cost` more fit; 0 when they do now. */
  waitFor(cost: number, now: number): number;
  /** Adds points, beyond the maximum if it must be. */
  add(cost: number, now: number): void;
  /** Takes points back, down to zero. */
  remove(cost: number, now: number): void;
  /** Milliseconds until nothing is in use. */
  freeIn(now: number): number;
  /** Milliseconds until the last of `calls` calls of `cost` each may leave. */
  eta(calls: number, cost: number, now: number): number;
}

// Sums of thirds and hundredths miss whole numbers by less than this.
const EPSILON = 1e-9;

/** A counter that goes up by each call and down steadily, as Spot's do. */
export function drainingCounter(max: number, decayPerSecond: number): Counter {
  let level = 0;
  let at = -Infinity;
  const decay = decayPerSecond / 1000;
  const self: Counter = {
    max,
    decayPerSecond,
    used: (now) => at === -Infinity ? level : Math.max(0, level - Math.max(0, now - at) * decay),
    waitFor(cost, now) {
      const used = self.used(now);
      // An empty counter lets anything pass, or a maximum lowered meanwhile would hold a call for ever.
      const excess = Math.min(used, used + cost - self.max);
      return excess <= EPSILON ? 0 : Math.ceil(excess / decay - EPSILON);
    },
    add(cost, now) {
      level = self.used(now) + cost;
      at = Math.max(at, now);
    },
    remove(cost, now) {
      level = Math.max(0, self.used(now) - cost);
      at = Math.max(at, now);
    },
    freeIn: (now) => Math.ceil(self.used(now) / decay),
    eta: (calls, cost, now) => Math.max(0, Math.ceil((self.used(now) + calls * cost - self.max) / decay - EPSILON)),
  };
  return self;
}

/**
 * A counter of what was spent within the last `windowMs`. Where only "500 per 10 s" is known, and not where the window
 * begins, this alone stays within it wherever that is.
 */
export function windowCounter(max: number, windowMs: number): Counter {
  let spent: { at: number; cost: number }[] = [];
  const prune = (now: number) => {
    if (spent.length > 0 && now - (spent[0]?.at ?? now) >= windowMs) {
      spent = spent.filter(({ at }) => now - at < windowMs);
    }
  };
  const self: Counter = {
    max,
    decayPerSecond: max / (windowMs / 1000),
    used(now) {
      prune(now);
      return spent.reduce((sum, { cost }) => sum + cost, 0);
    },
    waitFor(cost, now) {
      const used = self.used(now);
      let excess = Math.min(used, used + cost - self.max);
      if (excess <= EPSILON) return 0;
      for (const entry of spent) {
        excess -= entry.cost;
        if (excess <= EPSILON) return Math.ceil(entry.at + windowMs - now);
      }
      return windowMs;
    },
    add(cost, now) {
      prune(now);
      if (cost > 0) spent.push({ at: now, cost });
    },
    remove(cost, now) {
      prune(now);
      // What was never sent is what was added last.
      for (let rest = cost; rest > EPSILON && spent.length > 0;) {
        const last = spent[spent.length - 1];
        if (!last) break;
        const part = Math.min(last.cost, rest);
        last.cost -= part;
        rest -= part;
        if (last.cost <= EPSILON) spent.pop();
      }
    },
    freeIn(now) {
      prune(now);
      const last = spent[spent.length - 1];
      return last ? Math.ceil(last.at + windowMs - now) : 0;
    },
    eta(calls, cost, now) {
      if (cost <= 0) return 0;
      // Played through on a copy: who fits leaves together, then all wait for enough of the oldest to pass out of sight.
      const copy = windowCounter(self.max, windowMs);
      for (const entry of spent) copy.add(entry.cost, entry.at);
      for (let [left, at] = [calls, now];;) {
        const together = Math.min(left, Math.max(0, Math.floor((self.max - copy.used(at)) / cost + EPSILON)));
        copy.add(together * cost, at);
        left -= together;
        if (left <= 0) return at - now;
        at += Math.max(1, copy.waitFor(cost, at));
      }
    },
  };
  return self;
}
