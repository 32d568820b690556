/** The sum of bounded updates, with or without noise of the server. @module */
import { boundingFactor, normOf } from "../../../shared/learning/bounded-norm.js";
import type { RngStream } from "../../../shared/random/rng-stream.js";

/**
 * Σ updates, in double precision and in the order given.
 * @param updates each [P]; there may be none
 * @param clipNorm L2: an update beyond it is clipped again, so that what one can change is no matter of trust; Infinity
 *   for no bound
 * @returns [P]
 */
export function sumOf(updates: readonly Float32Array[], parameters: number, clipNorm: number): Float64Array {
  const sum = new Float64Array(parameters);
  for (const update of updates) {
    const factor = boundingFactor(normOf(update), clipNorm);
    if (factor > 0) for (let i = 0; i < parameters; i++) sum[i] += factor * update[i];
  }
  return sum;
}

/** (sum + N(0, stddev²) on each coordinate) / denominator, rounded once, [P]; `sum` is left as it is. */
export function noisyQuotient(sum: Float64Array, stddev: number, denominator: number, rng: RngStream): Float32Array {
  const noisy = new Float64Array(sum.length);
  rng.fillGaussian(noisy, stddev);
  for (let i = 0; i < noisy.length; i++) noisy[i] = (sum[i] + noisy[i]) / denominator;
  return Float32Array.from(noisy);
}

/** sum / denominator, rounded once, [P]. */
export function quotient(sum: Float64Array, denominator: number): Float32Array {
  const result = new Float32Array(sum.length);
  for (let i = 0; i < sum.length; i++) result[i] = sum[i] / denominator;
  return result;
}
