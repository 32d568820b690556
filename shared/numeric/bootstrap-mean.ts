/** Percentile bootstrap interval of a mean: Efron 1979. @module */
import type { Interval } from "./interval.js";

/** The part of a random stream that resampling needs. */
export interface IntegerSource {
  /** in [0, n), unbiased */
  integer(n: number): number;
}

/**
 * The central `confidence` of the means of `resamples` samples drawn from `values` with replacement.
 * @param values [n], n >= 1; with n = 1 the interval is that one value
 * @param confidence in (0, 1)
 * @throws {RangeError} on no values or a confidence outside (0, 1)
 */
export function bootstrapMean(
  values: ArrayLike<number>,
  rng: IntegerSource,
  { confidence = 0.95, resamples = 2000 }: { confidence?: number; resamples?: number } = {},
): Interval {
  const n = values.length;
  if (n === 0) throw new RangeError("a bootstrap needs at least one value, got none");
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`confidence is ${confidence}, must be in (0, 1)`);
  const means = new Float64Array(resamples);
  for (let r = 0; r < resamples; r++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[rng.integer(n)];
    means[r] = sum / n;
  }
  means.sort();
  const tail = (1 - confidence) / 2;
  return { low: quantileOfSorted(means, tail), high: quantileOfSorted(means, 1 - tail) };
}

/** The q-quantile of ascending values, linear between neighbours. */
function quantileOfSorted(sorted: Float64Array, q: number): number {
  const position = q * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}
