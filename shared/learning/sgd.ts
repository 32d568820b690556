/** Stochastic gradient descent. @module */

/**
 * w − learningRate·g as a new vector [P]; each element is computed in float64 and rounded to float32 once.
 * @throws {RangeError} when the lengths differ
 */
export function sgdStep(weights: Float32Array, gradient: Float32Array, learningRate: number): Float32Array {
  if (weights.length !== gradient.length) {
    throw new RangeError(`${weights.length} weights cannot take a gradient of ${gradient.length} parameters`);
  }
  const stepped = new Float32Array(weights.length);
  for (let i = 0; i < stepped.length; i++) stepped[i] = weights[i] - learningRate * gradient[i];
  return stepped;
}
