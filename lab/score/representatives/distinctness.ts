/** Whether the images are many, or one many times. @module */
import { exampleSize } from "../../../shared/metrics/pairs.js";
import { normalInterval } from "./normal-interval.js";
import type { RepresentativeMetric } from "./metric.js";
import { squaredDistance } from "./nearest.js";
import type { JudgedImages } from "./sample.js";

/**
 * The mean L2 distance between two of the images, over that between two of the victims' images: 1 for images as diverse
 * as real ones, 0 for one image many times (mode collapse). More of it is no leak by itself. The interval is that of
 * a U-statistic (Hoeffding 1948), the victims' images taken as they are.
 */
export const distinctness: RepresentativeMetric = {
  name: "distinctness",
  summary: "how much the images differ from each other: 1 as much as real images of the class, 0 not at all",
  reference: {
    title: "Conditional Image Synthesis with Auxiliary Classifier GANs",
    url: "https://arxiv.org/abs/1610.09585",
    year: 2017,
  },
  unit: "1",
  leaksMoreWhen: "higher",
  // random pixels are as distinct as it gets, and show nothing
  controls: [],
  ceilings: ["real-images"],
  knownControls: { "one-image": 0 },
  measure({ images, count }, { victims, shape }) {
    const size = exampleSize(shape);
    if (count < 2 || victims.count < 2) return undefined;
    const real = spreadOf(victims, size);
    if (real === 0) return undefined;
    const own = meanDistances(images, count, size);
    const value = mean(own) / real;
    return {
      value,
      ...normalInterval(
        value,
        own.map((distance) => (2 * distance) / real),
      ),
    };
  },
};

/** Images that tell how much real ones differ: more would change the third digit. */
const enough = 500;
const spreads = new WeakMap<JudgedImages, number>();

/** The mean distance between two images, remembered: every sample is measured by the same. */
function spreadOf(real: JudgedImages, size: number): number {
  const spread = spreads.get(real) ?? mean(meanDistances(real.images, Math.min(enough, real.count), size));
  spreads.set(real, spread);
  return spread;
}

/** Of each image to all others, [count]. */
function meanDistances(images: Float32Array, count: number, size: number): Float64Array {
  const means = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) {
      const distance = Math.sqrt(squaredDistance(images, i * size, images, j * size, size)) / (count - 1);
      means[i] += distance;
      means[j] += distance;
    }
  }
  return means;
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
