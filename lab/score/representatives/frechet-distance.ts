/** How far the images lie from the victims' as a whole, in what a classifier sees in them. @module */
import { fitGaussian, frechetDistance as distanceBetween } from "./gaussian.js";
import { normalInterval } from "./normal-interval.js";
import type { Measurement, RepresentativeMetric } from "./metric.js";
import type { JudgedImages } from "./sample.js";

/**
 * The squared Fréchet distance between Gaussians fitted to the judge's features of the images and of the victims' images
 * of the class. Its scale is the judge's own: it means something beside controls and ceilings only, which are of about as
 * many images, since few images lie further away for being few.
 *
 * The interval is that of the infinitesimal jackknife (Jaeckel 1972): image x moves the distance by
 * 2·(μ_a − μ_b)·d + dᵀ·D·d − tr(A·D), d = x − μ_a, D the distance's derivative by A.
 */
export const frechetDistance: RepresentativeMetric = {
  name: "frechetDistance",
  summary: "Fréchet distance between the images and the victims' images of the class, in features of a classifier",
  reference: {
    title: "GANs Trained by a Two Time-Scale Update Rule Converge to a Local Nash Equilibrium",
    url: "https://arxiv.org/abs/1706.08500",
    year: 2017,
  },
  unit: "1",
  leaksMoreWhen: "lower",
  controls: ["own-images", "own-mean", "noise"],
  ceilings: ["real-images", "real-mean"],
  measure: (sample, { victims }) => (victims.count < 2 ? undefined : distanceTo(victims, sample)),
};

function distanceTo(victims: JudgedImages, { features, count }: JudgedImages): Measurement {
  const own = fitGaussian(features, count);
  const theirs = fitGaussian(victims.features, victims.count);
  const { distance, byCovariance } = distanceBetween(own, theirs);
  const width = own.mean.length;
  const influences = new Float64Array(count);
  const d = new Float64Array(width);
  for (let row = 0; row < count; row++) {
    for (let j = 0; j < width; j++) d[j] = features[row * width + j] - own.mean[j];
    for (let j = 0; j < width; j++) {
      let along = 2 * (own.mean[j] - theirs.mean[j]);
      for (let k = 0; k < width; k++) along += byCovariance.get(j, k) * d[k];
      influences[row] += along * d[j];
    }
  }
  return { value: distance, ...normalInterval(distance, influences) };
}
