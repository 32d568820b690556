/** Images read off single units, as if there were no noise. @module */
import type { Guess } from "./strategies.js";

/**
 * ∂W_k / ∂b_k of the units k with the largest bias gradients, one a label, which is exact for one example without noise
 * and the least wrong of all units otherwise.
 * @param kernel [n, m]
 * @param bias [m]
 * @param labels one a guess
 */
export function strongestRowRatios(kernel: Float32Array, bias: Float32Array, labels: Int32Array): Guess[] {
  const units = Array.from(bias.keys()).sort((a, b) => Math.abs(bias[b]) - Math.abs(bias[a]));
  return Array.from(labels, (label, i) => {
    const unit = units[i % units.length];
    const ratio = (j: number) => kernel[j * bias.length + unit] / (bias[unit] || 1);
    const image = Float32Array.from({ length: kernel.length / bias.length }, (_, j) =>
      Math.min(1, Math.max(0, ratio(j))),
    );
    return { image, label };
  });
}
