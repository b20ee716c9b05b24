/** Exponentially weighted figures. */

import { knownOptions } from "../core/options.ts";

/** How fast old rows lose weight: exactly one of the three. */
export interface EwmOptions {
  /** Centre of mass as technical analysis says it: weight of the newest row is `2 / (span + 1)`. */
  span?: number;
  /** Rows after which a row has half its weight. */
  halflife?: number;
  /** Weight of the newest row, above 0 up to 1. */
  alpha?: number;
  /**
   * Divides by the weights so far, which is right from the first row on; without it the first value is the start and
   * every later one `alpha` of the way to its row, as charting programs do.
   *
   * @default {true}
   */
  adjust?: boolean;
}

/** Weighted figures, one value a row. */
export interface Ewm {
  /** Mean. */
  mean(): Float64Array;
  /** Standard deviation, corrected for bias; `NaN` in the first row. */
  std(): Float64Array;
}

/**
 * Exponentially weighted figures: `ewm(candles.column("close"), { span: 20 }).mean()`. They agree with pandas
 * (`ignore_na=False`): a `NaN` adds nothing, and the rows before it lose weight all the same.
 *
 * @throws {RangeError} when not exactly one of `span`, `halflife` and `alpha` is given, or it is out of range.
 */
export function ewm(values: ArrayLike<number>, options: EwmOptions): Ewm {
  knownOptions("ewm", options, ["span", "halflife", "alpha", "adjust"]);
  const alpha = alphaOf(options);
  const { adjust = true } = options;
  return {
    mean: () => weigh(values, alpha, adjust, ({ mean }) => mean),
    std: () =>
      weigh(values, alpha, adjust, ({ variance, weight, squares }) => {
        // Reliability weights: what the weighted variance misses of the unbiased one.
        const bias = weight * weight / (weight * weight - squares);
        return weight * weight - squares > 0 ? Math.sqrt(Math.max(0, variance * bias)) : NaN;
      }),
  };
}

function alphaOf({ span, halflife, alpha }: EwmOptions = {}): number {
  const given = [span, halflife, alpha].filter((value) => value !== undefined);
  if (given.length !== 1) {
    throw new RangeError(`exactly one of 'span', 'halflife' and 'alpha' must be given: it is ${given.length}`);
  }
  if (span !== undefined) {
    if (!(span >= 1)) throw new RangeError(`'span' must be at least 1: current value is ${span}`);
    return 2 / (span + 1);
  }
  if (halflife !== undefined) {
    if (!(halflife > 0)) throw new RangeError(`'halflife' must be above 0: current value is ${halflife}`);
    return 1 - Math.exp(-Math.LN2 / halflife);
  }
  if (!(alpha !== undefined && alpha > 0 && alpha <= 1)) {
    throw new RangeError(`'alpha' must be above 0 and at most 1: current value is ${alpha}`);
  }
  return alpha;
}

interface State {
  readonly mean: number;
  /** Weighted mean of squared deviations, biased. */
  readonly variance: number;
  /** Sum of the weights. */
  readonly weight: number;
  /** Sum of the squared weights. */
  readonly squares: number;
}

function weigh(
  values: ArrayLike<number>,
  alpha: number,
  adjust: boolean,
  figure: (state: State) => number,
): Float64Array {
  const out = new Float64Array(values.length).fill(NaN);
  const decay = 1 - alpha;
  const fresh = adjust ? 1 : alpha;
  let state: State | undefined;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (state !== undefined) {
      const { mean, variance, weight, squares }: State = state;
      state = { mean, variance, weight: weight * decay, squares: squares * decay * decay };
    }
    if (Number.isFinite(value)) {
      if (state === undefined) state = { mean: value, variance: 0, weight: 1, squares: 1 };
      else {
        const total: number = state.weight + fresh;
        const [before, distance]: [number, number] = [state.weight / total, value - state.mean];
        const mean = state.mean + distance * fresh / total;
        state = {
          mean,
          variance: before * (state.variance + (state.mean - mean) ** 2) + (fresh / total) * (value - mean) ** 2,
          weight: total,
          squares: state.squares + fresh * fresh,
        };
        // Without adjustment the weights are rescaled to one, as pandas does.
        if (!adjust) state = { ...state, weight: 1, squares: state.squares / (total * total) };
      }
    }
    if (state !== undefined) out[row] = figure(state);
  }
  return out;
}
