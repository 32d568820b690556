/** What a participant's own examples say of images in general: how bright each pixel is, and how much that varies. @module */
import type { Penalty } from "./diversity.js";

/** Mean and variance of each pixel. */
export interface PixelStatistics {
  /** [...shape] */
  readonly mean: Float64Array;
  /** [...shape], as large as rounding to tenths leaves it, or larger */
  readonly variance: Float64Array;
}

const leastVariance = 0.01;

/** @param images [n, size], n at least 1 */
export function pixelStatistics(images: Float32Array, size: number): PixelStatistics {
  const count = images.length / size;
  const mean = new Float64Array(size);
  const square = new Float64Array(size);
  images.forEach((value, i) => {
    mean[i % size] += value / count;
    square[i % size] += (value * value) / count;
  });
  return { mean, variance: square.map((s, p) => s - mean[p] ** 2 + leastVariance) };
}

/**
 * Mean over images and pixels of (x − mean)² / variance: a discriminator is blind to some pixels, such as those of a
 * border that its strides pass over, and nothing else keeps a generator from filling them.
 * @param images [n, ...shape]
 */
export function unlikenessPenalty(images: Float32Array, { mean, variance }: PixelStatistics): Penalty {
  const size = mean.length;
  let value = 0;
  const gradient = images.map((x, i) => {
    const [distance, scale] = [x - mean[i % size], variance[i % size] * images.length];
    value += distance ** 2 / scale;
    return (2 * distance) / scale;
  });
  return { value, gradient };
}
