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
  // four at a time: a step over many small lots spends a fifth of its time here
  const fours = into.length - (into.length % 4);
  for (let i = 0; i < fours; i += 4) {
    into[i] = weights[i] - learningRate * gradient[i];
    into[i + 1] = weights[i + 1] - learningRate * gradient[i + 1];
    into[i + 2] = weights[i + 2] - learningRate * gradient[i + 2];
    into[i + 3] = weights[i + 3] - learningRate * gradient[i + 3];
  }
  for (let i = fours; i < into.length; i++) into[i] = weights[i] - learningRate * gradient[i];
  return into;
}
