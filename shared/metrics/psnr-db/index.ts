/** Peak signal-to-noise ratio. @module */
import type { Metric } from "../../plugins/metric.js";
import { squaredErrors, toPsnrDb } from "../pairs.js";

/** -10 log10(MSE) of images with peak 1, in dB, capped at 100; above about 30 dB the eye sees the same image. */
export const psnrDb: Metric = {
  name: "psnrDb",
  summary: "peak signal-to-noise ratio between claim and truth, peak 1, capped at 100",
  reference: {
    title: "Inverting Gradients: How easy is it to break privacy in federated learning?",
    url: "https://arxiv.org/abs/2003.14053",
    year: 2020,
  },
  unit: "dB",
  leaksMoreWhen: "higher",
  measure: (pairs) => squaredErrors(pairs).map(toPsnrDb),
};
