/** Whether an image was recovered. @module */
import type { Metric } from "../../plugins/metric.js";
import { squaredErrors, toPsnrDb } from "../pairs.js";

/** From this ratio on, the eye takes claim and truth for the same image. */
export const recoveredFromDb = 30;

/** 1 where the claim's PSNR is 30 dB (included) or more, else 0; its mean is the fraction of targets recovered. */
export const recovered: Metric = {
  name: "recovered",
  summary: "fraction of targets whose claim has a PSNR of at least 30 dB",
  reference: {
    title: "See through Gradients: Image Batch Recovery via GradInversion",
    url: "https://arxiv.org/abs/2104.07586",
    year: 2021,
  },
  unit: "fraction",
  leaksMoreWhen: "higher",
  measure: (pairs) => squaredErrors(pairs).map((error) => (toPsnrDb(error) >= recoveredFromDb ? 1 : 0)),
};
