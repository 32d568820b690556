/** The standard normal distribution. @module */
import { erfc, erfcx, logErfc } from "./erfc.js";

/** P[N(0, 1) <= x]. */
export function normalCdf(x: number): number {
  return 0.5 * erfc(-x * Math.SQRT1_2);
}

/** log P[N(0, 1) <= x], also far in the lower tail. */
export function normalLogCdf(x: number): number {
  // In the upper half the probability is near 1, and its logarithm follows from the tail above.
  return x > 1 ? Math.log1p(-0.5 * erfc(x * Math.SQRT1_2)) : logErfc(-x * Math.SQRT1_2) - Math.LN2;
}

/**
 * The x with P[N(0, 1) <= x] = p; ∓Infinity at 0 and 1. Newton's iteration on the logarithm of the tail, which is concave.
 * @throws {RangeError} unless p is in [0, 1]
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p is ${p}, must be in [0, 1]`);
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p === 0) return -Infinity;
  const target = Math.log(p);
  // erfc(y) ~ exp(-y²) far out, and y = 0 at p = 1/2: a start good enough for the iteration everywhere.
  let y = Math.sqrt(Math.max(0, -target - Math.LN2));
  for (let i = 0; i < 60; i++) {
    const error = logErfc(y) - Math.LN2 - target;
    const slope = -2 / (Math.sqrt(Math.PI) * erfcx(y));
    const step = error / slope;
    y -= step;
    if (Math.abs(step) <= 1e-15 * Math.abs(y)) break;
  }
  return -Math.SQRT2 * y;
}
