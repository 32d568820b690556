/** Exactly batchSize different examples, drawn afresh for every lot. @module */
import type { Sampler } from "./sampler.js";

export const fixed: Sampler = {
  drawer:
    ({ examples, batchSize }, rng) =>
    (number) =>
      rng.fork("round", number).sampleWithoutReplacement(examples, batchSize),

  release: (noiseMultiplier, { examples, batchSize }) => ({
    event: {
      type: "fixed-size-sampled",
      examples,
      size: Math.min(batchSize, examples),
      // a replaced example moves the sum by up to two clip norms
      event: { type: "gaussian", noiseMultiplier: noiseMultiplier / 2 },
    },
    neighbours: "replace-one",
  }),
};
