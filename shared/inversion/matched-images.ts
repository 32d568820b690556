/** Images estimated from a noisy gradient and the labels of its lot. @module */
import { solvePositiveDefinite } from "./cholesky.js";
import type { ImagePrior } from "./image-prior.js";
import type { OutputGradientPrior } from "./output-gradient-prior.js";
import { addScaled, dot } from "./vectors.js";

/**
 * The linear estimate of least mean squared error of the images of each class in a lot, [classes], undefined for a class
 * that it does not have; one estimate a class, for all of its images.
 *
 * Along a principal component u with variance λ, the kernel's gradient is Y = Σ_i (u·x_i)·δ_i + noise. Inputs and output
 * gradients taken as independent within a class, Y has mean Σ_y n_y·(u·μ_y)·δ̄_y and covariance
 * Σ_y n_y·((λ + (u·μ_y)²)·S_y + λ·δ̄_y·δ̄_yᵀ) + noiseStddev²·I, and its covariance with u·x of class y is λ·δ̄_y.
 * Everything is taken relative to the lot's mean image, which the bias's gradient Σ_i δ_i allows.
 * @param kernel [n, m] of the summed gradient
 * @param bias [m] of the summed gradient
 * @param counts [classes] labels of the lot
 * @param noiseStddev of each coordinate of the summed gradient, in (0, ∞)
 */
export function matchedImages(
  kernel: Float32Array,
  bias: Float32Array,
  counts: ArrayLike<number>,
  images: ImagePrior,
  gradients: OutputGradientPrior,
  noiseStddev: number,
): (Float64Array | undefined)[] {
  const units = bias.length;
  const groups = Array.from(counts, (count, label) => ({ count, label })).filter(({ count }) => count > 0);
  const lotSize = groups.reduce((sum, { count }) => sum + count, 0);
  const estimates = images.classMeans.map((mean, label) => (counts[label] > 0 ? mean.slice() : undefined));
  images.components.forEach((component, k) => {
    const variance = images.variances[k];
    const coordinates = images.classMeans.map((mean) => dot(component, mean));
    const centre = groups.reduce((sum, { count, label }) => sum + (count * coordinates[label]) / lotSize, 0);
    const residual = project(kernel, bias, component, centre);
    const covariance = new Float64Array(units * units);
    for (let i = 0; i < units; i++) covariance[i * units + i] = noiseStddev ** 2 * (1 + centre ** 2);
    for (const { count, label } of groups) {
      const offset = coordinates[label] - centre;
      const mean = gradients.means[label];
      addScaled(residual, mean, -count * offset);
      addScaled(covariance, gradients.covariances[label], count * (variance + offset ** 2));
      for (let i = 0; i < units; i++) {
        const weighted = count * variance * mean[i];
        for (let j = 0; j <= i; j++) covariance[i * units + j] += weighted * mean[j];
      }
    }
    const whitened = solvePositiveDefinite(covariance, residual);
    if (whitened === undefined) return;
    for (const { label } of groups) {
      addScaled(estimates[label]!, component, variance * dot(gradients.means[label], whitened));
    }
  });
  return estimates;
}

/** (component - centre on the constant)ᵀ · [kernel; bias], [m] */
function project(kernel: Float32Array, bias: Float32Array, component: Float64Array, centre: number): Float64Array {
  const units = bias.length;
  const out = Float64Array.from(bias, (value) => -centre * value);
  component.forEach((weight, j) => {
    for (let k = 0, o = j * units; k < units; k++) out[k] += weight * kernel[o + k];
  });
  return out;
}
