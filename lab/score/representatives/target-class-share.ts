/** How many of the images a classifier takes for the class. @module */
import { clopperPearson } from "../../../shared/numeric/clopper-pearson.js";
import type { RepresentativeMetric } from "./metric.js";

/** From this probability on, an image is taken for one of the class. */
const certainFrom = 0.9;

/** The share of images that the judge gives the class a probability above 0.9, with its Clopper-Pearson interval. */
export const targetClassShare: RepresentativeMetric = {
  name: "targetClassShare",
  summary: "share of the images that a classifier trained apart takes for the class, with a probability above 0.9",
  reference: {
    title: "Deep Models Under the GAN: Information Leakage from Collaborative Deep Learning",
    url: "https://arxiv.org/abs/1702.07464",
    year: 2017,
  },
  unit: "fraction",
  leaksMoreWhen: "higher",
  controls: ["own-images", "own-mean", "noise"],
  ceilings: ["real-images", "real-mean"],
  measure({ probabilities, count }, { targetClass }) {
    const classes = probabilities.length / count;
    const taken = Array.from({ length: count }, (_, i) => probabilities[i * classes + targetClass]).filter(
      (probability) => probability > certainFrom,
    ).length;
    return { value: taken / count, ...clopperPearson(taken, count) };
  },
};
