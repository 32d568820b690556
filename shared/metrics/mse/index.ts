/** Mean squared error. @module */
import type { Metric } from "../../plugins/metric.js";
import { squaredErrors } from "../pairs.js";

/** Mean over the values of an image of (claim - truth)², in [0, 1]; 0 is the truth itself. */
export const mse: Metric = {
  name: "mse",
  summary: "mean squared error between claim and truth, values in [0, 1]",
  reference: {
    title: "Deep Leakage from Gradients",
    url: "https://arxiv.org/abs/1906.08935",
    year: 2019,
  },
  unit: "1",
  leaksMoreWhen: "lower",
  measure: squaredErrors,
};
