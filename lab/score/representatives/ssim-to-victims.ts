/** How much each image is like some image of a victim. @module */
import { exampleSize } from "../../../shared/metrics/pairs.js";
import { ssim } from "../../../shared/metrics/ssim/index.js";
import { bootstrapMean } from "../../../shared/numeric/bootstrap-mean.js";
import type { RepresentativeMetric } from "./metric.js";
import { shortlist } from "./sample.js";

/** The mean over images of the highest SSIM to one of the victims' images that are nearest to it by L2; a bootstrap interval. */
export const ssimToVictims: RepresentativeMetric = {
  name: "ssimToVictims",
  summary: `highest structural similarity to one of the ${shortlist} victims' images that are nearest to an image, on average`,
  reference: ssim.reference,
  unit: "1",
  leaksMoreWhen: "higher",
  comparesImages: true,
  controls: ["own-images", "own-mean", "noise"],
  ceilings: ["real-images", "real-mean"],
  measure({ images, count, nearVictims: { k, places } }, { victims, shape }, rng) {
    const size = exampleSize(shape);
    const claims = new Float32Array(count * k * size);
    const truths = new Float32Array(count * k * size);
    for (const [pair, place] of places.entries()) {
      const image = Math.floor(pair / k);
      claims.set(images.subarray(image * size, (image + 1) * size), pair * size);
      truths.set(victims.images.subarray(place * size, (place + 1) * size), pair * size);
    }
    const labels = new Int32Array(count * k);
    const all = ssim.measure({ claims, truths, claimLabels: labels, truthLabels: labels, shape });
    const values = Float64Array.from({ length: count }, (_, i) => Math.max(...all.subarray(i * k, (i + 1) * k)));
    const value = values.reduce((sum, one) => sum + one, 0) / count;
    return { value, ...bootstrapMean(values, rng) };
  },
};
