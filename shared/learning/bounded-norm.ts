/** Keeps the L2 norm of a float32 vector within a bound. @module */

/** Keeps a scaled vector below its bound also after each coordinate has been rounded to float32. */
const ROUNDING_MARGIN = 1 - 2 ** -23;

/** L2 norm of values [n], in double precision; NaN or Infinity where one of them is not finite. */
export function normOf(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.sqrt(sum);
}

/**
 * The factor that brings a vector of norm `norm` within `bound` and weighs it, in [0, 1]: exactly 1 where nothing is to
 * be done, 0 for a norm that is not finite, since no scaling bounds that.
 * @param weight in [0, 1]
 */
export function boundingFactor(norm: number, bound: number, weight = 1): number {
  if (!Number.isFinite(norm)) return 0;
  const factor = weight * (norm > bound ? bound / norm : 1);
  return factor === 1 ? 1 : factor * ROUNDING_MARGIN;
}
