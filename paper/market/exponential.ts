/** `exp` and `log` from exact operations only: those of `Math` may differ in the last bit between engines, prices may not. */

const LN2 = 0.6931471805599453;
/** 1/n for the series; multiplying is faster than dividing. */
const PARTS = Array.from({ length: 12 }, (_, index) => 1 / (12 - index));

/** e to the power of `x`, for |x| up to 700. */
export function exp(x: number): number {
  const halvings = Math.round(x / LN2);
  const r = x - halvings * LN2;
  let sum = 1;
  for (const part of PARTS) sum = 1 + r * sum * part;
  const factor = halvings < 0 ? 0.5 : 2;
  for (let n = Math.abs(halvings); n > 0; n--) sum *= factor;
  return sum;
}

/** Natural logarithm of a positive number, by Newton's steps on {@linkcode exp}. */
export function log(value: number): number {
  let guess = 0;
  for (let rest = value; rest >= 2; rest /= 2) guess += LN2;
  for (let rest = value; rest < 1; rest *= 2) guess -= LN2;
  for (let step = 0; step < 6; step++) guess += value / exp(guess) - 1;
  return guess;
}
