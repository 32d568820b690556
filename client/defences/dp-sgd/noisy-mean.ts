/** The clipped gradients of a lot, summed, with noise. @module */
import type { ClipNorms } from "../../../shared/learning/clip-norms.js";
import { wholeClipNorm } from "../../../shared/learning/clip-norms.js";
import { clippedGradientSum } from "../../../shared/learning/gradient.js";
import type { ClippedGradientSum } from "../../../shared/learning/gradient.js";
import { clippedGridSum } from "../../../shared/learning/grid-gradient.js";
import type { LotTask } from "../../../shared/plugins/defence.js";
import { CELLS_PER_UNIT } from "../../../shared/random/exact-normal.js";
import type { RngStream } from "../../../shared/random/rng-stream.js";
import { finiteNorm } from "../finite-norm.js";

export interface NoisyMean extends Pick<ClippedGradientSum, "norms" | "losses" | "clipped"> {
  /** [P] */
  readonly update: Float32Array;
}

/**
 * (Σ clipped gradients + N(0, (noiseMultiplier · C)²)) / batchSize, with C the norm that the clip leaves a whole gradient.
 * The denominator is the expected lot, never the real one, whose size would tell who is in it.
 * @throws {RangeError} where the sum, or from a secure stream the weights, are not finite
 */
export function noisyMean(
  { network, weights, lot }: LotTask,
  clip: ClipNorms,
  noiseMultiplier: number,
  batchSize: number,
  rng: RngStream,
): NoisyMean {
  const noiseStddev = noiseMultiplier * wholeClipNorm(clip);
  if (rng.isSecure && noiseStddev > 0) return onGrid({ network, weights, lot }, clip, noiseStddev, batchSize, rng);
  const { gradient, ...rest } = clippedGradientSum(network, weights, lot, clip);
  finiteNorm(gradient, "the clipped gradient sum");
  const update = new Float32Array(gradient.length);
  rng.fillGaussian(update, noiseStddev);
  for (let i = 0; i < update.length; i++) update[i] = (gradient[i] + update[i]) / batchSize;
  return { update, ...rest };
}

/**
 * The same on a grid 2^20 times finer than the noise. Sum and noise are integers, and the noise is a true Gaussian's,
 * rounded: what is released is a rounding of the sum with a true Gaussian added, and so says no more than that does. All
 * that happens to it afterwards, in floating point, is post-processing.
 */
function onGrid(
  { network, weights, lot }: LotTask,
  clip: ClipNorms,
  noiseStddev: number,
  batchSize: number,
  rng: RngStream,
): NoisyMean {
  finiteNorm(weights, "the model");
  const cell = noiseStddev / CELLS_PER_UNIT;
  const { cells, ...rest } = clippedGridSum(network, weights, lot, clip, cell);
  const noise = new Float64Array(cells.length);
  rng.fillRoundedGaussian(noise);
  return { update: Float32Array.from(cells, (sum, i) => ((sum + noise[i]) * cell) / batchSize), ...rest };
}
