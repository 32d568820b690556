/** Stochastic gradient descent. @module */

/**
 * w − learningRate·g [P]; each element is computed in float64 and rounded to float32 once.
 * @param into where it goes, a new vector by default; may be `weights` itself
 * @throws {RangeError} when the lengths differ
 */
export function sgdStep(
  weights: Float32Array,
  gradient: Float32Array,
  learningRate: number,
  into: Float32Array = new Float32Array(weights.length),
): Float32Array {
  if (weights.length !== gradient.length) {
    throw new RangeError(`${weights.length} weights cannot take a gradient of ${gradient.length} parameters`);
  }
  for (let i = 0; i < into.length; i++) into[i] = weights[i] - learningRate * gradient[i];
  return into;
}
