/** What images look like whatever was observed: penalties on pixels. @module */

/** Adds weight · derivative to `gradient` [m, ...shape] and returns weight · penalty. */
export type Penalty = (images: Float32Array, gradient: Float64Array) => number;

/** A difference of pixels this small counts by its square: total variation has no derivative at 0. */
const smoothing = 0.01;

/**
 * Anisotropic total variation: Σ|x_{i+1} − x_i| over neighbours in both directions, per value of the images, |d| smoothed
 * to √(d² + 0.01²) − 0.01. Zero for examples that are not [height, width, channels].
 * @param shape of one example
 */
export function totalVariation(shape: readonly number[], weight: number): Penalty {
  const [height, width, channels] = shape;
  const size = height * width * channels;
  return (images, gradient) => {
    if (shape.length !== 3) return 0;
    const share = weight / images.length;
    let sum = 0;
    const penalise = (i: number, neighbour: number) => {
      const difference = images[neighbour] - images[i];
      const length = Math.sqrt(difference ** 2 + smoothing ** 2);
      const slope = (share * difference) / length;
      gradient[neighbour] += slope;
      gradient[i] -= slope;
      sum += length - smoothing;
    };
    for (let i = 0; i < images.length; i++) {
      const pixel = Math.floor((i % size) / channels);
      if ((pixel + 1) % width !== 0) penalise(i, i + channels);
      if (pixel + width < height * width) penalise(i, i + width * channels);
    }
    return share * sum;
  };
}

/** The mean squared distance from [0, 1]. Pulling back softly: projecting every iterate onto [0, 1] hurts the search. */
export function outsideBox(weight: number): Penalty {
  return (images, gradient) => {
    const share = weight / images.length;
    let sum = 0;
    images.forEach((value, i) => {
      const excess = value - Math.min(1, Math.max(0, value));
      gradient[i] += 2 * share * excess;
      sum += excess ** 2;
    });
    return share * sum;
  };
}

/**
 * Σ(x − μ)² / 2s²: the negative log-density of pixels N(μ, s²), in nats and up to a constant.
 * @param mean μ [m, ...shape]
 * @param stddev s, in (0, ∞)
 */
export function gaussianPull(mean: Float32Array, stddev: number): Penalty {
  return (images, gradient) => {
    let sum = 0;
    images.forEach((value, i) => {
      gradient[i] += (value - mean[i]) / stddev ** 2;
      sum += (value - mean[i]) ** 2;
    });
    return sum / (2 * stddev ** 2);
  };
}
