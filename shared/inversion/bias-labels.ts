/** Labels from the bias gradient of the last layer. @module */
import { argmax } from "./vectors.js";

/**
 * The likeliest labels [count] of a lot. The bias gradient is Σ_i (softmax_i - onehot_i): were the softmax the same a·1/K
 * off its own class for all examples, a class with n_y examples would have a·(count/K - n_y), and the largest entry would
 * belong to a class that the lot has not. Exact for one example; for more the closer, the less the model has learned.
 * @param biasGradient [classes], of the sum or the mean
 */
export function labelsFromBias(biasGradient: Float32Array, count: number): Int32Array {
  const classes = biasGradient.length;
  const largest = biasGradient.reduce((most, value) => Math.max(most, value), 0) || 1;
  const wanted = Float64Array.from(biasGradient, (value) => (count / classes) * (1 - value / largest));
  return Int32Array.from({ length: count }, () => {
    const label = argmax(wanted);
    wanted[label]--;
    return label;
  });
}
